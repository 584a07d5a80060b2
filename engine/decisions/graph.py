"""The compiled requirements graph: what each element needs, and how its value is had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.decisions.running import Evaluator, Run
from engine.feel import FunctionValue
from engine.feel.types.model import Type

Key = tuple[str, str]
"""An element among all models: namespace and id."""
Binder = Callable[[Mapping[str, Any], Run], FunctionValue]


@dataclass(frozen=True, slots=True)
class Need:
    """One required element under the name that the requiring one knows it by; `prefix` is an import's."""

    prefix: str | None
    name: str
    key: Key


@dataclass(frozen=True, slots=True)
class InputNode:
    """An input; its value is what the caller gives, as its type wants it."""

    key: Key
    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class DecisionNode:
    """A decision; `evaluate` None is a decision that people make."""

    key: Key
    name: str
    type: Type
    evaluate: Evaluator | None
    information: tuple[Need, ...]
    knowledge: tuple[Need, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeNode:
    """A business knowledge model; `bind` makes its function."""

    key: Key
    name: str
    bind: Binder
    knowledge: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class ServiceNode:
    """A decision service; `result` is the type of what it gives."""

    key: Key
    name: str
    result: Type
    outputs: tuple[Need, ...]
    input_data: tuple[Need, ...]
    input_decisions: tuple[Need, ...]

    @property
    def parameters(self) -> tuple[Need, ...]:
        """The parameters in their order: input data, then input decisions (clause 10.4)."""
        return self.input_data + self.input_decisions


Node = InputNode | DecisionNode | KnowledgeNode | ServiceNode


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes by key. `broken` stand in a circle of requirements.

    `labels` are the names by which a caller may call a node, the first the one to show: its name in the main
    model, else its name behind the prefixes that lead to it.
    """

    nodes: Mapping[Key, Node]
    labels: Mapping[Key, tuple[str, ...]]
    broken: frozenset[Key]
