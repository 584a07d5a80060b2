"""Decision tables (DMN 1.5, clause 8) as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from engine.decisions.model.boxed import Expression, Literal
from engine.decisions.problems import Place

UNIQUE, FIRST, PRIORITY, ANY = "UNIQUE", "FIRST", "PRIORITY", "ANY"
COLLECT, RULE_ORDER, OUTPUT_ORDER = "COLLECT", "RULE ORDER", "OUTPUT ORDER"
HIT_POLICIES = (UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE_ORDER, OUTPUT_ORDER)
SUM, COUNT, MIN, MAX = "SUM", "COUNT", "MIN", "MAX"
AGGREGATIONS = (SUM, COUNT, MIN, MAX)


@dataclass(frozen=True, slots=True)
class Cell:
    """Unary tests: an input entry, or the values that an input, an output or a type allows."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Input:
    """An input clause. `values` None allows every value."""

    expression: Literal
    values: Cell | None
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Output:
    """An output clause; its name may be missing where it is the only one.

    `values` are in the order of their priority, highest first. `default` is what no rule gives.
    """

    name: str | None
    type_ref: str | None
    values: Cell | None
    default: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `annotations` by the names of their columns."""

    id: str | None
    inputs: tuple[Cell, ...]
    outputs: tuple[Expression, ...]
    annotations: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable(Expression):
    """A decision table. How it is drawn (as rows, as columns, crosstab) does not change what it says."""

    hit_policy: str
    aggregation: str | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
