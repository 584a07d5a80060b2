"""Lists of customers who are called: their kinds, by which rules, and what a call can come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any

from engine.calling.hours import AttemptRules, CallingHours, Span
from engine.words import Words


class Kind(StrEnum):
    """What a campaign is about."""

    FOLLOW_UP = "follow-up"
    OUTAGE_NOTICE = "outage-notice"
    PAYMENT_REMINDER = "payment-reminder"
    RESULT = "result"
    SURVEY = "survey"


KINDS: Mapping[Kind, Words] = {
    Kind.FOLLOW_UP: Words("follow-up", "回访"),
    Kind.OUTAGE_NOTICE: Words("outage notice", "停电通知"),
    Kind.PAYMENT_REMINDER: Words("payment reminder", "催费"),
    Kind.RESULT: Words("result of an order", "结果告知"),
    Kind.SURVEY: Words("survey", "满意度调查"),
}


class Status(StrEnum):
    """How far a campaign is."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


#: From which states a campaign may go to another.
MOVES: Mapping[Status, frozenset[Status]] = {
    Status.RUNNING: frozenset({Status.DRAFT, Status.PAUSED}),
    Status.PAUSED: frozenset({Status.RUNNING}),
    Status.ENDED: frozenset({Status.DRAFT, Status.RUNNING, Status.PAUSED}),
}


class EntryStatus(StrEnum):
    """What has become of a line of the list."""

    WAITING = "waiting"  # to be called from `next_at` on
    HELD = "held"  # an agent looks at it
    CALLING = "calling"  # an attempt is written, and its result is not
    DONE = "done"
    EXHAUSTED = "exhausted"  # tried as often as the rules allow
    LEFT_OUT = "left-out"  # not to be called: somebody said so, or the number is on the do-not-call list
    UNKNOWN = "unknown"  # an attempt without a result: a person decides, nobody dials again by itself


class Result(StrEnum):
    """What a call came to."""

    REACHED = "reached"
    AGREED = "agreed"
    REFUSED = "refused"
    NOT_SATISFIED = "not-satisfied"
    WRONG_NUMBER = "wrong-number"
    CALL_AGAIN = "call-again"
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    DO_NOT_CALL = "do-not-call"


RESULTS: Mapping[Result, Words] = {
    Result.REACHED: Words("reached, told or asked", "已接通并办妥"),
    Result.AGREED: Words("agreed, will pay", "同意或承诺"),
    Result.REFUSED: Words("refused", "拒绝"),
    Result.NOT_SATISFIED: Words("not satisfied, not restored", "不满意或未解决"),
    Result.WRONG_NUMBER: Words("wrong number", "号码错误"),
    Result.CALL_AGAIN: Words("asks to be called later", "约定再打"),
    Result.NO_ANSWER: Words("nobody answered", "无人接听"),
    Result.BUSY: Words("busy", "占线"),
    Result.DO_NOT_CALL: Words("never call again", "要求不再致电"),
}
#: Results after which the number is tried again, as far as the rules allow.
TRIED_AGAIN = frozenset({Result.NO_ANSWER, Result.BUSY, Result.CALL_AGAIN})

#: The most lines that a list may have.
MOST_ENTRIES = 10_000
#: An agent looks at a line for so long; then it is anybody's again.
HELD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class CampaignRules:
    """When and how often the numbers of a campaign are called."""

    hours: CallingHours
    attempts: AttemptRules

    def document(self) -> dict[str, Any]:
        """Return them as they are stored."""
        return {
            "quiet": [{"start": _written(one.start), "end": _written(one.end)} for one in self.hours.quiet],
            "days_off": sorted(self.hours.days_off),
            "attempts": self.attempts.most,
            "attempts_a_day": self.attempts.most_a_day,
            "busy_minutes": round(self.attempts.after_busy.total_seconds() / 60),
            "no_answer_minutes": round(self.attempts.after_no_answer.total_seconds() / 60),
        }


def rules_of(document: Mapping[str, Any]) -> CampaignRules:
    """Return rules as they were stored."""
    return CampaignRules(
        CallingHours(
            tuple(Span(_read(one["start"]), _read(one["end"])) for one in document["quiet"]),
            frozenset(document["days_off"]),
        ),
        AttemptRules(
            document["attempts"],
            document["attempts_a_day"],
            timedelta(minutes=document["busy_minutes"]),
            timedelta(minutes=document["no_answer_minutes"]),
        ),
    )


#: What a new campaign begins with: nobody is called at night or at noon.
USUAL = CampaignRules(CallingHours((Span(time(20), time(9)), Span(time(12), time(14)))), AttemptRules())


def _written(at: time) -> str:
    return at.strftime("%H:%M")


def _read(text: str) -> time:
    return time.fromisoformat(text)
