"""Read the transition log of a step once, and sort what must be stored. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.runtime import Armed, JobRequest, Kind, Sending, Transition
from engine.runtime.specs.element import Element
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.tasks import JobTask, UserTask

_ENDS = (Kind.COMPLETED, Kind.CANCELLED, Kind.TRIGGERED)


class Opened(NamedTuple):
    """A user task that was opened in this step and is still open."""

    token: int
    scope: int
    element: UserTask
    detail: dict[str, Any]


class Waiting(NamedTuple):
    """A catch event that began to wait in this step and still waits."""

    token: int
    element: CatchEvent
    armed: Armed


class Requested(NamedTuple):
    """A job asked for in this step and still wanted."""

    token: int
    element: JobTask
    request: JobRequest


class Sent(NamedTuple):
    """A message or signal that left the instance in this step."""

    token: int
    element: str
    is_signal: bool
    sending: Sending


@dataclass
class Collected:
    """What one step did. `ended` are tokens from before this step whose rows must go, by kind of row."""

    moves: list[list[Any]] = field(default_factory=list)
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    opened: dict[int, Opened] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    requested: dict[int, Requested] = field(default_factory=dict)
    ended_tasks: list[int] = field(default_factory=list)
    ended_timers: list[int] = field(default_factory=list)
    ended_messages: list[int] = field(default_factory=list)
    ended_jobs: list[int] = field(default_factory=list)
    stage: str | None = None
    decided: list[list[Any]] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    escalated: list[tuple[str, str]] = field(default_factory=list)
    process_ended: bool = False


def collect(transitions: Iterable[Transition]) -> Collected:
    """Return what the transitions amount to."""
    found = Collected()
    for transition in transitions:
        kind, element, token, scope, detail, spec = transition
        if kind is Kind.WRITTEN:
            before = found.values[element][0] if element in found.values else detail[0]
            found.values[element] = (before, detail[1])
            continue
        found.moves.append([kind._value_, element, token, scope])
        if kind is Kind.SCOPE_ENDED:
            found.process_ended = found.process_ended or token == 0
        if spec is None:
            continue
        if spec.marks.stage is not None and kind in (Kind.ENTERED, Kind.COMPLETED):
            found.stage = spec.marks.stage
        if kind in _ENDS:
            _end(found, token, spec)
        else:
            _begin(found, transition, spec)
    return found


def _begin(found: Collected, transition: Transition, spec: Element) -> None:
    kind, element, token, scope, detail, _ = transition
    if kind is Kind.OPENED:
        assert isinstance(spec, UserTask)
        found.opened[token] = Opened(token, scope, spec, detail)
    elif kind is Kind.ARMED:
        assert isinstance(spec, CatchEvent)
        found.waiting[token] = Waiting(token, spec, detail)
    elif kind is Kind.JOB:
        assert isinstance(spec, JobTask)
        found.requested[token] = Requested(token, spec, detail)
    elif kind is Kind.DECIDED:
        found.decided.append([element, *detail])
    elif kind in (Kind.SENT, Kind.SIGNALLED):
        found.sent.append(Sent(token, element, kind is Kind.SIGNALLED, detail))
    elif kind is Kind.RAISED and spec.marks.escalate_to is not None:
        found.escalated.append((spec.marks.escalate_to, spec.element_id))


def _end(found: Collected, token: int, spec: Element) -> None:
    if isinstance(spec, UserTask):
        if found.opened.pop(token, None) is None:
            found.ended_tasks.append(token)
    elif isinstance(spec, CatchEvent):
        if found.waiting.pop(token, None) is None:
            _end_wait(found, token, spec)
    elif isinstance(spec, JobTask) and found.requested.pop(token, None) is None:
        found.ended_jobs.append(token)


def _end_wait(found: Collected, token: int, spec: CatchEvent) -> None:
    kind = type(spec.definition).__name__
    if kind == "TimerEvent" and token not in found.ended_timers:
        found.ended_timers.append(token)
    elif kind in ("MessageEvent", "SignalEvent", "ConditionalEvent") and token not in found.ended_messages:
        found.ended_messages.append(token)
