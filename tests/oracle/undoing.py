"""Compensation in the token game: what was completed is undone, the latest first (§10.6, §13.5.5)."""

from __future__ import annotations

from dataclasses import replace

from tests.oracle.ad_hoc import AdHocs
from tests.oracle.marking import Active, Entry, Inside, Item, Marking, Open, Record, Undoing
from tests.oracle.outcome import Done
from tests.oracle.structure import Node, Scope


class Compensations(AdHocs):
    """What can be undone, and how it is: the handlers run one after the other. Each is undone once."""

    def recorded(self, scope: Scope, marking: Marking, node: Node, done: Done) -> Marking:
        """Note an activity that has completed, if it has a handler, or something to be undone inside."""
        if node.id in scope.handlers:
            entry = Entry(node.id)
        elif done.record and node.kind != "event_sub":
            entry = Entry(node.id, done.record)
        else:
            return marking
        return (*unrecorded(marking), Record((*entries(marking), entry)))

    def compensated(
        self, scope: Scope, marking: Marking, node: Node, thrown: int, wanted: str | None
    ) -> Marking:
        """Let `node` undo the activity `wanted`, or all of its scope; unchanged when there is nothing.

        What has been taken to be undone is no longer on record.
        """
        found = tuple(entry for entry in entries(marking) if wanted in (None, entry.node))
        if not found:
            return marking
        self.note("one activity undone" if wanted else "compensation of a scope")
        kept = tuple(entry for entry in entries(marking) if entry not in found)
        record = (Record(kept),) if kept else ()
        return (*unrecorded(marking), *record, self._begun_undoing(scope, node.id, thrown, found[::-1]))

    def _begun_undoing(self, scope: Scope, node: str, thrown: int, pending: tuple[Entry, ...]) -> Undoing:
        entry, *later = pending
        if entry.inside is None:
            current = Active(scope.handlers[entry.node], Open())
        else:
            inside = scope.node[entry.node].inside
            assert inside is not None
            self.note("sub-process undone")
            current = Active(entry.node, Inside((self._begun_undoing(inside, "", 0, entry.inside[::-1]),)))
        return Undoing(node, thrown, tuple(later), current)

    def undone(self, scope: Scope, item: Undoing) -> Undoing | None:
        """A handler has completed: return what is undone next, None when that was all."""
        work = item.current.work
        if isinstance(work, Inside):
            inside, inner = scope.node[item.current.node].inside, work.marking[0]
            assert inside is not None
            assert isinstance(inner, Undoing)
            following = self.undone(inside, inner)
            if following is not None:
                return replace(item, current=replace(item.current, work=Inside((following,))))
        self.note("compensation handler done")
        if not item.pending:
            return None
        return self._begun_undoing(scope, item.node, item.thrown, item.pending)


def entries(marking: Marking) -> tuple[Entry, ...]:
    """Return what a scope can undo, in the order of completion."""
    return next((item.entries for item in marking if isinstance(item, Record)), ())


def unrecorded(marking: Marking) -> Marking:
    """Return the marking without its record."""
    return tuple(item for item in marking if not isinstance(item, Record))


def only_record(marking: Marking) -> tuple[Item, ...]:
    """Return what stays when everything is taken away: what has been completed can still be undone."""
    return tuple(item for item in marking if isinstance(item, Record))
