"""How many events a second one core takes from socket bytes to call records, and whether memory stays flat.

The streams are the recordings of the tests: `event ALL` in plain and JSON (4.5 KB an event), and a CTI's
usual selection (5.4 KB), in their real segments. Each pass is a new session whose channels have new uuids,
so that every call is new; making them is not part of the time measured. Of `event ALL` a third concerns
calls, of the selection nearly all does, so that it costs more an event (thirty calls at once make 17 of them
a second).
"""

from __future__ import annotations

import gc
import os
import re
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure
from telephony.calls import CallMachine
from telephony.captures import Capture, Opened, Received, Sent
from telephony.esl import CommandReader, Connection, Event, Role

ARCHIVE = Path(__file__).parent.parent / "tests" / "telephony" / "recordings" / "esl-captures.tar.xz"
CALLS = [
    "01_queue_answered",
    "02_queue_abandoned",
    "03_queue_noanswer_then_second_agent",
    "07_click_to_call_uuid_bridge",
    "08_transfer_blind_uuid_transfer",
    "10_transfer_attended_att_xfer",
    "11_supervisor_eavesdrop_conference",
    "25_caller_cancels_while_ringing",
]
STREAMS = {
    "plain": [f"{name}.plain" for name in CALLS],
    "json": [f"{name}.json" for name in CALLS],
    "selection": ["23_selected_events_30_calls"],
}
RUNS = 5
FLAT_EVENTS = 200_000
_UUID = re.compile(rb"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_CORE = re.compile(rb'Core-UUID"?:\s?"?([0-9a-f-]{36})')
_END = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Tape:
    """One recording: what was received as one text, and how both directions were cut, in order."""

    received: bytes
    steps: list[bytes | int]  # bytes sent, or how many were received
    uuids: list[bytes]

    def again(self, number: int) -> bytes:
        """What was received, with new uuids for everything but the core."""
        stream = self.received
        for uuid in self.uuids:
            stream = stream.replace(uuid, b"%08x" % (number & 0xFFFFFFFF) + uuid[8:])
        return stream


def _load(name: str, folder: Path) -> _Tape:
    received = bytearray()
    steps: list[bytes | int] = []
    for step in Capture(folder / f"{name}.jsonl").steps():
        match step:
            case Opened(role=role):
                assert role is Role.INBOUND
            case Sent(data=data):
                steps.append(data)
            case Received(data=data):
                steps.append(len(data))
                received += data
    cores = {match[1] for match in _CORE.finditer(received)}
    return _Tape(bytes(received), steps, sorted(set(_UUID.findall(received)) - cores))


def _pass(machine: CallMachine, tape: _Tape, stream: bytes) -> int:
    """Play one session; return how many events it held."""
    connection, client = Connection(), CommandReader()
    position = events = 0
    for step in tape.steps:
        if isinstance(step, bytes):
            for command in client.receive_data(step):
                connection.send(command)
            continue
        received = connection.receive_data(stream[position : position + step])
        batch = [message for message in received if isinstance(message, Event)]
        machine.apply_all(batch)
        events += len(batch)
        position += step
    return events


def _passes(machine: CallMachine, tapes: list[_Tape]) -> Iterator[tuple[int, float]]:
    """Play the tapes over and over; yield events and CPU seconds of each pass."""
    numbers = count(1)
    for tape in cycle(tapes):
        stream = tape.again(next(numbers))
        began = time.process_time()
        events = _pass(machine, tape, stream)
        machine.forget(_END)
        yield events, time.process_time() - began


def _throughput(tapes: list[_Tape], seconds: float) -> list[float]:
    """Events a CPU second, one figure a run."""
    passes = _passes(CallMachine(), tapes)
    for _ in tapes:
        next(passes)
    rates = []
    for _ in range(RUNS):
        events, spent = 0, 0.0
        while spent < seconds / RUNS:
            some, took = next(passes)
            events, spent = events + some, spent + took
        rates.append(events / spent)
    return rates


def _resident() -> float:
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as status:
        return int(status.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def _growth(tapes: list[_Tape]) -> tuple[float, float, int, int]:
    """Resident MiB before and after at least FLAT_EVENTS events, how many there were, and open calls left."""
    machine = CallMachine()
    passes = _passes(machine, tapes)
    warm = 0
    while warm < FLAT_EVENTS // 4:  # until the list of forgotten uuids is full
        warm += next(passes)[0]
    before, events = _resident(), 0
    while events < FLAT_EVENTS:
        events += next(passes)[0]
    return before, _resident(), events, len(machine.calls())


def run(seconds: float = 5.0) -> list[Figure]:
    """Measure for about `seconds` of CPU time, and memory over 200,000 events (some 20 s more)."""
    with TemporaryDirectory() as place:
        with tarfile.open(ARCHIVE) as archive:
            archive.extractall(place, filter="data")
        streams = {kind: [_load(name, Path(place)) for name in names] for kind, names in STREAMS.items()}
    figures = [
        Figure(
            name=f"esl-{kind}-events",
            unit="events/CPU s",
            runs=_throughput(tapes, seconds / len(streams)),
            target=10_000,
            at_most=False,
            notes={"bytes per event": _mean_size(tapes), "from": "bytes", "to": "call records and facts"},
        )
        for kind, tapes in streams.items()
    ]
    before, after, events, left = _growth(streams["selection"] + streams["plain"])
    notes = {"before": round(before, 1), "after": round(after, 1), "events": events, "calls left": left}
    return [*figures, Figure("esl-memory-growth", "MiB", [after - before], 5.0, notes=notes)]


def _mean_size(tapes: list[_Tape]) -> int:
    events = sum(_pass(CallMachine(), tape, tape.received) for tape in tapes)
    return sum(len(tape.received) for tape in tapes) // events
