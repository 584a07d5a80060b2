"""Lists that dial by themselves: a row before any byte, once, within the rules; and what each call came to."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.calling.campaigns import USUAL, KeyResult, Mode, Pace, Result
from engine.calling.campaigns import Status as CampaignStatus
from engine.calling.hours import AttemptRules
from engine.commands.campaigns.decide_entry import CallEntryAgain
from engine.commands.campaigns.do_not_call import EnterDoNotCall
from engine.commands.campaigns.take_entry import TakeEntry
from engine.commands.campaigns.tell_result import TellResult
from engine.commands.dialogues.begin import BeginDialogue
from engine.commands.dialogues.end import EndDialogue
from engine.commands.restriction.restrict import RestrictOrder
from engine.errors import Conflict, InvalidInput
from engine.store.campaigns import not_to_be_called
from engine.store.tables import notification
from telephony.control import Sender
from telephony.dialogues.desk import DIALOGUE
from telephony.listener import Order
from tests.calling import NODE
from tests.stage import Stage
from tests.telephony.campaigns.dialling import AGENTS, List
from tests.telephony.control.test_sender import Lease, Node

WAITING = ("waiting", None)


def statuses(one: List) -> list[str]:
    return [status for status, _ in one.lines]


def test_a_line_is_dialled_for_each_free_agent_and_is_a_row_before_its_bytes_go_out(stage: Stage) -> None:
    """Two are free, five are on the list; a second worker dials nobody more."""
    one = List(stage)
    assert one.plan() == 2
    assert one.plan() == 0
    assert [(row["status"], row["dialogue"], row["purpose"]) for row in one.attempts] == [
        ("written", None, "follow-up")
    ] * 2
    assert statuses(one) == ["calling", "calling", "waiting", "waiting", "waiting"]
    seen: list[str] = []
    one.node.before = lambda order: seen.append(one.attempts[len(seen)]["status"])
    one.turn()
    one.turn()
    assert seen == ["dialling", "dialling"]
    first, second = one.node.sent
    control = one.attempt(1)["control_id"]
    assert (first.command, first.job_uuid, second.job_uuid) == (
        "originate",
        control,
        one.attempt(2)["control_id"],
    )
    assert first.arguments == (
        f"{{origination_uuid={control},huan_control={control},originate_timeout=30,ignore_early_media=true,"
        "origination_caller_id_number=95598,hangup_after_bridge=true}"
        "sofia/gateway/pstn/13800000001 &callcenter(repair@default)"
    )


@pytest.mark.postgres
def test_of_workers_that_turn_at_the_same_moment_one_dials_for_each_agent(stage_on_postgres: Stage) -> None:
    one = List(stage_on_postgres)
    start = threading.Barrier(4)

    def turn() -> int:
        start.wait(20)
        return one.plan()

    with ThreadPoolExecutor(4) as pool:
        turns = [pool.submit(turn) for _ in range(4)]
        dialled = [each.result(30) for each in turns]
    assert sum(dialled) == len(one.attempts) == 2
    assert len({row["campaign_entry_id"] for row in one.attempts}) == 2


def test_whoever_answers_is_an_agents_who_then_tells_what_came_of_it(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite)
    one.turn()
    one.answer(1)
    one.turn()
    assert len(one.attempts) == 2, "who waits has a claim on an agent: no third line"
    one.tell(1, AGENTS["agent"])
    held = one.line(1)
    assert (held["status"], held["held_by"]) == ("calling", one.stage.ids["agent"])
    one.free("agent", "talking")
    one.turn()
    assert len(one.attempts) == 2, "one speaks, for the other it rings"
    one.tell(1, AGENTS["agent"], over=True)
    attempt = one.attempt(1)
    assert (attempt["status"], attempt["result"], attempt["person_id"]) == (
        "done",
        "spoken",
        one.stage.ids["agent"],
    )
    with pytest.raises(InvalidInput):
        one.stage.run(TellResult(held["id"], Result.ABANDONED), "agent")
    one.stage.run(TellResult(held["id"], Result.AGREED), "agent")
    assert one.lines[0] == ("done", "agreed")
    one.free("agent")
    one.turn()
    assert len(one.attempts) == 3


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("-ERR USER_BUSY", ("waiting", "busy")),
        ("-ERR NO_ANSWER", ("waiting", "no-answer")),
        ("-ERR UNALLOCATED_NUMBER", ("waiting", "no-answer")),
        ("-ERR GATEWAY_DOWN", WAITING),
    ],
)
def test_who_was_not_reached_waits_as_the_rules_say(
    stage_on_sqlite: Stage, said: str, line: tuple[str, str | None]
) -> None:
    one = List(stage_on_sqlite)
    one.turn()
    one.settle(1, said)
    assert one.lines[0] == line
    tried, at = one.line(1)["tried"], one.line(1)["next_at"]
    assert len(tried) == (line[1] is not None), "where our own line failed nobody was tried"
    assert at > one.stage.now
    one.turn()
    assert statuses(one)[2] == "calling", "its place is another's"


def test_who_answers_and_finds_no_agent_was_abandoned(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite)
    one.turn()
    one.answer(1)
    one.free("agent", "talking")
    one.free("agent2", "break")
    one.tell(1, over=True)
    assert (one.attempt(1)["result"], one.lines[0]) == ("abandoned", ("waiting", "abandoned"))


def test_a_sender_that_dies_as_it_dials_leaves_what_a_person_is_told_and_nobody_dials(stage: Stage) -> None:
    one = List(stage, people=1)

    def die(order: Order) -> None:
        raise KeyboardInterrupt

    one.node.before = die
    with pytest.raises(KeyboardInterrupt):
        one.turn()
    second = Node(lease=Lease(owner="listener:2", term=2))
    one.sender = Sender(stage.engine, lambda: 0.0)
    one.sender._nodes = [second]
    one.turn()
    assert one.attempt(1)["status"] == "dialling", "its call may still be told of"
    one.lapse()
    assert (one.attempt(1)["status"], statuses(one)) == ("unknown", ["unknown"])
    told = select(notification.c.person_id).where(notification.c.kind == "campaign-call-unknown")
    assert stage.ids["leader"] in [row["person_id"] for row in stage.rows(told)]
    one.later(hours=1)
    assert (second.sent, len(one.attempts)) == ([], 1)
    # Somebody has asked the customer: nobody rang.
    stage.run(CallEntryAgain(one.line(1)["id"], "客户没有接到电话"), "leader")
    one.turn()
    assert [row["status"] for row in one.attempts] == ["unknown", "written"]


def test_who_is_on_the_do_not_call_list_by_then_is_not_dialled(stage_on_sqlite: Stage) -> None:
    """One was entered before the turn, the other between plan and dial: no byte goes out for either."""
    one = List(stage_on_sqlite, people=2)
    one.stage.run(EnterDoNotCall("13800000001", "律师函"), "leader")
    one.plan()
    assert (statuses(one), one.line(1)["note"]) == (["left-out", "calling"], "律师函")
    one.stage.run(EnterDoNotCall("13800000002", "不要再打"), "leader")
    one.turn()
    assert one.node.sent == []
    assert one.attempt(2)["result"] == "do-not-call"
    assert (one.lines[1], one.line(2)["note"]) == (("left-out", None), "不要再打")


def test_in_quiet_hours_nobody_is_dialled_not_even_who_was_written_before(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite)
    one.stage.set_clock(one.stage.now + timedelta(hours=1, minutes=59, seconds=59))
    assert one.plan() == 2
    one.stage.set_clock(one.stage.now + timedelta(seconds=1))  # noon
    one.turn()
    assert (one.node.sent, one.plan()) == ([], 0)
    assert one.lines == [WAITING] * 5
    assert (one.line(1)["tried"], one.line(1)["next_at"]) == ([], one.stage.now + timedelta(hours=2))
    one.later(hours=2)
    assert len(one.node.sent) == 2


def test_a_pause_stops_what_was_not_sent_yet(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite)
    one.plan()
    one.move(CampaignStatus.PAUSED)
    one.turn()
    assert (one.node.sent, one.plan(), one.lines) == ([], 0, [WAITING] * 5)
    one.move(CampaignStatus.RUNNING)
    one.turn()
    assert len(one.node.sent) == 2


def test_a_line_whose_order_was_restricted_after_it_was_listed_is_called_by_nobody(
    stage_on_sqlite: Stage,
) -> None:
    """One before the turn, one between plan and dial."""
    orders = [stage_on_sqlite.open_order(beside=True) for _ in range(2)]
    one = List(stage_on_sqlite, people=2, orders=[order["number"] for order in orders])
    restrict = [RestrictOrder(order["order"], "涉及内部人员") for order in orders]
    one.stage.run(restrict[0], "leader")
    one.plan()
    assert statuses(one) == ["left-out", "calling"]
    one.stage.run(restrict[1], "leader")
    one.turn()
    assert (one.node.sent, one.attempt(2)["result"]) == ([], "restricted")
    assert statuses(one) == ["left-out", "left-out"]


def test_attempts_are_counted_at_the_last_moment(stage_on_sqlite: Stage) -> None:
    """The first was busy once; meanwhile the rules allow one attempt alone."""
    one = List(stage_on_sqlite, people=1)
    one.turn()
    one.settle(1, "-ERR USER_BUSY")
    one.change(replace(USUAL, attempts=AttemptRules(most=1)))
    one.later(minutes=30)
    assert (len(one.attempts), statuses(one)) == (1, ["exhausted"])


def test_a_number_that_somebody_dials_now_waits_a_minute(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite, people=1)
    other = one.make(Mode.DIALOGUE, name="同号")
    one.fill(other, {"13800000001": None})
    one.move(CampaignStatus.RUNNING, other)
    one.plan()
    assert len(one.attempts) == 1
    one.turn()
    assert len(one.node.sent) == 1


def test_while_our_own_line_is_down_it_rests_a_minute(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite)
    for place in (1, 2, 3):
        one.turn()
        one.settle(place, "-ERR GATEWAY_DOWN")
    sent = len(one.node.sent)
    one.turn()
    assert len(one.node.sent) == sent
    one.later(seconds=61)
    assert len(one.node.sent) > sent


def test_two_lists_do_not_count_on_the_same_agents(stage_on_sqlite: Stage) -> None:
    one = List(stage_on_sqlite)
    other = one.make(Mode.PROGRESSIVE, name="催费")
    one.fill(other, {"13900000001": None})
    with pytest.raises(Conflict, match="回访"):
        one.move(CampaignStatus.RUNNING, other)
    with pytest.raises(Conflict, match="by itself"):
        one.stage.run(TakeEntry(one.id), "agent")
    one.move(CampaignStatus.PAUSED)
    one.move(CampaignStatus.RUNNING, other)


class Heard:
    """Customers whom a dialogue asks: three lines at a time, a `2` is not restored, a `9` is never again."""

    def __init__(self, stage: Stage) -> None:
        keys = (
            KeyResult("2", Result.NOT_SATISFIED, "restored"),
            KeyResult("9", Result.DO_NOT_CALL),
        )
        self.list = List(stage, Mode.DIALOGUE, 6, replace(USUAL, pace=Pace(lines_most=3), keys=keys))
        self.list.turn()

    def hears(self, place: int, answers: dict[str, str], how: str = "done") -> None:
        stage, channel = self.list.stage, self.list.attempt(place)["control_id"]
        begun = stage.run(BeginDialogue(f"c{place}", "supply-restored", NODE, "95598", channel), DIALOGUE)
        stage.run(EndDialogue(begun["run"], how, (), {"answers": answers}), DIALOGUE)
        self.list.turn()


def test_a_dialogue_needs_no_agent_and_its_keys_are_results(stage: Stage) -> None:
    heard = Heard(stage)
    one = heard.list
    assert [order.arguments.endswith(" huan-dialogue XML public") for order in one.node.sent] == [True] * 3
    heard.hears(1, {"restored": "2", "satisfied": "1"})
    heard.hears(2, {"restored": "1"})
    heard.hears(3, {}, "hung-up")
    heard.hears(4, {"restored": "1", "satisfied": "9"})
    heard.hears(5, {}, "failed")
    assert one.lines[:5] == [
        ("done", "not-satisfied"),
        ("done", "reached"),
        ("waiting", "hung-up"),
        ("done", "do-not-call"),
        ("unknown", None),
    ]
    with stage.system.database.reading() as tx:
        assert not_to_be_called(tx, "13800000004", None, stage.now) is not None
    assert (one.attempt(1)["digits"], len(one.node.sent)) == ("21", 6)
