"""Keeps the agents of one exchange in step, both ways, in a thread of its own.

    1. After each connect: ask for agents and tiers; their answers are the evidence to begin with.
    2. What events and lists say becomes rows (`RecordAgent`).
    3. What rows want and the evidence lacks becomes commands: the next one of each agent, each with its id.
    4. When they have their outcomes the lists are asked for again: a command is only ever sent because of a
       difference that the evidence after the last one still shows. What was refused is left for a while.

The node's thread only puts what it hears into a queue; the database is asked here.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol
from uuid import uuid4

import structlog

from engine.commands import Engine
from engine.commands.agents.phone_told import RecordAgent, RecordAgents
from engine.errors import HuanError, Unavailable
from engine.org import Actor
from telephony.agents.lists import AGENTS, TIERS, ListUnreadable, agents_listed, tiers_listed
from telephony.agents.machine import AgentFact, AgentMachine
from telephony.agents.sync import Step, steps
from telephony.agents.wishes import Wanted, read_wanted
from telephony.esl import Event
from telephony.listener import Order, Outcome, Settled, Timing

log = structlog.get_logger("huan.telephony")
TELEPHONY = Actor("system:telephony")
#: How often rows are looked at: so long a person's word may take to the exchange.
TURN_SECONDS = 0.5
#: How often lists are asked for without a reason: what an event did not tell, they do.
LIST_SECONDS = 60.0
#: After nothing came of asking, or a command was refused, it is left for so long.
PATIENCE_SECONDS = 30.0
ANSWER_SECONDS = 10.0
#: So many facts are stored in one transaction.
AT_ONCE = 200


class Sends(Protocol):
    """A node, as far as this goes."""

    def send(self, order: Order) -> bool: ...


class AgentSync:
    """The agents of the exchange `node` (its name in HUAN_TELEPHONY); a `Watcher` of its node."""

    def __init__(
        self,
        engine: Engine,
        node: str,
        to: Sends,
        timing: Timing,
        wanted: Callable[[Engine, str], Wanted] = read_wanted,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._engine, self._node, self._to, self._timing, self._wanted = engine, node, to, timing, wanted
        self._heard: deque[tuple[Event, datetime] | Settled | str] = deque()
        self._machine: AgentMachine | None = None
        self._facts: list[AgentFact] = []
        self._asked: dict[str, str] = {}
        self._answers: dict[str, str] = {}
        self._sent: dict[str, Step] = {}
        self._refused: dict[Step, float] = {}
        self._list_at = 0.0
        self._known = False
        self._stop = threading.Event()
        #: A command of ours has its outcome: what is to follow need not wait.
        self._go_on = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"agents {node}", daemon=True)

    # Called by the node's thread.

    def began(self) -> None:
        """A session is ready."""
        self._heard.append("began")

    def heard(self, events: Iterable[Event], at: datetime) -> None:
        """Events came; of calls nothing is kept."""
        for event in events:
            if event.name == "BACKGROUND_JOB" or (event.name == "CUSTOM" and event.text("CC-Agent")):
                self._heard.append((event, at))

    def settled(self, settled: Settled) -> None:
        """A command has its outcome."""
        self._heard.append(settled)
        self._go_on.set()

    def ended(self) -> None:
        """The session has ended."""
        self._heard.append("ended")

    # The thread of its own.

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End it after what is being done."""
        self._stop.set()
        self._go_on.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._go_on.clear()
            try:
                self.turn()
            except Unavailable as error:
                log.warning("agents wait for the database", node=self._node, code=error.code)
            except HuanError as error:
                log.error("agents are not kept in step", node=self._node, code=error.code)
            except Exception:
                log.exception("keeping agents in step broke", node=self._node)
            self._timing.wait(self._go_on, TURN_SECONDS)

    def turn(self) -> None:
        """Do what is to be done now. Raises Unavailable when the database does not answer: try again."""
        while self._heard:
            self._take(self._heard.popleft())
        self._record()
        now = self._timing.monotonic()
        if self._machine is None or self._asked or self._sent:
            return
        if now >= self._list_at:
            self._ask(now)
            return
        if not self._known:
            return
        wanted, at = self._wanted(self._engine, self._node), self._timing.now()
        in_calls = {one.name for one in wanted.agents if one.in_call}
        self._facts += self._machine.doubt(in_calls, at)
        if self._facts:
            self._record()
            return
        self._tell(wanted, at, now)

    def _take(self, heard: tuple[Event, datetime] | Settled | str) -> None:
        if heard == "began":
            self._machine, self._list_at, self._known = AgentMachine(), 0.0, False
            self._forget()
        elif heard == "ended":
            self._machine = None
            self._forget()
        elif isinstance(heard, Settled):
            self._settle(heard)
        elif isinstance(heard, tuple) and self._machine is not None:
            event, at = heard
            job = event.text("Job-UUID") if event.name == "BACKGROUND_JOB" else None
            if job is not None and job in self._asked:
                self._answers[self._asked[job]] = event.body
            else:
                self._facts += self._machine.apply(event, at)

    def _forget(self) -> None:
        self._asked.clear()
        self._answers.clear()
        self._sent.clear()
        self._refused.clear()

    def _settle(self, settled: Settled) -> None:
        now = self._timing.monotonic()
        if (step := self._sent.pop(settled.job_uuid, None)) is not None:
            self.counts[f"steps_{settled.outcome.value}"] += 1
            if settled.outcome is not Outcome.ANSWERED:
                log.warning(
                    "an agent could not be told to the exchange",
                    node=self._node,
                    agent=step.agent,
                    told=step.arguments.split(" ", 3)[:3],
                    outcome=settled.outcome.value,
                )
                self._refused[step] = now + PATIENCE_SECONDS
            self._list_at = min(self._list_at, now)
            return
        if self._asked.pop(settled.job_uuid, None) is None or self._asked:
            return
        self._list_at = now + LIST_SECONDS
        if len(self._answers) < 2:
            self._list_at = now + PATIENCE_SECONDS
            self._answers.clear()
            return
        try:
            self._listed(self._answers.pop(AGENTS[1]), self._answers.pop(TIERS[1]))
        except ListUnreadable as error:
            self._answers.clear()
            self._list_at = now + PATIENCE_SECONDS
            log.warning("agents cannot be read", node=self._node, told=error.message)

    def _listed(self, agents: str, tiers: str) -> None:
        assert self._machine is not None
        self.counts["lists"] += 1
        self._known = True
        self._record()
        wanted = self._wanted(self._engine, self._node)
        before = {one.name: one.theirs for one in wanted.agents}
        self._facts += self._machine.listed(
            agents_listed(agents), tiers_listed(tiers), before, self._timing.now()
        )

    def _ask(self, now: float) -> None:
        """Ask for both lists; the second answer makes evidence of them."""
        assert self._machine is not None
        self._machine.asking()
        self._list_at = now + LIST_SECONDS
        for command, arguments in (AGENTS, TIERS):
            job = str(uuid4())
            if self._to.send(Order(command, arguments, job, ANSWER_SECONDS)):
                self._asked[job] = arguments
            else:
                self._list_at = now + 1.0

    def _tell(self, wanted: Wanted, at: datetime, now: float) -> None:
        assert self._machine is not None
        for step in steps(wanted, self._machine.agents, self._machine.tiers, at):
            if self._refused.get(step, now) > now:
                continue
            job = str(uuid4())
            if self._to.send(Order(step.command, step.arguments, job, ANSWER_SECONDS)):
                self._sent[job] = step

    def _record(self) -> None:
        """Store what is new, in order; what the database does not take now waits for the next turn.

        What came together is stored together; when that cannot be, each is stored alone, and what cannot be
        stored even so is left.
        """
        together = AT_ONCE
        while self._facts:
            facts = self._facts[:together]
            try:
                self._engine.run(RecordAgents(tuple(map(_told, facts))), TELEPHONY)
            except Unavailable:
                raise
            except HuanError as error:
                if together > 1:
                    together = 1
                    continue
                log.error("what an agent does cannot be stored", agent=facts[0].agent, code=error.code)
            del self._facts[: len(facts)]
            self.counts["told"] += len(facts)


def _told(fact: AgentFact) -> RecordAgent:
    return RecordAgent(fact.agent, fact.at, fact.phone, fact.status, fact.state, fact.missed_too_often)
