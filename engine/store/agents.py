"""Statements on agents: what each does now and did, what they can, and which queues they serve."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from engine.ids import new_id
from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import agent_state, agent_state_log, agent_tier, call, call_talk, person_skill


class AgentRow(NamedTuple):
    """What an agent does now (engine.calling.states). Times are aware UTC business time.

    `due_at` is the end of after-call work, or when a break's limit is to be told. `device_id`: where they
    signed in last, None: never. `forced_by` None: it was the agent. `theirs` and `theirs_state` are the
    exchange's own words, None: it has said nothing yet.
    """

    person_id: str
    state: str
    said: str
    phone: str
    reason: str | None
    since: datetime
    due_at: datetime | None
    device_id: str | None
    forced_by: str | None
    theirs: str | None
    theirs_state: str | None
    theirs_at: datetime | None
    revision: int


class StayRow(NamedTuple):
    """A state that an agent was in; `until_at` None: still, `by_id` None: by the telephone or by time."""

    id: str
    person_id: str
    state: str
    reason: str | None
    note: str | None
    from_at: datetime
    until_at: datetime | None
    by_id: str | None


class SkillLevel(NamedTuple):
    """How well somebody can something: 1 to 5, the best."""

    person_id: str
    skill_id: str
    level: int


class TierRow(NamedTuple):
    """That an agent serves a queue: of the lowest level first, within it by position."""

    queue_id: str
    person_id: str
    level: int
    position: int


_AGENT = select(*[agent_state.c[name] for name in AgentRow._fields])
_STAY = select(*[agent_state_log.c[name] for name in StayRow._fields])
_MAKE = Statement(
    insert_unless_there(agent_state)
    .values(
        person_id=bindparam("person_id"),
        state="signed-out",
        said="signed-out",
        phone="idle",
        since=bindparam("since"),
        revision=0,
    )
    .on_conflict_do_nothing()
)
#: In one order, so that two who lock several never wait for each other.
_LOCK = Statement(
    _AGENT.where(is_one_of(agent_state.c.person_id, "people", "uuid"))
    .order_by(agent_state.c.person_id)
    .with_for_update(),
    AgentRow,
)
_OF_PERSON = Statement(_AGENT.where(agent_state.c.person_id == bindparam("person_id")), AgentRow)
_AT_DEVICE = Statement(
    _AGENT.where(agent_state.c.device_id == bindparam("device_id"), agent_state.c.said != "signed-out"),
    AgentRow,
)
_DUE = Statement(
    select(agent_state.c.person_id)
    .where(agent_state.c.due_at.is_not(None), agent_state.c.due_at <= bindparam("now"))
    .order_by(agent_state.c.due_at)
    .limit(bindparam("most"))
)
_PLACED = Statement(
    _AGENT.where(agent_state.c.device_id.is_not(None)).order_by(agent_state.c.person_id), AgentRow
)
_IN_CALLS = Statement(
    select(call.c.agent_person_id).where(
        call.c.ended_at.is_(None), call.c.state != "merged", call.c.agent_person_id.is_not(None)
    )
)
_TALKING = Statement(
    select(call_talk.c.person_id, call_talk.c.call_id)
    .select_from(call_talk.join(call, call.c.id == call_talk.c.call_id))
    .where(
        call.c.ended_at.is_(None),
        call.c.state != "merged",
        call_talk.c.until.is_(None),
        call_talk.c.person_id.is_not(None),
    )
    .order_by(call_talk.c.at)
)
_UPDATE = Statement(
    update(agent_state)
    .where(agent_state.c.person_id == bindparam("of_person"))
    .values({name: bindparam(name) for name in AgentRow._fields if name != "person_id"})
)
_END_STAY = Statement(
    update(agent_state_log)
    .where(agent_state_log.c.person_id == bindparam("of_person"), agent_state_log.c.until_at.is_(None))
    .values(until_at=bindparam("at"))
)
_BEGIN_STAY = Statement(insert(agent_state_log).values({name: bindparam(name) for name in StayRow._fields}))
_STAYS = Statement(
    _STAY.where(
        agent_state_log.c.person_id == bindparam("person_id"), agent_state_log.c.from_at >= bindparam("since")
    )
    .order_by(agent_state_log.c.from_at.desc(), agent_state_log.c.id.desc())
    .limit(bindparam("most")),
    StayRow,
)
_SKILLS = select(*[person_skill.c[name] for name in SkillLevel._fields])
_SKILLS_OF = Statement(_SKILLS.where(is_one_of(person_skill.c.person_id, "people", "uuid")), SkillLevel)
_ALL_SKILLS = Statement(_SKILLS, SkillLevel)
_TIERS = select(*[agent_tier.c[name] for name in TierRow._fields])
_TIERS_OF = Statement(_TIERS.where(is_one_of(agent_tier.c.person_id, "people", "uuid")), TierRow)
_ALL_TIERS = Statement(_TIERS, TierRow)
_CLEAR_SKILLS = Statement(delete(person_skill).where(person_skill.c.person_id == bindparam("of_person")))
_CLEAR_TIERS = Statement(delete(agent_tier).where(agent_tier.c.person_id == bindparam("of_person")))
_INSERT_SKILL = Statement(
    insert(person_skill).values({name: bindparam(name) for name in ("id", *SkillLevel._fields)})
)
_INSERT_TIER = Statement(
    insert(agent_tier).values({name: bindparam(name) for name in ("id", *TierRow._fields)})
)


def lock_agents(tx: Transaction, people: Collection[str], now: datetime) -> dict[str, AgentRow]:
    """Lock and return what agents do; who was never signed in is so from now on, signed out."""
    wanted = sorted(people)
    found: dict[str, AgentRow] = {row.person_id: row for row in tx.rows(_LOCK, people=wanted)}
    if len(found) < len(wanted):
        for person_id in wanted:
            if person_id not in found:
                tx.write(_MAKE, person_id=person_id, since=now)
        found = {row.person_id: row for row in tx.rows(_LOCK, people=wanted)}
    return found


def agent_of(tx: Transaction, person_id: str) -> AgentRow | None:
    """Return what an agent does; None: they were never signed in."""
    found: AgentRow | None = tx.one(_OF_PERSON, person_id=person_id)
    return found


def agents_at(tx: Transaction, device_id: str) -> list[AgentRow]:
    """Return who is signed in at a device."""
    return tx.rows(_AT_DEVICE, device_id=device_id)


def due_agents(tx: Transaction, now: datetime, most: int) -> list[str]:
    """Return the ids of those whose after-call work is over, or whose break is too long."""
    return [row.person_id for row in tx.rows(_DUE, now=now, most=most)]


def placed_agents(tx: Transaction) -> list[tuple[AgentRow, bool]]:
    """Return everybody who ever signed in at a device, each with whether a call of theirs is open."""
    busy = {row.agent_person_id for row in tx.rows(_IN_CALLS)}
    return [(row, row.person_id in busy) for row in tx.rows(_PLACED)]


def calls_of_agents(tx: Transaction) -> dict[str, str]:
    """Return the call in which each speaks now, by person."""
    return {row.person_id: row.call_id for row in tx.rows(_TALKING)}


def update_agent(tx: Transaction, row: AgentRow) -> None:
    """Store what an agent does."""
    values = row._asdict()
    tx.write(_UPDATE, of_person=values.pop("person_id"), **values)


def begin_stay(tx: Transaction, row: StayRow) -> None:
    """End the state that is logged as going on, and log the next."""
    tx.write(_END_STAY, of_person=row.person_id, at=row.from_at)
    tx.write_row(_BEGIN_STAY, row)


def stays_of(tx: Transaction, person_id: str, since: datetime, most: int) -> list[StayRow]:
    """Return the states of an agent that began at `since` or later, the newest first."""
    return tx.rows(_STAYS, person_id=person_id, since=since, most=most)


def skills_of(tx: Transaction, person_id: str) -> list[SkillLevel]:
    """Return what somebody can."""
    return skills_of_all(tx, [person_id])


def skills_of_all(tx: Transaction, people: Collection[str]) -> list[SkillLevel]:
    """Return what these can."""
    return tx.rows(_SKILLS_OF, people=sorted(people))


def all_skills(tx: Transaction) -> list[SkillLevel]:
    """Return what everybody can."""
    return tx.rows(_ALL_SKILLS)


def put_skills(tx: Transaction, person_id: str, rows: Iterable[SkillLevel]) -> None:
    """Store what somebody can, in place of what was stored."""
    tx.write(_CLEAR_SKILLS, of_person=person_id)
    for row in rows:
        tx.write(_INSERT_SKILL, id=new_id(), **row._asdict())


def tiers_of(tx: Transaction, person_id: str) -> list[TierRow]:
    """Return the queues that somebody was given."""
    return tiers_of_all(tx, [person_id])


def tiers_of_all(tx: Transaction, people: Collection[str]) -> list[TierRow]:
    """Return the queues that these were given."""
    return tx.rows(_TIERS_OF, people=sorted(people))


def all_tiers(tx: Transaction) -> list[TierRow]:
    """Return the queues that everybody was given."""
    return tx.rows(_ALL_TIERS)


def put_tiers(tx: Transaction, person_id: str, rows: Iterable[TierRow]) -> None:
    """Store the queues that somebody is given, in place of what was stored."""
    tx.write(_CLEAR_TIERS, of_person=person_id)
    for row in rows:
        tx.write(_INSERT_TIER, id=new_id(), **row._asdict())
