"""What one evaluation carries along: the FEEL environment, the trace of rules, and how reasons are noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.feel import Environment
from engine.feel.syntax.source import Place as FeelPlace
from engine.feel.syntax.source import Source
from engine.words import Words

MOST_TRACED = 1_000
"""Evaluations of tables that one trace keeps: a table may stand inside a loop."""


@dataclass(frozen=True, slots=True)
class MatchedRule:
    """A rule that matched: its number in the table from 1, its id, its annotations by column."""

    number: int
    id: str | None
    annotations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableTrace:
    """One evaluation of a decision table: `where` names it, `inputs` are the tested values by label."""

    where: str
    hit_policy: str
    inputs: tuple[tuple[str, Any], ...]
    rules: tuple[MatchedRule, ...]
    output: Any


class Run:
    """One evaluation of a model."""

    __slots__ = ("env", "trace", "traces_left")

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.trace: list[TableTrace] = []
        self.traces_left = MOST_TRACED

    def note(self, where: str, message: Words) -> None:
        """Note why something became null."""
        self.env.note(FeelPlace(Source("", where), 0), message)

    def traced(self, trace: TableTrace) -> None:
        """Remember how a table was evaluated."""
        if self.traces_left:
            self.traces_left -= 1
            self.trace.append(trace)


Variables = dict[str, Any]
Evaluator = Callable[[Variables, Run], Any]
"""A compiled boxed expression: the variables in scope and the run in, the value out."""
