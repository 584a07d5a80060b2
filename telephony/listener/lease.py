"""Whose a node is: one process listens to it, others stand by and take over when it is not heard of.

The lease is a row on the database's clock, so that clocks of machines do not matter. While the database does
not answer, whoever has the node goes on listening: nobody else can take it, and records of two listeners
would come to the same (`docs/decisions/calls-told-again.md`). Only what must never happen twice, sending a
command, stops by our own clock before the lease can have lapsed (`may_send`).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

import structlog

from engine.commands import Answer, Engine
from engine.commands.exchange.keep_node import GiveBackNode, KeepNode, NodeReport
from engine.commands.exchange.note_gap import NoteGap
from engine.commands.exchange.take_node import TakeNode
from engine.errors import HuanError
from telephony.listener.gap import Gap
from telephony.telling import TELEPHONY

log = structlog.get_logger("huan.telephony")

LEASE_SECONDS = 10.0
RENEW_SECONDS = 3.0
#: Commands stop so long before the lease can lapse.
MARGIN_SECONDS = 2.0
GAPS_KEPT = 1000


class Lease:
    """The lease of one node for one process. `turn` is called every few seconds; safe for threads.

    `monotonic` gives seconds, `report` how the node is. `changed` is called when it was won or lost.
    """

    def __init__(
        self,
        engine: Engine,
        node: str,
        owner: str,
        monotonic: Callable[[], float],
        report: Callable[[], NodeReport],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.node = node
        self.term: int | None = None
        #: When the node was last heard by whoever had it before us; None: never, or not known.
        self.heard_before: datetime | None = None
        #: Up to when call records were read by then, of the disk's clock.
        self.imported_before: datetime | None = None
        self.owner = owner
        self._engine, self._monotonic = engine, monotonic
        self._report, self._changed = report, changed
        self._sure_until = 0.0
        self._gaps: deque[Gap] = deque(maxlen=GAPS_KEPT)
        self._standing_by = False
        self._turning = threading.Lock()

    @property
    def held(self) -> bool:
        """True while we have the node, as far as we know."""
        return self.term is not None

    @property
    def may_send(self) -> bool:
        """True while nobody else can have the node."""
        return self.held and self._monotonic() < self._sure_until

    def note(self, gap: Gap) -> None:
        """Keep a gap, with the next turn."""
        self._gaps.append(gap)

    def turn(self) -> None:
        """Take the node, or keep it and tell how it is. What fails is tried again by the next turn."""
        with self._turning:
            try:
                if self.term is None:
                    self._take()
                else:
                    self._keep(self.term)
            except HuanError as error:
                log.warning("the lease of a node waits", node=self.node, code=error.code)
            except Exception:
                log.exception("the lease of a node broke", node=self.node)

    def give_back(self) -> None:
        """Let another process have the node at once."""
        with self._turning:
            if self.term is None:
                return
            try:
                self._keep(self.term)
                if self.term is not None:
                    self._run(GiveBackNode(self.node, self.owner, self.term))
            except HuanError as error:
                log.warning("a node is not given back", node=self.node, code=error.code)
            self.term = None

    def _take(self) -> None:
        asked = self._monotonic()
        answer = self._run(TakeNode(self.node, self.owner, LEASE_SECONDS))
        if answer["term"] is None:
            if not self._standing_by:
                log.info("standing by", node=self.node, owner=answer["owner"])
            self._standing_by = True
            return
        self._standing_by = False
        self._gaps.clear()
        self._sure_until = asked + LEASE_SECONDS - MARGIN_SECONDS
        heard = answer["heard"]
        self.heard_before = datetime.fromisoformat(heard) if heard is not None else None
        imported = answer["imported"]
        self.imported_before = datetime.fromisoformat(imported) if imported is not None else None
        self.term = answer["term"]
        log.info("node taken", node=self.node, term=self.term)
        self._changed()

    def _keep(self, term: int) -> None:
        asked = self._monotonic()
        if not self._run(KeepNode(self.node, self.owner, term, LEASE_SECONDS, self._report()))["held"]:
            log.warning("another process has the node", node=self.node, term=term)
            self.term, self._sure_until = None, 0.0
            self._changed()
            return
        self._sure_until = asked + LEASE_SECONDS - MARGIN_SECONDS
        while self._gaps:
            gap = self._gaps[0]
            self._run(
                NoteGap(
                    self.node,
                    self.owner,
                    term,
                    gap.since,
                    gap.until,
                    gap.reason.value,
                    gap.events_shed,
                    gap.lost,
                    gap.imported,
                    gap.opened,
                )
            )
            self._gaps.popleft()

    def _run(self, command: TakeNode | KeepNode | GiveBackNode | NoteGap) -> Answer:
        return self._engine.run(command, TELEPHONY)
