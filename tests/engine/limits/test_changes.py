"""A changed rule and a clock that runs: kept, computed anew, or only ever tightened."""

from __future__ import annotations

import pytest

from engine.errors import InvalidInput
from engine.limits import OnChange, OrderClock, WorkingCalendar, read_profile, reconsidered, seed_vocabulary

TEXT = """
format: 1
profile: test
version: "1"
names: {zh: 测试, en: Test}
sources: {house: {title: 自定, trust: setting}}
rules:
  - key: arrive
    names: {zh: 到达, en: arrival}
    start: received
    stop: arrived
    rounds: continue
    pauses: []
    warn_at: [50, 80]
    when_rule_changes: tighten-only
    when_facts_change: keep
    limits:
      - promise: {amount: 3, unit: working_days, source: house}
      - when: {area: urban}
        promise: {amount: 2, unit: working_days, source: house}
      - when: {area: rural}
        promise: {amount: 5, unit: working_days, source: house}
"""


def rule(area: str | None = None):
    facts = {"area": area} if area else {}
    return read_profile(TEXT, "test.yaml", seed_vocabulary()).rules_for(facts)["arrive"]


@pytest.fixture
def clock(local):
    return OrderClock.start(
        rule(), local("2026-05-13 09:00")
    )  # a Wednesday: due at the end of Monday the 18th


@pytest.mark.parametrize(
    ("policy", "area", "taken"),
    [
        (OnChange.KEEP, "urban", False),
        (OnChange.RECOMPUTE, "urban", True),
        (OnChange.RECOMPUTE, "rural", True),
        (OnChange.TIGHTEN_ONLY, "urban", True),
        (OnChange.TIGHTEN_ONLY, "rural", False),
    ],
)
def test_a_clock_that_runs_goes_on_as_the_policy_says(clock, cn, local, policy, area, taken):
    after = reconsidered(clock, rule(area), policy, local("2026-05-13 12:00"), cn)
    assert (after.terms == rule(area).terms) is taken
    assert after.started_at == clock.started_at


def test_what_was_not_promised_yet_is_promised_by_the_new_rule(cn, local):
    waiting = OrderClock.waiting(rule())
    after = reconsidered(waiting, rule("rural"), OnChange.KEEP, local("2026-05-13 12:00"), cn)
    assert after.terms.promise == 5


def test_what_has_stopped_stays_as_it_was_measured(clock, cn, local):
    stopped = clock.stop(local("2026-05-14 09:00"))
    assert reconsidered(stopped, rule("urban"), OnChange.RECOMPUTE, local("2026-05-15 09:00"), cn) is stopped


def test_due_times_that_nobody_can_say_tighten_nothing(clock, local):
    nowhere = WorkingCalendar("cn", local("2026-05-13 09:00").tzinfo, {})
    at = local("2026-05-13 12:00")
    assert reconsidered(clock, rule("urban"), OnChange.TIGHTEN_ONLY, at, nowhere) is clock


def test_a_rule_says_when_pages_warn_and_what_changes_do_to_it():
    read = rule()
    assert [str(one) for one in read.warn_at] == ["0.5", "0.8"]
    assert (read.when_rule_changes, read.when_facts_change) == (OnChange.TIGHTEN_ONLY, OnChange.KEEP)


@pytest.mark.parametrize(
    "wrong", ["[80, 50]", "[50, 50]", "[0, 50]", "[100]", "[0.5]", "[10, 20, 30, 40, 50, 60]"]
)
def test_warnings_are_ascending_per_cents(wrong):
    with pytest.raises(InvalidInput) as refused:
        read_profile(TEXT.replace("[50, 80]", wrong), "test.yaml", seed_vocabulary())
    assert refused.value.findings[0]["field"].startswith("rules[1].warn_at")
