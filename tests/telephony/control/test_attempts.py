"""A process has its customer called: the attempt is a row before any byte, is dialled once, and its end is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from engine.calling.attempts import DIALLED_SECONDS, hours_document, in_quiet_hours
from engine.commands.campaigns.do_not_call import EnterDoNotCall
from engine.commands.controls import SettleByEvidence
from engine.commands.deploy import Deploy
from engine.commands.dialogues.begin import BeginDialogue
from engine.commands.dialogues.end import EndDialogue
from engine.commands.settle_outcome import SettleOutcome
from engine.scenarios.start_plainly import StartPlainly
from engine.store.statement import Statement
from engine.store.tables import call_attempt, call_control, instance, job
from engine.workers import give_up_attempts
from telephony.control import Sender
from telephony.dialogues.desk import DIALOGUE
from telephony.listener import Order, Outcome, Settled
from tests.calling import NODE, connect, leg, recorded_call
from tests.stage import PACKAGES, SYSTEM, Stage, package_files
from tests.telephony.control.test_sender import Lease, Node

CUSTOMER = "13800000001"


class Calling:
    """A follow-up of an order whose customer is called; nothing is sent but by `sender.turn`."""

    def __init__(self, stage: Stage, *, connected: bool = True) -> None:
        self.stage = stage
        stage.engine.services.calls_out = True
        stage.run(Deploy(package_files(PACKAGES / "supply-restored")), SYSTEM)
        if connected:
            connect(stage)
        stage.later(hours=1)  # 10:00
        self.node = Node()
        self.sender = Sender(stage.engine, lambda: 0.0)
        self.sender._nodes = [self.node]
        self.order = stage.open_order()["order"]
        self.begin()

    def begin(self, **more: Any) -> None:
        variables = {"order_number": "2611230000017", "to": CUSTOMER, "about": "supply", **more}
        self.stage.run(StartPlainly("follow-up", "follow-up", "2611230000017", variables, self.order), SYSTEM)
        self.stage.drain()

    @property
    def attempts(self) -> list[dict[str, Any]]:
        return self.stage.rows(select(call_attempt).order_by(call_attempt.c.id))

    @property
    def attempt(self) -> dict[str, Any]:
        return self.attempts[-1]

    @property
    def state(self) -> tuple[str, str | None]:
        return self.attempt["status"], self.attempt["result"]

    @property
    def jobs(self) -> list[str]:
        return [row["status"] for row in self.stage.rows(select(job).order_by(job.c.id))]

    def turn(self) -> None:
        self.sender.turn()
        self.stage.drain()

    def settle(self, said: str, outcome: Outcome = Outcome.REFUSED) -> None:
        self.sender.settled(Settled(self.attempt["control_id"], outcome, said))
        self.turn()

    def hear(self) -> str:
        """The customer answers and is connected with the dialogue; return its run."""
        channel = self.attempt["control_id"]
        begun = self.stage.run(
            BeginDialogue("exchange-call", "supply-restored", NODE, "95598", channel), DIALOGUE
        )
        assert begun["number"] == CUSTOMER
        return str(begun["run"])

    def press(self, answers: Mapping[str, str], how: str = "done") -> None:
        self.stage.run(EndDialogue(self.hear(), how, (), {"answers": dict(answers)}), DIALOGUE)
        self.stage.drain()

    def lapse(self) -> None:
        """Let the database's time for every attempt pass."""
        past = text("'2000-01-01 00:00:00.000000'")
        with self.stage.system.database.transaction() as tx:
            tx.write(Statement(update(call_attempt).values(due_at=past)))
        give_up_attempts(self.stage.engine)
        self.stage.drain()

    def followed_up(self) -> bool:
        """Whether the follow-up has ended."""
        query = select(instance.c.status).where(instance.c.process == "follow-up")
        return all(row["status"] == "completed" for row in self.stage.rows(query))

    def told(self) -> list[dict[str, Any]]:
        """What the order's history says of attempts."""
        events = self.stage.history(self.order)
        return [json.loads(event.body) for event in events if event.type == "call.attempted"]


@pytest.fixture
def calling(stage_on_sqlite: Stage) -> Calling:
    return Calling(stage_on_sqlite)


