"""Enter a number that nobody is to call, and take it out again; both stay on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.calling.numbers import canonical, masked
from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.organisation.case import require_plain
from engine.commands.work import Work
from engine.errors import NotFound, field_finding
from engine.ids import new_id
from engine.org import NOTHING, Action, require
from engine.store.campaigns import (
    DoNotCallRow,
    insert_do_not_call,
    lock_do_not_call,
    not_to_be_called,
    remove_do_not_call,
)
from engine.words import Words

SUBJECT = "do-not-call"


@dataclass(frozen=True)
class EnterDoNotCall:
    """Let nobody call a number; `kind` None: about nothing, `until` (aware) None: until it is taken out."""

    name: ClassVar[str] = "enter-do-not-call"

    number: str
    reason: str
    kind: str | None = None
    until: datetime | None = None

    def perform(self, work: Work) -> Answer:
        """Enter it; what holds already is a success.

        Raises:
            NotAllowed: the actor runs no campaigns.
            InvalidInput: it is no number, there is no reason, or the end is over.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.RUN_CAMPAIGN, NOTHING, directory)
        number, reason = canonical(self.number), self.reason.strip()
        found = []
        if number is None:
            found.append(_finding("number", Words("3 to 18 digits", "3 到 18 位数字")))
        if not reason:
            found.append(_finding("reason", Words("say why", "请写明原因")))
        if self.until is not None and self.until <= now:
            found.append(_finding("until", Words("a time to come", "将来的时间")))
        require_plain(found)
        assert number is not None
        return {"id": enter(work, number, self.kind, reason, self.until, now)}


@dataclass(frozen=True)
class RemoveDoNotCall:
    """A number may be called again."""

    name: ClassVar[str] = "remove-do-not-call"

    row_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """Take it out; what was taken out is a success.

        Raises:
            NotAllowed: the actor runs no campaigns.
            NotFound: there is no such row.
            InvalidInput: there is no reason.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.RUN_CAMPAIGN, NOTHING, directory)
        row = lock_do_not_call(work.tx, self.row_id)
        if row is None:
            raise NotFound(Words("there is no such entry", "没有这条记录"))
        reason = self.reason.strip()
        require_plain([] if reason else [_finding("reason", Words("say why", "请写明原因"))])
        if row.removed_at is None:
            remove_do_not_call(work.tx, row.id, now, work.actor.id, reason)
            _record(work, row, removed=True, reason=reason)
        return {"id": row.id}


def enter(
    work: Work, number: str, kind: str | None, reason: str, until: datetime | None, now: datetime
) -> str:
    """Enter a canonical number and return the row's id: of one that says as much already, that one's."""
    there = not_to_be_called(work.tx, number, kind, now)
    if there is not None and there.until is None and there.kind in (None, kind):
        return there.id
    row = DoNotCallRow(
        id=new_id(),
        number=number,
        kind=kind,
        reason=reason[:300],
        from_at=now,
        until=until,
        entered_by=None if work.actor.is_system else work.actor.id,
        removed_at=None,
        removed_by=None,
        removal_reason=None,
    )
    insert_do_not_call(work.tx, row)
    _record(work, row, removed=False, reason=reason)
    return row.id


def _record(work: Work, row: DoNotCallRow, *, removed: bool, reason: str) -> None:
    said: dict[str, Any] = {
        "number": row.number,
        "kind": row.kind,
        "until": row.until.isoformat() if row.until else None,
    }
    before, after = (said, None) if removed else (None, said)
    record_change(work, SUBJECT, row.id, before, after, reason, label=masked(row.number))


def _finding(field: str, remedy: Words) -> dict[str, Any]:
    return field_finding(field, Words("is missing or wrong", "缺少或有误"), remedy)
