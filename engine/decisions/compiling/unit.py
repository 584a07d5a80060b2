"""What the compilation of one model shares."""

from __future__ import annotations

from typing import Any

from engine.decisions.compiling.texts import Texts
from engine.decisions.problems import Place, Problems
from engine.decisions.running import Evaluator, Run, Variables
from engine.decisions.types.table import TypeTable
from engine.feel.types.model import ANY, Type, coerced
from engine.feel.values import kinds
from engine.feel.values.kinds import kind_of
from engine.words import Words


class Unit:
    """One model being compiled: its texts, its types, and the problems found."""

    def __init__(self, texts: Texts, types: TypeTable, problems: Problems) -> None:
        self.texts = texts
        self.types = types
        self.problems = problems

    def typed(self, evaluate: Evaluator, type_ref: str | None, place: Place, where: str) -> Evaluator:
        """Return the evaluator whose value conforms to a type: converted to it, or null with a note."""
        return as_type(evaluate, self.types.find(type_ref, place), where)


def as_type(evaluate: Evaluator, type_: Type, where: str) -> Evaluator:
    """Return the evaluator whose value conforms to `type_`: converted to it, or null with a note."""
    if type_ is ANY:
        return evaluate

    def evaluate_as_type(variables: Variables, run: Run) -> Any:
        return value_as_type(evaluate(variables, run), type_, where, run)

    return evaluate_as_type


def unreadable(where: str) -> Evaluator:
    """Return the evaluator of what cannot be read: null, with a note; `check` has told the reason."""

    def null(_: Variables, run: Run) -> None:
        run.note(
            where,
            Words("the expression cannot be read: `check` says why", "表达式读不懂：`check` 会说明原因"),
        )

    return null


def value_as_type(value: Any, type_: Type, where: str, run: Run) -> Any:
    """Return `value` converted to `type_`, or null with a note (clause 10.3.2.9.4)."""
    had, result = coerced(value, type_, run.env.spend)
    if not had:
        shown = _shown(value)
        run.note(where, Words(f"a {shown} does not conform to {type_}", f"{shown.zh}不符合类型 {type_}"))
    return result


def not_boolean(what: str, zh: str, value: Any) -> Words:
    """Return the note that something must be a boolean and is none."""
    kind = kind_of(value)
    return Words(f"{what} must be a boolean, not {kind}", f"{zh}应为布尔值，而不是{kind.zh}")


def _shown(value: Any) -> Words:
    """Return what a message says of a value: its kind, and a simple value itself, shortened."""
    kind = kind_of(value)
    if kind not in (kinds.NUMBER, kinds.STRING):
        return kind
    text = str(value)
    shown = text if len(text) <= 30 else text[:29] + "…"
    return Words(f"{kind} ({shown})", f"{kind.zh}（{shown}）")
