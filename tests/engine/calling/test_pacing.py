"""A progressive dialler keeps agents at work and, above all, the rule on calls that find none."""

from __future__ import annotations

import heapq
from collections import deque
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.pacing import Lately, Now, PacingRule, ahead_most, lately, to_dial

RULE = PacingRule(abandoned_most=0.03, window=200, lines_per_agent=3.0)


def test_without_experience_there_is_a_line_for_each_free_agent() -> None:
    """Nothing was answered yet: nothing is dialled ahead, and what is dialled already counts."""
    nothing = Lately(0, 0)
    assert to_dial(RULE, nothing, Now(free=5, dialling=0), 0.4) == 5
    assert to_dial(RULE, nothing, Now(free=5, dialling=3), 0.4) == 2
    assert to_dial(RULE, nothing, Now(free=5, dialling=9), 0.4) == 0
    assert to_dial(RULE, nothing, Now(free=0, dialling=0), 0.4) == 0


def test_whoever_waits_for_an_agent_comes_before_new_calls() -> None:
    """Two answered calls wait, three agents are free: one line."""
    assert to_dial(RULE, Lately(0, 0), Now(free=3, dialling=0, waiting=2), 0.4) == 1
    assert to_dial(RULE, Lately(0, 0), Now(free=1, dialling=0, waiting=2), 0.4) == 0


def test_what_the_rule_leaves_is_dialled_ahead() -> None:
    """Of 200 answered calls six may be abandoned: none was, so six more lines than agents."""
    assert ahead_most(RULE, Lately(200, 0)) == 6
    assert to_dial(RULE, Lately(200, 0), Now(free=10, dialling=0), 0.4) == 16
    assert to_dial(RULE, Lately(200, 4), Now(free=10, dialling=0), 0.4) == 12
    assert to_dial(RULE, Lately(200, 9), Now(free=10, dialling=0), 0.4) == 10
    # One agent is not given more than three lines; and where everybody answers, one is enough.
    assert to_dial(RULE, Lately(200, 0), Now(free=1, dialling=0), 0.1) == 3
    assert to_dial(RULE, Lately(200, 0), Now(free=10, dialling=0), 1.0) == 10


def test_only_the_last_calls_count() -> None:
    """What was abandoned long ago is forgotten when 200 others were answered."""
    assert lately(RULE, [True] * 50 + [False] * 180) == Lately(200, 20)
    assert lately(RULE, [True] * 50 + [False] * 200) == Lately(200, 0)


@given(
    st.floats(0, 0.2),
    st.integers(1, 500),
    st.floats(0.02, 1),
    st.integers(0, 60),
    st.integers(0, 60),
    st.data(),
)
def test_even_if_all_are_answered_at_once_the_rule_is_kept(
    most: float, window: int, answers: float, free: int, dialling: int, data: st.DataObject
) -> None:
    """Nobody but those dialled ahead can be abandoned, and there are never more of them than the rule leaves."""
    rule = PacingRule(most, window)
    answered = data.draw(st.integers(0, window))
    seen = Lately(answered, data.draw(st.integers(0, answered)))
    more = to_dial(rule, seen, Now(free, dialling), answers)
    assert more == 0 or more + dialling - free <= ahead_most(rule, seen)
    if more + dialling > free and more:
        assert seen.abandoned + (more + dialling - free) <= most * answered + 1e-6


class Centre:
    """A centre that calls 10,000 people, on a clock of its own: who answers, how long they ring and talk."""

    def __init__(self, rule: PacingRule, agents: int, answers: float, seed: int) -> None:
        self.rule, self.agents, self.answers, self.random = rule, agents, answers, Random(seed)
        self.free, self.dialling = agents, 0
        self.talking_seconds = 0.0
        self.now = 0.0
        self.outcomes: deque[bool] = deque(maxlen=rule.window)
        self.answered = self.abandoned = 0
        self.worst = 0.0
        self._events: list[tuple[float, int, str]] = []
        self._count = 0

    def _after(self, seconds: float, what: str) -> None:
        self._count += 1
        heapq.heappush(self._events, (self.now + seconds, self._count, what))

    def call(self, people: int) -> None:
        """Call them all; whatever becomes free or empty is an occasion to dial."""
        left = people
        while left or self._events:
            wanted = to_dial(
                self.rule, lately(self.rule, self.outcomes), Now(self.free, self.dialling), self.answers
            )
            for _ in range(min(wanted, left)):
                left -= 1
                self.dialling += 1
                reached = self.random.random() < self.answers
                self._after(self.random.uniform(3, 28) if reached else 30.0, "answer" if reached else "gone")
            if not self._events:
                break
            self.now, _, what = heapq.heappop(self._events)
            if what == "free":
                self.free += 1
                continue
            self.dialling -= 1
            if what == "answer":
                self._answer()

    def _answer(self) -> None:
        self.answered += 1
        abandoned = self.free == 0
        if abandoned:
            self.abandoned += 1
        else:
            self.free -= 1
            seconds = self.random.expovariate(1 / 90) + 20
            self.talking_seconds += seconds
            self._after(seconds, "free")
        self.outcomes.append(abandoned)
        if len(self.outcomes) == self.rule.window:
            self.worst = max(self.worst, sum(self.outcomes) / len(self.outcomes))

    @property
    def occupied(self) -> float:
        """The share of their time that agents talked."""
        return self.talking_seconds / (self.agents * self.now)


@pytest.mark.parametrize(("agents", "answers", "gain"), [(4, 0.35, 0.02), (30, 0.6, 0.03)])
def test_ten_thousand_calls_keep_the_rule_in_every_stretch(agents: int, answers: float, gain: float) -> None:
    """In no 200 answered calls in a row are more than 3 % abandoned, and agents wait less than one by one.

    How much less is what the rule leaves: a few agents can hardly be dialled ahead for.
    """
    paced = Centre(RULE, agents, answers, seed=5)
    paced.call(10_000)
    assert paced.worst <= RULE.abandoned_most
    assert paced.abandoned > 0  # the rule was felt: it was made use of
    one_by_one = Centre(PacingRule(abandoned_most=0), agents, answers, seed=5)
    one_by_one.call(10_000)
    assert one_by_one.abandoned == 0
    assert paced.occupied > one_by_one.occupied + gain
