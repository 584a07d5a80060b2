"""What becomes of a scope or of an activity's work by one move."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.marking import Entry, Marking, Work


@dataclass(frozen=True)
class Thrown:
    """A scope was left by an error, or because it was cancelled."""

    code: str | None
    kind: str = "error"


@dataclass(frozen=True)
class Raised:
    """An escalation is on its way out of a scope or an activity, which goes on as `rest`."""

    code: str | None
    rest: Marking | Work


@dataclass(frozen=True)
class Done:
    """An activity's work has ended; `record` is what can be undone in it."""

    record: tuple[Entry, ...] = ()


DONE = Done()
Result = Marking | Thrown | Raised
Outcome = Work | Done | Thrown | Raised
