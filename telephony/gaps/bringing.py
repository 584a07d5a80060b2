"""A whole folder of call records brought into the engine at once, as a command does it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.words import Words
from telephony.calls import CallMachine, CallRecord, EndedLeg, Imported
from telephony.gaps.folder import CallRecords, RecordFile, Verdict

#: So many files are read at once: memory is bounded by them.
BATCH = 200


Write = Callable[[Imported], None]


class What(StrEnum):
    """What a file came to."""

    NEW = "new"  # of a call that nobody had heard of
    REVISED = "revised"  # of a call that had ended otherwise, or was thought to go on
    MORE = "more"  # says more of a known call
    KNOWN = "known"  # says nothing that was not known
    ANOTHERS = "another's"  # of another exchange
    WAITING = "waiting"  # of a caller whose own record is not there
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a file; `call_id` is the exchange's id of its call."""

    name: str
    what: What
    call_id: str | None = None
    why: Words | None = None


class Stored(Protocol):
    """What is stored of calls."""

    def calls_known_by(self, ids: Collection[str]) -> list[CallRecord]: ...


def bring(
    records: CallRecords,
    stored: Stored,
    write: Write | None,
    at: datetime,
    node: str | None = None,
) -> Iterator[Line]:
    """Bring every file in, and say of each what it came to. `node`: only an exchange's that names itself so.

    1. Files are read in batches. The leg of a caller who is in none so far waits.
    2. What was new is written before the next batch: what is stored is the memory between them.
    3. At the end those that waited are read again: now their callers are stored, or nobody knows them.

    `write` None: nothing is written, and whoever was in an earlier batch counts as known.
    """
    waiting: list[str] = []
    brought: set[str] = set()
    records.look()
    while batch := records.take(BATCH):
        for line, leg in _batch(batch, stored, write, at, node):
            if line.what is What.WAITING:
                waiting.append(line.name)
                continue
            if leg is not None and write is None:
                brought.add(leg.uuid)
            yield line
    for start in range(0, len(waiting), BATCH):
        batch = [records.read(name) for name in waiting[start : start + BATCH]]
        for line, leg in _batch(batch, stored, write, at, node):
            known = line.what is What.WAITING and leg is not None and leg.caller in brought
            yield replace(line, what=What.MORE) if known else line


def _batch(
    batch: list[RecordFile],
    stored: Stored,
    write: Write | None,
    at: datetime,
    node: str | None,
) -> Iterator[tuple[Line, EndedLeg | None]]:
    ours: list[tuple[RecordFile, EndedLeg]] = []
    for file in batch:
        if file.leg is None:
            what = What.KNOWN if file.verdict is Verdict.KNOWN else What.UNREADABLE
            yield Line(file.name, what, why=file.why), None
        elif node is not None and file.leg.node != node:
            yield Line(file.name, What.ANOTHERS, why=Words.same(file.leg.node or "?")), file.leg
        else:
            ours.append((file, file.leg))
    for name in sorted({leg.node or "" for _, leg in ours}):
        those = [(file, leg) for file, leg in ours if (leg.node or "") == name]
        machine = CallMachine()
        machine.node = name or None
        legs = [leg for _, leg in those]
        imported = machine.import_ended(legs, stored.calls_known_by(machine.unknown(legs)), at)
        if write is not None:
            write(imported)
        held = {leg.uuid for leg in imported.held}
        changed = {record.call_id for record in imported.changes.records}
        new, revised = imported.new, imported.revised
        before = {record.call_id for record in imported.recalled if not record.over}
        for file, leg in those:
            call_id = imported.calls.get(leg.uuid)
            if leg.uuid in held:
                what = What.WAITING
            elif call_id is None:
                what = What.UNREADABLE
            elif call_id in new:
                what = What.NEW
            elif call_id in revised or call_id in changed & before:
                what = What.REVISED
            else:
                what = What.MORE if call_id in changed else What.KNOWN
            yield Line(file.name, what, call_id), leg
