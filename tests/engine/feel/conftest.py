"""One way to evaluate FEEL in the tests: a fixed moment in Shanghai, and what the evaluation noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.feel import Budget, Environment, compile_expression, compile_unary_tests

# A spring evening in London is the next morning in Shanghai.
NOW = datetime(2024, 3, 5, 20, 30, tzinfo=UTC)


@pytest.fixture
def environment() -> Callable[..., Environment]:
    def make(
        functions: Mapping[str, Callable[..., Any]] | None = None,
        budget: Budget | None = None,
        zone: str = "Asia/Shanghai",
    ) -> Environment:
        return Environment(NOW, ZoneInfo(zone), functions or {}, budget or Budget())

    return make


@pytest.fixture
def feel(environment: Callable[..., Environment]) -> Callable[..., Any]:
    """Return the value of an expression."""

    def evaluate(text: str, variables: Mapping[str, Any] | None = None, **options: Any) -> Any:
        return compile_expression(text, **options).evaluate(variables or {}, environment())

    return evaluate


@pytest.fixture
def notes(environment: Callable[..., Environment]) -> Callable[..., list[str]]:
    """Return what the evaluation of an expression, which must give null, noted."""

    def evaluate(text: str, variables: Mapping[str, Any] | None = None, **options: Any) -> list[str]:
        env = environment()
        assert compile_expression(text, **options).evaluate(variables or {}, env) is None
        return [str(note) for note in env.notes]

    return evaluate


@pytest.fixture
def matches(environment: Callable[..., Environment]) -> Callable[..., bool | None]:
    """Return whether a value satisfies unary tests."""

    def test(
        text: str, value: Any, variables: Mapping[str, Any] | None = None, **options: Any
    ) -> bool | None:
        return compile_unary_tests(text, **options).matches(value, variables or {}, environment())

    return test
