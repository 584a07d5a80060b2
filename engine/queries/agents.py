"""What agents do: one's own state with what one may choose, and everybody's for who leads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, literal, or_, select

from engine.calling.softphones import SOFTPHONE
from engine.calling.states import STATUSES, Said, State
from engine.calling.tiers import serving
from engine.errors import NotFound
from engine.org import Action, place_of_person
from engine.queries.paging import Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.agents import (
    AgentRow,
    agent_of,
    agents_at,
    all_skills,
    all_tiers,
    calls_of_agents,
    stays_of,
)
from engine.store.database import Transaction
from engine.store.edited_rows import BREAK_REASONS, DEVICES, QUEUES, SKILLS, DeviceRow
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import agent_state, department, membership, person, tier
from engine.words import Words

#: How far back an agent's states are shown.
SHOWN = timedelta(hours=24)
MOST_STAYS = 200
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Reason:
    """A reason for a break; `limit_minutes` None: no limit."""

    key: str
    zh: str
    en: str
    limit_minutes: int | None


@dataclass(frozen=True)
class DeviceView:
    """A device at which one may sign in. `taken_by` is who is there now, None: nobody."""

    id: str
    name: str
    node: str
    kind: str
    can_answer: bool
    is_own: bool
    taken_by: str | None


@dataclass(frozen=True)
class AgentView:
    """What an agent does. Times are aware UTC business time.

    `state` is the one word, `said` what a person said last. `until`: after-call work ends by itself then.
    `theirs` are the exchange's own words; `in_step`: they agree with what was said, None: it said nothing.
    """

    person: str
    name: str
    agent: str | None
    departments: list[str]
    state: str
    said: str
    reason: str | None
    reason_zh: str | None
    reason_en: str | None
    since: datetime | None
    until: datetime | None
    limit_minutes: int | None
    device: str | None
    device_name: str | None
    device_kind: str | None
    can_answer: bool
    forced_by: str | None
    theirs: str | None
    theirs_state: str | None
    theirs_at: datetime | None
    in_step: bool | None
    revision: int


@dataclass(frozen=True)
class SkillView:
    """What an agent can: 1 to 5, the best."""

    skill: str
    zh: str
    en: str
    level: int


@dataclass(frozen=True)
class ServesView:
    """A queue that an agent serves; `given`: by hand, else they have its skill, or it is theirs."""

    queue: str
    name: str
    zh: str
    en: str
    level: int
    position: int
    given: bool


@dataclass(frozen=True)
class AgentLine(AgentView):
    """An agent as who leads them sees them; `call` is the one in which they are, None: none."""

    call: str | None
    skills: list[SkillView]
    queues: list[ServesView]


@dataclass(frozen=True)
class Stay:
    """A state that an agent was in; `until_at` None: still. `by_name` None: by the telephone or by time."""

    state: str
    reason: str | None
    note: str | None
    from_at: datetime
    until_at: datetime | None
    by_name: str | None


@dataclass(frozen=True)
class AgentPage:
    """One agent, with what they did in the last 24 hours, the newest first."""

    agent: AgentLine
    stays: list[Stay]


@dataclass(frozen=True)
class AgentsWish:
    """What is asked for; None asks for nothing."""

    state: str | None = None
    department_id: str | None = None
    text: str | None = None
    sort: str = "name"
    cursor: str | None = None
    most: int = 25


_STATE = func.coalesce(agent_state.c.state, State.SIGNED_OUT.value)
_SINCE = func.coalesce(agent_state.c.since, literal(_NEVER, type_=agent_state.c.since.type))
_BY_NAME = (person.c.name, person.c.id)
_BY_STATE = (_STATE, person.c.name, person.c.id)
_BY_SINCE = (_SINCE, person.c.id)
SORTS = {
    "name": Order("name", _BY_NAME, ("text", "id")),
    "-name": Order("-name", _BY_NAME, ("text", "id"), True),
    "state": Order("state", _BY_STATE, ("text", "text", "id")),
    "-state": Order("-state", _BY_STATE, ("text", "text", "id"), True),
    "since": Order("since", _BY_SINCE, ("moment", "id")),
    "-since": Order("-since", _BY_SINCE, ("moment", "id"), True),
}


def _query(filters: tuple[str, ...], paths: int) -> Select[Any]:
    there = (
        select(membership.c.id)
        .select_from(
            membership.join(department, department.c.id == membership.c.department_id).join(
                tier, tier.c.id == department.c.tier_id
            )
        )
        .where(
            membership.c.person_id == person.c.id,
            is_word(membership.c.role, "agent", "shift-leader"),
            within_paths(tier.c.path, paths),
        )
    )
    if "department" in filters:
        there = there.where(department.c.id == bindparam("department"))
    query = (
        select(person.c.id.label("of_person"), *[agent_state.c[name] for name in AgentRow._fields])
        .select_from(person.outerjoin(agent_state, agent_state.c.person_id == person.c.id))
        .where(person.c.active, exists(there.correlate(person)))
    )
    if "state" in filters:
        query = query.where(bindparam("state") == _STATE)
    if "words" in filters:
        searched = (person.c.name, person.c.username, person.c.agent)
        query = query.where(or_(*[contained(column) for column in searched]))
    return query


@cache
def _page(filters: tuple[str, ...], paths: int, sort: str, after: bool) -> Statement:
    order = SORTS[sort]
    return Statement(order.applied(_query(filters, paths).add_columns(*order.columns()), after))


@cache
def _count(filters: tuple[str, ...], paths: int) -> Statement:
    return count_up_to(_query(filters, paths))


def my_state(reading: Reading) -> AgentView:
    """Return what the actor does. Raises NotAllowed when they take no calls."""
    reading.require(Action.TAKE_CALLS)
    return AgentView(
        **_view(reading, _Names(reading.tx), reading.actor.id, agent_of(reading.tx, reading.actor.id))
    )


def break_reasons(reading: Reading) -> list[Reason]:
    """Return why one can take a break now."""
    rows = [one for one in BREAK_REASONS.all(reading.tx) if one.active]
    return [Reason(one.key, one.zh, one.en, one.limit_minutes) for one in rows]


def my_devices(reading: Reading) -> list[DeviceView]:
    """Return the devices at which the actor may sign in, their own first."""
    reading.require(Action.TAKE_CALLS)
    me = reading.actor.id
    mine = reading.directory.departments_of(me)
    found = []
    for one in DEVICES.all(reading.tx):
        own = one.person_id == me
        if not one.active or not (own or (one.person_id is None and one.department_id in mine)):
            continue
        there = agents_at(reading.tx, one.id)
        taken = reading.name_of(there[0].person_id) if there else None
        found.append(DeviceView(one.id, one.name, one.node, one.kind, one.can_answer, own, taken))
    return sorted(found, key=lambda one: (not one.is_own, one.name))


def my_softphone(reading: Reading) -> DeviceRow | None:
    """Return the telephone in the browser at which the actor is signed in now; None: at none."""
    reading.require(Action.TAKE_CALLS)
    row = agent_of(reading.tx, reading.actor.id)
    if row is None or row.device_id is None or row.state == State.SIGNED_OUT:
        return None
    device = DEVICES.get(reading.tx, row.device_id)
    return device if device is not None and device.active and device.kind == SOFTPHONE else None


def agents_page(reading: Reading, wish: AgentsWish) -> Page[AgentLine]:
    """Return a page of agents whom the actor leads.

    Raises:
        NotAllowed: the actor leads nobody.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.SEE_AGENTS)
    wanted = {
        "state": wish.state,
        "department": wish.department_id,
        "words": like_parameter(wish.text) if wish.text is not None else None,
    }
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    shape = (tuple(given), len(reading.paths))
    given |= path_parameters(reading)
    order = SORTS[wish.sort]
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (_page(*shape, wish.sort, wish.cursor is not None), {**given, **position, "most": wish.most + 1}),
        (_count(*shape), given),
    )
    items = _lines(reading, [(row.of_person, _agent(row)) for row in rows[: wish.most]])
    return page_of(rows, items, order, wish.most, counted[0].count)