def test_the_attempt_is_written_before_its_bytes_go_out_and_they_go_out_once(calling: Calling) -> None:
    assert (calling.state, calling.jobs) == (("written", None), ["waiting"])
    seen: list[str] = []
    calling.node.before = lambda order: seen.append(calling.attempt["status"])
    calling.turn()
    calling.turn()
    (order,) = calling.node.sent
    control = calling.attempt["control_id"]
    assert (order.command, order.job_uuid, seen) == ("originate", control, ["dialling"])
    assert order.arguments == (
        f"{{origination_uuid={control},huan_control={control},originate_timeout=30,ignore_early_media=true,"
        f"origination_caller_id_number=95598,huan_dialogue=supply-restored}}"
        f"sofia/gateway/pstn/{CUSTOMER} huan-dialogue XML public"
    )


def test_what_the_customer_presses_comes_to_the_process_and_into_the_history(calling: Calling) -> None:
    calling.turn()
    calling.settle(f"+OK {calling.attempt['control_id']}", Outcome.ANSWERED)
    calling.press({"restored": "2"})
    assert (calling.state, calling.attempt["digits"]) == (("done", "heard"), "2")
    assert (calling.jobs, calling.followed_up()) == (["done"], True)
    (told,) = calling.told()
    assert (told["result"], told["answers"]) == ("heard", {"restored": "2"})
    assert CUSTOMER not in str(told)
    # Told again, and by an exchange that was late, nothing changes.
    calling.stage.run(
        EndDialogue(calling.attempt["dialogue_run_id"], "lost", (), {"answers": {"restored": "1"}}), DIALOGUE
    )
    calling.settle("-ERR NO_ANSWER")
    assert (calling.attempt["digits"], len(calling.told())) == ("2", 1)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("-ERR USER_BUSY", "busy"),
        ("-ERR NO_ANSWER", "no-answer"),
        ("-ERR CALL_REJECTED", "rejected"),
    ],
)
def test_whoever_is_not_reached_is_tried_again_when_the_rule_says_so(
    calling: Calling, said: str, result: str
) -> None:
    calling.turn()
    calling.settle(said)
    assert calling.state == ("failed", result)
    assert len(calling.attempts) == 1
    calling.stage.later(hours=2)
    assert [one["status"] for one in calling.attempts] == ["failed", "written"]


@pytest.mark.parametrize(
    ("since", "until", "quiet"), [(21, 8, True), (24, 0, False), (0, 24, True), (None, 8, False)]
)
def test_quiet_hours_may_be_the_whole_day_or_none_of_it(since: int | None, until: int, quiet: bool) -> None:
    at_three = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)  # 03:00 in Shanghai
    assert in_quiet_hours(hours_document(since, until, "Asia/Shanghai"), at_three) is quiet


def test_a_number_that_cannot_be_reached_is_an_agents_at_once(calling: Calling) -> None:
    calling.turn()
    calling.settle("-ERR UNALLOCATED_NUMBER")
    assert calling.state == ("failed", "unreachable")
    assert "call-customer" in calling.stage.open()


def test_where_nothing_can_be_dialled_an_agent_calls(stage_on_sqlite: Stage) -> None:
    calling = Calling(stage_on_sqlite, connected=False)
    assert (calling.attempts, "call-customer" in calling.stage.open()) == ([], True)


def test_an_installation_that_does_not_call_out_has_its_agents_call(calling: Calling) -> None:
    calling.stage.engine.services.calls_out = False
    calling.begin()
    assert (len(calling.attempts), "call-customer" in calling.stage.open()) == (1, True)


@pytest.mark.parametrize("given", ["our line is down", "no trunk"])
def test_what_the_exchange_could_not_dial_an_agent_does(calling: Calling, given: str) -> None:
    if given == "no trunk":
        calling.node.takes = False
        calling.turn()
    else:
        calling.turn()
        calling.settle("-ERR GATEWAY_DOWN")
    assert calling.state == ("failed", "no-exchange")
    assert "call-customer" in calling.stage.open()


def test_quiet_hours_are_asked_at_the_last_moment(calling: Calling) -> None:
    calling.stage.set_clock(calling.stage.now + timedelta(hours=11))  # 21:00
    calling.turn()
    assert (calling.node.sent, calling.state) == ([], ("failed", "quiet"))
    (control,) = calling.stage.rows(select(call_control))
    assert (control["status"], control["answer"]) == ("refused", "quiet")
    # It was no try, and the next one is at eight in the morning.
    assert str(calling.stage.timers()["later"]) == "2026-11-24 00:00:00+00:00"


