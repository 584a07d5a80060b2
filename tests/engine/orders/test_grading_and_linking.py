"""What a diagram may say of an order's urgency, and of the order that it opens beside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.errors import StepFailed
from engine.orders import OPERATIONS, Outcome, WorkOrder

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ORDER = WorkOrder("o", "2611230000017", "fault-report", "open", "停电", "t", "/P/", NOW, NOW, "state-grid")


def operate(name: str, **inputs: Any) -> Outcome:
    return OPERATIONS[name](ORDER, inputs, NOW, "agent", lambda _: None)


@pytest.mark.parametrize("wanted", [0, 10, Decimal(10), 100])
def test_a_priority_is_set_and_given_back(wanted):
    done = operate("order.set-priority", priority=wanted)
    assert (done.order.priority, done.values) == (int(wanted), {"priority": int(wanted)})


@pytest.mark.parametrize("wanted", [None, True, "10", -1, 101, Decimal("1.5"), Decimal("1E+999999")])
def test_what_is_no_priority_is_refused(wanted):
    with pytest.raises(StepFailed, match="whole number from 0 to 100"):
        operate("order.set-priority", priority=wanted)


def test_the_linked_order_gets_the_fields_that_are_known():
    done = operate(
        "order.open-linked", category="grievance", title="等得太久", fields={"about": "waiting", "note": None}
    )
    assert done.linked is not None
    assert (done.linked.category, done.linked.fields) == ("grievance", {"about": "waiting"})


def test_orders_are_linked_as_what_the_diagram_says_or_by_their_category():
    kinds = [operate("order.open-linked", category="grievance", kind=kind).linked for kind in ("child", None)]
    assert [linked.kind for linked in kinds if linked is not None] == ["child", "grievance"]
    with pytest.raises(StepFailed, match="cannot be linked as 'friend'; one of related"):
        operate("order.open-linked", category="grievance", kind="friend")


def test_an_appointment_names_its_limit_and_lies_in_the_future():
    later = NOW + timedelta(hours=5)
    assert operate("order.appoint", limit="arrive", at=later).appointment == ("arrive", later)
    with pytest.raises(StepFailed, match="replaces a limit"):
        operate("order.appoint", at=later)
    for at in (None, "14:00", NOW, later.replace(tzinfo=None)):
        with pytest.raises(StepFailed, match="in the future"):
            operate("order.appoint", limit="arrive", at=at)


def test_fields_that_are_no_context_are_refused():
    with pytest.raises(StepFailed, match="a context of names and values"):
        operate("order.open-linked", category="grievance", fields=["about"])
