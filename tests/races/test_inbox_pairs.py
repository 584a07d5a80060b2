"""Every pair of operations racing on one task has exactly one winner, and the loser is told who and when.

Both sides have read the same revision, as two pages would. The pairs race on PostgreSQL, where both really
run at once; on SQLite, where one waits for the other, each operation races against a completion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations_with_replacement
from typing import Any

import pytest

from engine.commands.asking.answer import AnswerQuestion
from engine.commands.asking.co_sign import AddCoSigners
from engine.commands.asking.delegate import DelegateTask
from engine.commands.asking.review import OpenReview
from engine.commands.asking.take_back import TakeQuestionBack
from engine.commands.attention import EscalateTask, UrgeTask
from engine.commands.claim import ClaimTask, ReleaseTask
from engine.commands.complete import CompleteTask
from engine.commands.holds.judge import JudgeHold
from engine.commands.order_requests import RequestHold
from engine.commands.passing import HandUpTask, ReassignTask, RejectTask, TakeOverTask
from engine.commands.return_task import ReturnTask, WithdrawTask
from engine.commands.save_draft import SaveDraft
from engine.commands.supervision import IssueSupervision, ReplySupervision, WithdrawSupervision
from engine.errors import Conflict
from engine.inbox import Asked
from tests.drawing import draw, end, start, user
from tests.races.test_races import Rivals

#: Who acts on either side: a colleague each, and for what only others may, who may.
SIDES = (
    {"desk": "desk", "city": "city", "agent": "agent"},
    {"desk": "desk2", "city": "supervisor", "agent": "agent"},
)
Make = Callable[[str, int, dict[str, str]], Any]
#: Each operation that changes whose a task is or what it waits for: who does it, and its command.
OPERATIONS: dict[str, tuple[str, Make]] = {
    "claim": ("desk", lambda task, read, ids: ClaimTask(task, read)),
    "draft": ("desk", lambda task, read, ids: SaveDraft(task, {"a": 1}, read)),
    "complete": ("desk", lambda task, read, ids: CompleteTask(task, {}, read)),
    "return": ("desk", lambda task, read, ids: ReturnTask(task, "send", "重派", read)),
    "withdraw": ("agent", lambda task, read, ids: WithdrawTask(task)),
    "reassign": (
        "desk",
        lambda task, read, ids: ReassignTask(task, ids["crew@A1-C1"], None, "现场", read),
    ),
    "reject": ("desk", lambda task, read, ids: RejectTask(task, "misdirected", "不在本县", read)),
    "hand-up": ("desk", lambda task, read, ids: HandUpTask(task, "需要市里", read)),
    "take-over": ("city", lambda task, read, ids: TakeOverTask(task, "重要", read)),
    "delegate": ("desk", lambda task, read, ids: DelegateTask(task, ids["duty"], "请代办", read)),
    "co-sign": (
        "desk",
        lambda task, read, ids: AddCoSigners(task, (Asked(None, ids["duty"]),), revision=read),
    ),
    "review": (
        "desk",
        lambda task, read, ids: OpenReview(task, (Asked(None, ids["duty"]),), question="行吗", revision=read),
    ),
}
CHAIN = draw(
    start("s"),
    user("send", camunda_candidateGroups="customer-service@province"),
    user("work"),
    user("look", camunda_candidateGroups="command@city"),
    end("e"),
    flows="s > send > work > look > e",
)


class Ring(Rivals):
    """Rivals around one task at a time."""

    def __init__(self, url: str) -> None:
        super().__init__(url, CHAIN)
        self.names = {row["id"]: row["name"] for row in self.stage.rows(_people())}

    def task(self) -> tuple[str, int]:
        """Open an order and send it to the county; return the task and its revision."""
        opened = self.order()
        sent = self.stage.run(CompleteTask(opened["opened"][0]["task"]), "agent")["sent"]
        return sent[0]["task"], 1

    def pair(self, one: str, other: str) -> str | None:
        """Race two operations; return what went wrong, None: one winner, and a loser who knows."""
        task, revision = self.task()
        acts, names = [], []
        for side, operation in enumerate((one, other)):
            who, make = OPERATIONS[operation]
            person = SIDES[side][who]
            acts.append(self.as_person(person, make(task, revision, self.stage.ids), other=bool(side)))
            names.append(self.names[self.stage.ids[person]])
        results = self.race(*acts)
        won = [place for place, result in enumerate(results) if isinstance(result, dict)]
        if len(won) != 1:
            return f"{one} and {other}: {len(won)} winners: {results}"
        lost = results[1 - won[0]]
        if not isinstance(lost, Conflict):
            return f"{one} and {other}: {lost!r}"
        if lost.attributes.get("person") != names[won[0]] or lost.attributes.get("at") is None:
            return f"{one} and {other}: the loser was told {lost.attributes}, not {names[won[0]]}: {lost}"
        return None


def _people() -> Any:
    from sqlalchemy import select

    from engine.store.tables import person

    return select(person.c.id, person.c.name)


@pytest.fixture
def ring(database_url: str) -> Iterator[Ring]:
    made = Ring(database_url)
    yield made
    made.require_whole()
    made.close()


def test_of_every_pair_one_wins_and_the_other_hears_who(ring: Ring) -> None:
    if ring.stage.system.database.dialect == "postgresql":
        pairs = list(combinations_with_replacement(OPERATIONS, 2))
    else:
        pairs = [("complete", other) for other in OPERATIONS]
    # A withdrawal by the sender twice is one person pressing twice.
    wrong = [told for one, other in pairs if (told := ring.pair(one, other)) is not None]
    assert wrong == []


def test_of_what_is_held_the_holder_or_a_leader_wins(ring: Ring) -> None:
    """The holder gives back, completes or passes on, while a leader passes on and a superior takes over."""
    crew = ring.stage.ids["crew@A1-C1"]
    holders = {
        "release": lambda task, read: ReleaseTask(task, read),
        "complete": lambda task, read: CompleteTask(task, {}, read),
        "hand-up": lambda task, read: HandUpTask(task, "需要市里", read),
    }
    leaders = {
        "desk2": lambda task, read: ReassignTask(task, crew, None, "现场", read),
        "city": lambda task, read: TakeOverTask(task, "重要", read),
    }
    for make in holders.values():
        for leader, lead in leaders.items():
            task, revision = ring.task()
            read = ring.stage.run(ClaimTask(task, revision), "desk")["revision"]
            results = ring.race(
                ring.as_person("desk", make(task, read)),
                ring.as_person(leader, lead(task, read), other=True),
            )
            (lost,) = [result for result in results if isinstance(result, Conflict)]
            winner = "desk" if isinstance(results[0], dict) else leader
            assert lost.attributes["person"] == ring.names[ring.stage.ids[winner]], lost


def test_attention_never_makes_anybody_lose(ring: Ring) -> None:
    for command in (UrgeTask, lambda task: EscalateTask(task, "群体")):
        for operation in ("claim", "complete", "reassign"):
            task, revision = ring.task()
            who, make = OPERATIONS[operation]
            work = make(task, revision, ring.stage.ids)
            results = ring.race(
                ring.as_person(who, work), ring.as_person("leader", command(task), other=True)
            )
            assert isinstance(results[0], dict), (operation, results)
            told = results[1]
            assert isinstance(told, dict) or told.attributes["person"] == "东县调度", told


def test_one_question_is_answered_once_or_taken_back(ring: Ring) -> None:
    for rival in ("answer", "take-back"):
        task, revision = ring.task()
        asked = (Asked(ring.stage.ids["repair@A1"], None),)
        line = ring.stage.run(AddCoSigners(task, asked, revision=revision), "desk")["lines"][0]
        if rival == "answer":
            second = ring.as_person("desk", AnswerQuestion(task, line, True), other=True)
        else:
            second = ring.as_person("desk", TakeQuestionBack(task, line, "不需要"), other=True)
        results = ring.race(ring.as_person("desk2", AnswerQuestion(task, line, True)), second)
        lost = [result for result in results if isinstance(result, Conflict)]
        assert len(lost) == 1, results
        winner = "东县调度乙" if isinstance(results[0], dict) else "东县调度"
        assert lost[0].attributes["person"] == winner


def test_documents_have_one_judge_and_numbers_of_their_own(ring: Ring) -> None:
    order = ring.order()["order"]
    until = ring.stage.now + timedelta(hours=4)
    issue = IssueSupervision((order,), ring.stage.ids["repair@A1"], "查明", until)
    issued = ring.race(ring.as_person("city", issue), ring.as_person("supervisor", issue, other=True))
    assert len({one["number"] for one in issued}) == 2
    key = issued[0]["supervision"]
    results = ring.race(
        ring.as_person("desk", ReplySupervision(key, "答复", 1)),
        ring.as_person("city", WithdrawSupervision(key, "不需要", 1), other=True),
    )
    (lost,) = [result for result in results if isinstance(result, Conflict)]
    assert lost.attributes["person"] == ("东县调度" if isinstance(results[0], dict) else "甲市值班")
    asked = ring.stage.run(RequestHold(order, "third-party", until), "desk")["hold_request"]
    results = ring.race(
        ring.as_person("duty", JudgeHold(asked, True)),
        ring.as_person("city", JudgeHold(asked, False, "不同意"), other=True),
    )
    (lost,) = [result for result in results if isinstance(result, Conflict)]
    assert lost.attributes["person"] == ("东县值班长" if isinstance(results[0], dict) else "甲市值班")
