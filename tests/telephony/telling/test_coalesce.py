"""What waits to be written: the newest of each call, in order, and every fact once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Conflict, Unavailable
from engine.words import Words
from telephony.calls import CallMachine, CallRecord, Changes, Fact, Outcome, OutcomeRevised
from telephony.captures import Capture, Received, demonstration
from telephony.esl import Event, PlainEvent
from telephony.esl.framing import Framer
from telephony.telling import Calls, Telling, Writers
from telephony.telling.rows import messages_of


def changes_of(name: str) -> list[Changes]:
    """Return what each segment of a shipped recording changes."""
    framer, machine, found = Framer(), CallMachine(), []
    for step in Capture(demonstration(name)).steps():
        if isinstance(step, Received):
            events = _events(framer, step.data)
            found.append(machine.apply_all(events, step.at))
    return [one for one in found if one]


def _events(framer: Framer, data: bytes) -> list[Event]:
    """Read the events alone: nobody has asked for the replies of the recorded client."""
    framer.feed(data)
    events: list[Event] = []
    while (frame := framer.next_frame()) is not None:
        if frame.content_type == "text/event-plain":
            events.append(PlainEvent.parse(frame.body, frame.offset))
    return events


ANSWERED, ABANDONED = changes_of("01_queue_answered.plain"), changes_of("02_queue_abandoned.plain")


def facts_of(changes: list[Changes]) -> list[Fact]:
    return [fact for one in changes for fact in one.facts if fact.call_id is not None]


@given(st.lists(st.integers(0, 3), min_size=len(ANSWERED), max_size=len(ANSWERED)))
@settings(max_examples=30)
def test_however_slowly_it_is_written_what_the_process_hears_is_the_same(taken: list[int]) -> None:
    """A writer that comes after none, one or several changes each time, and sometimes fails."""
    calls = Calls()
    heard: list[Telling] = []
    for changes, times in zip(ANSWERED, taken, strict=True):
        calls.put(changes)
        if times and (telling := calls.take(0)) is not None:
            if times == 1:
                calls.again(telling)
            else:
                heard.append(telling)
                calls.done(telling)
    while (telling := calls.take(0)) is not None:
        heard.append(telling)
        calls.done(telling)
    messages = [
        (message, fact.id)
        for telling in heard
        for fact in telling.facts
        for message in messages_of(fact, telling.record)
    ]
    last = ANSWERED[-1].records[-1]
    assert messages == [(m, f.id) for f in facts_of(ANSWERED) for m in messages_of(f, last)]
    assert heard[-1].record == last
    ids = [fact.id for telling in heard for fact in telling.facts]
    assert len(set(ids)) == len(ids)
    assert calls.waiting == 0


def test_whose_telephone_rings_sees_it_before_older_news_is_written_and_old_news_is_written_all_the_same() -> (
    None
):
    def another(number: int, changes: Changes) -> Changes:
        return Changes(tuple(replace(one, call_id=f"call {number}") for one in changes.records), ())

    quiet = next(one for one in ANSWERED if not one.records[-1].rings)
    rings = next(one for one in ANSWERED if any(ring.until is None for ring in one.records[-1].rings))
    calls = Calls()
    for number in range(10):
        calls.put(another(number, quiet))
    for number in (3, 11, 12, 13, 14):  # the first of them waits already
        calls.put(another(number, rings))
    taken, told = [], set()
    while (telling := calls.take(0)) is not None:
        taken.append(telling.record.call_id)
        told |= {telling.record.call_id} if telling.facts else set()
        assert telling.at_once is (telling.record.rings != () and not telling.facts)
        calls.done(telling)
    assert taken[:6] == [f"call {number}" for number in (3, 11, 12, 0, 13, 14)], "of four one that has waited"
    rest = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]
    assert taken[6:] == [f"call {number}" for number in rest], "processes hear of it in its turn"
    assert told == set(taken)
    assert calls.waiting == 0


def test_what_comes_in_one_moment_is_written_together_and_a_ringing_telephone_waits_for_nothing() -> None:
    now = [100.0]
    quiet = next(one for one in ANSWERED if not one.records[-1].rings)
    rings = next(one for one in ANSWERED if any(ring.until is None for ring in one.records[-1].rings))
    calls = Calls(linger_seconds=0.03, monotonic=lambda: now[0])
    calls.put(ABANDONED[0])
    assert calls.take(0) is None
    now[0] += 0.02
    calls.put(ABANDONED[1])
    calls.put(quiet)
    assert calls.take(0, urgent_only=True) is None
    calls.put(rings)
    urgent = calls.take(0, urgent_only=True)
    assert urgent is not None
    assert (urgent.record, urgent.facts) == (rings.records[-1], ())
    assert calls.take(0) is None
    now[0] += 0.011
    together = calls.take(0)
    assert together is not None
    assert together.record == ABANDONED[1].records[-1]
    calls.done(urgent)
    calls.done(together)
    assert calls.take(0) is None, "the rest of the other comes in its turn, not before"
    now[0] += 0.031
    rest = calls.take(0)
    assert rest is not None
    assert (rest.record, [fact.kind for fact in rest.facts][:1]) == (rings.records[-1], ["call-offered"])


def test_a_call_is_with_one_writer_at_a_time_others_are_not_kept_waiting() -> None:
    calls = Calls()
    calls.put(ANSWERED[0])
    first = calls.take(0)
    assert first is not None
    calls.put(ANSWERED[1])
    assert calls.take(0) is None
    calls.put(ABANDONED[0])
    other = calls.take(0)
    assert other is not None
    assert other.record.call_id != first.record.call_id
    calls.done(first)
    again = calls.take(0)
    assert again is not None
    assert again.record.call_id == first.record.call_id


def test_an_end_that_was_concluded_and_then_seen_is_told_as_it_was_seen() -> None:
    calls, machine = Calls(), CallMachine()
    framer = Framer()
    steps = Capture(demonstration("02_queue_abandoned.plain")).steps()
    segments = [step for step in steps if isinstance(step, Received)]
    events = [(event, step.at) for step in segments for event in _events(framer, step.data)]
    middle = len(events) * 2 // 3
    for event, at in events[:middle]:
        calls.put(machine.apply(event, at))
    telling = calls.take(0)
    assert telling is not None
    calls.done(telling)
    calls.put(machine.reconcile([], None, events[middle][1]))
    for event, at in events[middle:]:
        calls.put(machine.apply(event, at))
    telling = calls.take(0)
    assert telling is not None
    assert telling.record.outcome is Outcome.ABANDONED
    assert not any(isinstance(fact, OutcomeRevised) for fact in telling.facts)
    assert [fact.kind for fact in telling.facts][-2:] == ["call-abandoned", "call-ended"]


def test_when_too_many_wait_it_is_full_until_half_of_them_are_written() -> None:
    calls = Calls(most_waiting=1)
    calls.put(ANSWERED[0])
    assert not calls.full
    calls.put(ABANDONED[0])
    assert (calls.full, calls.has_room) == (True, False)
    for _ in range(2):
        telling = calls.take(0)
        assert telling is not None
        calls.done(telling)
    assert (calls.full, calls.has_room) == (False, True)


def test_what_is_over_and_written_is_let_go_of() -> None:
    calls = Calls()
    for changes in ANSWERED:
        calls.put(changes)
    late = (ANSWERED[-1].records[-1].as_of or ANSWERED[-1].records[-1].started_at) + timedelta(seconds=1)
    calls.forget(late)
    assert len(calls) == 1, "it waits to be written"
    telling = calls.take(0)
    assert telling is not None
    calls.done(telling)
    calls.forget(late - timedelta(hours=1))
    assert len(calls) == 1
    calls.forget(late)
    assert len(calls) == 0


@pytest.mark.parametrize(
    ("error", "counted", "waiting"),
    [
        (Unavailable(Words.same("the database is away")), "put_off", 1),
        (Conflict(Words.same("13800000001 is no number")), "refused", 0),
        (ValueError("a fault of ours"), "refused", 0),
    ],
)
def test_what_the_database_cannot_take_now_waits_and_what_it_refuses_stops_no_other(
    error: Exception, counted: str, waiting: int
) -> None:
    calls = Calls()

    def write(telling: Telling) -> None:
        raise error

    writers = Writers(calls, write)
    calls.put(ANSWERED[0])
    writers.turn(0)
    assert (writers.counts[counted], calls.waiting) == (1, waiting)


def test_several_writers_write_everything_each_call_in_order() -> None:
    calls = Calls()
    seen: dict[str, list[CallRecord]] = {}
    lock = threading.Lock()

    def write(telling: Telling) -> None:
        with lock:
            seen.setdefault(telling.record.call_id, []).append(telling.record)

    writers = Writers(calls, write, threads=3)
    writers.start()
    both = [*ANSWERED, *ABANDONED]
    for one in both:
        calls.put(one)
    assert writers.stop(20)
    for records in seen.values():
        times = [one.as_of for one in records if one.as_of is not None]
        assert times == sorted(times)
    assert {records[-1].outcome for records in seen.values()} == {Outcome.ANSWERED, Outcome.ABANDONED}
