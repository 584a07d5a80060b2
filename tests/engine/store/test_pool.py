"""Connections: few stay warm, none is used by two, who finds all taken waits."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from engine.errors import Unavailable
from engine.store.pipeline import Pipeline
from engine.store.pool import Pool


class Line:
    """Stands for a connection."""

    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


def pool(**limits: Any) -> tuple[Pool, list[Line]]:
    made: list[Line] = []

    def connect() -> Pipeline:
        made.append(Line())
        return cast(Pipeline, made[-1])

    return Pool(connect, **limits), made


def test_the_last_one_used_is_taken_next():
    lines, made = pool()
    first, second = lines.take(), lines.take()
    lines.give_back(first)
    lines.give_back(second)
    assert lines.take() is second
    assert len(made) == 2


def test_more_than_are_kept_are_closed_when_they_come_back():
    lines, made = pool(kept=1)
    taken = [lines.take() for _ in range(3)]
    for each in taken:
        lines.give_back(each)
    assert [line.closed for line in made] == [False, True, True]


def test_a_dropped_one_is_closed_and_makes_room():
    lines, made = pool(most=1)
    lines.drop(lines.take())
    lines.take()
    assert [line.closed for line in made] == [True, False]


def test_who_finds_all_taken_waits_for_one():
    lines, made = pool(most=1)
    taken = lines.take()
    found: list[Pipeline] = []
    waiting = threading.Thread(target=lambda: found.append(lines.take()))
    waiting.start()
    lines.give_back(taken)
    waiting.join(10)
    assert found == [taken]
    assert len(made) == 1


def test_who_waits_in_vain_is_told():
    lines, _ = pool(most=1, patience_seconds=0.01)
    lines.take()
    with pytest.raises(Unavailable, match="all connections to PostgreSQL are in use"):
        lines.take()


def test_a_connection_that_cannot_be_made_takes_no_room():
    made: list[Line] = []

    def connect() -> Pipeline:
        if not made:
            made.append(Line())
            raise OSError("no")
        return cast(Pipeline, made[0])

    lines = Pool(connect, most=1, patience_seconds=0.01)
    with pytest.raises(OSError, match="no"):
        lines.take()
    assert lines.take() is made[0]


def test_after_clearing_nothing_from_before_is_used_again():
    lines, made = pool()
    idle, taken = lines.take(), lines.take()
    lines.give_back(idle)
    lines.clear()
    lines.give_back(taken)
    assert [line.closed for line in made] == [True, True]
    assert lines.take() not in (idle, taken)
