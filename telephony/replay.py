"""Plays recorded connections again, through the same protocol and call machine as live ones."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from telephony.calls import (
    SHOW_CHANNELS,
    CallMachine,
    CallRecord,
    Changes,
    ChannelListUnreadable,
    Fact,
    Outcome,
    Problem,
    listed_channels,
)
from telephony.calls.machine import NAMESPACE
from telephony.captures import Capture, CaptureUnreadable, Closed, Opened, Received, Sent
from telephony.esl import (
    ApiResponse,
    CommandReader,
    CommandReply,
    Connection,
    EslError,
    Event,
    LocatedError,
    Message,
)

CHINA = ZoneInfo("Asia/Shanghai")
Moved = TypeVar("Moved")


class CallSink(Protocol):
    """Takes what becomes known of calls, in order. A record replaces the one before of the same call_id,
    and comes before the facts that follow from it; facts may come again and are told apart by their id.
    """

    def record(self, call: CallRecord) -> None: ...

    def fact(self, fact: Fact) -> None: ...


@dataclass(frozen=True, slots=True)
class ReplayFault:
    """What was wrong with a capture: `offset` is the byte of `stream`, None when it is not about a byte."""

    capture: str
    stream: str
    offset: int | None
    message: str


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What a replay gave. `calls` are the calls at its end, in the order in which they began, those that
    proved to be parts of another left out. `malformed` counts unusable header values by kind; `samples`
    shows some of them.
    """

    captures: tuple[str, ...]
    events: int
    calls: tuple[CallRecord, ...]
    faults: tuple[ReplayFault, ...]
    malformed: dict[str, int]
    samples: tuple[Problem, ...]


def replay(
    paths: Iterable[Path | str],
    sink: CallSink,
    shift: timedelta | None = None,
    run: str | None = None,
) -> ReplayReport:
    """Play the captures whose indexes are `paths` (`NAME.jsonl` or `NAME.jsonl.xz`), one session each.

    Several captures are successive sessions with one FreeSWITCH: after the first, calls whose channels
    are gone end as lost, as soon as another Core-UUID or the answer to `show channels as json` shows it.
    `shift` moves every time in records and facts, so that a recorded call can ring now; `run` gives its
    calls and facts other ids, so that one recording can ring more than once.

    A faulty stream ends its session and is reported with its offset; what was complete before is kept.
    Errors of the sink are not caught.
    """
    player = _Player(sink, shift or timedelta(), run)
    names = []
    for path in paths:
        capture = Capture(Path(path))
        names.append(capture.name)
        player.play(capture)
    return player.report(tuple(names))


class _Player:
    """One replay under way."""

    def __init__(self, sink: CallSink, shift: timedelta, run: str | None) -> None:
        self._sink = sink
        self._shift = shift
        self._machine = CallMachine(NAMESPACE if run is None else uuid.uuid5(NAMESPACE, run))
        self._faults: list[ReplayFault] = []
        self._events = 0

    def play(self, capture: Capture) -> None:
        session = _Session()
        try:
            for step in capture.steps():
                self._step(capture, session, step)
        except EslError as error:
            self._faults.append(_fault(capture.name, session.reading, error))
        except CaptureUnreadable as error:
            self._faults.append(ReplayFault(capture.name, "index", None, error.message))

    def _step(self, capture: Capture, session: _Session, step: Opened | Sent | Received | Closed) -> None:
        match step:
            case Opened(role=role):
                session.connection = Connection(role)
            case Sent(data=data):
                session.reading = "tx"
                for command in session.client.receive_data(data):
                    session.connection.send(command)
            case Received(at=at, data=data):
                session.reading = "rx"
                for message in session.connection.receive_data(data):
                    self._take(capture, session, message, at)
            case Closed(at=at, cut_short=cut_short):
                session.reading = "rx"
                for message in session.connection.receive_eof():
                    self._take(capture, session, message, at)
                if cut_short is not None:
                    offset = session.connection.offset
                    self._faults.append(ReplayFault(capture.name, "rx", offset, cut_short))

    def _take(self, capture: Capture, session: _Session, message: Message, at: datetime) -> None:
        if isinstance(message, Event):
            self._events += 1
            self._hand_on(self._machine.apply(message, at))
        elif isinstance(message, CommandReply) and message.event is not None:
            self._hand_on(self._machine.apply(message.event, at))
        elif isinstance(message, ApiResponse) and message.command.arguments == SHOW_CHANNELS:
            if not session.reconciled:
                self._reconcile(capture, session, message, at)

    def _reconcile(self, capture: Capture, session: _Session, answer: ApiResponse, at: datetime) -> None:
        try:
            channels = listed_channels(answer.body)
        except ChannelListUnreadable as error:
            self._faults.append(ReplayFault(capture.name, "rx", answer.offset, error.message))
            return
        session.reconciled = True
        self._hand_on(self._machine.reconcile(channels, None, at))

    def _hand_on(self, changes: Changes) -> None:
        for record in changes.records:
            self._sink.record(moved(record, self._shift))
        for fact in changes.facts:
            self._sink.fact(moved(fact, self._shift))

    def report(self, captures: tuple[str, ...]) -> ReplayReport:
        problems = self._machine.problems
        return ReplayReport(
            captures=captures,
            events=self._events,
            calls=tuple(moved(record, self._shift) for record in self._machine.calls()),
            faults=tuple(self._faults),
            malformed=dict(problems.counts),
            samples=tuple(problems.samples),
        )


