"""Limit rules: what is promised for which orders, from which milestone to which, and how it is counted.

A rule is data out of an operator profile (engine.limits.profile). Its `terms` are the part that an order's
clock carries with it, so that editing a profile never changes a clock that runs already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine.limits.amounts import Amount, Layer, Unit


class Rounds(StrEnum):
    """What the next round (重派 re-dispatch, rework) does to a clock.

    CONTINUE: the order's clock: it runs on; where it has stopped, its result stands (arrived is arrived).
    REOPEN: the order's clock: it runs on, and a stop is taken back as if it had never been, because what it
    stood for turned out untrue (not restored, reply not accepted).
    RESTART: a stage clock: every start milestone after a stop starts it anew.
    """

    CONTINUE = "continue"
    REOPEN = "reopen"
    RESTART = "restart"


class OnChange(StrEnum):
    """What becomes of a clock that runs when its rule, or a fact of its order, is another."""

    KEEP = "keep"
    RECOMPUTE = "recompute"
    TIGHTEN_ONLY = "tighten-only"


class DayEnd(StrEnum):
    """When the last day of a limit in days ends (民法典 art. 203)."""

    MIDNIGHT = "midnight"
    CLOSE = "close"


class Trust(StrEnum):
    """How far a number can be relied on; SETTING is the house's own choice, with no source outside."""

    OFFICIAL = "official"
    REPRINT = "reprint"
    EXAM = "exam"
    MEMORY = "memory"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Names:
    """What people call a thing, in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from."""

    key: str
    title: str
    trust: Trust


@dataclass(frozen=True, slots=True)
class Limit:
    """One layer of a rule: the amount, where it comes from, and what is doubtful about it (or None)."""

    amount: Amount
    source: Source
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch that counts: from the first of its start milestones to the first of its stop milestones."""

    key: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a clock needs to count: it stays with the clock as it was when the clock was started.

    `rule` names the rule and its profile's version (`state-grid@2026.1/arrive?area=urban`). `promise` and
    `target` are numbers of `unit`; None: that layer is not limited, but never both. `pauses` are the reasons
    for which holding stops the clock. `rolls`: a last calendar day off moves to the next working day
    (民法典 art. 203). `appointable`: a new appointment (改约) replaces the due time. `accumulates`: the
    limit is on the sum of the stages; else there is one stage.
    """

    key: str
    rule: str
    unit: Unit
    promise: int | None
    target: int | None
    stages: tuple[Stage, ...]
    pauses: frozenset[str] = frozenset()
    rounds: Rounds = Rounds.CONTINUE
    day_end: DayEnd = DayEnd.MIDNIGHT
    rolls: bool = True
    appointable: bool = False
    accumulates: bool = False

    def amount(self, layer: Layer | None = None) -> Amount | None:
        """Return the amount of `layer`, None where it has none; layer None means the main one."""
        value = self.promise if (layer or self.main_layer) is Layer.PROMISE else self.target
        return None if value is None else Amount(value, self.unit)

    @property
    def main_layer(self) -> Layer:
        """Return the promise where there is one, else the target."""
        return Layer.TARGET if self.promise is None else Layer.PROMISE


@dataclass(frozen=True, slots=True)
class LimitRule:
    """One rule of a profile for the orders whose facts meet `conditions`.

    `conditions` maps a fact (category, area, customer_class …) to the values it may have; empty: always.
    `average`: the promise is also measured as an average over the orders of a period. `warn_at` are the
    fractions of the limit, ascending, at which pages warn. `when_rule_changes` and `when_facts_change` say
    what becomes of clocks that run: what was promised stays, while a wrong fact is corrected, unless said.
    """

    terms: Terms
    names: Names
    conditions: Mapping[str, frozenset[str]] = field(hash=False)
    promise: Limit | None
    target: Limit | None
    average: bool = False
    warn_at: tuple[Decimal, ...] = (Decimal("0.8"),)
    when_rule_changes: OnChange = OnChange.KEEP
    when_facts_change: OnChange = OnChange.RECOMPUTE

    @property
    def key(self) -> str:
        """Return the rule's key, which diagrams name: limit("arrive")."""
        return self.terms.key

    def matches(self, facts: Mapping[str, str]) -> bool:
        """Return whether every condition is met; a fact that is not known meets none."""
        return all(facts.get(name) in values for name, values in self.conditions.items())
