"""A condition that always gives the same gives true or false, and lets a loop end."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import Expression, Node, SequenceFlow
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            yield from _truth(package, flow, "the condition", flow.condition)
        for node in scope.nodes.values():
            if node.loop is not None:
                yield from _truth(package, node, "the loop condition", node.loop.condition)
                yield from _truth(package, node, "the completion condition", node.loop.completion)


def _truth(
    package: Package, element: Node | SequenceFlow, what: str, text: Expression | None
) -> Iterator[Finding]:
    constant = constant_of(text) if text is not None and text.text else None
    if text is not None and constant is not None and not isinstance(constant.value, bool):
        yield told(
            package,
            element,
            f"{what} `{text.text}` is always {constant.shown()}",
            'write an expression that is true or false, such as decision = "accept"',
            line=text.line,
        )
