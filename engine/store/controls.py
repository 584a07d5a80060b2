"""Statements on what people have the telephone do."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, insert, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_word, machine_now
from engine.store.statement import Statement
from engine.store.tables import call, call_control, exchange_node


class ControlRow(NamedTuple):
    """A control as stored.

    Times are aware UTC business time, but `deadline_at`: that is the database's own clock. `target` is what
    the verb works on: channels, whom it reaches, what goes along.
    """

    id: str
    verb: str
    call_id: str | None
    person_id: str | None
    order_id: str | None
    node: str
    number: str | None
    target: dict[str, Any]
    status: str
    claimed_by: str | None
    term: int | None
    written_at: datetime
    sent_at: datetime | None
    deadline_at: datetime
    outcome_at: datetime | None
    answer: str | None
    reason: str | None


class FullControl(NamedTuple):
    """A control from which draft and number are to be taken out."""

    id: str
    number: str | None
    target: dict[str, Any]


class ExchangeOfCall(NamedTuple):
    """Which exchange has a call; `is_live`: some process is connected to it now."""

    name: str
    is_live: bool


_ROW = [call_control.c[name] for name in ControlRow._fields]
_IS_OPEN = is_word(call_control.c.status, "written", "sent")
_MAKING = [name for name in ControlRow._fields if name != "deadline_at"]
_INSERT = Statement(
    insert(call_control).values(
        {name: bindparam(name) for name in _MAKING} | {"deadline_at": machine_now(bindparam("seconds"))}
    )
)
_BY_ID = Statement(select(*_ROW).where(call_control.c.id == bindparam("control_id")), ControlRow)
_LOCK = Statement(
    select(*_ROW).where(call_control.c.id == bindparam("control_id")).with_for_update(), ControlRow
)
_OF_CALL = Statement(
    select(*_ROW).where(call_control.c.call_id == bindparam("of_call")).order_by(call_control.c.id),
    ControlRow,
)
_UNDER_WAY = (_IS_OPEN, call_control.c.deadline_at > machine_now())
_OPEN_OF_CALL = Statement(
    select(*_ROW)
    .where(call_control.c.call_id == bindparam("of_call"), *_UNDER_WAY)
    .order_by(call_control.c.id),
    ControlRow,
)
_OPEN_TO_NUMBER = Statement(
    select(*_ROW)
    .where(call_control.c.number == bindparam("of_number"), *_UNDER_WAY)
    .order_by(call_control.c.id),
    ControlRow,
)
_OPEN_OF_PERSON = Statement(
    select(*_ROW)
    .where(
        call_control.c.person_id == bindparam("of_person"),
        call_control.c.verb == bindparam("of_verb"),
        *_UNDER_WAY,
    )
    .order_by(call_control.c.id),
    ControlRow,
)
_IS_OWNER = exists().where(
    exchange_node.c.name == bindparam("node"),
    exchange_node.c.lease_owner == bindparam("owner"),
    exchange_node.c.lease_term == bindparam("term"),
    exchange_node.c.leased_until > machine_now(),
)
_WAITING = Statement(
    select(call_control.c.id, call_control.c.verb)
    .where(
        _IS_OPEN,
        is_word(call_control.c.status, "written"),
        call_control.c.node == bindparam("node"),
        call_control.c.deadline_at > machine_now(),
    )
    .order_by(call_control.c.id)
    .limit(50)
)
_CLAIM = Statement(
    update(call_control)
    .where(
        call_control.c.id == bindparam("control_id"),
        is_word(call_control.c.status, "written"),
        call_control.c.node == bindparam("node"),
        call_control.c.deadline_at > machine_now(),
        _IS_OWNER,
    )
    .values(
        status="sent",
        claimed_by=bindparam("owner"),
        term=bindparam("term"),
        sent_at=bindparam("sent_at"),
        deadline_at=machine_now(bindparam("seconds")),
    )
    .returning(*_ROW),
    ControlRow,
)
_SETTLE = Statement(
    update(call_control)
    .where(call_control.c.id == bindparam("control_id"))
    .values(status=bindparam("new_status"), answer=bindparam("new_answer"), outcome_at=bindparam("at"))
)
_LAPSED = Statement(
    select(call_control.c.id)
    .where(_IS_OPEN, call_control.c.node == bindparam("node"), call_control.c.deadline_at <= machine_now())
    .order_by(call_control.c.id)
    .limit(50)
)
_OF_OTHERS = Statement(
    select(call_control.c.id)
    .where(
        _IS_OPEN,
        is_word(call_control.c.status, "sent"),
        call_control.c.node == bindparam("node"),
        call_control.c.claimed_by != bindparam("owner"),
    )
    .order_by(call_control.c.id)
)
_UNSETTLED = Statement(
    select(*_ROW)
    .where(call_control.c.call_id == bindparam("of_call"), is_word(call_control.c.status, "sent", "unknown"))
    .order_by(call_control.c.id),
    ControlRow,
)
#: A hang-up that FreeSWITCH was told, or may have been.
_HUNG_UP = Statement(
    select(call_control.c.id)
    .where(
        call_control.c.call_id == bindparam("of_call"),
        is_word(call_control.c.verb, "hangup"),
        is_word(call_control.c.status, "sent", "done", "unknown"),
    )
    .limit(1)
)
_BELONGS = Statement(
    update(call_control)
    .where(call_control.c.id == bindparam("control_id"))
    .values(call_id=bindparam("to_call"))
)
_EXCHANGE = Statement(
    select(
        exchange_node.c.name,
        (is_word(exchange_node.c.state, "live") & (exchange_node.c.leased_until > machine_now())).label(
            "is_live"
        ),
    ).where(exchange_node.c.switchname == bindparam("switchname")),
    ExchangeOfCall,
)
_LIVE = Statement(
    select(exchange_node.c.name)
    .where(is_word(exchange_node.c.state, "live"), exchange_node.c.leased_until > machine_now())
    .order_by(exchange_node.c.name)
)
_LOCK_CALL = Statement(select(call.c.id).where(call.c.id == bindparam("of_call")).with_for_update())
_FULL = Statement(
    select(*[call_control.c[name] for name in FullControl._fields])
    .where(call_control.c.emptied_at.is_(None), call_control.c.written_at < bindparam("written_before"))
    .order_by(call_control.c.written_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True),
    FullControl,
)
_EMPTY = Statement(
    update(call_control)
    .where(call_control.c.id == bindparam("control_id"))
    .values(
        number=bindparam("new_number"),
        target=bindparam("new_target"),
        emptied_at=bindparam("at"),
        emptied_rules=bindparam("rules"),
    )
)
_CALLS_UNSETTLED = Statement(
    select(call_control.c.call_id)
    .where(
        call_control.c.node == bindparam("node"),
        call_control.c.call_id.is_not(None),
        is_word(call_control.c.status, "sent", "unknown"),
        call_control.c.written_at >= bindparam("since"),
    )
    .distinct()
)


def insert_control(tx: Transaction, row: ControlRow, seconds: float) -> None:
    """Store a control that may be claimed for `seconds` from now; the row's own `deadline_at` is not used."""
    values = row._asdict()
    tx.write(_INSERT, seconds=seconds, **{name: values[name] for name in _MAKING})


