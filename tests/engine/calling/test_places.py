"""Whose turn it is among kept places, beside those who hold the line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.calling.places import Line, is_turn

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NINE + timedelta(minutes=minute)


@pytest.mark.parametrize(
    ("line", "others", "expected"),
    [
        (Line(served=True), (), True),  # nobody before him: he is called while the agents still talk
        (Line(free=1, served=True), (), True),
        (Line(), (), False),  # nobody serves the queue: he would only wait with the telephone at his ear
        (Line((at(4),), served=True), (), False),  # one who holds the line came before him
        (Line((at(6), at(7)), served=True), (), True),  # these came after him
        (Line((at(4),), free=2, served=True), (), True),  # there is an agent for each
        (Line((at(3), at(4)), free=2, served=True), (), False),
        (Line(served=True), (at(4),), False),  # another place is kept from before
        (Line(served=True), (at(6),), True),
        (Line(called=1, served=True), (), False),  # one is being called already
        (Line(called=1, free=2, served=True), (), True),
    ],
)
def test_a_place_has_its_turn_when_nobody_stands_before_it(
    line: Line, others: tuple[datetime, ...], expected: bool
) -> None:
    assert is_turn(line, at(5), others) is expected
