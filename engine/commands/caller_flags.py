"""Flag a caller as sensitive or as a nuisance, and end that; both are recorded with who and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.administration import record_change
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.orders import FLAG_KINDS
from engine.org import NOTHING, Action, require
from engine.store.caller_flags import FlagRow, end_flag, flags_of_number, insert_flag, lock_flag
from engine.words import Words

SUBJECT = "caller-flags"


@dataclass(frozen=True)
class FlagCaller:
    """Flag a telephone number; `until` (aware) None: until somebody ends it."""

    name: ClassVar[str] = "flag-caller"

    caller_number: str
    kind: str
    reason: str
    until: datetime | None = None

    def perform(self, work: Work) -> Answer:
        """Flag it; a flag of that kind that holds is a success.

        Raises:
            InvalidInput: no number, no reason, or an end that is over.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.FLAG_CALLERS, NOTHING, directory)
        number = "".join(self.caller_number.split())
        for name, wrong in (
            ("caller_number", not any(map(str.isdigit, number))),
            ("kind", self.kind not in FLAG_KINDS),
            ("reason", not self.reason.strip()),
            ("until", self.until is not None and self.until <= now),
        ):
            if wrong:
                problem = Words("is missing or wrong", "缺少或有误")
                raise InvalidInput(
                    Words(f"{name} is missing or wrong", f"{name} 缺少或有误"),
                    findings=[field_finding(name, problem, Words("correct it", "请改正"))],
                )
        for one in flags_of_number(work.tx, number, now):
            if one.kind == self.kind:
                return {"flag": one.id}
        reason = self.reason.strip()
        row = FlagRow(new_id(), number, self.kind, reason, work.actor.id, now, self.until, None, None)
        insert_flag(work.tx, row)
        after = {"kind": row.kind, "until": self.until.isoformat() if self.until else None}
        record_change(
            work, SUBJECT, row.id, None, {**after, "caller_number": number}, reason, label=self.kind
        )
        return {"flag": row.id}


@dataclass(frozen=True)
class EndCallerFlag:
    """A flag does not hold any more."""

    name: ClassVar[str] = "end-caller-flag"

    flag_id: str
    reason: str

    def perform(self, work: Work) -> Answer:
        """End it; one that was ended is a success.

        Raises:
            NotFound: there is no such flag.
        """
        now, directory = work.services.time_and_place(work.tx)
        require(work.actor, Action.FLAG_CALLERS, NOTHING, directory)
        row = lock_flag(work.tx, self.flag_id)
        if row is None:
            raise NotFound(Words("there is no such flag", "没有这个标记"))
        if row.ended_at is None:
            end_flag(work.tx, row.id, work.actor.id, now)
            before = {"kind": row.kind, "caller_number": row.caller_number}
            record_change(work, SUBJECT, row.id, before, None, self.reason.strip() or None, label=row.kind)
        return {"flag": row.id}
