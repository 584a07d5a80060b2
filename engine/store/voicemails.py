"""Statements on messages that callers leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from engine.store.database import Request, Transaction
from engine.store.expressions import is_word
from engine.store.recordings import RecordingRow
from engine.store.statement import Statement
from engine.store.tables import recording, voicemail


class VoicemailRow(NamedTuple):
    """A message. Times are aware UTC business time; `path` is where the exchange has it.

    `status`: `recording`, `left`, or `empty`, when nothing was said. `call_id` None: our row of the call is
    not there yet. `heard_at` None: nobody has listened.
    """

    id: str
    exchange_id: str
    call_id: str | None
    node: str | None
    path: str
    queue: str | None
    department_id: str | None
    status: str
    began_at: datetime
    ended_at: datetime | None
    ms: int | None
    heard_at: datetime | None
    heard_by: str | None


_COLUMNS = [voicemail.c[name] for name in VoicemailRow._fields]
_CHANGING = "call_id status ended_at ms heard_at heard_by".split()
_INSERT = Statement(insert(voicemail).values({name: bindparam(name) for name in VoicemailRow._fields}))
_UPDATE = Statement(
    update(voicemail)
    .where(voicemail.c.id == bindparam("voicemail_id"))
    .values({name: bindparam(name) for name in _CHANGING})
)
_BY_ID = Statement(select(*_COLUMNS).where(voicemail.c.id == bindparam("voicemail_id")), VoicemailRow)
_LOCK = Statement(
    select(*_COLUMNS).where(voicemail.c.id == bindparam("voicemail_id")).with_for_update(), VoicemailRow
)
_OF_EXCHANGE = Statement(
    select(*_COLUMNS)
    .where(voicemail.c.exchange_id == bindparam("exchange_id"))
    .order_by(voicemail.c.began_at),
    VoicemailRow,
)
_OF_CALL = Statement(
    select(*_COLUMNS).where(voicemail.c.call_id == bindparam("of_call")).order_by(voicemail.c.began_at),
    VoicemailRow,
)
_SOUND = Statement(
    select(*[recording.c[name] for name in RecordingRow._fields]).where(
        recording.c.call_id == bindparam("of_call"), recording.c.path == bindparam("path")
    ),
    RecordingRow,
)
_UNHEARD = Statement(
    select(func.count().label("count")).where(
        voicemail.c.call_id == bindparam("of_call"),
        voicemail.c.path == bindparam("path"),
        is_word(voicemail.c.status, "left"),
        voicemail.c.heard_at.is_(None),
    )
)


def insert_voicemail(tx: Transaction, row: VoicemailRow) -> None:
    """Store a message."""
    tx.write_row(_INSERT, row)


def update_voicemail(tx: Transaction, row: VoicemailRow) -> None:
    """Store what has become of a message."""
    values = row._asdict()
    tx.write(_UPDATE, voicemail_id=row.id, **{name: values[name] for name in _CHANGING})


def voicemail_by_id(tx: Transaction, voicemail_id: str) -> VoicemailRow | None:
    """Return a message, or None."""
    found: VoicemailRow | None = tx.one(_BY_ID, voicemail_id=voicemail_id)
    return found


def lock_voicemail(tx: Transaction, voicemail_id: str) -> VoicemailRow | None:
    """Lock and return a message, or None."""
    found: VoicemailRow | None = tx.one(_LOCK, voicemail_id=voicemail_id)
    return found


def voicemails_of_exchange_request(exchange_id: str) -> Request:
    """Read the messages that were left in a call of the exchange, the first first."""
    return _OF_EXCHANGE, {"exchange_id": exchange_id}


def voicemails_of_call(tx: Transaction, call_id: str) -> list[VoicemailRow]:
    """Return the messages that were left in a call, the first first."""
    return tx.rows(_OF_CALL, of_call=call_id)


def sound_of(tx: Transaction, row: VoicemailRow) -> RecordingRow | None:
    """Return the recording that is the message, None: none is known yet."""
    found: RecordingRow | None = tx.one(_SOUND, of_call=row.call_id, path=row.path)
    return found


def is_unheard(tx: Transaction, sound: RecordingRow) -> bool:
    """Return whether a recording is a message to which nobody has listened."""
    found: Any = tx.one(_UNHEARD, of_call=sound.call_id, path=sound.path)
    return bool(found.count)
