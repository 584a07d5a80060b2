"""What was read back from where the history is kept, where anything may stand by now."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from engine.history.event import SealedEvent

#: One column as it is stored: a text, bytes that should be one, or nothing.
Stored = str | bytes | None
_CHAIN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


class Unreadable(NamedTuple):
    """A row of which a column holds what nothing of ours ever wrote. `seq` and `hash` are None if they do."""

    chain: str
    seq: int | None
    hash: str | None
    column: str


class NotReadable(ValueError):
    """A column holds what nothing of ours ever wrote there; the message is its name."""


def text_in(stored: Stored, column: str) -> str:
    """Return the text of a column that always has one."""
    found = optional_text_in(stored, column)
    if found is None:
        raise NotReadable(column)
    return found


def optional_text_in(stored: Stored, column: str) -> str | None:
    """Return the text of a column, None where there is none."""
    if not isinstance(stored, bytes):
        return stored
    try:
        return stored.decode()
    except UnicodeDecodeError:
        raise NotReadable(column) from None


def number_in(stored: Stored, column: str) -> int:
    """Return the whole number of a column."""
    found = text_in(stored, column)
    if not _NUMBER.fullmatch(found):
        raise NotReadable(column)
    return int(found)


def moment_in(stored: Stored, column: str, moment: Callable[[str], datetime]) -> datetime:
    """Return the time of a column; `moment` reads the text as this database writes times."""
    try:
        return moment(text_in(stored, column))
    except (ValueError, OverflowError):
        raise NotReadable(column) from None


def is_chain(text: str) -> bool:
    """Return whether a text is an id, as every chain's name is."""
    return _CHAIN.fullmatch(text) is not None


def event_in(
    chain: str, row: Sequence[Stored], moment: Callable[[str], datetime]
) -> SealedEvent | Unreadable:
    """Return the event in a row of `chain` whose columns are those of SealedEvent, in order."""
    stored = dict(zip(SealedEvent._fields, row, strict=True))
    try:
        return SealedEvent(
            chain,
            number_in(stored["seq"], "seq"),
            moment_in(stored["event_at"], "event_at", moment),
            moment_in(stored["entered_at"], "entered_at", moment),
            text_in(stored["type"], "type"),
            optional_text_in(stored["element_id"], "element_id"),
            text_in(stored["actor"], "actor"),
            optional_text_in(stored["on_behalf_of"], "on_behalf_of"),
            optional_text_in(stored["instance_id"], "instance_id"),
            text_in(stored["body"], "body"),
            text_in(stored["digests"], "digests"),
            text_in(stored["hash"], "hash"),
            optional_text_in(stored["content"], "content"),
        )
    except NotReadable as unreadable:
        return Unreadable(chain, _or_none(stored, "seq"), _hash_or_none(stored), str(unreadable))


def _or_none(stored: dict[str, Stored], column: str) -> int | None:
    try:
        return number_in(stored[column], column)
    except NotReadable:
        return None


def _hash_or_none(stored: dict[str, Stored]) -> str | None:
    try:
        return text_in(stored["hash"], "hash")
    except NotReadable:
        return None
