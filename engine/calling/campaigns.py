"""Lists of customers who are called: their kinds, by which rules, and what a call can come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any

from engine.calling.attempts import AttemptResult
from engine.calling.hours import AttemptRules, CallingHours, Span
from engine.calling.pacing import PacingRule
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


class Mode(StrEnum):
    """Who dials, and who speaks."""

    PREVIEW = "preview"  # an agent looks at a line and has it dialled
    PROGRESSIVE = "progressive"  # the house dials, whoever answers comes to a queue of agents
    DIALOGUE = "dialogue"  # the house dials, whoever answers hears a dialogue


MODES: Mapping[Mode, Words] = {
    Mode.PREVIEW: Words("preview", "预览式"),
    Mode.PROGRESSIVE: Words("progressive", "渐进式"),
    Mode.DIALOGUE: Words("by dialogue", "语音自动"),
}
#: Modes in which lists dial by themselves.
BY_ITSELF = (Mode.PROGRESSIVE, Mode.DIALOGUE)


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
    HUNG_UP = "hung-up"
    ABANDONED = "abandoned"


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
    Result.HUNG_UP: Words("hung up before the end", "中途挂断"),
    Result.ABANDONED: Words("answered, and no agent was free", "接通但无坐席"),
}
#: What the telephone alone can tell, and no agent.
BY_TELEPHONE = frozenset({Result.HUNG_UP, Result.ABANDONED})
#: Results after which the number is tried again, as far as the rules allow.
TRIED_AGAIN = BY_TELEPHONE | {Result.NO_ANSWER, Result.BUSY, Result.CALL_AGAIN}
#: What keys in a dialogue may mean.
BY_KEYS = (
    Result.REACHED,
    Result.AGREED,
    Result.REFUSED,
    Result.NOT_SATISFIED,
    Result.WRONG_NUMBER,
    Result.DO_NOT_CALL,
)

#: The most lines that a list may have.
MOST_ENTRIES = 10_000
#: An agent looks at a line for so long; then it is anybody's again.
HELD_FOR = timedelta(minutes=10)
#: So long a call may take, its result included, before it is told to whoever runs the campaign.
RESULT_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class KeyResult:
    """What a key means that was pressed in a dialogue. `element` None: at whichever question."""

    key: str
    result: Result
    element: str | None = None


@dataclass(frozen=True)
class Pace:
    """How a list dials by itself.

    `abandoned_percent` of the last answered calls may find no agent; `lines_most` are dialled, or hear a
    dialogue, at the same time.
    """

    abandoned_percent: int = 3
    lines_most: int = 10

    @property
    def rule(self) -> PacingRule:
        """Return it as the pacing takes it."""
        return PacingRule(abandoned_most=self.abandoned_percent / 100)


@dataclass(frozen=True)
class CampaignRules:
    """When, how often and how fast the numbers of a campaign are called, and what keys mean."""

    hours: CallingHours
    attempts: AttemptRules
    pace: Pace = Pace()
    keys: tuple[KeyResult, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return them as they are stored."""
        return {
            "abandoned_percent": self.pace.abandoned_percent,
            "lines_most": self.pace.lines_most,
            "keys": [
                {"key": one.key, "element": one.element, "result": one.result.value} for one in self.keys
            ],
            "quiet": [{"start": _written(one.start), "end": _written(one.end)} for one in self.hours.quiet],
            "days_off": sorted(self.hours.days_off),
            "attempts": self.attempts.most,
            "attempts_a_day": self.attempts.most_a_day,
            "busy_minutes": round(self.attempts.after_busy.total_seconds() / 60),
            "no_answer_minutes": round(self.attempts.after_no_answer.total_seconds() / 60),
        }


def rules_of(document: Mapping[str, Any]) -> CampaignRules:
    """Return rules as they were stored; what the first lists did not know is as usual."""
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
        Pace(
            document.get("abandoned_percent", Pace.abandoned_percent),
            document.get("lines_most", Pace.lines_most),
        ),
        tuple(
            KeyResult(one["key"], Result(one["result"]), one["element"]) for one in document.get("keys", ())
        ),
    )


#: What a new campaign begins with: nobody is called at night or at noon.
USUAL = CampaignRules(CallingHours((Span(time(20), time(9)), Span(time(12), time(14)))), AttemptRules())


#: What an attempt of the house comes to on its line; the others are told to a person, or were none.
_RESULTS_OF_ATTEMPTS: Mapping[AttemptResult, Result] = {
    AttemptResult.HEARD: Result.REACHED,
    AttemptResult.TRANSFERRED: Result.REACHED,
    AttemptResult.HUNG_UP: Result.HUNG_UP,
    AttemptResult.ABANDONED: Result.ABANDONED,
    AttemptResult.BUSY: Result.BUSY,
    AttemptResult.REJECTED: Result.BUSY,
    AttemptResult.NO_ANSWER: Result.NO_ANSWER,
    AttemptResult.UNREACHABLE: Result.NO_ANSWER,
}
#: What an agent's result says of the attempt; every other one: they spoke.
_ATTEMPTS_BY_AGENTS = {Result.NO_ANSWER: AttemptResult.NO_ANSWER, Result.BUSY: AttemptResult.BUSY}


def result_of(came: AttemptResult, answers: Mapping[str, str], keys: Iterable[KeyResult]) -> Result | None:
    """Return what an attempt means for its line; None: it means nothing by itself.

    `answers` are the keys by the question's element. Of `keys` the first that fits an answer counts; without
    one it is how the call went.
    """
    found = _RESULTS_OF_ATTEMPTS.get(came)
    if found not in (Result.REACHED, Result.HUNG_UP):
        return found
    for one in keys:
        given = answers.values() if one.element is None else [answers.get(one.element)]
        if one.key in given:
            return one.result
    return found


def attempt_by_agent(result: Result) -> AttemptResult:
    """Return what the attempt came to of which an agent tells this result."""
    return _ATTEMPTS_BY_AGENTS.get(result, AttemptResult.SPOKEN)


def hours_of(rules: CampaignRules, zone: str) -> dict[str, Any]:
    """Return the quiet hours of a campaign as its attempts keep them."""
    kept = rules.document()
    return {"zone": zone, "quiet": kept["quiet"], "days_off": kept["days_off"]}


def _written(at: time) -> str:
    return at.strftime("%H:%M")


def _read(text: str) -> time:
    return time.fromisoformat(text)
