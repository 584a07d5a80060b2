"""When callers of a city go to the province, and when they come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.overflow import Cause, Decision, Look, OverflowRule, Watch, decide
from engine.calling.rules import read_telephony_rules, shipped_telephony_rules
from engine.errors import InvalidInput

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
RULE = OverflowRule(
    "repair@default", back_seconds=300, waiting_seconds=120, no_agents_seconds=30, dead_seconds=20
)
CALM = Look(heard=True, served=True, first_since=None)
DEAD = Look(heard=False, served=True, first_since=None)
ALONE = Look(heard=True, served=False, first_since=None)


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def waits(since: int) -> Look:
    return CALM._replace(first_since=at(since))


class City:
    """A queue that is looked at every ten seconds, and when something of it changes."""

    def __init__(self, rule: OverflowRule = RULE) -> None:
        self.rule, self.over, self.watch = rule, False, Watch()
        self.switched: list[tuple[int, bool, Cause | None]] = []
        self.seen: tuple[int, Look] | None = None

    def look(self, seconds: int, look: Look) -> bool:
        if self.seen is not None:
            for between in range(self.seen[0] + 10, seconds, 10):
                self.look_once(between, self.seen[1])
        self.seen = (seconds, look)
        return self.look_once(seconds, look)

    def look_once(self, seconds: int, look: Look) -> bool:
        found: Decision = decide(self.rule, self.over, self.watch, look, at(seconds))
        if found.over != self.over:
            self.switched.append((seconds, found.over, found.cause))
        self.over, self.watch = found.over, found.watch
        return self.over


def test_the_first_waits_for_too_long_and_they_go_over_until_it_has_been_calm_for_five_minutes() -> None:
    city = City()
    assert not city.look(119, waits(0))
    assert city.look(120, waits(0))
    assert city.look(130, CALM)
    assert city.look(400, waits(390)), "who waits for ten seconds is no cause"
    assert city.look(429, CALM)
    assert not city.look(430, CALM)
    assert city.switched == [(120, True, Cause.WAITING), (430, False, None)]


def test_a_cause_that_comes_again_begins_the_calm_anew() -> None:
    city = City()
    city.look(120, waits(0))
    city.look(130, CALM)
    city.look(425, DEAD)
    assert city.look(430, CALM), "the exchange was away for a moment"
    assert city.look(729, CALM)
    assert not city.look(730, CALM)


def test_a_listener_that_is_started_anew_is_no_cause() -> None:
    city = City()
    city.look(0, DEAD)
    city.look(19, DEAD)
    city.look(20, CALM)
    assert not city.look(30, DEAD)
    assert not city.look(49, DEAD)
    assert city.look(50, DEAD)
    assert city.switched == [(50, True, Cause.DEAD)]


def test_nobody_serves_the_queue() -> None:
    city = City()
    city.look(0, ALONE)
    assert city.look(30, ALONE)
    assert city.switched == [(30, True, Cause.NO_AGENTS)]


def test_of_an_exchange_that_nobody_hears_it_is_not_believed_who_waits() -> None:
    city = City(OverflowRule("repair@default", back_seconds=300, waiting_seconds=120))
    assert not city.look(500, waits(0)._replace(heard=False))


def test_nobody_is_sent_where_nobody_would_take_them() -> None:
    city = City()
    assert not city.look(200, waits(0)._replace(to_is_open=False))
    assert city.look(201, waits(0)), "as soon as somebody would"


def test_after_they_came_back_a_caller_who_waits_has_waited_since_then() -> None:
    city = City()
    city.look(120, waits(0))
    city.look(121, waits(120))
    city.look(230, CALM)
    assert not city.look(421, waits(310))
    assert not city.look(431, waits(310)), "121 seconds in the queue, ten since they came back"
    assert city.look(541, waits(310))


def test_while_nobody_looked_no_time_counts() -> None:
    city = City()
    city.look_once(0, DEAD)
    assert not city.look_once(3600, DEAD), "Huan itself was away, and its listener with it"
    assert city.look_once(3620, DEAD)
    city.look_once(3630, CALM)
    assert city.look_once(7200, CALM), "nor does calm count"


LOOKS = st.builds(
    Look,
    heard=st.booleans(),
    served=st.booleans(),
    first_since=st.none() | st.integers(-500, 0).map(at),
    to_is_open=st.booleans(),
)


@given(st.lists(st.tuples(st.integers(0, 90), LOOKS), max_size=60), st.integers(1, 400))
def test_callers_never_go_to_and_fro_faster_than_the_times_of_the_rule(
    looks: list[tuple[int, Look]], back: int
) -> None:
    city = City(
        OverflowRule("repair@default", back, waiting_seconds=60, no_agents_seconds=30, dead_seconds=20)
    )
    seconds = 0
    for pause, look in looks:
        seconds += pause
        # Whoever waits came at most 500 seconds before this look.
        came = None if look.first_since is None else look.first_since + timedelta(seconds=seconds)
        city.look_once(seconds, look._replace(first_since=came))
    least = {Cause.WAITING: 60, Cause.NO_AGENTS: 30, Cause.DEAD: 20, None: back}
    for (before, was, _), (after, now, cause) in zip(city.switched, city.switched[1:], strict=False):
        assert was != now
        assert after - before >= least[cause]


FILE = """
format: 1
version: v7
recordings: {days: 180}
overflow:
- {queue: repair-hz@default, to: repair@default, waiting_seconds: 120, back_seconds: 300}
- {queue: gas-hz@default, to: repair@default, dead_seconds: 20, back_seconds: 60, with_waiting: true}
"""


def test_the_rules_are_read_from_the_file_of_the_telephone() -> None:
    rules = read_telephony_rules(FILE, "rules.yaml").overflow
    assert rules["repair-hz@default"] == OverflowRule("repair@default", 300, waiting_seconds=120)
    assert rules["gas-hz@default"] == OverflowRule("repair@default", 60, dead_seconds=20, with_waiting=True)
    assert shipped_telephony_rules().overflow == {}, "without a word of the utility nobody is sent elsewhere"


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ("{queue: a, to: b, dead_seconds: 20}", "overflow[2].back_seconds"),
        ("{queue: a, to: b, back_seconds: 20}", "overflow[2]"),
        ("{queue: a, to: repair-hz@default, dead_seconds: 20, back_seconds: 60}", "overflow[2].to"),
        ("{queue: a, to: a, dead_seconds: 20, back_seconds: 60}", "overflow[2].to"),
        ("{queue: gas-hz@default, to: b, dead_seconds: 20, back_seconds: 60}", "overflow[1].queue"),
        ("{queue: 'a b', to: b, dead_seconds: 20, back_seconds: 60}", "overflow[2].queue"),
        ("{queue: a, to: b, dead_seconds: 0, back_seconds: 60}", "overflow[2].dead_seconds"),
        ("{queue: a, to: b, dead_seconds: 20, back_seconds: 60, sometimes: 1}", "overflow[2]"),
        (
            "{queue: a, to: b, dead_seconds: 20, back_seconds: 60, with_waiting: 1}",
            "overflow[2].with_waiting",
        ),
        ("tomorrow", "overflow"),
    ],
)
def test_a_rule_that_would_surprise_is_refused(wrong: str, where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_telephony_rules(f"{FILE}- {wrong}\n", "rules.yaml")
    assert refused.value.findings[0]["field"] == where
