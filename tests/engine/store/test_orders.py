"""Of an order only what changed is written, and what is read is the order that was written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.orders import Hold, WorkOrder
from engine.store import orders
from engine.store.orders import order_by_id, update_order
from tests.stage import Stage


def stored(stage: Stage, order: WorkOrder, changed: WorkOrder) -> WorkOrder | None:
    with stage.system.database.transaction() as tx:
        update_order(tx, order, changed)
    with stage.system.database.reading() as tx:
        return order_by_id(tx, order.id)


def test_an_order_is_read_as_it_was_changed(stage: Stage) -> None:
    key = stage.open_order()["order"]
    with stage.system.database.reading() as tx:
        order = order_by_id(tx, key)
    assert order is not None
    held = Hold("force-majeure", stage.now + timedelta(hours=1), None, None, stage.now)
    for change in (
        {"stage": "report", "revision": 7},
        {"hold": held, "fields": {"a": [1, True], "b": None}},
        {"hold": None},
    ):
        changed = order.but(**change)
        order = stored(stage, order, changed)
        assert order == changed


def test_true_is_not_taken_for_the_1_that_was_there(stage: Stage) -> None:
    """They are equal to Python, but two different values of a field."""
    key = stage.open_order()["order"]
    with stage.system.database.reading() as tx:
        order = order_by_id(tx, key)
    assert order is not None
    one = stored(stage, order, order.but(fields={"a": 1}))
    assert one is not None
    found = stored(stage, one, one.but(fields={"a": True}))
    assert found is not None
    assert found.fields["a"] is True


def test_an_order_that_did_not_change_is_not_written(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    key = stage.open_order()["order"]
    with stage.system.database.reading() as tx:
        order = order_by_id(tx, key)
    assert order is not None
    monkeypatch.setattr(orders, "_update_of", None)
    assert stored(stage, order, order.but(stage=order.stage)) == order
