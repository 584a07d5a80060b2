"""Each control goes out once, by whoever owns the node, after its row says so; and gets its outcome."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, text, update

from engine.calling.controls import Verb
from engine.calling.dialling import Dialling
from engine.commands.controls import ControlCall, Dial
from engine.store.statement import Statement
from engine.store.tables import call, call_control, exchange_node
from telephony.control import Sender
from telephony.listener import Listener, NodeSettings, Order, Outcome, Settled
from telephony.simulator import Access, Server, Setting
from telephony.simulator.setting import Telephone
from tests.calling import AGENT, NODE, OWNER, connect, recorded_call
from tests.stage import Stage

PATIENCE_SECONDS = 20

DIALLING = Dialling("user/{agent}@127.0.0.1", "sofia/gateway/pstn/{number}", "95598")


@dataclass
class Lease:
    owner: str = OWNER
    term: int | None = 1
    may_send: bool = True


@dataclass
class Node:
    """A node that keeps what it was given to send."""

    settings: NodeSettings = field(
        default_factory=lambda: NodeSettings(NODE, "127.0.0.1", 8021, "secret", DIALLING)
    )
    lease: Lease = field(default_factory=Lease)
    state: str = "live"
    takes: bool = True
    sent: list[Order] = field(default_factory=list)
    before: Callable[[Order], None] = lambda order: None

    def send(self, order: Order) -> bool:
        self.before(order)
        if self.takes:
            self.sent.append(order)
        return self.takes


class Office:
    """A call on a node that is listened to, and who sends for it. Nothing happens but by `turn`."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        connect(stage)
        self.call = recorded_call(stage)
        self.node, self.seconds = Node(), 0.0
        self.sender = Sender(stage.engine, lambda: self.seconds)
        self.sender._nodes = [self.node]

    def press(self, verb: Verb = Verb.HOLD) -> str:
        return str(self.stage.run(ControlCall(self.call, verb), "agent")["id"])

    def status(self, control: str) -> tuple[str, str | None]:
        (row,) = self.stage.rows(select(call_control).where(call_control.c.id == control))
        return row["status"], row["answer"]

    def lapse(self) -> None:
        """Let the database's time for every control pass."""
        past = text("'2000-01-01 00:00:00.000000'")
        with self.stage.system.database.transaction() as tx:
            tx.write(Statement(update(call_control).values(deadline_at=past)))

    def settle(self, control: str, outcome: Outcome, said: str) -> None:
        self.sender.settled(Settled(control, outcome, said))
        self.sender.turn()


@pytest.fixture
def office(stage_on_sqlite: Stage) -> Office:
    return Office(stage_on_sqlite)


def test_a_control_is_claimed_before_its_bytes_go_out_and_goes_out_once(office: Office) -> None:
    control = office.press()
    seen: list[str] = []
    office.node.before = lambda order: seen.append(office.status(order.job_uuid)[0])
    assert office.sender.turn() == 1
    assert office.sender.turn() == 0
    (order,) = office.node.sent
    assert (order.command, order.arguments, order.job_uuid) == ("uuid_hold", AGENT, control)
    assert seen == ["sent"]
    office.settle(control, Outcome.ANSWERED, "+OK Success\n")
    assert office.status(control) == ("done", "+OK Success")
    assert len(office.node.sent) == 1


@pytest.mark.parametrize(
    "how",
    [
        {"state": "down"},
        {"lease": Lease(may_send=False)},
        {"lease": Lease(term=None)},
        {"lease": Lease(term=2)},
        {"lease": Lease(owner="listener:2")},
    ],
)
def test_nothing_is_claimed_while_it_cannot_be_sent_by_us(office: Office, how: dict[str, Any]) -> None:
    control = office.press()
    for name, value in how.items():
        setattr(office.node, name, value)
    office.sender.turn()
    assert (office.status(control), office.node.sent) == (("written", None), [])


def test_what_the_node_did_not_take_was_not_sent(office: Office) -> None:
    control = office.press()
    office.node.takes = False
    office.sender.turn()
    assert office.status(control) == ("refused", "not sent: the exchange is not connected")


