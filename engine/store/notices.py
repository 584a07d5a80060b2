"""Statements on how people want to be told, on what waits to go out, and on the texts of a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from engine.notices import Choice, Quiet, Reader
from engine.store.database import Transaction
from engine.store.expressions import is_one_of
from engine.store.statement import Statement
from engine.store.tables import notice_choice, notice_reader, notice_template, notice_waiting


class ReaderRow(NamedTuple):
    """How somebody is reached. Times of day are HH:MM; None: no such address, no quiet hours."""

    person_id: str
    email: str | None
    phone: str | None
    quiet_from: str | None
    quiet_to: str | None
    digest_at: str
    revision: int


class ChoiceRow(NamedTuple):
    """What somebody chose for a kind and channel."""

    person_id: str
    kind: str
    channel: str
    choice: str


class WaitingRow(NamedTuple):
    """A notice that goes out later. Times are aware UTC business time."""

    id: str
    person_id: str
    channel: str
    address: str
    kind: str
    order_id: str | None
    order_number: str | None
    text: str
    created_at: datetime
    due_at: datetime


class TemplateRow(NamedTuple):
    """The text of a site for a kind of notice."""

    kind: str
    text_en: str
    text_zh: str
    revision: int
    changed_at: datetime
    changed_by: str


def _insert(table: Any, row: type[tuple[Any, ...]]) -> Statement:
    return Statement(insert(table).values({name: bindparam(name) for name in row._fields}))  # type: ignore[attr-defined]


_READERS = Statement(
    select(*[notice_reader.c[name] for name in ReaderRow._fields]).where(
        is_one_of(notice_reader.c.person_id, "people", "uuid")
    ),
    ReaderRow,
)
_LOCK_READER = Statement(
    select(*[notice_reader.c[name] for name in ReaderRow._fields])
    .where(notice_reader.c.person_id == bindparam("person"))
    .with_for_update(),
    ReaderRow,
)
_CHOICES_OF_KIND = Statement(
    select(*[notice_choice.c[name] for name in ChoiceRow._fields]).where(
        is_one_of(notice_choice.c.person_id, "people", "uuid"), notice_choice.c.kind == bindparam("kind")
    ),
    ChoiceRow,
)
_CHOICES_OF = Statement(
    select(*[notice_choice.c[name] for name in ChoiceRow._fields])
    .where(notice_choice.c.person_id == bindparam("person"))
    .order_by(notice_choice.c.kind, notice_choice.c.channel),
    ChoiceRow,
)
_CHOSEN = Statement(
    select(notice_choice.c.kind).where(
        notice_choice.c.person_id == bindparam("person"),
        notice_choice.c.channel == bindparam("channel"),
        notice_choice.c.choice == bindparam("choice"),
    )
)
_INSERT_READER = _insert(notice_reader, ReaderRow)
_UPDATE_READER = Statement(
    update(notice_reader)
    .where(notice_reader.c.person_id == bindparam("of_person"))
    .values({name: bindparam(name) for name in ReaderRow._fields if name != "person_id"})
)
_FORGET_CHOICES = Statement(delete(notice_choice).where(notice_choice.c.person_id == bindparam("person")))
_INSERT_CHOICE = _insert(notice_choice, ChoiceRow)

_INSERT_WAITING = _insert(notice_waiting, WaitingRow)
_NEXT_DUE = Statement(
    select(notice_waiting.c.person_id, notice_waiting.c.channel)
    .where(notice_waiting.c.due_at <= bindparam("now"))
    .order_by(notice_waiting.c.due_at, notice_waiting.c.id)
    .limit(1)
)
_DUE_OF = Statement(
    select(*[notice_waiting.c[name] for name in WaitingRow._fields])
    .where(
        notice_waiting.c.person_id == bindparam("person"),
        notice_waiting.c.channel == bindparam("channel"),
        notice_waiting.c.due_at <= bindparam("now"),
    )
    .order_by(notice_waiting.c.created_at, notice_waiting.c.id)
    .limit(bindparam("most"))
    .with_for_update(),
    WaitingRow,
)
_FORGET_WAITING = Statement(delete(notice_waiting).where(is_one_of(notice_waiting.c.id, "ids", "uuid")))
_COUNT_WAITING = Statement(
    select(func.count().label("count"))
    .select_from(notice_waiting)
    .where(notice_waiting.c.person_id == bindparam("person"))
)

_TEMPLATES = Statement(
    select(*[notice_template.c[name] for name in TemplateRow._fields]).order_by(notice_template.c.kind),
    TemplateRow,
)
_LOCK_TEMPLATE = Statement(
    select(*[notice_template.c[name] for name in TemplateRow._fields])
    .where(notice_template.c.kind == bindparam("kind"))
    .with_for_update(),
    TemplateRow,
)
_INSERT_TEMPLATE = _insert(notice_template, TemplateRow)
_UPDATE_TEMPLATE = Statement(
    update(notice_template)
    .where(notice_template.c.kind == bindparam("of_kind"))
    .values({name: bindparam(name) for name in TemplateRow._fields if name != "kind"})
)
_DELETE_TEMPLATE = Statement(delete(notice_template).where(notice_template.c.kind == bindparam("kind")))


def readers_of(tx: Transaction, people: Sequence[str], kind: str) -> list[Reader]:
    """Return how a kind of notice reaches people, without those who have said nothing at all."""
    if not people:
        return []
    wanted = list(people)
    rows, choices = tx.fetch(
        (_READERS, {"people": wanted}), (_CHOICES_OF_KIND, {"people": wanted, "kind": kind})
    )
    stored: dict[str, ReaderRow] = {row.person_id: row for row in rows}
    made: dict[str, list[ChoiceRow]] = {}
    for one in choices:
        made.setdefault(one.person_id, []).append(one)
    told = [person for person in wanted if person in stored or person in made]
    return [reader_from(person, stored.get(person), made.get(person, [])) for person in told]


def reader_of(tx: Transaction, person: str) -> tuple[ReaderRow | None, list[ChoiceRow]]:
    """Return how somebody is reached, None: they have said nothing; and all that they chose."""
    readers, choices = tx.fetch((_READERS, {"people": [person]}), (_CHOICES_OF, {"person": person}))
    return (readers[0] if readers else None), choices


def reader_from(person_id: str, row: ReaderRow | None, choices: Sequence[ChoiceRow]) -> Reader:
    """Return a reader out of what is stored; a choice that only another release knows is left out."""
    known = {(one.kind, one.channel): one.choice for one in choices if one.choice in tuple(Choice)}
    if row is None:
        return Reader(person_id, choices=known)
    quiet = None
    if row.quiet_from is not None and row.quiet_to is not None:
        quiet = Quiet(time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to))
    return Reader(person_id, row.email, row.phone, quiet, time.fromisoformat(row.digest_at), known)


def kinds_chosen(tx: Transaction, person: str, channel: str, choice: str) -> list[str]:
    """Return the kinds for which somebody made a choice on a channel."""
    return [row.kind for row in tx.rows(_CHOSEN, person=person, channel=channel, choice=choice)]


def lock_reader(tx: Transaction, person: str) -> ReaderRow | None:
    """Lock and return how somebody is reached, or None."""
    found: ReaderRow | None = tx.one(_LOCK_READER, person=person)
    return found


def store_reader(tx: Transaction, row: ReaderRow, choices: Sequence[ChoiceRow], *, new: bool) -> None:
    """Store how somebody is reached and all that they chose."""
    if new:
        tx.write_row(_INSERT_READER, row)
    else:
        values = row._asdict()
        tx.write(_UPDATE_READER, of_person=values.pop("person_id"), **values)
    tx.write(_FORGET_CHOICES, person=row.person_id)
    for choice in choices:
        tx.write_row(_INSERT_CHOICE, choice)


def insert_waiting(tx: Transaction, row: WaitingRow) -> None:
    """Write down a notice that goes out later."""
    tx.write_row(_INSERT_WAITING, row)


def next_due_group(tx: Transaction, now: datetime) -> tuple[str, str] | None:
    """Return the person and channel for whom something is due, longest first; None: nothing is."""
    row = tx.one(_NEXT_DUE, now=now)
    return (row.person_id, row.channel) if row is not None else None


def take_due(tx: Transaction, person: str, channel: str, now: datetime, most: int) -> list[WaitingRow]:
    """Take up to `most` due notices of a person and channel out, oldest first, so that nobody else does."""
    rows: list[WaitingRow] = tx.rows(_DUE_OF, person=person, channel=channel, now=now, most=most)
    if rows:
        tx.write(_FORGET_WAITING, ids=[row.id for row in rows])
    return rows


def count_waiting(tx: Transaction, person: str) -> int:
    """Return how many notices wait to go out to somebody."""
    return int(tx.one(_COUNT_WAITING, person=person).count)


def site_templates(tx: Transaction) -> dict[str, TemplateRow]:
    """Return the texts of this site, by kind."""
    return {row.kind: row for row in tx.rows(_TEMPLATES)}


def lock_template(tx: Transaction, kind: str) -> TemplateRow | None:
    """Lock and return this site's text for a kind, or None."""
    found: TemplateRow | None = tx.one(_LOCK_TEMPLATE, kind=kind)
    return found


def store_template(tx: Transaction, row: TemplateRow, *, new: bool) -> None:
    """Store this site's text for a kind."""
    if new:
        tx.write_row(_INSERT_TEMPLATE, row)
        return
    values: Mapping[str, Any] = row._asdict()
    tx.write(_UPDATE_TEMPLATE, of_kind=row.kind, **{name: values[name] for name in values if name != "kind"})


def delete_template(tx: Transaction, kind: str) -> None:
    """Go back to the text that is shipped."""
    tx.write(_DELETE_TEMPLATE, kind=kind)