def _fault(capture: str, stream: str, error: EslError) -> ReplayFault:
    if isinstance(error, LocatedError):
        return ReplayFault(capture, stream, error.offset, f"{error.problem}; expected {error.expected}")
    return ReplayFault(capture, stream, None, error.message)


class _Session:
    """The state of one capture's connection."""

    def __init__(self) -> None:
        self.connection = Connection()
        self.client = CommandReader()
        self.reading = "rx"
        self.reconciled = False


def moved(value: Moved, shift: timedelta) -> Moved:
    """Return a record or fact with every time in it moved by `shift`."""
    return value if not shift else _moved(value, shift)


def _moved(value: Any, shift: timedelta) -> Any:
    if isinstance(value, datetime):
        return value + shift
    if isinstance(value, tuple):
        return tuple(_moved(item, shift) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), shift) for f in fields(value)})
    return value


def format_report(report: ReplayReport, zone: tzinfo = CHINA) -> str:
    """Return the report as text: one block a call, times in `zone`, then what was wrong."""
    blocks = [_call_block(number, call, zone) for number, call in enumerate(report.calls, start=1)]
    calls = "1 call" if len(report.calls) == 1 else f"{len(report.calls)} calls"
    lines = [f"{calls}, {report.events} events, from {', '.join(report.captures)}"]
    for fault in report.faults:
        where = f" at byte {fault.offset} of {fault.stream}" if fault.offset is not None else ""
        lines.append(f"fault in {fault.capture}{where}: {fault.message}")
    for kind, count in sorted(report.malformed.items()):
        lines.append(f"malformed values: {kind}: {count}")
    for sample in report.samples:
        lines.append(f"  {sample.event} at byte {sample.offset}, {sample.header}: {sample.value}")
    return "\n\n".join([*blocks, "\n".join(lines)]) + "\n"


def _call_block(number: int, call: CallRecord, zone: tzinfo) -> str:
    lines = [f"Call {number}: {call.outcome or 'not ended'}"]

    def line(label: str, text: str | None) -> None:
        if text:
            lines.append(f"  {label:<10} {text}")

    def time(label: str, at: datetime | None, more: str = "") -> None:
        if at is not None:
            lines.append(f"  {label:<10} {at.astimezone(zone):%Y-%m-%d %H:%M:%S}{more}")

    line("caller", " ".join(filter(None, (call.caller_number, call.caller_name))) or "not shown")
    line("dialled", f"{call.dialled_number or 'unknown'} ({call.direction})")
    line("queue", call.queue)
    agents = [call.agent, call.last_agent] if call.last_agent != call.agent else [call.agent]
    line("agent", " → ".join(agent for agent in agents if agent))
    time("began", call.started_at)
    time("queued", call.queued_at)
    time("ringing", call.ringing_at, _in_brackets(ring.agent for ring in call.rings))
    time("answered", call.answered_at, _after("waiting", call.waiting_seconds))
    ended = _after("talking", call.talk_seconds) or _after("waiting", call.waiting_seconds)
    time("ended", call.ended_at, ended)
    line("hung up", " ".join(filter(None, (call.hung_up_by and f"by {call.hung_up_by},", call.hangup_cause))))
    line("digits", call.pressed)
    for recording in call.recordings:
        seconds = recording.duration_seconds
        line(
            "recording",
            recording.path + (f" ({seconds:.1f} s)" if seconds is not None else " (not finished)"),
        )
    if call.outcome is Outcome.LOST:
        line("note", "its end was not seen: FreeSWITCH stopped or the connection was down")
    return "\n".join(lines)


def _in_brackets(names: Iterable[str]) -> str:
    text = ", ".join(dict.fromkeys(names))
    return f" ({text})" if text else ""


def _after(doing: str, seconds: float | None) -> str:
    return f" after {seconds:.1f} s {doing}" if seconds is not None else ""