def test_what_cannot_be_a_command_is_not_sent(office: Office) -> None:
    office.node.settings = NodeSettings(NODE, "127.0.0.1", 8021, "secret")
    control = str(office.stage.run(Dial("13800000001"), "agent")["id"])
    office.sender.turn()
    assert (office.status(control), office.node.sent) == (("refused", "not sent: no trunk"), [])


def test_a_control_that_nobody_took_in_time_is_not_sent_any_more(office: Office) -> None:
    control = office.press()
    office.node.state = "down"
    office.lapse()
    office.sender.turn()
    assert office.status(control) == ("refused", "not sent: no process took it in time")
    office.node.state = "live"
    office.sender.turn()
    assert office.node.sent == []


def test_an_outcome_that_did_not_come_is_found_in_what_became_of_the_call(office: Office) -> None:
    control = office.press(Verb.HANGUP)
    office.sender.turn()
    office.settle(control, Outcome.UNKNOWN, "the connection ended")
    assert office.status(control) == ("unknown", "the connection ended")
    # The next process knows of which calls evidence is waited for, and hears of this one's end.
    again = Sender(office.stage.engine, lambda: office.seconds)
    office.node.lease = Lease(owner="listener:2", term=2)
    again._nodes = [office.node]
    again.turn()
    recorded_call(office.stage, state="ended", ended_at=office.stage.now, outcome="answered")
    told: Any = SimpleNamespace(record=SimpleNamespace(legs=(), over=True))
    again.told(office.call, told)
    again.turn()
    assert office.status(control) == ("done", "seen in the call")
    assert len(office.node.sent) == 1


def test_an_owner_that_dies_between_claim_and_answer_leaves_what_nobody_sends_again(office: Office) -> None:
    control = office.press(Verb.MUTE)

    def die(order: Order) -> None:
        raise KeyboardInterrupt

    office.node.before = die
    with pytest.raises(KeyboardInterrupt):
        office.sender.turn()
    second = Node(lease=Lease(owner="listener:2", term=2))
    successor = Sender(office.stage.engine, lambda: office.seconds)
    successor._nodes = [second]
    successor.turn()
    assert office.status(control) == ("unknown", "the process that sent it has ended")
    successor.turn()
    assert (second.sent, office.node.sent) == ([], [])


SIMULATED = Setting(telephones=(Telephone("1001", after_seconds=0.02), Telephone("13800000001")))


@pytest.fixture
def simulated() -> Iterator[Server]:
    """A simulated exchange on a port of its own."""
    started, ending, made = threading.Event(), threading.Event(), []

    async def serve() -> None:
        server = Server(SIMULATED, Access("secret"), port=0)
        await server.start()
        made.append(server)
        end = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, lambda: (ending.wait(), loop.call_soon_threadsafe(end.set)))
        started.set()
        await server.run(end)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert started.wait(PATIENCE_SECONDS)
    yield made[0]
    ending.set()
    thread.join(PATIENCE_SECONDS)


def until(happened: Callable[[], Any], what: str) -> None:
    """Wait for what other threads do."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not happen within {PATIENCE_SECONDS} s")
        time.sleep(0.01)


def test_an_agent_dials_and_the_call_is_the_controls(stage_on_sqlite: Stage, simulated: Server) -> None:
    stage = stage_on_sqlite
    node = NodeSettings(NODE, simulated.host, simulated.port, "secret", DIALLING)
    listener = Listener(stage.engine, [node], 1, sender=Sender(stage.engine))
    listener.start()
    try:
        live = select(exchange_node.c.id).where(exchange_node.c.state == "live")
        until(lambda: stage.rows(live) or listener.nodes[0].lease.turn(), "the node is live")
        control = stage.run(Dial("13800000001"), "agent")["id"]
        done = select(call_control).where(
            call_control.c.id == control, call_control.c.status == "done", call_control.c.call_id.is_not(None)
        )
        until(lambda: stage.rows(done), "the outcome")
        answered = select(call).where(call.c.state == "answered")
        until(lambda: stage.rows(answered), "the number answers")
    finally:
        listener.stop()
    (made,) = stage.rows(select(call))
    (row,) = stage.rows(done)
    assert (row["call_id"], row["answer"]) == (made["id"], f"+OK {control}")
    assert (made["direction"], made["dialled_number"], made["agent"]) == ("outbound", "13800000001", "1001")
