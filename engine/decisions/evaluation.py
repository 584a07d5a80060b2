"""Evaluate a requirements graph: each decision once, after what it requires (DMN 1.5, clause 10.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.decisions.compiling.unit import value_as_type
from engine.decisions.graph import DecisionNode, Graph, InputNode, Key, KnowledgeNode, Need, ServiceNode
from engine.decisions.running import Run
from engine.feel import Environment, FunctionValue, Type, make_function
from engine.words import Words

Given = Mapping[Key, Any]
"""What the caller brings: values of inputs, and of decisions that are not to be made."""


class Evaluation:
    """One evaluation of a graph with given values. A decision service called inside has one of its own."""

    __slots__ = ("_functions", "_graph", "_run", "values")

    def __init__(self, graph: Graph, run: Run, given: Given) -> None:
        self._graph = graph
        self._run = run
        self._functions: dict[Key, FunctionValue] = {}
        self.values: dict[Key, Any] = {key: self._given(key, value) for key, value in given.items()}

    def value(self, key: Key) -> Any:
        """Return the value of a decision or an input; without recursion, as chains may be long."""
        waiting = [key]
        while waiting:
            current = waiting[-1]
            missing = [] if current in self.values else self._missing(current)
            if missing:
                waiting.extend(missing)
                continue
            waiting.pop()
            if current not in self.values:
                self.values[current] = self._made(current)
        return self.values[key]

    def function(self, key: Key) -> FunctionValue:
        """Return the function that a knowledge model or a decision service is."""
        made = self._functions.get(key)
        if made is None:
            made = self._functions[key] = self._bound(key)
        return made

    def result_of(self, service: ServiceNode) -> Any:
        """Return what a service gives: the value of its output decision, or a context of several."""
        outputs = {need.name: self.value(need.key) for need in service.outputs}
        result = next(iter(outputs.values())) if len(outputs) == 1 else outputs
        return value_as_type(result, service.result, service.name, self._run)

    def _missing(self, key: Key) -> list[Key]:
        """Return what a decision requires and is not there yet; a decision in a circle requires nothing."""
        node = self._graph.nodes.get(key)
        if not isinstance(node, DecisionNode) or key in self._graph.broken:
            return []
        return [need.key for need in node.information if need.key not in self.values]

    def _given(self, key: Key, value: Any) -> Any:
        node = self._graph.nodes[key]
        if isinstance(node, InputNode | DecisionNode):
            return value_as_type(value, node.type, node.name, self._run)
        return value

    def _made(self, key: Key) -> Any:
        node = self._graph.nodes.get(key)
        if isinstance(node, InputNode):
            self._run.note(
                node.name,
                Words(f"no value was given for the input `{node.name}`", f"没有给出输入 `{node.name}` 的值"),
            )
            return None
        if not isinstance(node, DecisionNode):
            return None
        if key in self._graph.broken:
            self._run.note(node.name, Words("the requirements lead round in a circle", "需求关系成环"))
            return None
        if node.evaluate is None:
            self._run.note(
                node.name,
                Words(
                    f"`{node.name}` has no logic, and no value was given for it",
                    f"`{node.name}` 没有逻辑，也没有给出它的值",
                ),
            )
            return None
        return node.evaluate(self._variables(node.information, node.knowledge), self._run)

    def _variables(self, information: Iterable[Need], knowledge: Iterable[Need]) -> dict[str, Any]:
        """Return what an element sees: its requirements, those of imported models under their prefix."""
        values = [(need, self.values[need.key]) for need in information]
        values += [(need, self.function(need.key)) for need in knowledge]
        variables: dict[str, Any] = {}
        for need, value in values:
            if need.prefix is not None:
                variables.setdefault(need.prefix, {})[need.name] = value
        variables.update((need.name, value) for need, value in values if need.prefix is None)
        return variables

    def _bound(self, key: Key) -> FunctionValue:
        node = self._graph.nodes[key]
        if key in self._graph.broken:
            return make_function([], lambda _environment, _arguments: None, name=node.name)
        if isinstance(node, KnowledgeNode):
            return node.bind(self._variables((), node.knowledge), self._run)
        assert isinstance(node, ServiceNode)  # only these two can be required as knowledge
        return self._service(node)

    def _service(self, service: ServiceNode) -> FunctionValue:
        def call(_: Environment, arguments: list[Any]) -> Any:
            given = dict(zip((need.key for need in service.parameters), arguments, strict=True))
            return Evaluation(self._graph, self._run, given).result_of(service)

        parameters = [(need.name, self._type(need.key)) for need in service.parameters]
        return make_function(parameters, call, name=service.name)

    def _type(self, key: Key) -> Type:
        node = self._graph.nodes[key]
        assert isinstance(node, InputNode | DecisionNode)  # what the compiler lets through
        return node.type