def control_by_id(tx: Transaction, control_id: str) -> ControlRow | None:
    """Return a control, or None."""
    found: ControlRow | None = tx.one(_BY_ID, control_id=control_id)
    return found


def lock_control(tx: Transaction, control_id: str) -> ControlRow | None:
    """Lock and return a control, or None."""
    found: ControlRow | None = tx.one(_LOCK, control_id=control_id)
    return found


def controls_of_call(tx: Transaction, call_id: str) -> list[ControlRow]:
    """Return everything that was wanted of a call, oldest first."""
    return tx.rows(_OF_CALL, of_call=call_id)


def lock_call(tx: Transaction, call_id: str) -> None:
    """Let others who want something of this call wait."""
    tx.rows(_LOCK_CALL, of_call=call_id)


def open_controls_of_call(tx: Transaction, call_id: str) -> list[ControlRow]:
    """Return what is under way in a call."""
    return tx.rows(_OPEN_OF_CALL, of_call=call_id)


def open_controls_to_number(tx: Transaction, number: str) -> list[ControlRow]:
    """Return what is under way to reach an outside number."""
    return tx.rows(_OPEN_TO_NUMBER, of_number=number)


def open_controls_of_person(tx: Transaction, person_id: str, verb: str) -> list[ControlRow]:
    """Return what a person has under way of one verb."""
    return tx.rows(_OPEN_OF_PERSON, of_person=person_id, of_verb=verb)


