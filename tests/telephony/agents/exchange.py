"""A stage whose agents are kept in step with a simulated exchange, all in one thread with clocks that are set."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from engine.calling.states import STATUSES, Said
from engine.commands import Engine
from engine.commands.agents.force_state import ForceAgentState
from engine.commands.agents.keep_break_reason import KeepBreakReason
from engine.commands.agents.keep_device import KeepDevice
from engine.commands.agents.keep_queue import KeepQueue
from engine.commands.agents.set_state import SetAgentState
from engine.commands.agents.set_tiers import SetTiers
from engine.commands.agents.sign_in import SignInToDevice
from engine.commands.agents.sign_out import SignOutOfDevice
from engine.errors import Conflict
from engine.store.agents import AgentRow, agent_of
from engine.workers import settle_agents
from telephony.agents import AgentSync, Wanted, read_wanted
from telephony.esl import Event, commands
from telephony.listener import Order, Outcome, Settled, Timing
from telephony.simulator.callcenter_rows import Agent
from telephony.simulator.callers import let_ring
from telephony.simulator.setting import Caller, Setting, Telephone
from tests.stage import Stage
from tests.telephony.simulator.line import PASSWORD, RECORDED, Line

NODE, QUEUE = "hz-1", "repair@default"
AFTER_CALL_SECONDS = 20
NAMES = {"agent": "1001@default", "agent2": "1002@default"}
#: No agents yet: Huan makes them known.
EMPTY = replace(
    RECORDED,
    agents=(),
    tiers=(),
    telephones=(Telephone("1001", talks_seconds=30.0), Telephone("1002", talks_seconds=30.0)),
)


class Exchange:
    """The stage, a simulated exchange, and what keeps their agents in step. Nothing happens by itself."""

    def __init__(self, stage: Stage, setting: Setting = EMPTY) -> None:
        self.stage = stage
        self.line = Line.of(setting)
        self._listen()
        self.center = self.line.exchange.callcenter
        self.sent: list[str] = []
        self.connected = False
        self.deaf = False  # the exchange gets commands, and its answers are lost
        self._open: dict[str, None] = {}
        self._seconds = 1000.0
        self.sync = AgentSync(
            stage.engine,
            NODE,
            self,
            Timing(self._now, lambda: self._seconds, lambda: 0.0, _nothing),
            self._wanted,
        )
        self.ids = self._furnished()

    # The node, as agents see it.

    def send(self, order: Order) -> bool:
        if not self.connected:
            return False
        if "list" not in order.arguments:
            self.sent.append(order.arguments)
        self._open[order.job_uuid] = None
        self.line.say(commands.bgapi(order.command, order.arguments, order.job_uuid))
        return True

    def connect(self) -> None:
        self._new_events()
        self.connected = True
        self.sync.began()

    def cut(self) -> None:
        """The connection ends; of what was sent nobody knows what became of it."""
        self._new_events()
        for job in list(self._open):
            self.sync.settled(Settled(job, Outcome.UNKNOWN, "the connection ended"))
        self._open.clear()
        self.connected = False
        self.sync.ended()

    def reopen(self) -> None:
        """Log in again, at an exchange that has started anew."""
        self.line = Line(self.line.exchange)
        self.line.say(commands.auth(PASSWORD))
        self._listen()

    # Time.

    def turn(self) -> None:
        self._hear()
        self.sync.turn()
        self._hear()

    def settle(self) -> None:
        """Let both sides say what they have to say, until neither has anything more."""
        for _ in range(40):
            before = len(self.sent), self.sync.counts.total()
            self.turn()
            self.turn()
            if not self._open and before == (len(self.sent), self.sync.counts.total()):
                return
        raise AssertionError(f"it goes round without end: {self.sent[-6:]}")

    def later(self, seconds: float) -> None:
        """Let time pass in steps of at most five seconds."""
        while seconds > 0:
            step = min(seconds, 5.0)
            seconds -= step
            self._seconds += step
            self.line.exchange.wait(step)
            self.stage.set_clock(self.stage.now + timedelta(seconds=step))
            settle_agents(self.stage.engine)
            self.turn()

    # People.

    def sign_in(self, who: str) -> None:
        self._say(SignInToDevice(self.ids[who]), who)

    def sign_out(self, who: str) -> None:
        self._say(SignOutOfDevice(), who)

    def available(self, who: str) -> None:
        self._say(SetAgentState(Said.AVAILABLE), who)

    def take_break(self, who: str) -> None:
        self._say(SetAgentState(Said.BREAK, "rest"), who)

    def force_out(self, who: str) -> None:
        self._say(ForceAgentState(self.stage.ids[who], Said.SIGNED_OUT, "交班"), "leader")

    def rings(self, number: str = "13900000001", patience: float | None = 25.0) -> None:
        let_ring(self.line.exchange, Caller(number, "95598", patience_seconds=patience))

    def console(self, command: str) -> str:
        """Somebody else types a command at the exchange."""
        return self.line.api("callcenter_config", command)

    # Looking.

    def ours(self, who: str) -> AgentRow:
        with self.stage.engine.database.reading() as tx:
            row = agent_of(tx, self.stage.ids[who])
        assert row is not None
        return row

    def theirs(self, who: str) -> Agent:
        return self.center.agents[NAMES[who]]

    def agreement(self, who: str) -> None:
        """Assert that both sides say the same of an agent."""
        row = self.ours(who)
        agent = self.center.agents.get(NAMES[who])
        if agent is None:
            assert row.said == Said.SIGNED_OUT
            return
        assert (agent.status, row.theirs, row.theirs_state) == (
            STATUSES[Said(row.said)],
            agent.status,
            agent.state,
        )
        if row.said == Said.AVAILABLE:
            assert agent.contact == f"user/{NAMES[who][:4]}@127.0.0.1"
            assert (QUEUE, NAMES[who]) in {(tier.queue, tier.agent) for tier in self.center.tiers}
            assert agent.wrap_up_time in (0, AFTER_CALL_SECONDS)

    def talking(self) -> bool:
        return any(channel.up for channel in self.line.exchange.channels.values())

    # Inside.

    def _listen(self) -> None:
        self.line.listen("BACKGROUND_JOB", subclasses=["callcenter::info"])

    def _say(self, command: Any, who: str) -> None:
        self.stage.run(command, who)

    def _now(self) -> Any:
        return self.line.exchange.time

    def _wanted(self, engine: Engine, node: str) -> Wanted:
        wanted = read_wanted(engine, node)
        busy = self.talking()  # whoever tells of calls is not here
        return replace(wanted, agents=tuple(replace(one, in_call=busy) for one in wanted.agents))

    def _new_events(self) -> list[Event]:
        self.line.hear()
        events, self.line.messages = self.line.events, []
        return events

    def _hear(self) -> None:
        events = self._new_events()
        if not self.connected or self.deaf:
            return
        at = self._now()
        self.sync.heard(events, at)
        for event in events:
            job = event.text("Job-UUID") or ""
            if event.name == "BACKGROUND_JOB" and job in self._open:
                del self._open[job]
                good = not event.body.startswith("-")
                self.sync.settled(
                    Settled(job, Outcome.ANSWERED if good else Outcome.REFUSED, event.body[:1000])
                )

    def _furnished(self) -> dict[str, str]:
        run, stage = self.stage.run, self.stage
        run(KeepBreakReason("rest", "休息", "rest", 15), "operator")
        queue = run(KeepQueue(QUEUE, NODE, "报修", "repairs", 20, AFTER_CALL_SECONDS), "operator")["id"]
        desk = stage.ids["customer-service@P"]
        ids = {"queue": queue}
        for who, name in NAMES.items():
            contact = f"user/{name[:4]}@127.0.0.1"
            ids[who] = run(KeepDevice(name, NODE, contact, "phone", False, desk), "operator")["id"]
            run(SetTiers(stage.ids[who], {queue: (1, 1)}), "leader")
        return ids


def _nothing(event: threading.Event, seconds: float) -> None:
    """Nobody waits here."""


def refused(move: Callable[[], None]) -> bool:
    """Do something; answer whether it is not possible now."""
    try:
        move()
    except Conflict:
        return True
    return False
