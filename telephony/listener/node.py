"""The life of one node: stand by, connect, follow its calls, and after every end begin again."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import structlog

from engine.calling.dialling import Dialling
from engine.calling.softphones import Softphones
from engine.commands import Engine
from engine.commands.exchange.keep_node import NodeReport
from engine.errors import Unavailable
from telephony.esl import EslError
from telephony.listener.following import Following, Memory
from telephony.listener.gap import Gap
from telephony.listener.importing import Importing
from telephony.listener.lease import RENEW_SECONDS, Lease
from telephony.listener.looking import EVERY_SECONDS, Look
from telephony.listener.pending import Outcome, Settled
from telephony.listener.session import Answered, Ending, Events, Heard, Ready, Reason, Replied, Session
from telephony.listener.timing import REAL, Timing
from telephony.listener.watching import Watcher
from telephony.telling import Calls
from telephony.transport import DEFAULT_ROOM, InboundSocket, Room, Taken, Unreachable, seconds_before

log = structlog.get_logger("huan.telephony")

#: How often deadlines are looked at while nothing comes.
TICK_SECONDS = 0.5
METRICS_SECONDS = 60.0
#: Trying again does not help until somebody has corrected a setting: it is done seldom.
CORRECTABLE = (Reason.PASSWORD, Reason.ADDRESS, Reason.REFUSED)
CORRECTABLE_SECONDS = 30.0
#: How long a command that puts something right may take.
ORDER_SECONDS = 10.0


@dataclass(frozen=True)
class NodeSettings:
    """One FreeSWITCH: `name` is ours for it, the same for as long as it lives. No password is shown.

    `recordings_folder` is where this machine sees its recordings, None: nowhere; `recordings_path` is what
    the exchange calls that folder, None: the same.
    `cdr_folder` is where this machine sees its call records, None: nowhere. `reached_by` is the dial string
    by which other exchanges send it callers, None: they do not.
    `softphones` says how browsers connect to it, None: they do not.
    """

    name: str
    host: str
    port: int
    password: str = field(repr=False)
    dialling: Dialling = field(default_factory=Dialling)
    recordings_folder: Path | None = None
    recordings_path: str | None = None
    cdr_folder: Path | None = None
    reached_by: str | None = None
    softphones: Softphones | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A command to be sent, with our own Job-UUID; its row was written before. `seconds` is its time."""

    command: str
    arguments: str
    job_uuid: str
    seconds: float