def test_who_is_on_the_do_not_call_list_by_then_is_not_dialled(calling: Calling) -> None:
    number = calling.attempts[0]["number"]
    calling.stage.run(EnterDoNotCall(number, "survey alone", kind="survey"), "leader")
    calling.stage.run(EnterDoNotCall(number, "asked for it"), "leader")
    calling.turn()
    assert (calling.node.sent, calling.state) == ([], ("failed", "do-not-call"))


def test_a_process_that_dies_as_it_dials_leaves_what_a_person_is_told_and_nobody_dials(
    calling: Calling,
) -> None:
    def die(order: Order) -> None:
        raise KeyboardInterrupt

    calling.node.before = die
    with pytest.raises(KeyboardInterrupt):
        calling.sender.turn()
    second = Node(lease=Lease(owner="listener:2", term=2))
    successor = Sender(calling.stage.engine, lambda: 0.0)
    successor._nodes = [second]
    successor.turn()
    assert calling.state == ("dialling", None)  # its call may still be told of
    calling.lapse()
    assert calling.state == ("unknown", "unknown")
    (incident,) = calling.stage.incidents()
    assert (incident["kind"], incident["element_id"]) == ("outcome-unknown", "call-by-dialogue")
    successor.turn()
    calling.lapse()
    assert (second.sent, len(calling.attempts), calling.jobs) == ([], 1, ["unknown"])
    # Somebody has asked the customer: nobody rang. So it is dialled, as another attempt.
    calling.stage.run(SettleOutcome(incident["id"], happened=False), "operator")
    calling.stage.drain()
    assert [one["status"] for one in calling.attempts] == ["unknown", "written"]


def test_a_call_whose_answer_was_lost_tells_by_itself_that_nobody_answered(calling: Calling) -> None:
    calling.turn()
    control = calling.attempt["control_id"]
    calling.settle("the connection ended", Outcome.UNKNOWN)
    rang = leg(control, ended_at=calling.stage.now.isoformat(), hangup_cause="NO_ANSWER")
    call = recorded_call(calling.stage, rang, state="ended", ended_at=calling.stage.now, agent=None)
    calling.stage.run(SettleByEvidence(call, (control,)), SYSTEM)
    assert calling.attempt["call_id"] == call
    calling.lapse()
    assert calling.state == ("failed", "no-answer")
    assert calling.stage.incidents() == []


def test_a_customer_who_answered_and_heard_nothing_is_told_to_a_person(calling: Calling) -> None:
    calling.turn()
    control, at = calling.attempt["control_id"], calling.stage.now.isoformat()
    calling.settle(f"+OK {control}", Outcome.ANSWERED)
    answered = leg(control, answered_at=at, ended_at=at, hangup_cause="NORMAL_CLEARING")
    call = recorded_call(calling.stage, answered, state="ended", ended_at=calling.stage.now, agent=None)
    calling.stage.run(SettleByEvidence(call, (control,)), SYSTEM)
    calling.lapse()
    assert calling.state == ("unknown", "unknown")
    assert [one["kind"] for one in calling.stage.incidents()] == ["outcome-unknown"]


def test_a_worker_that_dies_while_it_takes_the_end_loses_nothing(calling: Calling) -> None:
    calling.turn()
    calling.settle(f"+OK {calling.attempt['control_id']}", Outcome.ANSWERED)
    run = calling.hear()
    calling.stage.run(EndDialogue(run, "done", (), {"answers": {"restored": "1"}}), DIALOGUE)
    past = text("'2000-01-01 00:00:00.000000'")
    with calling.stage.system.database.transaction() as tx:
        lapsed = update(job).values(status="running", lease_owner="dead", leased_until=past, attempts=2)
        tx.write(Statement(lapsed))
    calling.stage.drain()
    assert (calling.jobs, calling.followed_up(), len(calling.attempts)) == (["done"], True, 1)


def test_no_attempt_stays_open_for_longer_than_its_call_can_last(calling: Calling) -> None:
    left = (calling.attempt["due_at"] - datetime.now(UTC)).total_seconds()
    assert left == pytest.approx(DIALLED_SECONDS, abs=5)
