"""Statements on recordings of calls and on who listened to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, or_, select, update

from engine.store.database import Transaction
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import call, call_order, recording, recording_play, work_order


class RecordingRow(NamedTuple):
    """A recording. Times are aware UTC; `paused` are pairs of milliseconds, the second None while it lasts.

    `peaks` are the loudest of each of some hundred parts of it, from 0 to 255.
    """

    id: str
    call_id: str
    node: str | None
    path: str
    status: str
    reason: str | None
    attempts: int
    try_at: datetime | None
    digest: str | None
    bytes: int | None
    ms: int | None
    peaks: list[int] | None
    paused: list[list[int | None]]
    started_at: datetime
    ended_at: datetime | None
    keep_until: datetime | None
    hold_by: str | None
    hold_reason: str | None
    hold_at: datetime | None
    deleted_at: datetime | None


class PlayRow(NamedTuple):
    """Somebody listens to a recording."""

    id: str
    recording_id: str
    person_id: str
    at: datetime
    asked_at: datetime
    from_ms: int
    until_ms: int
    reason: str | None


class LinkedOrder(NamedTuple):
    """An order that a call concerns, as far as its recordings need to know."""

    id: str
    number: str
    category: str
    restricted: bool


_COLUMNS = [recording.c[name] for name in RecordingRow._fields]
_CHANGING = [name for name in RecordingRow._fields if name not in ("id", "call_id", "node", "path")]
_BY_ID = Statement(select(*_COLUMNS).where(recording.c.id == bindparam("recording_id")), RecordingRow)
_LOCK = Statement(
    select(*_COLUMNS).where(recording.c.id == bindparam("recording_id")).with_for_update(), RecordingRow
)
_OF_CALL = Statement(
    select(*_COLUMNS)
    .where(recording.c.call_id == bindparam("of_call"))
    .order_by(recording.c.started_at, recording.c.path),
    RecordingRow,
)
_INSERT = Statement(insert(recording).values({name: bindparam(name) for name in RecordingRow._fields}))
_UPDATE = Statement(
    update(recording)
    .where(recording.c.id == bindparam("recording_id"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_DUE = Statement(
    select(*_COLUMNS)
    .where(
        recording.c.try_at.is_not(None),
        recording.c.try_at <= bindparam("now"),
        or_(recording.c.node.is_(None), is_one_of(recording.c.node, "nodes")),
    )
    .order_by(recording.c.try_at, recording.c.id)
    .limit(bindparam("most")),
    RecordingRow,
)
_CLAIM = Statement(
    update(recording)
    .where(recording.c.id == bindparam("recording_id"), recording.c.attempts == bindparam("seen"))
    .values(attempts=bindparam("attempt"), try_at=bindparam("until"))
)
_NEEDED = Statement(
    select(func.count().label("count")).where(
        recording.c.digest == bindparam("digest"), is_word(recording.c.status, "stored")
    )
)
_DIGESTS = Statement(
    select(recording.c.digest)
    .where(is_word(recording.c.status, "stored"))
    .distinct()
    .order_by(recording.c.digest)
)
_TO_ASK = Statement(
    select(*_COLUMNS)
    .where(
        is_word(recording.c.status, "stored"),
        recording.c.hold_at.is_(None),
        recording.c.keep_until <= bindparam("now"),
        recording.c.id > bindparam("after"),
    )
    .order_by(recording.c.id)
    .limit(bindparam("most")),
    RecordingRow,
)
_UNTIL = Statement(
    update(recording).where(recording.c.id == bindparam("recording_id")).values(keep_until=bindparam("until"))
)
_ASK_ANEW = Statement(
    update(recording)
    .where(is_word(recording.c.status, "stored"), recording.c.hold_at.is_(None))
    .values(keep_until=bindparam("now"))
)
_TRY_ANEW = Statement(
    update(recording)
    .where(is_word(recording.c.status, "missing"))
    .values(try_at=bindparam("now"), attempts=0)
)
_ORDERS = Statement(
    select(work_order.c.id, work_order.c.number, work_order.c.category, work_order.c.restricted)
    .select_from(call_order.join(work_order, work_order.c.id == call_order.c.order_id))
    .where(call_order.c.call_id == bindparam("of_call"))
    .order_by(call_order.c.linked_at, work_order.c.id),
    LinkedOrder,
)
_PLAY = [recording_play.c[name] for name in PlayRow._fields]
_INSERT_PLAY = Statement(insert(recording_play).values({name: bindparam(name) for name in PlayRow._fields}))
_LAST_PLAY = Statement(
    select(*_PLAY)
    .where(
        recording_play.c.person_id == bindparam("person_id"),
        recording_play.c.recording_id == bindparam("recording_id"),
        recording_play.c.asked_at >= bindparam("since"),
    )
    .order_by(recording_play.c.asked_at.desc(), recording_play.c.id.desc())
    .limit(1)
    .with_for_update(),
    PlayRow,
)
_GO_ON = Statement(
    update(recording_play)
    .where(recording_play.c.id == bindparam("play_id"))
    .values(asked_at=bindparam("now"), from_ms=bindparam("from_ms"), until_ms=bindparam("until_ms"))
)
_CALL_ENDED = Statement(select(call.c.ended_at).where(call.c.id == bindparam("call_id")))


def recording_by_id(tx: Transaction, recording_id: str) -> RecordingRow | None:
    """Return a recording, or None."""
    found: RecordingRow | None = tx.one(_BY_ID, recording_id=recording_id)
    return found


def lock_recording(tx: Transaction, recording_id: str) -> RecordingRow | None:
    """Lock and return a recording, or None."""
    found: RecordingRow | None = tx.one(_LOCK, recording_id=recording_id)
    return found


def recordings_of_call(tx: Transaction, call_id: str) -> list[RecordingRow]:
    """Return the recordings of a call, in the order in which they began."""
    return tx.rows(_OF_CALL, of_call=call_id)


def insert_recording(tx: Transaction, row: RecordingRow) -> None:
    """Store a recording."""
    tx.write_row(_INSERT, row)


def update_recording(tx: Transaction, row: RecordingRow) -> None:
    """Store what has become of a recording."""
    values = row._asdict()
    tx.write(_UPDATE, recording_id=row.id, **{name: values[name] for name in _CHANGING})


def due_recordings(tx: Transaction, nodes: Collection[str], now: datetime, most: int) -> list[RecordingRow]:
    """Return recordings of some exchanges, and of none that is known, whose files are to be looked for."""
    return tx.rows(_DUE, nodes=sorted(nodes), now=now, most=most)


def claim_recording(tx: Transaction, row: RecordingRow, until: datetime) -> bool:
    """Count one more attempt, to be over at `until`; False: somebody else tries already."""
    return (
        tx.changed(_CLAIM, recording_id=row.id, seen=row.attempts, attempt=row.attempts + 1, until=until) == 1
    )


def content_needed(tx: Transaction, digest: str) -> bool:
    """Return whether a recording that is stored has this content."""
    return bool(tx.one(_NEEDED, digest=digest).count)


def stored_digests(tx: Transaction) -> list[str]:
    """Return the digest of every content that a stored recording refers to."""
    return [row.digest for row in tx.rows(_DIGESTS)]


def recordings_to_ask(tx: Transaction, now: datetime, after: str, most: int) -> list[RecordingRow]:
    """Return recordings that may have been kept long enough and that nobody holds, ordered by id."""
    return tx.rows(_TO_ASK, now=now, after=after, most=most)


def keep_until(tx: Transaction, recording_id: str, until: datetime) -> None:
    """Note until when a recording is kept."""
    tx.write(_UNTIL, recording_id=recording_id, until=until)


def ask_all_anew(tx: Transaction, now: datetime) -> int:
    """Let it be asked of every stored recording anew how long it is kept; return of how many."""
    return tx.changed(_ASK_ANEW, now=now)


def try_all_anew(tx: Transaction, now: datetime) -> int:
    """Let every recording that is missing be looked for anew; return how many they are."""
    return tx.changed(_TRY_ANEW, now=now)


def orders_of_call(tx: Transaction, call_id: str) -> list[LinkedOrder]:
    """Return the orders that a call concerns, the first linked first."""
    return tx.rows(_ORDERS, of_call=call_id)


def call_ended_at(tx: Transaction, call_id: str) -> datetime | None:
    """Return when a call ended; None while it goes on."""
    row: Any = tx.one(_CALL_ENDED, call_id=call_id)
    return row.ended_at if row is not None else None


def last_play(tx: Transaction, recording_id: str, person_id: str, since: datetime) -> PlayRow | None:
    """Return the newest listening of a person that asked for more at `since` or later, locked; or None."""
    found: PlayRow | None = tx.one(_LAST_PLAY, recording_id=recording_id, person_id=person_id, since=since)
    return found


def insert_play(tx: Transaction, row: PlayRow) -> None:
    """Store that somebody listens."""
    tx.write_row(_INSERT_PLAY, row)


def go_on(tx: Transaction, play: PlayRow, now: datetime, from_ms: int, until_ms: int) -> None:
    """Store that somebody listens on."""
    tx.write(
        _GO_ON,
        play_id=play.id,
        now=now,
        from_ms=min(play.from_ms, from_ms),
        until_ms=max(play.until_ms, until_ms),
    )
