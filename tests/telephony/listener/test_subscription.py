"""What we ask to be told suffices: of every recording the same calls as from all events."""

from __future__ import annotations

from pathlib import Path

from telephony.calls import CallMachine
from telephony.captures import Capture
from telephony.esl import Event, PlainEvent
from telephony.esl.framing import Framer
from telephony.listener.subscription import EVENTS, SUBCLASSES
from tests.telephony.listener.exchange import Segments


def is_asked_for(event: Event) -> bool:
    return event.name in EVENTS or (event.name == "CUSTOM" and event.subclass in SUBCLASSES)


def test_less_than_half_of_what_there_is_tells_the_same_calls(recordings: Path) -> None:
    whole = chosen = 0
    captures = sorted(recordings.glob("*.plain.jsonl"))
    assert len(captures) >= 18
    for path in captures:
        everything, selection, framer = CallMachine(), CallMachine(), Framer()
        for at, data in Segments(Capture(path)):
            framer.feed(data)
            events: list[Event] = []
            while (frame := framer.next_frame()) is not None:
                event = PlainEvent.parse(frame.body)
                events.append(event)
                whole += len(frame.body)
                chosen += len(frame.body) if is_asked_for(event) else 0
            everything.apply_all(events, at)
            selection.apply_all(filter(is_asked_for, events), at)
        assert selection.calls() == everything.calls(), path.name
    assert chosen < whole / 2
