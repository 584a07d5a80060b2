"""Races around a task that somebody holds, has asked others about, or that goes with its process.

The holder's other page, a leader of the unit, a superior tier, whoever was asked, the leader who cancels the
process, the member of a multi-instance that makes the others needless: one is first, the other hears who.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.commands.asking.answer import AnswerQuestion
from engine.commands.asking.co_sign import AddCoSigners
from engine.commands.claim import ClaimTask, ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.instances import CancelInstance
from engine.commands.passing import ReassignTask, TakeOverTask
from engine.errors import Conflict
from engine.inbox import Asked
from tests.drawing import draw, multi, start, user
from tests.races.test_inbox_pairs import OPERATIONS, Make, Ring
from tests.races.test_races import SHEET
from tests.stage import SYSTEM

#: What the holder does with what they hold.
HOLDING: dict[str, Make] = {
    "release": lambda task, read, ids: ReleaseTask(task, read),
    **{name: make for name, (who, make) in OPERATIONS.items() if who == "desk" and name != "claim"},
}


@pytest.fixture
def ring(database_url: str) -> Iterator[Ring]:
    made = Ring(database_url)
    yield made
    made.require_whole()
    made.close()


def chosen(ring: Ring, names: Any) -> list[str]:
    """All of them where both really run at once; on SQLite, where one waits for the other, a few."""
    every = list(names)
    return every if ring.stage.system.database.dialect == "postgresql" else every[:3]


def wrong(ring: Ring, what: str, results: list[Any], people: list[str]) -> str | None:
    """Say what is wrong with a race of two; None: one winner, and a loser who was told who and when."""
    won = [place for place, result in enumerate(results) if isinstance(result, dict)]
    if len(won) != 1:
        return f"{what}: {len(won)} winners: {results}"
    lost, first = results[1 - won[0]], ring.names[ring.stage.ids[people[won[0]]]]
    told = lost.attributes.get("person")
    if people[0] == people[1]:  # one's own other page says "you" where it knows
        told = told or first
    if not isinstance(lost, Conflict) or told != first or lost.attributes.get("at") is None:
        return f"{what}: told {lost.attributes}, not {first}: {lost!r}"
    return None


def test_of_what_is_held_one_wins_against_the_leader_the_superior_and_ones_own_other_page(ring: Ring) -> None:
    crew = ring.stage.ids["crew@A1-C1"]
    rivals: dict[str, Make] = {
        "desk2": lambda task, read, ids: ReassignTask(task, crew, None, "现场", read),
        "city": lambda task, read, ids: TakeOverTask(task, "重要", read),
        "desk": lambda task, read, ids: CompleteTask(task, {}, read),
    }
    found = []
    for name in chosen(ring, HOLDING):
        for who, rival in rivals.items():
            task, revision = ring.task()
            read = ring.stage.run(ClaimTask(task, revision), "desk")["revision"]
            results = ring.race(
                ring.as_person("desk", HOLDING[name](task, read, ring.stage.ids)),
                ring.as_person(who, rival(task, read, ring.stage.ids), other=True),
            )
            found.append(wrong(ring, f"{name} and {who}", results, ["desk", who]))
    assert list(filter(None, found)) == []


def test_a_cancelled_process_takes_its_tasks_along_and_says_by_whom(ring: Ring) -> None:
    for name in chosen(ring, OPERATIONS):
        who, make = OPERATIONS[name]
        task, revision = ring.task()
        instance = next(row["instance_id"] for row in ring.stage.tasks() if row["id"] == task)
        done, cancelled = ring.race(
            ring.as_person(who, make(task, revision, ring.stage.ids)),
            ring.as_person("leader", CancelInstance(instance, "重复受理"), other=True),
        )
        assert isinstance(cancelled, dict), (name, cancelled)
        if not isinstance(done, dict):
            assert isinstance(done, Conflict), (name, done)
            assert (done.attributes["person"], done.attributes["at"]) == ("班长", ring.stage.now), name


def test_an_answer_and_what_the_holder_does_never_undo_each_other(ring: Ring) -> None:
    """Who was asked may answer while the task passes on: both hold, or the holder hears of the answer."""
    # The holder asks somebody else: whoever is asked already is refused, whoever is first.
    others = {**ring.stage.ids, "duty": ring.stage.ids["desk2"]}
    for name in chosen(ring, HOLDING):
        task, revision = ring.task()
        ring.stage.run(ClaimTask(task, revision), "desk")
        asked = (Asked(None, ring.stage.ids["duty"]),)
        question = ring.stage.run(AddCoSigners(task, asked), "desk")
        read = question["revision"]
        done, answered = ring.race(
            ring.as_person("desk", HOLDING[name](task, read, others)),
            ring.as_person("duty", AnswerQuestion(task, question["lines"][0], True), other=True),
        )
        both = isinstance(done, dict) and isinstance(answered, dict)
        if both:
            assert name != "complete", "it waits for the answer, and has read the revision before it"
            continue
        if isinstance(done, dict):
            told, first = answered, "东县调度"
        else:
            told, first = done, "东县值班长"
        assert isinstance(told, Conflict), (name, told)
        assert told.attributes.get("person") == first, (name, told, told.attributes)


def test_the_member_that_is_enough_ends_the_others_whose_people_hear_who_was_first(ring: Ring) -> None:
    first_of_three = multi("3", completion="nrOfCompletedInstances >= 1")
    diagram = draw(start("s"), user("each", first_of_three), user("after"), flows="s > each > after")
    ring.stage.run(Deploy({"package.yaml": SHEET, "t.bpmn": diagram.decode()}), SYSTEM)
    for _ in range(4):
        one, two, _ = (opened["task"] for opened in ring.order()["opened"])
        results = ring.race(
            ring.as_person("desk", CompleteTask(one, {}, 1)),
            ring.as_person("desk2", CompleteTask(two, {}, 1), other=True),
        )
        assert wrong(ring, "members", results, ["desk", "desk2"]) is None
