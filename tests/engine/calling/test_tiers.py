"""Who serves which queue: given by hand, by skill, or a queue of one's own."""

from __future__ import annotations

from dataclasses import dataclass

from engine.calling.tiers import Serves, after_call_seconds, serving
from engine.store.agents import SkillLevel, TierRow


@dataclass(frozen=True)
class Queue:
    id: str
    name: str
    after_call_seconds: int = 30
    skill_id: str | None = None
    person_id: str | None = None


REPAIR, FEES = Queue("q1", "repair@default"), Queue("q2", "fees@default", 60, skill_id="fees")
ANNA = Queue("q3", "personal-1001@huan", person_id="anna")


def test_experts_are_asked_first_and_what_is_given_by_hand_stands_above_skill() -> None:
    known = [SkillLevel("anna", "fees", 5), SkillLevel("bob", "fees", 1), SkillLevel("bob", "gas", 5)]
    given = [TierRow("q1", "bob", 2, 3), TierRow("q2", "bob", 1, 7)]
    assert serving([REPAIR, FEES], given, known) == [
        Serves("anna", "fees@default", 1, 1),
        Serves("bob", "fees@default", 1, 7),
        Serves("bob", "repair@default", 2, 3),
    ]
    assert serving([FEES], [], known)[1] == Serves("bob", "fees@default", 5, 1)


def test_a_queue_of_ones_own_is_served_by_nobody_else() -> None:
    assert serving([ANNA], [TierRow("q3", "bob", 1, 1)], [SkillLevel("bob", "fees", 5)]) == [
        Serves("anna", "personal-1001@huan", 1, 1)
    ]


def test_the_longest_of_the_queues_says_how_long_one_may_work_after_a_call() -> None:
    queues = [REPAIR, FEES, ANNA]
    assert after_call_seconds(queues, ["repair@default", "fees@default"]) == 60
    assert after_call_seconds(queues, []) == 0