def waiting_controls(tx: Transaction, node: str) -> list[tuple[str, str]]:
    """Return id and verb of the controls that wait to be sent to a node, oldest first."""
    return [(row.id, row.verb) for row in tx.rows(_WAITING, node=node)]


def claim_control(
    tx: Transaction, control_id: str, node: str, owner: str, term: int, at: datetime, seconds: float
) -> ControlRow | None:
    """Note that the node's owner sends a control now, and return it.

    None: it was claimed before, its time is over, or the node is not the owner's of this term any more.
    """
    found: ControlRow | None = tx.one(
        _CLAIM, control_id=control_id, node=node, owner=owner, term=term, sent_at=at, seconds=seconds
    )
    return found


def settle_control(
    tx: Transaction, control_id: str, status: str, answer: str | None, at: datetime | None
) -> None:
    """Store what has become of a control."""
    tx.write(_SETTLE, control_id=control_id, new_status=status, new_answer=answer, at=at)


def lapsed_controls(tx: Transaction, node: str) -> list[str]:
    """Return the ids of a node's open controls whose time is over."""
    return [row.id for row in tx.rows(_LAPSED, node=node)]


def controls_of_other_owners(tx: Transaction, node: str, owner: str) -> list[str]:
    """Return the ids of a node's controls that another owner claimed and did not settle."""
    return [row.id for row in tx.rows(_OF_OTHERS, node=node, owner=owner)]


def unsettled_controls(tx: Transaction, call_id: str) -> list[ControlRow]:
    """Return the controls of a call of which evidence may tell."""
    return tx.rows(_UNSETTLED, of_call=call_id)


def is_hung_up_by_control(tx: Transaction, call_id: str) -> bool:
    """Return whether somebody whose telephone is in the call has had it hung up."""
    return tx.one(_HUNG_UP, of_call=call_id) is not None


def calls_with_unsettled_controls(tx: Transaction, node: str, since: datetime) -> set[str]:
    """Return the ids of a node's calls with controls of `since` or later that evidence may settle."""
    return {row.call_id for row in tx.rows(_CALLS_UNSETTLED, node=node, since=since)}


def put_control_to_call(tx: Transaction, control_id: str, call_id: str) -> None:
    """Note which call a control has led to."""
    tx.write(_BELONGS, control_id=control_id, to_call=call_id)


def lock_full_controls(tx: Transaction, written_before: datetime, most: int) -> list[FullControl]:
    """Lock and return up to `most` controls of before that time with draft and number, oldest first."""
    return tx.rows(_FULL, written_before=written_before, most=most)


def empty_control(tx: Transaction, row: FullControl, at: datetime, rules: str) -> None:
    """Store what is left of a control, and by which version of the rules the rest was taken out."""
    tx.write(_EMPTY, control_id=row.id, new_number=row.number, new_target=row.target, at=at, rules=rules)


def exchange_of_switch(tx: Transaction, switchname: str) -> ExchangeOfCall | None:
    """Return the exchange that calls itself so, or None."""
    found: ExchangeOfCall | None = tx.one(_EXCHANGE, switchname=switchname)
    return found


def live_exchanges(tx: Transaction) -> list[str]:
    """Return the names of the exchanges to which some process is connected now."""
    return [row.name for row in tx.rows(_LIVE)]
