"""A caller whom another centre sent: his orders, and who he is, are on the screen here before the answer."""

from __future__ import annotations

from engine.commands.confirm_caller import ConfirmCaller
from engine.store.call_callers import callers_of
from engine.store.call_orders import orders_of_call
from tests.calling import connect, recorded_call
from tests.stage import Stage


def test_a_call_that_another_centre_sent_brings_its_orders_and_its_caller(stage: Stage) -> None:
    connect(stage)
    there = recorded_call(stage, exchange_id="county", queue="repair@default")
    order = stage.open_order(call_id=there)["order"]
    stage.run(ConfirmCaller(there, stage.ids["premise-A1"]), "agent")

    # It may be told before the exchange has said from where it comes; and again and again.
    here = recorded_call(stage, exchange_id="province", state="queued", agent=None, queue="repair@default")
    for _ in range(2):
        stage.later(seconds=5)
        again = {"exchange_id": "province", "state": "queued", "agent": None, "continues": "county"}
        assert recorded_call(stage, queue="repair@default", **again) == here
    with stage.system.database.reading() as tx:
        assert [(one.order_id, one.kind) for one in orders_of_call(tx, here)] == [(order, "linked")]
        known = callers_of(tx, [here])[here]
    assert (known.premise_id, known.confirmed_by) == (stage.ids["premise-A1"], stage.ids["agent"])
    linked = [event for event in stage.history(order) if event.type == "call.linked"]
    assert len(linked) == 1, "once in the history, however often it is told"


def test_what_another_centre_says_of_a_call_that_nobody_knows_changes_nothing(stage: Stage) -> None:
    connect(stage)
    here = recorded_call(stage, exchange_id="province", continues="nobody knows it")
    with stage.system.database.reading() as tx:
        assert orders_of_call(tx, here) == []
