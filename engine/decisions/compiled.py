"""Compiled decisions: what the rest of the engine holds on to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.decisions.compiling.graph import compile_graph
from engine.decisions.evaluation import Evaluation
from engine.decisions.graph import DecisionNode, Graph, InputNode, Key, ServiceNode
from engine.decisions.model.elements import Model
from engine.decisions.problems import Problem, Problems
from engine.decisions.running import Run, TableTrace
from engine.errors import NotFound
from engine.feel import Environment, FeelEvaluationError, Note
from engine.feel.types.model import Type
from engine.words import Words

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class InputNeeded:
    """An input that a decision or service takes: its name for `evaluate`, and its type."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class Offered:
    """A decision or decision service that can be evaluated; kind is `decision` or `service`."""

    id: str
    name: str
    kind: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an evaluation gave.

    `value` is a FEEL value. `notes` are the reasons for nulls, in order; `trace` the decision tables that
    were evaluated, with the rules that matched; `decisions` the values of all decisions made, by name.
    """

    value: Any
    notes: tuple[Note, ...]
    trace: tuple[TableTrace, ...]
    decisions: Mapping[str, Any]


class CompiledDecisions:
    """A compiled model; immutable, and safe to use in several threads with an environment each.

    `problems` are those of the model and of all it imports: with an error among them it must not be deployed,
    and whatever depends on the wrong part is null.
    """

    def __init__(self, model: Model, graph: Graph, problems: tuple[Problem, ...]) -> None:
        self.name = model.name
        self.namespace = model.namespace
        self.file = model.file
        self.problems = problems
        self._graph = graph
        self._inputs = tuple(key for key, node in graph.nodes.items() if isinstance(node, InputNode))
        self.offered: tuple[Offered, ...] = tuple(
            _offer(node)
            for key, node in graph.nodes.items()
            if key[0] == model.namespace and isinstance(node, DecisionNode | ServiceNode)
        )
        self._targets = {one.name: one for one in self.offered} | {one.id: one for one in self.offered}

    def find(self, target: str) -> Offered | None:
        """Return the decision or service with this id or, when no id is the same, this name; else None."""
        return self._targets.get(target)

    def inputs_of(self, target: str) -> tuple[InputNeeded, ...]:
        """Return the inputs that a decision requires, directly or through others, or a service's parameters.

        Raises:
            NotFound: there is no such decision or service.
        """
        node = self._node(target)
        keys = (
            [need.key for need in node.parameters] if isinstance(node, ServiceNode) else self._required(node)
        )
        return tuple(self._needed(key) for key in keys)

    def evaluate(self, target: str, inputs: Mapping[str, Any], env: Environment) -> Outcome:
        """Evaluate a decision or a decision service, by id or name.

        `inputs` are FEEL values by the name (or id) of the input data; for a service also of its input
        decisions. An input of an imported model may be named with its prefix (`prefix.name`), or without
        where that is unambiguous. Inputs that nothing asks for are ignored; missing ones are null, with
        a note.

        Raises:
            NotFound: there is no such decision or service.
            FeelEvaluationError: evaluation had to stop, as when the budget is spent.
        """
        node = self._node(target)
        run = Run(env)
        before = len(env.notes)
        try:
            evaluation = Evaluation(self._graph, run, self._given(node, inputs))
            value = (
                evaluation.result_of(node) if isinstance(node, ServiceNode) else evaluation.value(node.key)
            )
        except RecursionError:
            raise FeelEvaluationError(
                Words("the data or the decisions are nested too deeply", "数据或决策嵌套过深"),
                where=node.name,
            ) from None
        labels = self._graph.labels
        made = {
            labels[key][0]: made
            for key, made in evaluation.values.items()
            if isinstance(self._graph.nodes[key], DecisionNode)
        }
        return Outcome(value, tuple(env.notes[before:]), tuple(run.trace), made)

    def _given(self, node: DecisionNode | ServiceNode, inputs: Mapping[str, Any]) -> dict[Key, Any]:
        """Return what the caller brings, by key. An input decision of a service is never made: null then."""
        given: dict[Key, Any] = {}
        if isinstance(node, ServiceNode):
            given = {need.key: None for need in node.input_decisions}
        for key in (*given, *self._inputs):
            label = next((label for label in self._graph.labels[key] if label in inputs), None)
            if label is not None:
                given[key] = inputs[label]
        return given

    def _node(self, target: str) -> DecisionNode | ServiceNode:
        offered = self.find(target)
        if offered is None:
            known = ", ".join(one.name for one in self.offered[:_SHOWN]) or "none"
            raise NotFound(
                Words(
                    f"there is no decision or decision service {target!r}; there: {known}",
                    f"没有决策或决策服务 {target!r}；有：{known}",
                )
            )
        node = self._graph.nodes[self.namespace, offered.id]
        assert isinstance(node, DecisionNode | ServiceNode)  # only these are offered
        return node

    def _needed(self, key: Key) -> InputNeeded:
        node = self._graph.nodes[key]
        assert isinstance(node, InputNode | DecisionNode)  # what the compiler lets through
        return InputNeeded(self._graph.labels[key][0], node.type)

    def _required(self, decision: DecisionNode) -> list[Key]:
        """Return the inputs that a decision requires, directly or through others, in their order."""
        found: dict[Key, None] = {}
        seen: set[Key] = set()
        waiting = [decision.key]
        while waiting:
            key = waiting.pop()
            node = self._graph.nodes[key]
            if key in seen:
                continue
            seen.add(key)
            if isinstance(node, DecisionNode):
                waiting.extend(need.key for need in reversed(node.information))
            elif isinstance(node, InputNode):
                found[key] = None
        return list(found)


def _offer(node: DecisionNode | ServiceNode) -> Offered:
    if isinstance(node, ServiceNode):
        return Offered(node.key[1], node.name, "service")
    return Offered(node.key[1], node.name, "decision", node.question)


def check_model(model: Model, others: Sequence[Model] = ()) -> list[Problem]:
    """Return what is wrong in a model and in those of `others` that it imports."""
    return list(compile_model(model, others).problems)


def compile_model(model: Model, others: Sequence[Model] = ()) -> CompiledDecisions:
    """Compile a model with those of `others` that it imports.

    Never refuses: a part with a problem is null when it is evaluated, and `problems` says why.
    """
    problems = Problems()
    graph = compile_graph(model, others, problems)
    return CompiledDecisions(model, graph, tuple(problems))