def agent_page(reading: Reading, person_id: str) -> AgentPage:
    """Return one agent.

    Raises:
        NotFound: there is no such person whom the actor leads.
    """
    if person_id not in reading.directory.people or not reading.may(
        Action.SEE_AGENTS, place_of_person(person_id, reading.directory)
    ):
        raise NotFound(
            Words(f"there is no agent {person_id} whom you lead", f"没有由您管理的坐席 {person_id}")
        )
    (line,) = _lines(reading, [(person_id, agent_of(reading.tx, person_id))])
    stays = stays_of(reading.tx, person_id, reading.now - SHOWN, MOST_STAYS)
    return AgentPage(
        line,
        [
            Stay(one.state, one.reason, one.note, one.from_at, one.until_at, reading.name_of(one.by_id))
            for one in stays
        ],
    )


class _Names:
    """What the rows of agents refer to, read once."""

    def __init__(self, tx: Transaction) -> None:
        self.devices: dict[str, DeviceRow] = {one.id: one for one in DEVICES.all(tx)}
        self.reasons = {one.key: one for one in BREAK_REASONS.all(tx)}


def _agent(row: Any) -> AgentRow | None:
    if row.person_id is None:
        return None
    return AgentRow(*[getattr(row, name) for name in AgentRow._fields])


