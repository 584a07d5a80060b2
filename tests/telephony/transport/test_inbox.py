"""What was read and not parsed: in order, and never more than there is room for."""

from __future__ import annotations

from datetime import UTC, datetime

from telephony.transport import Inbox, Room, Shed

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
EVENT = b"Content-Length: 0\nContent-Type: text/event-plain\n\n"


def test_what_is_put_comes_out_in_order_so_much_at_a_time() -> None:
    inbox = Inbox(Room(1000, 100, at_once=4))
    for data in (b"ab", b"cd", b"ef"):
        assert inbox.put(data, AT)
    assert inbox.take(0).data == b"abcd"
    assert (inbox.take(0).data, inbox.waiting) == (b"ef", 0)
    assert inbox.take(0).data == b""


def test_the_end_comes_after_everything_before_it() -> None:
    inbox = Inbox()
    inbox.put(b"ab", AT)
    inbox.close()
    taken = inbox.take(0)
    assert (taken.data, taken.at, taken.over) == (b"ab", AT, True)
    assert not inbox.put(b"cd", AT)


def test_too_many_bytes_are_dropped_at_once_and_told() -> None:
    inbox = Inbox(Room(octets=10))
    assert inbox.put(b"12345678", AT)
    assert not inbox.put(b"9ab", AT)
    taken = inbox.take(0)
    assert (taken.data, taken.over, taken.shed) == (b"", True, Shed(11, 0))
    assert inbox.waiting == 0


def test_too_many_events_are_dropped_at_once_and_told() -> None:
    inbox = Inbox(Room(events=3))
    assert inbox.put(EVENT * 3, AT)
    assert not inbox.put(EVENT, AT)
    assert inbox.take(0).shed == Shed(len(EVENT) * 4, 4)


def test_whoever_waits_can_be_woken_without_anything_to_take() -> None:
    inbox = Inbox()
    inbox.wake()
    taken = inbox.take(60)
    assert (taken.data, taken.over) == (b"", False)
