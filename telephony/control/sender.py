"""Sends controls: a claimed row, then bytes; never twice, never while another may have the node."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

import structlog

from engine.calling.controls import Verb
from engine.calling.dialling import Dialling
from engine.commands import Engine
from engine.commands.controls import ClaimControl, GiveUpControls, SettleByEvidence, SettleControl
from engine.errors import HuanError
from engine.store.controls import (
    calls_with_unsettled_controls,
    controls_of_other_owners,
    lapsed_controls,
    waiting_controls,
)
from telephony.control.outcome import Look, looks_at
from telephony.control.plan import Ask, NotPlanned, plan
from telephony.listener.node import Order
from telephony.listener.pending import Settled
from telephony.telling import TELEPHONY, Telling

log = structlog.get_logger("huan.telephony")

#: How soon a control that was written is seen.
LOOK_SECONDS = 0.1
#: How often lapsed controls, and those of owners that are gone, are settled.
HOUSE_SECONDS = 2.0
#: Evidence is waited for so long.
EVIDENCE_KEPT = timedelta(hours=1)


class Lease(Protocol):
    """Whose a node is."""

    @property
    def owner(self) -> str: ...
    @property
    def term(self) -> int | None: ...
    @property
    def may_send(self) -> bool: ...


class Settings(Protocol):
    """Which node it is, and how it dials."""

    @property
    def name(self) -> str: ...
    @property
    def dialling(self) -> Dialling: ...


class SendingNode(Protocol):
    """What is needed of a node."""

    @property
    def settings(self) -> Settings: ...
    @property
    def state(self) -> str: ...
    @property
    def lease(self) -> Lease: ...
    def send(self, order: Order) -> bool: ...


class Sender:
    """One thread for all nodes of a process. `settled` and `told` are called by others, and only queue."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._clock = engine, clock
        self._nodes: Sequence[SendingNode] = ()
        self._outcomes: queue.SimpleQueue[Settled | Look | None] = queue.SimpleQueue()
        self._watched: set[str] = set()
        self._known_terms: dict[str, int] = {}
        self._house_at: dict[str, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="controls", daemon=True)

    def start(self, nodes: Sequence[SendingNode]) -> None:
        """Begin to send for these nodes."""
        self._nodes = nodes
        self._thread.start()

    def stop(self) -> None:
        """Store what has come, and end."""
        self._stop.set()
        self._outcomes.put(None)
        self._thread.join(timeout=10)

    def settled(self, settled: Settled) -> None:
        """Take what became of a command; called by a node's thread, which never waits."""
        self._outcomes.put(settled)

    def told(self, key: str, telling: Telling) -> None:
        """Take that a call was stored under `key`; called by whoever writes calls."""
        if (look := looks_at(key, telling.record, key in self._watched)) is not None:
            self._outcomes.put(look)
        if telling.record.over:
            self._watched.discard(key)

    def turn(self) -> int:
        """Store what has come, then send what waits; return how much was done."""
        done = self._store_outcomes()
        for node in self._nodes:
            try:
                done += self._serve(node)
            except HuanError as error:
                log.warning("controls wait", node=node.settings.name, code=error.code)
        return done

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.turn()
            except Exception:
                log.exception("sending controls broke")
            self._rest(LOOK_SECONDS)
        self._store_outcomes()

    def _rest(self, seconds: float) -> None:
        """Wait until something has come, at most so long."""
        try:
            one = self._outcomes.get(timeout=seconds)
        except queue.Empty:
            return
        if one is not None:
            self._store(one)

    def _store_outcomes(self) -> int:
        done = 0
        while True:
            try:
                one = self._outcomes.get_nowait()
            except queue.Empty:
                return done
            if one is not None:
                self._store(one)
                done += 1

    def _store(self, one: Settled | Look) -> None:
        """Store an outcome; while the database does not answer it waits in the queue."""
        try:
            if isinstance(one, Settled):
                self._engine.run(SettleControl(one.job_uuid, one.outcome.value, one.text), TELEPHONY)
            else:
                self._engine.run(SettleByEvidence(one.key, one.channels), TELEPHONY)
        except HuanError as error:
            log.warning("the outcome of a control waits", code=error.code)
            if not self._stop.is_set():
                self._outcomes.put(one)
                self._stop.wait(LOOK_SECONDS)

    def _serve(self, node: SendingNode) -> int:
        lease = node.lease
        term = lease.term
        if term is None or not lease.may_send:
            return 0
        self._keep_house(node, lease.owner, term)
        if node.state != "live":
            return 0
        with self._engine.database.reading() as tx:
            waiting = waiting_controls(tx, node.settings.name)
        return sum(self._send(node, lease.owner, term, key, Verb(verb)) for key, verb in waiting)

    def _send(self, node: SendingNode, owner: str, term: int, key: str, verb: Verb) -> bool:
        claimed = self._engine.run(ClaimControl(key, verb, node.settings.name, owner, term), TELEPHONY)
        if not claimed["claimed"]:
            return False
        if claimed["call_id"] is not None:
            self._watched.add(claimed["call_id"])
        try:
            planned = plan(Ask(key, verb, claimed["number"], claimed["target"]), node.settings.dialling)
        except NotPlanned as error:
            self._refuse(key, f"not sent: {error}")
            return False
        if not node.send(Order(planned.command, planned.arguments, key, planned.seconds)):
            self._refuse(key, "not sent: the exchange is not connected")
            return False
        return True

    def _refuse(self, key: str, why: str) -> None:
        self._engine.run(SettleControl(key, "refused", why), TELEPHONY)

    def _keep_house(self, node: SendingNode, owner: str, term: int) -> None:
        """Settle what nothing will come of any more; with a new term, also know what earlier owners left."""
        now = self._clock()
        is_new = self._known_terms.get(node.settings.name) != term
        if not is_new and now < self._house_at.get(node.settings.name, 0.0):
            return
        name = node.settings.name
        self._house_at[name] = now + HOUSE_SECONDS
        with self._engine.database.reading() as tx:
            given_up = bool(lapsed_controls(tx, name) or controls_of_other_owners(tx, name, owner))
            if is_new:
                business_now, _ = self._engine.services.time_and_place(tx)
                self._watched |= calls_with_unsettled_controls(tx, name, business_now - EVIDENCE_KEPT)
        if given_up:
            self._engine.run(GiveUpControls(name, owner), TELEPHONY)
        self._known_terms[name] = term