def _view(reading: Reading, names: _Names, person_id: str, row: AgentRow | None) -> dict[str, Any]:
    directory = reading.directory
    there = row is not None and row.state != State.SIGNED_OUT
    device = names.devices.get(row.device_id or "") if row is not None and there else None
    reason = names.reasons.get(row.reason or "") if row is not None else None
    after_call = row is not None and row.state == State.AFTER_CALL
    return {
        "person": person_id,
        "name": directory.person_name(person_id) or person_id,
        "agent": directory.people[person_id].agent,
        "departments": sorted(
            name for one in directory.departments_of(person_id) if (name := reading.department_name(one))
        ),
        "state": row.state if row is not None else State.SIGNED_OUT.value,
        "said": row.said if row is not None else Said.SIGNED_OUT.value,
        "reason": row.reason if row is not None else None,
        "reason_zh": reason.zh if reason is not None else None,
        "reason_en": reason.en if reason is not None else None,
        "since": row.since if row is not None else None,
        "until": row.due_at if row is not None and after_call else None,
        "limit_minutes": reason.limit_minutes if reason is not None else None,
        "device": device.id if device is not None else None,
        "device_name": device.name if device is not None else None,
        "device_kind": device.kind if device is not None else None,
        "can_answer": device is not None and device.can_answer,
        "forced_by": reading.name_of(row.forced_by) if row is not None else None,
        "theirs": row.theirs if row is not None else None,
        "theirs_state": row.theirs_state if row is not None else None,
        "theirs_at": row.theirs_at if row is not None else None,
        "in_step": row.theirs == STATUSES[Said(row.said)] if row is not None and row.theirs else None,
        "revision": row.revision if row is not None else 0,
    }


def _lines(reading: Reading, rows: list[tuple[str, AgentRow | None]]) -> list[AgentLine]:
    tx, names = reading.tx, _Names(reading.tx)
    wanted = {person_id for person_id, _ in rows}
    skills = {one.id: one for one in SKILLS.all(tx)}
    queues = {one.name: one for one in QUEUES.all(tx) if one.active}
    known = [one for one in all_skills(tx) if one.person_id in wanted]
    given = [one for one in all_tiers(tx) if one.person_id in wanted]
    served = serving(queues.values(), given, known)
    by_hand = {(one.person_id, one.queue_id) for one in given}
    talking = calls_of_agents(tx)
    return [
        AgentLine(
            **_view(reading, names, person_id, row),
            call=talking.get(person_id),
            skills=[
                SkillView(one.skill_id, skills[one.skill_id].zh, skills[one.skill_id].en, one.level)
                for one in sorted(known, key=lambda one: (-one.level, one.skill_id))
                if one.person_id == person_id
            ],
            queues=[
                ServesView(
                    queues[one.queue].id,
                    one.queue,
                    queues[one.queue].zh,
                    queues[one.queue].en,
                    one.level,
                    one.position,
                    (person_id, queues[one.queue].id) in by_hand,
                )
                for one in served
                if one.person_id == person_id
            ],
        )
        for person_id, row in rows
    ]
