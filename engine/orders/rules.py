"""The numbers and texts that a utility sets for its orders; `rules.yaml` here is where it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.orders.area_calls import AreaRow
from engine.orders.priority import PriorityRow

#: What customers are told, with the names that each text may fill in.
MESSAGES: Mapping[str, frozenset[str]] = {
    "merged": frozenset({"number"}),
    "main_ended": frozenset({"number"}),
    "outage_known": frozenset({"number", "expected"}),
    "estimate": frozenset({"number", "expected"}),
    "restored": frozenset({"number"}),
    "slot": frozenset({"number", "expected"}),
}


@dataclass(frozen=True)
class OrderRules:
    """`sample_percent`: of merged orders, how many are called after their main order has ended.

    A call repeats another within `repeat_hours`; from `neighbourhood` orders of one transformer area in that
    time on, the neighbourhood is calling. For `reopen_days` after it was done an order can be reopened.
    `priorities` is the table of priorities, the first row that fits; `area_calls` says when calls of one
    transformer area are probably one event.
    """

    sample_percent: int
    messages: Mapping[str, str]
    repeat_hours: int
    neighbourhood: int
    reopen_days: int
    priorities: Sequence[PriorityRow]
    area_calls: Sequence[AreaRow] = ()

    def is_sampled(self, order_id: str) -> bool:
        """Return whether a merged order is one of those that are called; always the same for one order."""
        return int(order_id[-4:], 16) % 100 < self.sample_percent
