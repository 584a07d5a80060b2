"""Statements on whom dialogues ask for callers: who could be asked, and who was."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, insert, select

from engine.calling.states import State
from engine.ids import new_id
from engine.store.database import Transaction
from engine.store.statement import Statement
from engine.store.tables import agent_state, call, call_route, call_talk, person_skill


class RouteRow(NamedTuple):
    """A caller was sent to a queue. `because` says why to this one; time is aware UTC."""

    id: str
    exchange_id: str
    queue: str
    because: str
    at: datetime


_INSERT = Statement(insert(call_route).values({name: bindparam(name) for name in RouteRow._fields}))
_OF_CALL = Statement(
    select(*[call_route.c[name] for name in RouteRow._fields])
    .where(call_route.c.exchange_id == bindparam("exchange_id"))
    .order_by(call_route.c.at.desc(), call_route.c.id.desc())
    .limit(20),
    RouteRow,
)
_LAST_TALK = Statement(
    select(call_talk.c.person_id, call_talk.c.at)
    .select_from(call_talk.join(call, call.c.id == call_talk.c.call_id))
    .where(
        call.c.caller_number == bindparam("number"),
        call.c.state != "merged",
        call_talk.c.person_id.is_not(None),
    )
    .order_by(call_talk.c.at.desc(), call_talk.c.id.desc())
    .limit(1)
)
_FREE = Statement(
    select(func.count().label("number"))
    .select_from(person_skill.join(agent_state, agent_state.c.person_id == person_skill.c.person_id))
    .where(
        person_skill.c.skill_id == bindparam("skill_id"),
        person_skill.c.level >= bindparam("level"),
        agent_state.c.state == State.AVAILABLE.value,
    )
)


def insert_route(tx: Transaction, exchange_id: str, queue: str, because: str, at: datetime) -> None:
    """Put down where a caller was sent."""
    tx.write_row(_INSERT, RouteRow(new_id(), exchange_id, queue, because, at))


def routes_of_call(tx: Transaction, exchange_id: str) -> list[RouteRow]:
    """Return where a caller was sent, the last first."""
    return tx.rows(_OF_CALL, exchange_id=exchange_id)


def last_talk_with(tx: Transaction, number: str) -> tuple[str, datetime] | None:
    """Return who of us spoke last with a number, and since when; None: nobody has."""
    found = tx.one(_LAST_TALK, number=number)
    return (found.person_id, found.at) if found is not None else None


def free_with_skill(tx: Transaction, skill_id: str, level: int) -> int:
    """Return how many are free for a call who have a skill at a level or above."""
    return int(tx.one(_FREE, skill_id=skill_id, level=level).number)
