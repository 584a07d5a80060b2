"""Two people at the same orders: of two merges one wins and the other hears who; all else has a defined order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.commands.complete import CompleteTask
from engine.commands.merge import MergeOrder, UnmergeOrder
from engine.commands.outages.change import ChangeOutage
from engine.commands.outages.end import RestoreOutage
from engine.commands.outages.estimate import TellEstimate
from engine.commands.outages.link import LinkOutage
from engine.commands.outages.open import OpenOutage
from engine.errors import Conflict, HeldByAnother, RevisionConflict
from tests.drawing import draw, end, start, user
from tests.races.test_races import Rivals

WORK = draw(start("s"), user("work", camunda_candidateGroups="repair@county"), end("e"), flows="s > work > e")
ROUNDS = 4
HOUR = timedelta(hours=1)


@pytest.fixture
def rivals(database_url: str) -> Iterator[Rivals]:
    made = Rivals(database_url, WORK)
    yield made
    made.stage.drain()
    made.require_whole()
    made.close()


def orders(rivals: Rivals, count: int) -> list[str]:
    return [rivals.order()["order"] for _ in range(count)]


def outage(rivals: Rivals) -> str:
    stage = rivals.stage
    wanted = OpenOutage(
        "fault", "变压器", "equipment", stage.ids["A1"], stage.now, stage.now + HOUR, "1号台区"
    )
    return str(stage.run(wanted, "desk")["outage"])


def one_won(results: list[Any]) -> tuple[Any, Any]:
    """Return what the winner and the loser got."""
    won = [result for result in results if isinstance(result, dict)]
    assert len(won) == 1, results
    return won[0], next(result for result in results if result is not won[0])


def test_of_merges_that_exclude_each_other_one_wins_and_the_other_hears_who(rivals: Rivals) -> None:
    stage = rivals.stage
    for _ in range(ROUNDS):
        one, other, third = orders(rivals, 3)
        for left, right in (
            (MergeOrder(one, other), MergeOrder(other, one)),
            (MergeOrder(one, other), MergeOrder(one, third)),
            (MergeOrder(one, other), MergeOrder(other, third)),
        ):
            results = rivals.race(rivals.as_person("desk", left), rivals.as_person("duty", right, other=True))
            won, lost = one_won(results)
            first = "东县调度" if won is results[0] else "东县值班长"
            assert isinstance(lost, Conflict)
            assert (lost.attributes["person"], lost.attributes["at"]) == (first, stage.now), lost
            assert sum(stage.order(key).merged for key in (one, other, third)) == 1
            stage.run(UnmergeOrder(won["order"], "再来"), "desk")


def test_an_undone_merge_is_undone_once(rivals: Rivals) -> None:
    one, main = orders(rivals, 2)
    rivals.stage.run(MergeOrder(one, main), "desk")
    undo = UnmergeOrder(one, "不是同一事件")
    results = rivals.race(rivals.as_person("desk", undo), rivals.as_person("duty", undo, other=True))
    _, lost = one_won(results)
    assert lost.attributes["person"] == ("东县值班长" if lost is results[0] else "东县调度")
    assert (rivals.stage.order(one).main_id, rivals.stage.order(main).merged) == (None, 0)


def test_an_estimate_and_a_merge_end_with_the_main_orders_estimate(rivals: Rivals) -> None:
    """Told first, the order takes the main order's; told later, whoever tells hears where to change it."""
    stage = rivals.stage
    early, late = stage.now + HOUR, stage.now + 2 * HOUR
    for _ in range(ROUNDS):
        one, main = orders(rivals, 2)
        stage.run(TellEstimate(main, late), "desk")
        told, merged = rivals.race(
            rivals.as_person("desk", TellEstimate(one, early)),
            rivals.as_person("duty", MergeOrder(one, main), other=True),
        )
        assert isinstance(merged, dict)
        assert isinstance(told, dict) or (isinstance(told, Conflict) and "change it there" in str(told))
        assert stage.order(one).expected_at == late

        # And of the main order: those merged into it follow, whichever was first.
        other = orders(rivals, 1)[0]
        rivals.race(
            rivals.as_person("desk", TellEstimate(main, early)),
            rivals.as_person("duty", MergeOrder(other, main), other=True),
        )
        stage.drain()
        assert [stage.order(key).expected_at for key in (main, one, other)] == [early] * 3


def test_whoever_is_linked_while_the_estimate_changes_has_the_new_one(rivals: Rivals) -> None:
    stage = rivals.stage
    key = outage(rivals)
    for number in range(ROUNDS):
        order = orders(rivals, 1)[0]
        expected = stage.now + (number + 2) * HOUR
        results = rivals.race(
            rivals.as_person("desk", ChangeOutage(key, number + 1, {"expected_at": expected})),
            rivals.as_person("duty", LinkOutage(order, key), other=True),
        )
        assert all(isinstance(one, dict) for one in results), results
        stage.drain()
        assert stage.order(order).expected_at == expected


def test_of_two_at_one_outage_one_wins_and_the_other_hears_who(rivals: Rivals) -> None:
    key = outage(rivals)
    results = rivals.race(
        rivals.as_person("desk", RestoreOutage(key, 1)),
        rivals.as_person("duty", ChangeOutage(key, 1, {"title": "变压器烧毁"}), other=True),
    )
    _, lost = one_won(results)
    assert isinstance(lost, HeldByAnother | RevisionConflict)
    assert lost.attributes["person"] == ("东县值班长" if lost is results[0] else "东县调度")


def test_undoing_a_merge_while_the_order_is_completed_has_two_ends_and_no_third(rivals: Rivals) -> None:
    """Undone first, the order stands for itself when it ends; ended first, it stays merged as it was."""
    stage = rivals.stage
    for _ in range(ROUNDS):
        one, main = orders(rivals, 2)
        stage.run(MergeOrder(one, main), "desk")
        task = next(row["id"] for row in stage.tasks(one))
        undone, done = rivals.race(
            rivals.as_person("duty", UnmergeOrder(one, "另一台变压器")),
            rivals.as_person("desk", CompleteTask(task), other=True),
        )
        assert isinstance(done, dict), done
        order, of_main = stage.order(one), stage.order(main)
        parted = isinstance(undone, dict)
        assert parted or (isinstance(undone, Conflict) and "has ended" in str(undone))
        assert (order.main_id, of_main.merged) == ((None, 0) if parted else (main, 1))
