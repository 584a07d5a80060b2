"""limit("arrive") as expressions and timers see it."""

from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest

from engine.errors import InvalidInput
from engine.feel import Environment, compile_expression
from engine.limits import Layer, LimitTimer, LimitValue, OrderClock, OrderLimits, TimerKind, Unit, timer_spec

FRIDAY = "2026-05-15"


@pytest.fixture
def limits_at(cn, rule, local):
    """An order promised 45 minutes to arrive and 5 working days (target 4) to reply."""

    def make(now, **clocks):
        arrive = OrderClock.start(
            rule(key="arrive", promise=45, pauses=frozenset()), local(f"{FRIDAY} 09:00")
        )
        reply = OrderClock.start(
            rule(key="reply", unit=Unit.WORKING_DAYS, promise=5, target=4), local("2026-05-11 09:00")
        )
        return OrderLimits(MappingProxyType({"arrive": arrive, "reply": reply, **clocks}), cn, local(now))

    return make


def test_a_limit_times_a_number_is_a_fraction_of_the_same_limit():
    value = LimitValue("reply").feel_multiply(Decimal("0.8"))
    assert value == LimitValue("reply", Decimal("0.8"))
    assert value.feel_multiply(Decimal("0.5")).fraction == Decimal("0.40")


@pytest.mark.parametrize("factor", ["0", "-1", "1e9"])
def test_a_limit_times_what_makes_no_sense_is_null(factor):
    assert LimitValue("reply").feel_multiply(Decimal(factor)) is None


def test_eight_tenths_of_five_working_days_are_four_working_days(limits_at, local):
    limits = limits_at("2026-05-12 09:00")
    value = limits.limit("reply").feel_multiply(Decimal("0.8"))
    assert limits.due(value) == local("2026-05-16 00:00")
    assert limits.due(limits.limit("reply")) == local("2026-05-19 00:00")


def test_the_target_is_a_property_that_can_be_multiplied_again(limits_at, local):
    limits = limits_at("2026-05-12 09:00")
    target = limits.limit("reply").feel_property("target")
    assert target.layer is Layer.TARGET
    assert limits.due(target) == local("2026-05-16 00:00")
    assert limits.due(target.feel_multiply(Decimal("0.5"))) == local("2026-05-14 00:00")


def test_the_properties_tell_how_the_clock_stands_in_local_time(limits_at, local):
    value = limits_at(f"{FRIDAY} 09:40").limit("arrive")
    assert value.feel_property("due") == local(f"{FRIDAY} 09:45")
    assert value.feel_property("due").hour == 9
    assert value.feel_property("started").hour == 9
    assert value.feel_property("remaining") == timedelta(minutes=5)
    assert value.feel_property("breached") is False
    assert value.feel_property("phase") == "running"
    assert value.feel_property("round") == 1
    assert value.feel_property("remaining_days") is None
    assert limits_at("2026-05-13 09:00").limit("reply").feel_property("remaining_days") == 3
    assert value.feel_multiply(Decimal("0.8")).feel_property("breached") is True


def test_a_name_that_is_no_property_is_null(limits_at):
    value = limits_at(f"{FRIDAY} 09:40").limit("arrive")
    assert value.feel_property("colour") is None
    assert value.feel_property("__class__") is None


def test_a_limit_that_the_order_does_not_have_is_null_to_ask_and_an_error_to_wait_for(limits_at):
    limits = limits_at(f"{FRIDAY} 09:40")
    value = limits.limit("arrvie")
    assert value.feel_property("due") is None
    with pytest.raises(InvalidInput, match=r"no limit 'arrvie' \(it has: arrive, reply\)"):
        limits.due(value)


def test_a_layer_that_the_rule_does_not_limit_is_an_error_to_wait_for(limits_at):
    limits = limits_at(f"{FRIDAY} 09:40")
    with pytest.raises(InvalidInput, match="'arrive' has no target"):
        limits.due(limits.limit("arrive").feel_property("target"))


def test_limit_takes_a_key_only(limits_at):
    with pytest.raises(InvalidInput, match=r'limit\("arrive"\)'):
        limits_at(f"{FRIDAY} 09:40").limit(45)


def test_a_clock_that_does_not_run_gives_a_timer_nothing_to_wait_for(limits_at, rule, local):
    start = local(f"{FRIDAY} 09:00")
    restore = OrderClock.start(rule(), start)
    held = restore.pause(local(f"{FRIDAY} 09:10"), "awaiting-parts")
    for clock in (OrderClock.waiting(rule()), held, restore.stop(local(f"{FRIDAY} 09:20"))):
        limits = limits_at(f"{FRIDAY} 09:40", restore=clock)
        assert limits.due(limits.limit("restore")) is None
    released = held.resume(local(f"{FRIDAY} 09:30"))
    limits = limits_at(f"{FRIDAY} 09:40", restore=released)
    assert limits.due(limits.limit("restore")) == local(f"{FRIDAY} 10:20")


def test_an_appointment_is_waited_for_through_a_hold(limits_at, rule, local):
    clock = OrderClock.start(rule(appointable=True), local(f"{FRIDAY} 09:00"))
    clock = clock.replace_due(local(f"{FRIDAY} 14:00")).pause(local(f"{FRIDAY} 09:10"), "awaiting-parts")
    limits = limits_at(f"{FRIDAY} 09:40", restore=clock)
    assert limits.due(limits.limit("restore")) == local(f"{FRIDAY} 14:00")


def test_a_timer_on_a_limit_follows_the_orders_clock_not_the_task(limits_at, local):
    timer = LimitTimer(LimitValue("arrive", Decimal("0.8")))
    for now in (f"{FRIDAY} 09:01", f"{FRIDAY} 09:30", f"{FRIDAY} 11:00"):
        limits = limits_at(now)
        assert timer.first_due(limits.now, limits) == local(f"{FRIDAY} 09:36")


def test_a_timer_on_a_limit_needs_an_order(local):
    with pytest.raises(InvalidInput, match="serves no order"):
        LimitTimer(LimitValue("arrive")).first_due(local(f"{FRIDAY} 09:00"))


def evaluated(text, limits):
    expression = compile_expression(text, where="timer Remind", functions=frozenset({"limit"}))
    environment = Environment(limits.now, limits.calendar.zone, {"limit": limits.limit})
    return expression.evaluate({}, environment)


@pytest.mark.parametrize("text", ['limit("reply") * 0.8', '0.8 * limit("reply")'])
def test_a_diagram_multiplies_a_limit_in_either_order(limits_at, local, text):
    limits = limits_at("2026-05-12 09:00")
    timer = timer_spec(TimerKind.DURATION, evaluated(text, limits), limits.calendar.zone, "timer Remind")
    assert timer.first_due(limits.now, limits) == local("2026-05-16 00:00")


def test_a_diagram_asks_a_limit_for_its_properties(limits_at):
    limits = limits_at(f"{FRIDAY} 09:40")
    assert evaluated('limit("arrive").breached', limits) is False
    assert evaluated('limit("arrive").remaining < duration("PT10M")', limits) is True
    assert evaluated('(limit("arrive") * 0.8).breached', limits) is True
    assert evaluated('limit("reply").target.due < limit("reply").due', limits) is True
    assert evaluated('limit("arrive").remaining_days', limits) is None
    assert evaluated('limit("reply").remaining_days >= 0', limits) is True
