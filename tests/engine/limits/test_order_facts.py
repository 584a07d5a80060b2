"""The facts of an order: its own, and those that its package's fields bear."""

from engine.limits import facts_of


def test_a_field_that_bears_the_name_of_a_fact_is_that_fact():
    fields = {"connection_kind": "hv-single", "capacity": 400, "on_motorway": True}
    assert facts_of({"category": "connection-request", "area": None}, fields) == {
        "category": "connection-request",
        "connection_kind": "hv-single",
        "on_motorway": "yes",
    }


def test_what_the_order_itself_knows_is_not_what_a_field_says():
    assert facts_of({"area": "rural"}, {"area": "urban"}) == {"area": "rural"}


def test_a_value_that_no_rule_can_ask_for_meets_none():
    assert facts_of({}, {"connection_kind": "wireless", "complaint_level": 3}) == {}
