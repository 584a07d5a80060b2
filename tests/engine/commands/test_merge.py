"""Merging 合并: checked, told, undone; merged orders stay open and are followed up."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from engine.commands.follow_main import FollowMain
from engine.commands.instances import CancelInstance
from engine.commands.links import LinkOrders, UnlinkOrders
from engine.commands.merge import MergeOrder, UnmergeOrder
from engine.errors import Conflict, NotAllowed, NotFound
from engine.store.tables import instance, job
from tests.stage import SYSTEM, Stage


def two(stage: Stage, **second: Any) -> tuple[str, str]:
    """Open a main order and a neighbour's of the same premise; return their ids."""
    main = stage.open_order()["order"]
    other = stage.open_order(beside=True, caller_number="13900000009", **second)["order"]
    return main, other


def messages(stage: Stage) -> list[tuple[str, str]]:
    return [(row["order_id"], row["payload"]["to"]) for row in stage.rows(select(job).order_by(job.c.id))]


def test_a_merged_order_stays_open_and_its_customer_is_told(stage: Stage) -> None:
    main, other = two(stage)
    answer = stage.run(MergeOrder(other, main), "desk")
    assert answer["shared"] == "premise"
    assert stage.run(MergeOrder(other, main), "desk") == answer, "merged there already"
    order = stage.order(other)
    assert (order.status, order.main_id, stage.order(main).merged) == ("open", main, 1)
    assert [one["order_id"] for one in stage.tasks() if one["order_id"] == other], "its task is still there"
    assert messages(stage) == [(other, "13900000009")]
    assert stage.history(other)[-1].type == "order.merged"
    assert stage.history(main)[-1].type == "order.merge-added"


def test_a_merge_that_makes_no_sense_is_refused_with_the_reason(stage: Stage) -> None:
    main, other = two(stage)
    third = stage.open_order(beside=True)["order"]
    elsewhere = stage.open_order(county="B1", caller_number="13700000007")["order"]
    stage.run(MergeOrder(other, main), "desk")
    for order_id, main_id, why in (
        (main, main, "itself"),
        (third, other, "merged into another itself"),
        (main, third, "1 order(s) are merged into"),
        (other, third, "undo that first"),
    ):
        with pytest.raises(Conflict, match=why.replace("(", r"\(").replace(")", r"\)")):
            stage.run(MergeOrder(order_id, main_id), "desk")
    with pytest.raises(Conflict, match="different units"):
        stage.run(MergeOrder(elsewhere, main), "leader")
    with pytest.raises(NotFound):
        stage.run(MergeOrder(elsewhere, main), "desk")
    with pytest.raises(NotAllowed):
        stage.run(MergeOrder(third, main), "agent")


def test_orders_with_nothing_in_common_need_somebody_who_has_checked(stage: Stage) -> None:
    main = stage.open_order()["order"]
    nowhere = stage.open_order(
        beside=True, premise_id=None, tier_id=stage.ids["A1"], area="urban", caller_number=None
    )["order"]
    with pytest.raises(Conflict) as refused:
        stage.run(MergeOrder(nowhere, main, dry_run=True), "desk")
    assert refused.value.attributes["confirm"] is True
    assert stage.run(MergeOrder(nowhere, main, confirmed=True, dry_run=True), "desk")["shared"] == "confirmed"
    assert stage.order(nowhere).main_id is None, "only tried"


def test_an_undone_merge_is_in_both_histories(stage: Stage) -> None:
    main, other = two(stage)
    stage.run(MergeOrder(other, main), "desk")
    stage.run(UnmergeOrder(other, "另一台变压器"), "desk")
    assert (stage.order(other).main_id, stage.order(main).merged) == (None, 0)
    assert stage.history(other)[-1].type == "order.unmerged"
    assert stage.history(main)[-1].type == "order.merge-removed"
    with pytest.raises(Conflict):
        stage.run(UnmergeOrder(other, "再次"), "desk")


def test_those_merged_are_told_once_when_the_main_order_has_ended(stage: Stage) -> None:
    main, other = two(stage)
    stage.run(MergeOrder(other, main), "desk")
    stage.drain()
    with stage.system.database.transaction() as tx:
        case_done(stage, tx, main)
    stage.drain()
    assert [event.type for event in stage.history(other)].count("order.main-ended") == 1
    sampled = stage.engine.services.order_rules.is_sampled(other)
    assert (stage.order(other).status == "archived") == (not sampled), "the rest is called first"
    assert messages(stage)[:2] == [(other, "13900000009")] * 2
    assert stage.timers().get("order.main-ended") is None


def case_done(stage: Stage, tx: Any, order_id: str) -> None:
    """End an order as its process would."""
    from engine.commands.case import Case
    from engine.commands.work import Work

    case = Case.of_order(Work(tx, SYSTEM, stage.engine.services), order_id)
    assert case.order is not None
    case.change_order(case.order.but(status="done", done_at=case.now))
    case.record("order.done")
    case.save()


def test_a_main_order_that_is_cancelled_sets_its_orders_free(stage: Stage) -> None:
    main, other = two(stage)
    stage.run(MergeOrder(other, main), "desk")
    running = stage.rows(select(instance).where(instance.c.order_id == main))[0]["id"]
    stage.run(CancelInstance(running, "误报"), "leader")
    stage.drain()
    assert (stage.order(other).main_id, stage.order(other).status) == (None, "open")
    assert stage.run(FollowMain(main), SYSTEM)["told"] == 0, "told again, there is nobody"


def test_a_link_is_in_both_histories_and_makes_no_circle(stage: Stage) -> None:
    main, other = two(stage)
    stage.run(LinkOrders(main, other, "child"), "desk")
    with pytest.raises(Conflict, match="is below"):
        stage.run(LinkOrders(other, main, "child"), "desk")
    stage.run(LinkOrders(other, main), "desk")
    assert [stage.history(one)[-1].type for one in (main, other)] == ["order.linked"] * 2
    stage.run(UnlinkOrders(other, main), "desk")
    assert [stage.history(one)[-1].type for one in (main, other)] == ["order.unlinked"] * 2
    with pytest.raises(NotFound):
        stage.run(
            LinkOrders(main, stage.open_order(county="B1", caller_number="13700000007")["order"]), "desk"
        )
