"""What a look at types finds, in two languages and with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engine.feel.syntax.nodes import Node
from engine.words import Words


@dataclass(frozen=True, slots=True)
class TypeFinding:
    """Something that is certainly wrong: line and column count from 1, as in a syntax error."""

    problem: Words
    remedy: Words
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.problem} at {self.line}:{self.column}"


class Teller(Protocol):
    """Whoever collects the findings."""

    def tell(self, node: Node, problem: Words, remedy: Words) -> None:
        """Note a finding at a node, once."""
