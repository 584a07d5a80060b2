"""Expressions fit the types that are known: of forms, of declared order fields, of the order's own facts.

Only what is certainly wrong is told: a comparison that gives null whatever the values are, a condition
that is no boolean, a field that the order does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.expressions import expressions_of
from engine.definitions.checks.start_conditions import start_conditions
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.expressions import HOST_FUNCTIONS, compile_text, is_feel
from engine.definitions.findings import Finding
from engine.definitions.model import Expression, Node, SequenceFlow
from engine.definitions.package import Package
from engine.definitions.variable_types import variable_types
from engine.feel import FeelError
from engine.feel.types.inference import infer_types
from engine.feel.types.model import ANY, BOOLEAN, Type


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    variables = variable_types(package)
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            if flow.condition is not None and flow.condition.text:
                yield from _typed(package, flow, flow.condition, variables, BOOLEAN)
        for node in scope.nodes.values():
            # What begins a process reads facts that are told, and no variables.
            facts = list(start_conditions(node)) if scope.kind == "process" else []
            for text, timer in expressions_of(node):
                if timer is None:
                    yield from _typed(package, node, text, {} if text in facts else variables, None)


def _typed(
    package: Package,
    element: Node | SequenceFlow,
    text: Expression,
    variables: dict[str, Type],
    expected: Type | None,
) -> Iterator[Finding]:
    if expected is not None and constant_of(text) is not None:
        expected = None  # the rule `conditions` looks at its value
    if not is_feel(text.language):
        return
    source = text.text.removeprefix("=").lstrip()
    try:
        # A variable of which nothing is known may be called as a function of FEEL is, such as `count`.
        unknown = dict.fromkeys(compile_text(text, "").names, ANY)
        report = infer_types(source, unknown | variables, expected=expected, functions=HOST_FUNCTIONS)
    except FeelError:
        return  # the rule `expressions` tells what cannot be read
    for found in report.findings:
        yield told(package, element, found.problem, found.remedy, line=text.line)
