"""What FEEL costs: a condition that was compiled before, loops, compiling, and inferring types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from bench.figure import Figure
from engine.feel import Budget, Environment, compile_expression, infer_types, type_of_schema

RUNS = 15
CONDITION = 'amount > 5 and tier = "county"'
VALUES: dict[str, Any] = {"amount": 7, "tier": "county"}
ENTRIES: dict[str, Any] = {"order": VALUES}
LINES: dict[str, Any] = {"lines": [{"price": number} for number in range(1000)]}
SCHEMA = {"type": "object", "properties": {"amount": {"type": "number"}, "tier": {"type": "string"}}}


def run() -> list[Figure]:
    """Measure in this process alone; every figure is a median of rounds, after one that warms up."""
    variables = {"order": type_of_schema(SCHEMA, closed=True)}
    of_entries = 'order.amount > 5 and order.tier = "county"'
    return [
        Figure("feel.condition", "µs", _evaluating(CONDITION, VALUES, 50_000), 1),
        Figure("feel.condition-of-entries", "µs", _evaluating(of_entries, ENTRIES, 50_000), 1),
        Figure("feel.condition-that-notes", "µs", _evaluating(CONDITION, {}, 5_000)),
        Figure("feel.filter-1000", "µs", _evaluating("lines[price > 500]", LINES, 50)),
        Figure("feel.for-1000", "µs", _evaluating("for l in lines return l.price * 2", LINES, 50)),
        Figure("feel.compile", "µs", _rounds(lambda: compile_expression(CONDITION), 1_000)),
        Figure("feel.infer-types", "µs", _rounds(lambda: infer_types(of_entries, variables), 1_000)),
    ]


def _evaluating(text: str, values: dict[str, Any], times: int) -> list[float]:
    evaluate, budget = compile_expression(text).evaluate, Budget(steps=10**9, seconds=3600)
    environment = Environment(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), budget=budget)
    return _rounds(lambda: evaluate(values, environment), times)


def _rounds(work: Callable[[], object], times: int) -> list[float]:
    """Return the microseconds of processor time of one call, a figure a round, with the loop around it."""
    figures = []
    for _ in range(RUNS + 1):
        began = process_time()
        for _ in range(times):
            work()
        figures.append((process_time() - began) / times * 1e6)
    return figures[1:]
