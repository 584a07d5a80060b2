"""The exchanges of an installation by name, and what the organisation wants of them."""

from __future__ import annotations

from engine.calling.softphones import SOFTPHONE, sip_user
from engine.errors import InvalidInput
from engine.store.edited_rows import DEVICES, QUEUES
from engine.words import Words
from huan.settings import Settings
from huan.wiring import System
from telephony.doctor import Wanted
from telephony.freeswitch import BrowserTelephone
from telephony.listener import NodeSettings


def node_named(settings: Settings, name: str | None) -> NodeSettings:
    """Return the node with this name; None: the only one.

    Raises:
        InvalidInput: there is no such node, none at all, or several and no name.
    """
    nodes = settings.exchanges
    there = ", ".join(node.name for node in nodes) or "-"
    if name is None and len(nodes) == 1:
        return nodes[0]
    found = next((node for node in nodes if node.name == name), None)
    if found is None:
        raise InvalidInput(
            Words(
                f"name one of the nodes of HUAN_TELEPHONY by --node; there are: {there}",
                f"请用 --node 指定 HUAN_TELEPHONY 中的一个节点；有：{there}",
            )
        )
    return found


def wanted_of(system: System) -> Wanted:
    """Return the queues of the departments and of agents, the agents' names of the people who work there now,
    and the time zone of the organisation's highest tier.
    """
    with system.database.reading() as tx:
        _, directory = system.engine.services.time_and_place(tx)
        own = {row.name for row in QUEUES.all(tx) if row.active and row.person_id is not None}
    return Wanted(
        queues=tuple(
            sorted(
                {
                    queue
                    for department in directory.departments.values()
                    for queue in (department.queue or "").split()
                }
                | {queue for queue in own if directory.queue_department(queue) is not None}
            )
        ),
        agents=tuple(
            sorted(person.agent for person in directory.people.values() if person.active and person.agent)
        ),
        zone=next((tier.zone for tier in directory.tiers.values() if tier.parent_id is None), None),
    )


def queues_asked_first(system: System) -> frozenset[str]:
    """Return the queues of one agent or of a skill, before which a caller does not wait for long."""
    with system.database.reading() as tx:
        rows = QUEUES.all(tx)
    return frozenset(row.name for row in rows if row.active and (row.person_id or row.skill_id))


def queues_of(system: System, node: NodeSettings) -> tuple[str, ...]:
    """Return the queues of a node: the departments', and those of agents who are there."""
    with system.database.reading() as tx:
        elsewhere = {
            row.name for row in QUEUES.all(tx) if row.person_id is not None and row.node != node.name
        }
    return tuple(one for one in wanted_of(system).queues if one not in elsewhere)


def browser_telephones(system: System, node: NodeSettings) -> tuple[BrowserTelephone, ...]:
    """Return the telephones in browsers that register at a node; none where it is not set up for them."""
    if node.softphones is None:
        return ()
    with system.database.reading() as tx:
        devices = [one for one in DEVICES.all(tx) if one.active and one.node == node.name]
    users = [(sip_user(one.contact), one.person_id) for one in devices if one.kind == SOFTPHONE]
    return tuple(
        BrowserTelephone(user, node.softphones.ha1(node.name, user, owner))
        for user, owner in sorted(users, key=lambda one: one[0] or "")
        if user is not None
    )
