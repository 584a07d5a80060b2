"""One version of a limit profile while it is changed: locked, with the record of what becomes of it."""

from __future__ import annotations

from typing import Any

from engine.commands.administration import record_change
from engine.commands.work import Work
from engine.errors import Conflict, NotFound, RevisionConflict
from engine.org import NOTHING, Action, require
from engine.store.limits import LimitVersionRow, update_version, version_by_id
from engine.words import Words

SUBJECT = "limits"
STATES = {"draft": "草稿", "checked": "已核对", "in-force": "已生效或待生效"}


class LimitsCase:
    """A version under lock. `now` is business time, aware UTC."""

    def __init__(self, work: Work, version_id: str, revision: int | None) -> None:
        """Lock it; the actor may change limits.

        Raises:
            NotAllowed: the actor may not.
            NotFound: there is no such version.
            RevisionConflict: `revision`, as it was read, is no longer the version's; None: whatever it is.
        """
        self.work = work
        self.now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.CHANGE_LIMITS, NOTHING, directory)
        row = version_by_id(work.tx, version_id, lock=True)
        if row is None:
            raise NotFound(
                Words(f"there is no version of limits {version_id}", f"没有时限规则版本 {version_id}")
            )
        self.row = row
        if revision is not None and revision != row.revision:
            raise RevisionConflict(label(row), revision, row.revision)

    def require_state(self, *states: str) -> None:
        """Raise Conflict unless the version is in one of these states."""
        row = self.row
        if row.state not in states:
            wanted = " or ".join(states)
            raise Conflict(
                Words(
                    f"version {row.version} of {row.profile} is {row.state}; this needs {wanted}",
                    f"{row.profile} 的版本 {row.version} 的状态是{STATES[row.state]}；"
                    f"需要{'或'.join(STATES[state] for state in states)}",
                )
            )

    def put(self, reason: str | None = None, **changes: Any) -> LimitVersionRow:
        """Store the version with some members changed, and record it."""
        before = self.row
        after = before._replace(revision=before.revision + 1, **changes)
        update_version(self.work.tx, after)
        record(self.work, before, after, reason)
        self.row = after
        return after


def label(row: LimitVersionRow) -> str:
    """Return what people call a version."""
    return f"{row.profile} {row.version}"


def record(
    work: Work, before: LimitVersionRow | None, after: LimitVersionRow | None, reason: str | None
) -> None:
    """Record what became of a version; of its rules those that differ."""
    one = after or before
    assert one is not None
    record_change(work, SUBJECT, one.id, _told(before), _told(after), reason, label=label(one))


def _told(row: LimitVersionRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    told: dict[str, Any] = {
        "profile": row.profile,
        "version": row.version,
        "state": row.state,
        "note": row.note,
        "valid_from": row.valid_from,
    }
    for part in ("names", "sources", "notices"):
        told[part] = row.content.get(part)
    for number, rule in enumerate(row.content.get("rules", ()), 1):
        told[f"rule {number}"] = rule
    return told
