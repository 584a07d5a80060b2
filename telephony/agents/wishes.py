"""What our rows want of one exchange: its agents with status and telephone, and who serves its queues."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from engine.calling.names import is_contact, is_name
from engine.calling.states import STATUSES, Phone, Said
from engine.calling.tiers import Serves, after_call_seconds, serving
from engine.commands import Engine
from engine.store.agents import all_skills, all_tiers, placed_agents
from engine.store.edited_rows import DEVICES, QUEUES
from telephony.agents.lists import TheirTier


@dataclass(frozen=True, slots=True)
class WantedAgent:
    """An agent as they are to be. `theirs` is the status that we have recorded, `phone` what it does for us.

    `at_home`: their device belongs to this exchange; elsewhere they are only to be logged out.
    """

    name: str
    status: str
    contact: str
    after_call_seconds: int
    phone: Phone
    theirs: str | None
    at_home: bool = True
    in_call: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of one exchange. Agents and queues that are not named here are none of our business."""

    agents: tuple[WantedAgent, ...] = ()
    queues: frozenset[str] = frozenset()
    tiers: tuple[TheirTier, ...] = ()


def read_wanted(engine: Engine, node: str) -> Wanted:
    """Return what our rows want of an exchange now.

    Agents are ours from their first signing in here on; queues are those whose row names the exchange. An
    agent belongs to the exchange of the device at which they signed in last. What the exchange would
    misunderstand is left out.
    """
    with engine.database.reading() as tx:
        _, directory = engine.services.time_and_place(tx)
        devices = {one.id: one for one in DEVICES.all(tx)}
        queues = [one for one in QUEUES.all(tx) if one.active and one.node == node and is_name(one.name)]
        rows, given, known = placed_agents(tx), all_tiers(tx), all_skills(tx)
    served: dict[str, list[Serves]] = defaultdict(list)
    for one in serving(queues, given, known):
        served[one.person_id].append(one)
    domain = next((one.name.partition("@")[2] for one in queues if "@" in one.name), "")
    agents, tiers = [], []
    for row, in_call in rows:
        person, device = directory.people.get(row.person_id), devices.get(row.device_id or "")
        if person is None or device is None or not person.agent:
            continue
        name = person.agent if "@" in person.agent or not domain else f"{person.agent}@{domain}"
        if not is_name(name) or not is_contact(device.contact):
            continue
        home = device.node == node
        said = Said(row.said) if home and person.active else Said.SIGNED_OUT
        mine = served[row.person_id]
        agents.append(
            WantedAgent(
                name,
                STATUSES[said],
                device.contact,
                after_call_seconds(queues, (one.queue for one in mine)),
                Phone(row.phone),
                row.theirs,
                home,
                in_call,
            )
        )
        if home:
            tiers += [TheirTier(one.queue, name, one.level, one.position) for one in mine]
    return Wanted(tuple(agents), frozenset(one.name for one in queues), tuple(tiers))
