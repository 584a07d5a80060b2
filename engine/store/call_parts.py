"""Statements on the parts of calls: whose telephone rang, who spoke, where they waited, who listened in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Table, bindparam, delete, insert, select, update

from engine.store.database import Request, Transaction
from engine.store.statement import Statement
from engine.store.tables import call_ring, call_supervision, call_talk, call_visit


class RingRow(NamedTuple):
    """A telephone rang from `at` `until` it was taken or given up; `missed` says why it was not taken."""

    id: str
    call_id: str
    agent: str
    person_id: str | None
    at: datetime
    until: datetime | None
    missed: str | None

    @property
    def about(self) -> str:
        """Whose telephone it is, by whichever of its names: `1001@default` is 1001."""
        return f"ring {self.agent.split('@', 1)[0]}"


class TalkRow(NamedTuple):
    """Somebody spoke with the customer, on the leg `channel`.

    `how` they came to it is answer, blind, attended, refer or conference.
    """

    id: str
    call_id: str
    channel: str
    agent: str
    person_id: str | None
    at: datetime
    until: datetime | None
    how: str | None

    @property
    def about(self) -> str:
        """On which leg."""
        return f"talk {self.channel}"


class VisitRow(NamedTuple):
    """A call waited in a queue as `member`; `cause` and `reason` say how that ended, as the exchange does."""

    id: str
    call_id: str
    member: str
    queue: str
    department_id: str | None
    joined_at: datetime
    left_at: datetime | None
    cause: str | None
    reason: str | None

    @property
    def about(self) -> str:
        """As whom it waited."""
        return f"visit {self.member}"


class SupervisionRow(NamedTuple):
    """A supervisor listened in, on the leg `channel`; `kind` is listen, whisper or barge."""

    id: str
    call_id: str
    channel: str
    agent: str | None
    person_id: str | None
    kind: str
    at: datetime
    until: datetime | None

    @property
    def about(self) -> str:
        """On which leg."""
        return f"supervision {self.channel}"


PartRow = RingRow | TalkRow | VisitRow | SupervisionRow

_TABLES: dict[type[PartRow], Table] = {
    RingRow: call_ring,
    TalkRow: call_talk,
    VisitRow: call_visit,
    SupervisionRow: call_supervision,
}
_BEGAN: dict[type[PartRow], str] = {VisitRow: "joined_at"}


def _select(kind: type[PartRow], table: Table) -> Statement:
    began = table.c[_BEGAN.get(kind, "at")]
    of_call = table.c.call_id == bindparam("of_call")
    return Statement(
        select(*[table.c[name] for name in kind._fields]).where(of_call).order_by(began, table.c.id)
    )


_SELECT = {kind: _select(kind, table) for kind, table in _TABLES.items()}
_INSERT = {
    kind: Statement(insert(table).values({name: bindparam(name) for name in kind._fields}))
    for kind, table in _TABLES.items()
}
_UPDATE = {
    kind: Statement(
        update(table)
        .where(table.c.id == bindparam("part_id"))
        .values({name: bindparam(name) for name in kind._fields if name not in ("id", "call_id")})
    )
    for kind, table in _TABLES.items()
}
_DELETE = {
    kind: Statement(delete(table).where(table.c.id == bindparam("part_id")))
    for kind, table in _TABLES.items()
}


class Parts(NamedTuple):
    """The parts of one call, each in order of time."""

    rings: list[RingRow]
    talks: list[TalkRow]
    visits: list[VisitRow]
    supervisions: list[SupervisionRow]

    def people(self) -> frozenset[str]:
        """Return whose telephones rang for it, and who spoke."""
        had: list[RingRow | TalkRow] = [*self.rings, *self.talks]
        return frozenset(one.person_id for one in had if one.person_id is not None)


#: Of a call of which nothing is stored.
NO_PARTS = Parts([], [], [], [])


def parts_after(known: Parts, old: Iterable[PartRow], new: Iterable[PartRow]) -> Parts:
    """Return the parts of a call when `new` ones are stored in the place of `old` ones."""
    gone = {row.id for row in old}
    rows = [row for kind in known for row in kind if row.id not in gone] + list(new)
    kinds = (_in_order(kind, rows) for kind in _TABLES)
    return Parts(*kinds)  # type: ignore[arg-type]


def _in_order(kind: type[PartRow], rows: Iterable[PartRow]) -> list[PartRow]:
    began = _BEGAN.get(kind, "at")
    found = [row for row in rows if isinstance(row, kind)]
    return sorted(found, key=lambda row: (getattr(row, began), row.id))


def parts_requests(call_id: str) -> list[Request]:
    """Return what to fetch for the parts of a call; `read_parts` reads what comes."""
    return [(statement, {"of_call": call_id}) for statement in _SELECT.values()]


def read_parts(found: list[list[tuple[object, ...]]]) -> Parts:
    """Return the parts that were fetched."""
    return Parts(*([kind(*row) for row in rows] for kind, rows in zip(_SELECT, found, strict=True)))  # type: ignore[arg-type]


def parts_of(tx: Transaction, call_id: str) -> Parts:
    """Return the parts of a call."""
    return read_parts(tx.fetch(*parts_requests(call_id)))


def who_spoke(tx: Transaction, call_id: str) -> frozenset[str]:
    """Return the people of ours who spoke with the customer of a call."""
    rows = tx.rows(_SELECT[TalkRow], of_call=call_id)
    return frozenset(row.person_id for row in rows if row.person_id is not None)


def put_parts(tx: Transaction, old: Iterable[PartRow], new: Iterable[PartRow]) -> None:
    """Store parts of a call in the place of others; those with the same id are changed."""
    rows = list(new)
    kept = {row.id for row in rows}
    before = {row.id: row for row in old}
    for row in before.values():
        if row.id not in kept:
            tx.write(_DELETE[type(row)], part_id=row.id)
    for row in rows:
        kind = type(row)
        known = before.get(row.id)
        if known is None:
            tx.write_row(_INSERT[kind], row)
        elif known != row:
            values = row._asdict()
            names = [name for name in kind._fields if name not in ("id", "call_id")]
            tx.write(_UPDATE[kind], part_id=row.id, **{name: values[name] for name in names})
