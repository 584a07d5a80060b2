"""The decision models of a package: its files rules/*.dmn, which can import each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.decisions import (
    CompiledDecisions,
    DecisionsRefused,
    InputNeeded,
    Model,
    Offered,
    Outcome,
    Problem,
    compile_model,
    read_model,
)
from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.safe_xml import parse_xml
from engine.errors import NotFound
from engine.feel import Environment
from engine.words import Words

FOLDER, ENDING = "rules/", ".dmn"


@dataclass(frozen=True)
class Decision:
    """A decision or decision service of a package, ready to be evaluated."""

    model: CompiledDecisions
    offered: Offered

    @property
    def inputs(self) -> tuple[InputNeeded, ...]:
        """Return what it takes, by name and type."""
        return self.model.inputs_of(self.offered.id)

    def evaluate(self, inputs: Mapping[str, Any], env: Environment) -> Outcome:
        """Evaluate it with FEEL values by the names of its inputs; see `CompiledDecisions.evaluate`.

        Raises:
            FeelEvaluationError: evaluation had to stop, as when the budget is spent.
        """
        return self.model.evaluate(self.offered.id, inputs, env)


class Decisions:
    """All decisions of a package; compiled when first asked for, and then kept."""

    def __init__(self, models: Sequence[Model] = ()) -> None:
        self.models = tuple(models)

    def __iter__(self) -> Iterator[Decision]:
        return (Decision(model, offered) for model in self.compiled for offered in model.offered)

    @cached_property
    def compiled(self) -> tuple[CompiledDecisions, ...]:
        """Return the compiled models, one for each file."""
        return tuple(
            compile_model(model, [other for other in self.models if other is not model])
            for model in self.models
        )

    @cached_property
    def _by_id(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = {}
        for decision in self:
            found.setdefault(decision.offered.id, []).append(decision)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Decision]]:
        found: dict[str, list[Decision]] = {}
        for decision in self:
            found.setdefault(decision.offered.name, []).append(decision)
        return found

    def find(self, reference: str) -> Decision | None:
        """Return the decision with this id, else the only one with this name; None when there is neither."""
        found = self._by_id.get(reference) or self._by_name.get(reference, [])
        return found[0] if len(found) == 1 else None

    def evaluate(self, reference: str, inputs: Mapping[str, Any], env: Environment) -> Outcome:
        """Evaluate a decision or decision service by id or name.

        Raises:
            NotFound: there is none, or there are several.
            FeelEvaluationError: evaluation had to stop, as when the budget is spent.
        """
        decision = self.find(reference)
        if decision is None:
            known = ", ".join(one.offered.name for one in self) or "none"
            raise NotFound(
                Words(
                    f"there is not exactly one decision {reference!r} in rules/; there: {known}",
                    f"rules/ 中没有唯一的决策 {reference!r}；有：{known}",
                )
            )
        return decision.evaluate(inputs, env)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in the models, each problem once."""
        return tuple(dict.fromkeys(problem for model in self.compiled for problem in model.problems))

    def twins(self) -> Iterator[tuple[Decision, Decision]]:
        """Yield decisions whose id stands in an earlier file already, with the one there."""
        for first, *others in self._by_id.values():
            for other in others:
                if other.model is not first.model:
                    yield other, first


def read_decisions(content: bytes, label: str) -> Model:
    """Read one DMN file; `label` names it in findings.

    Raises:
        DiagramRefused: it is no safe XML, or no DMN model.
    """
    try:
        return read_model(parse_xml(content, label), label)
    except DecisionsRefused as refused:
        raise DiagramRefused([finding_of(problem) for problem in refused.problems]) from None


def finding_of(problem: Problem) -> Finding:
    """Return a problem of a model as a finding of its package."""
    return Finding(
        problem.file,
        problem.element,
        problem.name,
        problem.problem,
        problem.remedy,
        problem.line,
        problem.severity,
    )
