"""What two tellings of one call come to: the one that knows more counts, whichever came last.

Calls are told by whoever holds the exchange at the moment, again and again, and not always in order: a
process that was restarted begins with less than the one before it, a recording is replayed, two listeners are
started by mistake. So a record never simply replaces the one that is stored.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from engine.store.calls import CallRow, LegRow

#: What is said of a call's end belongs together, and is taken together.
_STANDING = ("state", "outcome", "hung_up_by", "hangup_cause", "ended_at", "facts")
_LENGTHS = ("waiting_ms", "talk_ms")
_TIMES = ("started_at", "queued_at", "answered_at", "ended_at")
_NOT_TOLD = {"id", "exchange_id", "revision", *_STANDING, *_LENGTHS}
_OVER = ("ended", "abandoned")
#: Ends of calls that nobody answered.
_UNANSWERED = ("abandoned", "no-answer", "failed")

Row = TypeVar("Row", CallRow, LegRow)


class Standing(NamedTuple):
    """How far a record says that a call is: a later stage is never undone.

    Of ends, one that was only concluded yields to one that was seen, and that to an answered call's.
    """

    stage: int
    certainty: int


def standing(row: CallRow) -> Standing:
    """Return how far a record says that a call is."""
    if row.state == "merged":
        return Standing(3, 0)
    if row.ended_at is not None or row.state in _OVER:
        return Standing(2, 0 if row.outcome == "lost" else 2 if row.answered_at is not None else 1)
    return Standing(1 if row.answered_at is not None else 0, 0)


def is_older(known: CallRow, told: CallRow) -> bool:
    """Return whether what is told is older than what is known, by the moments of their newest events.

    The exchange gives the same moment to much that it does at once; of two records of one moment the longer
    one was told later. The moments are texts that sort as the times do; None is as new as can be.
    """
    before, now = known.facts.get("as_of"), told.facts.get("as_of")
    if before is None or now is None:
        return False
    return now < before or (now == before and _length(told) < _length(known))


def _length(row: CallRow) -> int:
    return len(str(row.facts.get("told")))


def combined(known: CallRow, told: CallRow) -> CallRow:
    """Return what is known after `told`: `known` itself when that says nothing new.

    1. What is unknown on one side comes from the other; where they differ, the newer one counts.
    2. State and end come from the one that stands further; a call that somebody answered was not abandoned.
    3. Lengths are those of whoever's times they fit, else counted anew.
    """
    older = is_older(known, told)
    row = _filled(known, told, older, _NOT_TOLD)
    ahead = standing(told) > standing(known) or (standing(told) == standing(known) and not older)
    first, second = (told, known) if ahead else (known, told)
    row = row._replace(
        state=first.state,
        outcome=first.outcome,
        hung_up_by=first.hung_up_by or second.hung_up_by,
        hangup_cause=first.hangup_cause or second.hangup_cause,
        ended_at=first.ended_at or second.ended_at,
        facts=first.facts or second.facts,
    )
    if row.answered_at is not None and row.outcome in _UNANSWERED:
        row = row._replace(state="ended", outcome="answered")
    waiting_ms, talk_ms = _lengths(row, first, second)
    return row._replace(waiting_ms=waiting_ms, talk_ms=talk_ms)


def combined_leg(known: LegRow, told: LegRow, older: bool) -> LegRow:
    """Return what is known of a leg after `told`, which is `older` than what is known or not."""
    return _filled(known, told, older, {"id", "call_id", "channel"})


def _filled(known: Row, told: Row, older: bool, kept: set[str]) -> Row:
    first, second = (known, told) if older else (told, known)
    values: dict[str, Any] = {
        name: mine if mine is not None else other
        for name, mine, other in zip(known._fields, first, second, strict=True)
        if name not in kept
    }
    return known._replace(**values)


def _lengths(row: CallRow, first: CallRow, second: CallRow) -> tuple[int | None, int | None]:
    for source in (first, second):
        if all(getattr(source, name) == getattr(row, name) for name in _TIMES):
            return source.waiting_ms, source.talk_ms
    waited = first.waiting_ms is not None or second.waiting_ms is not None
    until = row.answered_at or row.ended_at
    waiting = _milliseconds(row.queued_at or row.started_at, until) if waited else None
    return waiting, _milliseconds(row.answered_at, row.ended_at)


def _milliseconds(since: datetime | None, until: datetime | None) -> int | None:
    if since is None or until is None:
        return None
    return max(0, (until - since) // timedelta(milliseconds=1))
