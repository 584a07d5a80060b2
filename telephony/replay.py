"""Plays recorded connections again, through the same protocol and call machine as live ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from telephony.calls import (
    SHOW_CHANNELS,
    CallMachine,
    CallRecord,
    Changes,
    ChannelListUnreadable,
    Fact,
    listed_channels,
    node_of,
)
from telephony.calls.derived_ids import derived_id
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
from telephony.replay_report import ReplayFault, ReplayReport, format_report

Moved = TypeVar("Moved")
#: An agent's channel may outlive its customer's by so much; its last events make no call of their own.
JUST_ENDED = timedelta(minutes=10)

__all__ = ["CallMemory", "CallSink", "ReplayFault", "ReplayReport", "format_report", "moved", "replay"]


class CallSink(Protocol):
    """Takes what becomes known of calls, in order. A record replaces the one before of the same call_id,
    and comes before the facts that follow from it; facts may come again and are told apart by their id.
    """

    def record(self, call: CallRecord) -> None: ...

    def fact(self, fact: Fact) -> None: ...


class CallMemory(Protocol):
    """Gives back what earlier processes recorded of an exchange's calls."""

    def calls_open_since(self, node: str, since: datetime) -> Iterable[CallRecord]: ...


def replay(
    paths: Iterable[Path | str],
    sink: CallSink,
    shift: timedelta | None = None,
    run: str | None = None,
    memory: CallMemory | None = None,
) -> ReplayReport:
    """Play the captures whose indexes are `paths` (`NAME.jsonl` or `NAME.jsonl.xz`), one session each.

    Several captures are successive sessions with one FreeSWITCH: after the first, calls whose channels
    are gone end as lost, as soon as another Core-UUID or the answer to `show channels as json` shows it.
    `shift` moves every time in records and facts, so that a recorded call can ring now; `run` gives its
    calls and facts other ids, so that one recording can ring more than once.

    `memory` makes the first capture a successive session too: as soon as the exchange says who it is, its
    open calls are taken up, go on, and end if it does not know them any more. Calls of another core that are
    newer than the capture are left alone: an old recording says nothing of them.

    A faulty stream ends its session and is reported with its offset; what was complete before is kept.
    Errors of the sink are not caught.
    """
    player = _Player(sink, shift or timedelta(), run, memory)
    names = []
    for path in paths:
        capture = Capture(Path(path))
        names.append(capture.name)
        player.play(capture)
    return player.report(tuple(names))


class _Player:
    """One replay under way."""

    def __init__(self, sink: CallSink, shift: timedelta, run: str | None, memory: CallMemory | None) -> None:
        self._sink = sink
        self._memory = memory
        self._shift = shift
        self._machine = CallMachine(NAMESPACE if run is None else derived_id(NAMESPACE, run))
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
                self._take_all(capture, session, session.connection.receive_data(data), at)
            case Closed(at=at, cut_short=cut_short):
                session.reading = "rx"
                self._take_all(capture, session, session.connection.receive_eof(), at)
                if cut_short is not None:
                    offset = session.connection.offset
                    self._faults.append(ReplayFault(capture.name, "rx", offset, cut_short))

    def _take_all(
        self, capture: Capture, session: _Session, messages: Iterator[Message], at: datetime
    ) -> None:
        """Take what came in one segment: events together, but not across the answer that reconciles."""
        events: list[Event] = []
        fault: EslError | None = None
        try:
            for message in messages:
                if isinstance(message, Event):
                    self._events += 1
                    events.append(message)
                elif isinstance(message, CommandReply) and message.event is not None:
                    events.append(message.event)
                elif isinstance(message, ApiResponse) and message.command.arguments == SHOW_CHANNELS:
                    self._apply(events, session, at)
                    events.clear()
                    self._take_list(capture, session, message, at)
        except EslError as error:
            fault = error
        self._apply(events, session, at)
        if fault is not None:  # it comes after what was complete before it
            raise fault

    def _apply(self, events: list[Event], session: _Session, at: datetime) -> None:
        for event in events:
            if self._memory is not None and (node := node_of(event)) is not None:
                self._take_up(self._memory, node, event, at)
                self._memory = None
        self._reconcile(session)
        self._hand_on(self._machine.apply_all(events, at))

    def _take_up(self, memory: CallMemory, node: str, event: Event, at: datetime) -> None:
        core = event.text("Core-UUID")
        known = memory.calls_open_since(node, at - JUST_ENDED)
        fitting = (record for record in known if record.core_uuid == core or (record.as_of or at) <= at)
        self._hand_on(self._machine.take_up(fitting))

    def _take_list(self, capture: Capture, session: _Session, answer: ApiResponse, at: datetime) -> None:
        if session.listed:
            return
        try:
            session.channels = (listed_channels(answer.body), at)
        except ChannelListUnreadable as error:
            self._faults.append(ReplayFault(capture.name, "rx", answer.offset, error.message))
            return
        session.listed = True
        self._reconcile(session)

    def _reconcile(self, session: _Session) -> None:
        """End what is not listed; while nobody has told whose list it is, the memory was not asked yet."""
        if session.channels is None or self._memory is not None:
            return
        (channels, at), session.channels = session.channels, None
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
        self.listed = False
        self.channels: tuple[frozenset[str], datetime] | None = None


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
