"""What a replay gave, as values and as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from telephony.calls import CallRecord, Outcome, Problem

CHINA = ZoneInfo("Asia/Shanghai")


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
