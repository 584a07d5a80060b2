"""How many lines a list dials now, and what calls and keys mean for its lines; nobody is dialled here."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from engine.calling.attempts import AttemptResult
from engine.calling.campaigns import CampaignRules, KeyResult, Mode, Pace, Result, result_of, rules_of
from engine.calling.hours import AttemptRules, CallingHours, Span, allowed_from
from engine.calling.lines import UnderWay, WentSo, answers_expected, lines_now, our_line_is_down

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ANSWERED, NOT = WentSo(True, "spoken", NOW), WentSo(False, "no-answer", NOW)
IDLE = UnderWay(0, 0, 0)


def down(seconds_ago: float) -> WentSo:
    return WentSo(False, "no-exchange", NOW - timedelta(seconds=seconds_ago))


def test_agents_who_are_free_have_a_line_each_and_a_dialogue_needs_none() -> None:
    assert lines_now(Mode.PROGRESSIVE, Pace(), IDLE, 4, [], [], NOW) == 4
    assert lines_now(Mode.PROGRESSIVE, Pace(lines_most=3), UnderWay(1, 0, 9), 4, [], [], NOW) == 2
    assert lines_now(Mode.PROGRESSIVE, Pace(), IDLE, 0, [], [], NOW) == 0
    assert lines_now(Mode.DIALOGUE, Pace(lines_most=10), UnderWay(3, 0, 4), 0, [], [], NOW) == 3
    assert lines_now(Mode.PREVIEW, Pace(), IDLE, 4, [], [], NOW) == 0


def test_experience_lets_it_dial_ahead_and_few_calls_are_none() -> None:
    """A third answers: of 200 answered calls six may find nobody, so six lines more than agents."""
    third = [ANSWERED, NOT, NOT] * 10
    assert answers_expected(third) == pytest.approx(1 / 3)
    assert answers_expected(third[:19]) == 1.0
    pace = Pace(lines_most=50)
    assert lines_now(Mode.PROGRESSIVE, pace, IDLE, 10, [False] * 200, third, NOW) == 16
    assert lines_now(Mode.PROGRESSIVE, pace, IDLE, 10, [False] * 200, third[:19], NOW) == 10
    assert lines_now(Mode.PROGRESSIVE, Pace(0, 50), IDLE, 10, [False] * 200, third, NOW) == 10


def test_it_rests_for_a_minute_when_our_own_line_is_down() -> None:
    assert our_line_is_down([down(1), down(2), down(3), ANSWERED], NOW)
    assert not our_line_is_down([down(1), down(2), ANSWERED, down(3)], NOW)
    assert not our_line_is_down([down(61), down(62), down(63)], NOW)
    assert lines_now(Mode.DIALOGUE, Pace(), IDLE, 0, [], [down(1)] * 3, NOW) == 0


class Day:
    """People of a list whose pace is learned, on a clock of its own."""

    def __init__(self, agents: int, answers: float, pace: Pace, inbound: float = 0.0) -> None:
        self.pace, self.answers, self.inbound = pace, answers, inbound
        self.random = Random(7)
        self.agents = [0.0] * agents  # until when each is busy
        self.second = 0.0
        self.ringing: list[tuple[float, bool]] = []  # until when, and whether somebody answers then
        self.found: list[bool] = []  # of each answered call whether it found no agent
        self.went: list[WentSo] = []
        self.worst = 0.0

    def call(self, people: int) -> None:
        """Call them all; whoever answers, gives up or becomes free is an occasion to dial."""
        while people or self.ringing:
            lines = lines_now(
                Mode.PROGRESSIVE,
                self.pace,
                UnderWay(len(self.ringing), 0, 0),
                self._free(),
                self.found[-200:],
                self.went[-100:][::-1],
                NOW,
            )
            for _ in range(min(lines, people)):
                people -= 1
                answers = self.random.random() < self.answers
                rings = self.random.uniform(3, 28) if answers else 30.0
                self.ringing.append((self.second + rings, answers))
            self.second = min(
                [at for at, _ in self.ringing] + [until for until in self.agents if until > self.second]
            )
            self._callers()
            self._rung()

    def _free(self) -> int:
        return sum(until <= self.second for until in self.agents)

    def _take(self, seconds: float) -> bool:
        for place, until in enumerate(self.agents):
            if until <= self.second:
                self.agents[place] = self.second + seconds
                return True
        return False

    def _callers(self) -> None:
        """Whoever rings the queue itself takes agents for whom a line was dialled."""
        if self.random.random() < self.inbound:
            self._take(60)

    def _rung(self) -> None:
        over = [one for one in self.ringing if one[0] <= self.second]
        self.ringing = [one for one in self.ringing if one[0] > self.second]
        for _, answers in over:
            abandoned = answers and not self._take(20 + self.random.expovariate(1 / 90))
            self.went.append(
                WentSo(answers, "abandoned" if abandoned else "spoken" if answers else "busy", NOW)
            )
            if answers:
                self.found.append(abandoned)
                if len(self.found) >= 200:
                    self.worst = max(self.worst, sum(self.found[-200:]) / 200)


@pytest.mark.parametrize(("agents", "answers"), [(6, 0.3), (25, 0.7)])
def test_ten_thousand_calls_whose_pace_is_learned_keep_the_rule_in_every_stretch(
    agents: int, answers: float
) -> None:
    """The share that answers is not known beforehand; never are more than 3 of 100 in 200 without an agent."""
    day = Day(agents, answers, Pace(lines_most=200))
    day.call(10_000)
    assert len(day.went) == 10_000
    assert day.worst <= 0.03
    assert sum(day.found) > 0, "what the rule leaves was made use of"


def test_callers_who_take_agents_let_it_dial_no_more_than_agents_until_it_is_mended() -> None:
    """Callers of the hotline come between; what that costs is counted, and nothing is dialled ahead for it."""
    day = Day(6, 0.3, Pace(lines_most=200), inbound=0.05)
    day.call(3_000)
    assert 0 < sum(day.found) / len(day.found) < 0.06
    found = [True] * 7 + [False] * 193
    assert lines_now(Mode.PROGRESSIVE, Pace(), IDLE, 5, found, [ANSWERED, NOT] * 20, NOW) == 5


@pytest.mark.parametrize(
    ("came", "answers", "result"),
    [
        (AttemptResult.HEARD, {"restored": "1"}, Result.REACHED),
        (AttemptResult.HEARD, {"restored": "2"}, Result.NOT_SATISFIED),
        (AttemptResult.HEARD, {"restored": "1", "satisfied": "2"}, Result.REACHED),
        (AttemptResult.HUNG_UP, {"restored": "2"}, Result.NOT_SATISFIED),
        (AttemptResult.HUNG_UP, {}, Result.HUNG_UP),
        (AttemptResult.TRANSFERRED, {"menu": "9"}, Result.DO_NOT_CALL),
        (AttemptResult.BUSY, {}, Result.BUSY),
        (AttemptResult.REJECTED, {}, Result.BUSY),
        (AttemptResult.NO_ANSWER, {}, Result.NO_ANSWER),
        (AttemptResult.UNREACHABLE, {}, Result.NO_ANSWER),
        (AttemptResult.ABANDONED, {}, Result.ABANDONED),
        (AttemptResult.BROKEN, {"restored": "2"}, None),
        (AttemptResult.UNKNOWN, {}, None),
    ],
)
def test_keys_and_causes_are_results(
    came: AttemptResult, answers: dict[str, str], result: Result | None
) -> None:
    """A 2 at the question `restored` means not restored, a 9 anywhere never again: the first that fits counts."""
    keys = (KeyResult("2", Result.NOT_SATISFIED, "restored"), KeyResult("9", Result.DO_NOT_CALL))
    assert result_of(came, answers, keys) is result


def test_rules_are_kept_as_they_were_and_those_of_older_lists_are_usual() -> None:
    hours = CallingHours((Span(time(20), time(9)),), frozenset({7}))
    rules = CampaignRules(hours, AttemptRules(), Pace(1, 5), (KeyResult("1", Result.AGREED, "pay"),))
    assert rules_of(rules.document()) == rules
    older = {
        name: value
        for name, value in rules.document().items()
        if name not in ("abandoned_percent", "lines_most", "keys")
    }
    assert rules_of(older) == CampaignRules(hours, AttemptRules())


def test_one_attempt_more_is_allowed_today_tomorrow_or_never() -> None:
    """Two a day and three in all; nobody is called from 20:00 to 09:00. It is 10:00 in Shanghai."""
    hours, zone = CallingHours((Span(time(20), time(9)),)), "Asia/Shanghai"
    rules = AttemptRules(most=3, most_a_day=2)
    made = [NOW - timedelta(minutes=50), NOW - timedelta(minutes=20), NOW - timedelta(minutes=5)]
    assert allowed_from(rules, hours, [], NOW, zone) == NOW
    assert allowed_from(rules, hours, made[:1], NOW, zone) == NOW
    assert allowed_from(rules, hours, made[:2], NOW, zone) == NOW + timedelta(hours=23)
    assert allowed_from(rules, hours, made, NOW, zone) is None
