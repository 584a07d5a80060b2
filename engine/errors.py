"""Every error a caller of the engine can meet, drawn as one tree.

    HuanError                      every error that is ours
    ├── InvalidInput               what was sent is wrong: nothing has changed
    │   ├── ExpressionError        a FEEL expression cannot be read or evaluated (engine.feel)
    │   └── DiagramRefused         a diagram cannot be executed as the standard says (engine.definitions)
    ├── NotFound                   there is no such thing, or the asker may not see it
    ├── NotAllowed                 the asker may not do this; says who may
    │   └── LookReasonNeeded       a restricted order is read only after saying why
    ├── NotSignedIn                no valid session or token
    ├── Conflict                   the thing has changed or belongs to another
    │   ├── RevisionConflict       the task or order was changed since it was read
    │   ├── HeldByAnother          somebody else has claimed or completed it: who and when
    │   ├── IdempotencyMismatch    one key was used for two different requests
    │   └── Deactivated            no version of the package is active: nothing starts on it
    ├── StepFailed                 the process could not go on; an incident keeps the trigger
    │   ├── BudgetExceeded         the step took more elements or time than it may
    │   └── BrokenVersion          a stored version cannot be run by this release
    ├── Unavailable                a part we depend on does not answer; trying again can help
    └── MissingCalendar            a limit reaches a year whose working days are unknown

The message says what is wrong and what to do, in English and in Chinese: mypy refuses one that is no
`engine.words.Words`. Ids are attributes, so that a face can build links.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.words import Words, in_chinese


class HuanError(Exception):
    """The root of the tree. `code` is stable and names the kind in HTTP problem types and logs."""

    code = "error"

    def __init__(self, message: Words, **attributes: Any) -> None:
        super().__init__(message)
        self.message = message
        self.attributes = attributes


class InvalidInput(HuanError):
    """What was sent is wrong; nothing has changed. `findings` lists field, problem and remedy."""

    code = "invalid-input"

    def __init__(
        self, message: Words, findings: list[dict[str, Any]] | None = None, **attributes: Any
    ) -> None:
        super().__init__(message, **attributes)
        self.findings = findings or []


def field_finding(field: str | None, problem: Words, remedy: Words) -> dict[str, Any]:
    """Return a finding about a field of what was sent, None: about all of it, as a JSON-able object."""
    return {
        "field": field,
        "problem": str(problem),
        "problem_zh": problem.zh,
        "remedy": str(remedy),
        "remedy_zh": remedy.zh,
    }


class NotFound(HuanError):
    """There is no such thing, or the asker may not know of it."""

    code = "not-found"


class NotAllowed(HuanError):
    """The asker may not do this to this."""

    code = "not-allowed"


class LookReasonNeeded(NotAllowed):
    """The order is restricted: whoever reads it says why first. `order` is its id, `number` its number."""

    code = "look-reason-needed"

    def __init__(self, order_id: str, number: str) -> None:
        super().__init__(
            Words(
                f"order {number} is restricted: say why you look at it, then it opens",
                f"工单 {number} 限制查阅：请先说明查阅原因，然后打开",
            ),
            order=order_id,
            number=number,
        )


class NotSignedIn(HuanError):
    """No valid session or token came with the request."""

    code = "not-signed-in"


class Conflict(HuanError):
    """The thing has changed, or is in a state that forbids the command."""

    code = "conflict"


class RevisionConflict(Conflict):
    """The caller read revision `expected`, but the thing is at `actual`.

    `person` is the display name of who changed it last and `at` an aware UTC time, None where that is not
    kept.
    """

    code = "revision-conflict"

    def __init__(
        self, thing: str, expected: int, actual: int, person: str | None = None, at: datetime | None = None
    ) -> None:
        by = Words(f" by {person}", f"由 {person} ") if person is not None else Words.same("")
        super().__init__(
            Words(
                f"{thing} was changed meanwhile{by} (you read revision {expected}, it is at {actual}); read "
                "it again",
                f"{in_chinese(thing)} 其间已{by.zh}修改（您读的是第 {expected} 次修订，"
                f"现在是第 {actual} 次）；请重新读取",
            ),
            expected=expected,
            actual=actual,
            person=person,
            at=at,
        )


class HeldByAnother(Conflict):
    """Somebody else holds or has done it. `person` is a display name, `at` an aware UTC time."""

    code = "held-by-another"

    def __init__(self, message: Words, person: str | None, at: datetime | None) -> None:
        super().__init__(message, person=person, at=at)


class IdempotencyMismatch(Conflict):
    """The same Idempotency-Key came with another body."""

    code = "idempotency-mismatch"


class Deactivated(Conflict):
    """Nothing starts on `package`: somebody has taken it out of service."""

    code = "deactivated"


class StepFailed(HuanError):
    """The process could not go on from `element`; nothing of the step was kept."""

    code = "step-failed"

    def __init__(self, message: Words, element: str | None = None, token: int | None = None) -> None:
        super().__init__(message, element=element, token=token)
        self.element = element
        self.token = token


class BudgetExceeded(StepFailed):
    """The step took more elements, or an expression more time, than one step may."""

    code = "budget-exceeded"


class BrokenVersion(StepFailed):
    """A stored version cannot be run by this release; every other one can."""

    code = "broken-version"


class Unavailable(HuanError):
    """A database, queue or gateway does not answer; trying again can help."""

    code = "unavailable"


class MissingCalendar(HuanError):
    """The working days of `year` are not known for calendar `calendar`: import them, then retry."""

    code = "missing-calendar"

    def __init__(self, calendar: str, year: int) -> None:
        super().__init__(
            Words(
                f"calendar {calendar!r} has no working days for {year}: import the year's official calendar, "
                "then retry the incident",
                f"日历 {calendar!r} 没有 {year} 年的工作日：请导入该年的法定日历，然后重试这个异常",
            ),
            calendar=calendar,
            year=year,
        )
        self.calendar = calendar
        self.year = year
