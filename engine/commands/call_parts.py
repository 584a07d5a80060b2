"""What two tellings of one call come to in its parts: rings, talks, stays in queues, supervisions.

A part is about somebody's telephone, a leg or a member of a queue. Of everything that is about the same, the
telling that stands furthest and is newest counts as a whole, whichever came last: a later telling may have
found out that it was otherwise. What it does not speak of stays as another told it: a call record of the
exchange knows nothing of telephones that rang in vain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from engine.commands.call_knowledge import standing
from engine.ids import new_id
from engine.org import Directory
from engine.store.call_parts import PartRow, RingRow, SupervisionRow, TalkRow, VisitRow
from engine.store.calls import CallRow
from engine.store.open_calls import fitted


@dataclass(frozen=True)
class Ring:
    """A telephone rang, of `agent` or with that number. Times are aware UTC."""

    agent: str
    at: datetime
    until: datetime | None = None
    missed: str | None = None


@dataclass(frozen=True)
class Talk:
    """`agent` spoke with the customer on the leg `channel`; `how` they came to it: answer, blind …"""

    channel: str
    agent: str
    at: datetime
    until: datetime | None = None
    how: str | None = None


@dataclass(frozen=True)
class Visit:
    """The call waited in `queue` as `member`."""

    member: str
    queue: str
    joined_at: datetime
    left_at: datetime | None = None
    cause: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Supervision:
    """`agent` listened in on the leg `channel`; `kind` is listen, whisper or barge."""

    channel: str
    agent: str | None
    kind: str
    at: datetime
    until: datetime | None = None


Part = Ring | Talk | Visit | Supervision


class Merged(NamedTuple):
    """What stands in the place of `replaced`, and from which telling it is, by what it is about."""

    replaced: list[PartRow]
    rows: list[PartRow]
    stamps: dict[str, str]


def stamp_of(told: CallRow) -> str:
    """Return what a telling is sorted by: how far it stands, then the moment of its newest event."""
    stage, certainty = standing(told)
    return f"{stage}{certainty} {told.facts.get('as_of') or '~'}"


def part_rows(call_id: str, parts: Iterable[Part], directory: Directory) -> list[PartRow]:
    """Return parts as rows, with whom and what of ours the exchange means."""
    return [fitted(_row(call_id, part, directory)) for part in parts]


def _row(call_id: str, part: Part, directory: Directory) -> PartRow:
    key = new_id()
    if isinstance(part, Visit):
        department = directory.queue_department(part.queue)
        place = department.id if department is not None else None
        return VisitRow(
            key,
            call_id,
            part.member,
            part.queue,
            place,
            part.joined_at,
            part.left_at,
            part.cause,
            part.reason,
        )
    known = directory.agent(part.agent)
    person = known.id if known is not None else None
    match part:
        case Ring():
            return RingRow(key, call_id, part.agent, person, part.at, part.until, part.missed)
        case Talk():
            return TalkRow(key, call_id, part.channel, part.agent, person, part.at, part.until, part.how)
        case Supervision():
            return SupervisionRow(
                key, call_id, part.channel, part.agent, person, part.kind, part.at, part.until
            )


def merged(
    known: Iterable[PartRow], stamps: Mapping[str, str], told: Iterable[PartRow], stamp: str
) -> Merged:
    """Return what is known after a telling with `stamp`; `stamps` say which telling the known is from.

    Of two tellings of the same moment the one that says more counts, so that their order does not matter.
    """
    before, now = _by_matter(known), _by_matter(told)
    found = Merged([], [], dict(stamps))
    for about, rows in now.items():
        old = before.get(about, [])
        if (stamps.get(about, ""), _said(old)) >= (stamp, _said(rows)):
            continue
        found.stamps[about] = stamp
        rows = _kept(old, rows)
        if rows != old:
            found.replaced.extend(old)
            found.rows.extend(rows)
    return found


def _by_matter(rows: Iterable[PartRow]) -> dict[str, list[PartRow]]:
    found: dict[str, list[PartRow]] = defaultdict(list)
    for row in rows:
        found[row.about].append(row)
    return found


def _said(rows: list[PartRow]) -> tuple[int, str]:
    """Return how much rows say, and then what, to sort by."""
    values = [row[2:] for row in rows]
    return sum(value is not None for one in values for value in one), str(values)


def _kept(old: list[PartRow], rows: list[PartRow]) -> list[PartRow]:
    """Return rows under the ids that the same ones have already."""
    ids = {_same(row): row.id for row in old}
    return [row._replace(id=ids.get(_same(row), row.id)) for row in rows]


def _same(row: PartRow) -> tuple[str, ...]:
    """Return by what a row is known again: one telephone may ring several times."""
    return (row.agent, row.at.isoformat()) if isinstance(row, RingRow) else (row.about,)
