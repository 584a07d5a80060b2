"""The type of an expression, and what is certainly wrong in it, before it runs.

    report = infer_types('order.amount > "5"', {"order": ContextType({"amount": NUMBER}, closed=True)})
    report.findings[0].problem.zh   # 数字和文本不能比较……

Certainly wrong means: whatever the values are, the operation gives null, or what is asked for does not
exist. What depends on the values is not a finding. Null is a value of every type here, as in FEEL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.feel.environment import DEFAULT_BUDGET, Budget
from engine.feel.syntax import parser
from engine.feel.syntax.nodes import Tests
from engine.feel.syntax.source import Source
from engine.feel.types.findings import TypeFinding
from engine.feel.types.model import BOOLEAN, Type
from engine.feel.types.scopes import Names
from engine.feel.types.walk import Walk
from engine.feel.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class TypeReport:
    """The type of an expression (Any when it cannot be told) and the findings, in the order of the text."""

    type: Type
    findings: tuple[TypeFinding, ...]


def infer_types(
    text: str,
    variables: Mapping[str, Type],
    *,
    expected: Type | None = None,
    closed: bool = False,
    functions: Iterable[str] = (),
    types: Mapping[str, Type] | None = None,
    budget: Budget = DEFAULT_BUDGET,
) -> TypeReport:
    """Infer the type of an expression whose variables have the given types.

    With `expected`, a result that cannot be had as that type is a finding: BOOLEAN for a condition. With
    `closed`, a name that is no variable is one as well. `functions` are the host's, `types` the caller's
    named types. Raises FeelSyntaxError as compile_expression does.
    """
    parsed = parser.parse_expression(
        Source(text, None), variables.keys(), vocabulary(frozenset(functions)), budget, types or {}
    )
    walk = Walk(closed)
    found = walk.type_of(parsed.node, Names(variables))
    if expected is not None:
        walk.expect(parsed.node, found, expected)
    return TypeReport(found, walk.report())


def infer_test_types(
    text: str,
    tested: Type,
    variables: Mapping[str, Type],
    *,
    closed: bool = False,
    functions: Iterable[str] = (),
    types: Mapping[str, Type] | None = None,
    budget: Budget = DEFAULT_BUDGET,
) -> TypeReport:
    """Look at unary tests of a value of type `tested`; the parameters are those of infer_types."""
    parsed = parser.parse_unary_tests(
        Source(text, None), variables.keys(), vocabulary(frozenset(functions)), budget, types or {}
    )
    walk = Walk(closed)
    assert isinstance(parsed.node, Tests)  # what the parser returns
    for test in parsed.node.alternatives or ():
        walk.test(test, tested, Names(variables))
    return TypeReport(BOOLEAN, walk.report())
