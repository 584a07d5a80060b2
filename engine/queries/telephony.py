"""What the telephone's administration lists: devices, queues, skills, reasons for breaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select, true

from engine.org import Action, Target
from engine.queries.agents import break_reasons
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.edited_rows import QUEUES, SKILLS, BreakReasonRow, DeviceRow, QueueRow, SkillRow
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import agent_device, break_reason, department, queue, skill, tier


@dataclass(frozen=True)
class TelephonyWish:
    """What is asked for; None asks for nothing. `active` None: also what is used no more."""

    text: str | None = None
    active: bool | None = True
    sort: str = "name"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class Listed:
    """A list: its table and row, how it is called, by which columns it is searched."""

    source: Any
    table: Table
    row: type[Any]
    name: ColumnElement[Any]
    searched: tuple[ColumnElement[Any], ...]

    def order(self, sort: str) -> Order:
        """Return how it is sorted, by name up or down (`-name`)."""
        return Order(sort, (self.name, self.table.c.id), ("text", "id"), sort.startswith("-"))


LISTS = {
    "devices": Listed(
        agent_device.join(department, department.c.id == agent_device.c.department_id).join(
            tier, tier.c.id == department.c.tier_id
        ),
        agent_device,
        DeviceRow,
        agent_device.c.name,
        (agent_device.c.name, agent_device.c.contact, agent_device.c.node, department.c.name),
    ),
    "queues": Listed(
        queue, queue, QueueRow, queue.c.name, (queue.c.name, queue.c.zh, queue.c.en, queue.c.node)
    ),
    "skills": Listed(skill, skill, SkillRow, skill.c.key, (skill.c.key, skill.c.zh, skill.c.en)),
    "break-reasons": Listed(
        break_reason,
        break_reason,
        BreakReasonRow,
        break_reason.c.key,
        (break_reason.c.key, break_reason.c.zh, break_reason.c.en),
    ),
}
SORTS = ("name", "-name")


def _query(which: str, words: bool, active: bool | None, paths: int) -> Select[Any]:
    listed = LISTS[which]
    query = select(*[listed.table.c[name] for name in listed.row._fields]).select_from(listed.source)
    if which == "devices":
        query = query.where(within_paths(tier.c.path, paths))
    if which == "queues":
        query = query.where(is_one_of(queue.c.name, "visible"))
    if words:
        query = query.where(or_(*[contained(column) for column in listed.searched]))
    if active is not None:
        query = query.where(listed.table.c.active if active else listed.table.c.active != true())
    return query


@cache
def _page(which: str, words: bool, active: bool | None, paths: int, sort: str, after: bool) -> Statement:
    order = LISTS[which].order(sort)
    return Statement(order.applied(_query(which, words, active, paths).add_columns(*order.columns()), after))


@cache
def _count(which: str, words: bool, active: bool | None, paths: int) -> Statement:
    return count_up_to(_query(which, words, active, paths))


def telephony_page(reading: Reading, which: str, wish: TelephonyWish) -> Page[dict[str, Any]]:
    """Return a page of `devices`, `queues`, `skills` or `break-reasons`.

    Raises:
        NotAllowed: the actor does not manage the telephony.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.MANAGE_TELEPHONY)
    given: dict[str, Any] = {}
    if wish.text is not None:
        given["words"] = like_parameter(wish.text)
    if which == "devices":
        given |= path_parameters(reading)
    if which == "queues":
        given["visible"] = [
            one.name
            for one in QUEUES.all(reading.tx)
            if reading.may(Action.MANAGE_TELEPHONY, _place_of_queue(reading, one.name))
        ]
    shape = (which, wish.text is not None, wish.active, len(reading.paths))
    order = LISTS[which].order(wish.sort)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    fields = LISTS[which].row._fields
    items = [
        _item(reading, which, {name: getattr(row, name) for name in fields}) for row in rows[: wish.most]
    ]
    return page_of(rows, items, order, wish.most, counted[0].count)


def agent_options(reading: Reading) -> dict[str, list[Any]]:
    """Return the skills, queues and reasons for breaks that whoever leads agents can give them.

    Raises:
        NotAllowed: the actor leads nobody.
    """
    reading.require(Action.FORCE_AGENT)
    skills = [one for one in SKILLS.all(reading.tx) if one.active]
    queues = [one for one in QUEUES.all(reading.tx) if one.active and one.person_id is None]
    return {
        "skills": [{"id": one.id, "key": one.key, "zh": one.zh, "en": one.en} for one in skills],
        "queues": [
            {"id": one.id, "name": one.name, "zh": one.zh, "en": one.en, "skill": one.skill_id}
            for one in queues
        ],
        "reasons": list(break_reasons(reading)),
    }


def _place_of_queue(reading: Reading, name: str) -> Target:
    owner = reading.directory.queue_department(name)
    return Target(reading.path_of_department(owner.id) if owner is not None else None)


def _item(reading: Reading, which: str, row: dict[str, Any]) -> dict[str, Any]:
    if which == "devices":
        return {
            **row,
            "department_name": reading.department_name(row["department_id"]),
            "person_name": reading.name_of(row["person_id"]),
        }
    if which == "queues":
        owner = reading.directory.queue_department(row["name"])
        return {
            **row,
            "department_id": owner.id if owner is not None else None,
            "department_name": owner.name if owner is not None else None,
            "person_name": reading.name_of(row["person_id"]),
        }
    return row