class Node:
    """One node in this process. `run` is its thread; the lease has one of its own.

    `settled` hears what became of orders that were given to `send`; `watchers` go along with all it hears.
    """

    def __init__(
        self,
        settings: NodeSettings,
        engine: Engine,
        calls: Calls,
        memory: Memory,
        owner: str,
        timing: Timing = REAL,
        room: Room = DEFAULT_ROOM,
        settled: Callable[[Settled], None] = lambda settled: None,
    ) -> None:
        self.settings = settings
        self.counts: Counter[str] = Counter()
        self.watchers: list[Watcher] = []
        self.lease = Lease(
            engine, settings.name, owner, timing.monotonic, self._report, lambda: self._wake.set()
        )
        self.following = Following(calls, memory, self.counts, timing.monotonic())
        self.importing = Importing(settings.cdr_folder, self.following, self.counts, timing)
        self._look: Look | None = None
        self._look_at = 0.0
        self._open_gap: Gap | None = None
        self._noted: Gap | None = None
        self._told: set[str] = set()
        self.state = "standby"
        self._calls, self._timing, self._room, self._settled = calls, timing, room, settled
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._socket: InboundSocket | None = None
        self._ready: Ready | None = None
        self._connected_at: datetime | None = None
        self._heard_at: datetime | None = None
        self._gap = (Reason.START, 0)
        self._gap_since: datetime | None = None
        self._known_term: int | None = None
        self._failures = 0
        self._orders: deque[Order] = deque()
        self._metrics_at = timing.monotonic() + METRICS_SECONDS
        self._leave = threading.Event()
        #: The node's row is to say at once how it is: who presses a button is refused by what it says.
        self._tell = threading.Event()
        self._listening = threading.Thread(target=self.run, name=f"node {settings.name}", daemon=True)
        self._leasing = threading.Thread(target=self._keep_lease, name=f"lease {settings.name}", daemon=True)

    @property
    def caught_up(self) -> bool:
        """True when it listens, and everything was answered that is asked after a connect."""
        look = self._look
        return self.state == "live" and (look is None or look.first_is_done)

    @property
    def looking(self) -> bool:
        """True while it asks what events do not say, in the two looks of `Look`."""
        return self._look is not None

    def start(self) -> None:
        """Start the threads."""
        self._leasing.start()
        self._listening.start()

    def stop(self) -> None:
        """End the session, and wait for that."""
        self._stop.set()
        self._wake.set()
        if (connection := self._socket) is not None:
            connection.inbox.wake()
        self._listening.join(timeout=30)

    def leave(self) -> None:
        """Let others have the node; after `stop`, and when everything that was heard is written."""
        self._leave.set()
        self._tell.set()
        self._leasing.join(timeout=30)

    def send(self, order: Order) -> bool:
        """Send a command in the background; False when it cannot be sent now, and was not.

        Only while nobody else can have the node, and only on a connection that is ready.
        """
        connection = self._socket
        if connection is None or self.state != "live" or not self.lease.may_send:
            return False
        self._orders.append(order)
        connection.inbox.wake()
        return True

    def run(self) -> None:
        """Listen until stopped."""
        while not self._stop.is_set():
            self._wake.clear()
            try:
                pause = self._once()
            except Exception:
                log.exception("a node broke", node=self.settings.name)
                pause = CORRECTABLE_SECONDS
            if not self._stop.is_set():
                self._timing.wait(self._wake, pause)

    def _once(self) -> float:
        """Stand by, or hold one connection from its beginning to its end; return how long to wait then."""
        if not self.lease.held:
            self.state = "standby"
            return TICK_SECONDS
        if self._calls.full or (self._gap[0] is Reason.BACKLOG and not self._calls.has_room):
            return TICK_SECONDS
        ending, was_ready = self._connection()
        self._failures = 1 if was_ready else self._failures + 1
        self.state = "down"
        if was_ready:
            self._tell.set()
        if ending.reason is Reason.LEASE:
            return 0.0
        if ending.reason in CORRECTABLE:
            return CORRECTABLE_SECONDS
        return seconds_before(self._failures, self._timing.jitter())

    def _connection(self) -> tuple[Ending, bool]:
        """Hold one connection from its beginning to its end; return how it ended and whether it was ready."""
        term = self.lease.term
        assert term is not None
        if term != self._known_term:
            self._known_term = term
            self._gap = (Reason.START, 0)
            self._heard_at = self._gap_since = self.lease.heard_before or self._heard_at
            self.importing.begin(self.lease.imported_before, self.lease.heard_before)
        self.state, self._ready, self._connected_at = "connecting", None, None
        name, timing = self.settings.name, self._timing
        self.counts["connects"] += 1
        try:
            connection = InboundSocket.open(self.settings.host, self.settings.port, timing.now, self._room)
        except Unreachable as error:
            self.counts["unreachable"] += 1
            log.warning("FreeSWITCH cannot be reached", node=name, told=error.message)
            return Ending(Reason.UNREACHABLE, error.message), False
        session = Session(self.settings.password, timing.monotonic(), self.counts)
        self._socket = connection
        shed = 0
        try:
            while session.ending is None:
                taken = connection.inbox.take(TICK_SECONDS)
                if taken.shed is not None:
                    shed = taken.shed.events
                self._turn(session, connection, taken, term)
        except Unavailable as error:
            session.stop(Reason.BROKEN, error.message)
        except Exception as error:
            # A fault of ours ends the session, never the process: the next one asks anew what is true.
            session.stop(Reason.BROKEN, type(error).__name__)
            log.exception("following a node broke", node=name)
        finally:
            self._socket = None
            connection.close()
        ending = session.ending
        assert ending is not None
        self._ended(ending, shed)
        return ending, self._ready is not None

    def _turn(self, session: Session, connection: InboundSocket, taken: Taken, term: int) -> None:
        now = self._timing.monotonic()
        if self._stop.is_set():
            session.stop(Reason.STOPPED, "we were asked to stop")
            return
        if self.lease.term != term:
            session.stop(Reason.LEASE, "another process has the node")
            return
        if taken.shed is not None:
            self.counts["shed"] += 1
            self.counts["events_shed"] += taken.shed.events
            session.stop(
                Reason.SHED, f"{taken.shed.events} events in {taken.shed.octets} bytes were not parsed"
            )
            return
        if taken.data:
            self._heard_at = taken.at
            self._hear(session, session.receive(taken.data, now), term)
        if taken.over:
            self._hear(session, session.receive_eof(), term)
        session.tick(now)
        self._find(session, now)
        self._send_orders(session, now)
        for settled in self.following.pending.expire(now):
            self._settle(settled)
        if (data := session.outgoing()) and not taken.over:
            try:
                connection.send(data)
            except Unreachable as error:
                session.stop(Reason.EOF, error.message)
        if self._calls.full:
            session.stop(Reason.BACKLOG, f"{self._calls.waiting} calls wait to be written")
        self._keep_house(now)

    def _hear(self, session: Session, heard: list[Heard], term: int) -> None:
        at = self._heard_at or self._timing.now()
        for one in heard:
            match one:
                case Events(events=events):
                    for watcher in self.watchers:
                        watcher.heard(events, at)
                    for settled in self.following.take(events, at):
                        self._settle(settled)
                case Replied(job_uuid=job, ok=ok, text=text):
                    for settled in self.following.pending.replied(job, ok, text):
                        self._settle(settled)
                case Answered(question=question, answer=answer):
                    if self._look is not None:
                        self._look.answered(question, answer, at, self._timing.monotonic())
                case Ready():
                    namesake = self.following.namesake(self.settings.name, one)
                    if namesake is not None:
                        told = (
                            f"it calls itself {one.node!r} as {namesake} does: set switchname in switch.conf"
                        )
                        session.stop(Reason.REFUSED, told)
                        return
                    self._begin(one, term, at)

    def _begin(self, ready: Ready, term: int, at: datetime) -> None:
        since = self._gap_since or at
        imported = 0

        def bring_records() -> None:
            nonlocal imported
            imported = self.importing.catch_up(ready.node, at)

        lost = self.following.begin(ready, term, at, bring_records)
        reason, shed = self._gap
        self._ready, self._connected_at = ready, at
        self._open_gap = Gap(min(since, at), at, reason, shed, lost, imported)
        self.lease.note(self._open_gap)
        channels = None if ready.channels is None else ready.began
        self._look = Look.after_connect(self.following, self.counts, ready.core_uuid, channels)
        self.counts["looks"] += 1
        self.state = "live"
        self._tell.set()
        for watcher in self.watchers:
            watcher.began()
            watcher.heard(ready.events, at)
        log.info(
            "listening",
            node=self.settings.name,
            switchname=ready.node,
            channels=len(ready.channels) if ready.channels is not None else None,
            after=reason.value,
            lost=lost,
            imported=imported,
            shed=shed,
        )

    def _find(self, session: Session, now: float) -> None:
        """Ask for what events do not say, and read call records, a little at a time."""
        ready, look = self._ready, self._look
        if ready is None or session.ending is not None:
            return
        self.importing.turn(ready.node, self._timing.now())
        if look is None:
            if now < self._look_at:
                return
            look = self._look = Look.for_zombies(self.following, self.counts, ready.core_uuid)
            self.counts["looks"] += 1
        for question in look.questions(now):
            session.ask(question)
        self._note_found(look)
        if look.over:
            self._put_right(look)
            self._look, self._look_at = None, now + EVERY_SECONDS

    def _note_found(self, look: Look) -> None:
        gap = self._open_gap
        if gap is not None and look.first_is_done:
            found = replace(gap, lost=gap.lost + look.lost, opened=look.opened)
            if found != gap and found != self._noted:
                self.lease.note(found)
                self._noted = found
            if look.over:
                self._open_gap = None

    def _put_right(self, look: Look) -> None:
        """Free agents who are in no call; what no command puts right is told, once."""
        name = self.settings.name
        for member in look.stale_members:
            self.counts["members_stale"] += 1
            if member.uuid not in self._told:
                self._told.add(member.uuid)
                log.warning(
                    "a queue holds a caller who is gone; it lets go of him when an agent is free, "
                    "or by `reload mod_callcenter` while nobody calls",
                    node=name,
                    queue=member.queue,
                    member=member.uuid,
                )
        for agent in look.stale_agents:
            self.counts["agents_stale"] += 1
            if not agent.commands and agent.name in self._told:
                continue
            self._told.add(agent.name)
            log.warning(
                "an agent is in a queue call by mod_callcenter's word, and has no channel",
                node=name,
                agent=agent.name,
                done=[" ".join(command) for command in agent.commands],
            )
            for command, arguments in agent.commands:
                if self.send(Order(command, arguments, str(uuid4()), ORDER_SECONDS)):
                    self.counts["put_right"] += 1

    def _ended(self, ending: Ending, shed: int) -> None:
        self.counts[f"ended_{ending.reason.value}"] += 1
        if self._ready is not None:
            self._gap = (ending.reason, shed)
            self._gap_since = self._heard_at
        self._orders.clear()
        self._look = None
        for settled in self.following.pending.lost():
            self._settle(settled)
        for watcher in self.watchers:
            watcher.ended()
        log.warning(
            "the session with FreeSWITCH ended",
            node=self.settings.name,
            reason=ending.reason.value,
            told=ending.told,
        )

    def _send_orders(self, session: Session, now: float) -> None:
        while self._orders:
            order = self._orders.popleft()
            if not self.lease.may_send:
                self._settle(Settled(order.job_uuid, Outcome.REFUSED, "not sent: the lease may have lapsed"))
                continue
            try:
                session.send(
                    self.following.pending.bgapi(
                        order.command, order.arguments, order.job_uuid, now + order.seconds
                    )
                )
            except EslError as error:
                self._settle(Settled(order.job_uuid, Outcome.REFUSED, error.message))

    def _settle(self, settled: Settled) -> None:
        self.counts[f"commands_{settled.outcome.value}"] += 1
        self._settled(settled)
        for watcher in self.watchers:
            watcher.settled(settled)

    def _keep_house(self, now: float) -> None:
        self.following.forget(now, self._timing.now())
        if now < self._metrics_at:
            return
        self._metrics_at = now + METRICS_SECONDS
        log.info("telephony", node=self.settings.name, state=self.state, **self._measures())

    def _measures(self) -> dict[str, int]:
        problems = {
            f"malformed_{kind.replace(' ', '_')}": number
            for kind, number in self.following.problems.counts.items()
        }
        live, waiting = self.following.live, self._calls.waiting
        return {**dict(sorted(self.counts.items())), **problems, "live": live, "waiting": waiting}

    def _report(self) -> NodeReport:
        ready = self._ready
        return NodeReport(
            state="connecting" if self.state == "standby" else self.state,
            switchname=ready.node if ready is not None else None,
            core_uuid=ready.core_uuid if ready is not None else None,
            version=ready.version if ready is not None else None,
            connected_at=self._connected_at,
            heard_at=self._heard_at,
            imported_until=self.importing.until,
            counters=dict(self.counts),
        )

    def _keep_lease(self) -> None:
        while not self._leave.is_set():
            self._tell.clear()
            self.lease.turn()
            if not self._leave.is_set():
                self._timing.wait(self._tell, RENEW_SECONDS)
        self.lease.give_back()
