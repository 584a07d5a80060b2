"""Keep an exchange, say how it is, and give it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.work import Work
from engine.store.exchange import give_back_node, renew_node


@dataclass(frozen=True)
class NodeReport:
    """How an exchange is. Times are aware UTC, of the listener's clock; `counters` are whole numbers.

    Up to `imported_until` call records were read, by the clock of their disk; None: as before.
    """

    state: str
    switchname: str | None = None
    core_uuid: str | None = None
    version: str | None = None
    connected_at: datetime | None = None
    heard_at: datetime | None = None
    counters: Mapping[str, int] = field(default_factory=dict)
    imported_until: datetime | None = None


@dataclass(frozen=True)
class KeepNode:
    """Keep an exchange for `seconds` more of the database's time, with how it is."""

    name: ClassVar[str] = "keep-node"

    node: str
    owner: str
    term: int
    seconds: float
    report: NodeReport

    def perform(self, work: Work) -> Answer:
        """`held` False: another process has it now, and whoever asks must stop."""
        told: dict[str, Any] = {**asdict(self.report), "counters": dict(self.report.counters)}
        return {"held": renew_node(work.tx, self.node, self.owner, self.term, self.seconds, told)}


@dataclass(frozen=True)
class GiveBackNode:
    """Give an exchange back, so that another process need not wait for the time to be over."""

    name: ClassVar[str] = "give-back-node"

    node: str
    owner: str
    term: int

    def perform(self, work: Work) -> Answer:
        """`given` False: it was not ours any more."""
        return {"given": give_back_node(work.tx, self.node, self.owner, self.term)}
