"""What one evaluation of a decision table with a thousand rules costs, and its model to read and compile."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bench.figure import Figure
from engine.decisions import CompiledDecisions, compile_model
from engine.definitions.decisions import read_decisions
from engine.feel import Environment

RULES = 1_000
EVALUATIONS = 1_000
RUNS = 7
TIERS = ("county", "city", "province", "station")
NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
Cells = Callable[[int], list[str]]


def run() -> list[Figure]:
    """Measure tables whose entries compare with constants, and one with a variable in each rule."""
    random.seed(3)
    constant = _table(_constant_cells, "UNIQUE")
    collecting = _table(_constant_cells, "COLLECT")
    mixed = _table(_mixed_cells, "FIRST")
    compiling = [_seconds(lambda: _compiled(constant)) * 1e3 for _ in range(RUNS)]
    return [
        Figure("dmn.table", "µs", _evaluations(_compiled(constant)), 300),
        Figure("dmn.table-collect", "µs", _evaluations(_compiled(collecting)), 300),
        Figure("dmn.table-with-variables", "µs", _evaluations(_compiled(mixed)), 300),
        Figure("dmn.read-and-compile", "ms", compiling),
    ]


def _constant_cells(rule: int) -> list[str]:
    low = rule // len(TIERS) * 10
    return [f'"{TIERS[rule % len(TIERS)]}"', f"[{low}..{low + 10})", "-" if rule % 3 else "< 100", "true"]


def _mixed_cells(rule: int) -> list[str]:
    return [*_constant_cells(rule)[:2], "< threshold", "-"]


def _table(cells: Cells, hit_policy: str) -> bytes:
    inputs = ("tier", "amount", "age", "urgent")
    data = "".join(f'<inputData id="{name}" name="{name}"/>' for name in (*inputs, "threshold"))
    needs = "".join(
        f'<informationRequirement><requiredInput href="#{name}"/></informationRequirement>'
        for name in (*inputs, "threshold")
    )
    columns = "".join(
        f"<input><inputExpression><text>{name}</text></inputExpression></input>" for name in inputs
    )
    rules = "".join(_rule(rule, cells(rule)) for rule in range(RULES))
    return (
        f'<definitions xmlns="{NAMESPACE}" name="bench" namespace="bench">{data}'
        f'<decision id="fee" name="fee">{needs}<decisionTable hitPolicy="{hit_policy}">'
        f"{columns}<output/>{rules}</decisionTable></decision></definitions>"
    ).encode()


def _rule(number: int, cells: list[str]) -> str:
    tests = "".join(f"<inputEntry><text>{cell.replace('<', '&lt;')}</text></inputEntry>" for cell in cells)
    return f"<rule>{tests}<outputEntry><text>{number}</text></outputEntry></rule>"


def _compiled(content: bytes) -> CompiledDecisions:
    return compile_model(read_decisions(content, "bench.dmn"))


def _evaluations(decisions: CompiledDecisions) -> list[float]:
    """Return the microseconds of one evaluation, a figure for each of several rounds."""
    given: list[dict[str, Any]] = [
        {
            "tier": random.choice(TIERS),
            "amount": random.randrange(2_500),
            "age": random.randrange(100),
            "urgent": True,
            "threshold": 100,
        }
        for _ in range(EVALUATIONS)
    ]
    now, zone = datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai")

    def evaluate() -> None:
        for inputs in given:
            if decisions.evaluate("fee", inputs, Environment(now, zone)).value is None:
                raise AssertionError(f"no rule matches {inputs}")

    return [_seconds(evaluate) / EVALUATIONS * 1e6 for _ in range(RUNS)]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
