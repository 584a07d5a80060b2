"""One way to evaluate decisions in the tests: a fixed moment in Shanghai."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.decisions import CompiledDecisions, Outcome
from engine.feel import Budget, Environment

NOW = datetime(2024, 3, 5, 20, 30, tzinfo=UTC)


def environment(budget: Budget | None = None) -> Environment:
    return Environment(NOW, ZoneInfo("Asia/Shanghai"), budget=budget or Budget())


@pytest.fixture
def evaluate() -> Callable[..., Outcome]:
    """Return what a decision gives."""

    def run(decisions: CompiledDecisions, target: str = "it", /, **inputs: Any) -> Outcome:
        return decisions.evaluate(target, inputs, environment())

    return run


@pytest.fixture
def value(evaluate: Callable[..., Outcome]) -> Callable[..., Any]:
    """Return the value that a decision gives; it must have been read without a problem."""

    def run(decisions: CompiledDecisions, target: str = "it", /, **inputs: Any) -> Any:
        assert [str(problem) for problem in decisions.problems] == []
        return evaluate(decisions, target, **inputs).value

    return run
