"""A condition that always gives the same gives true or false, and lets a loop end."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import Expression, Node, SequenceFlow
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            yield from _truth(package, flow, Words("the condition", "条件"), flow.condition)
        for node in scope.nodes.values():
            if node.loop is not None:
                yield from _truth(package, node, Words("the loop condition", "循环条件"), node.loop.condition)
                yield from _truth(
                    package, node, Words("the completion condition", "完成条件"), node.loop.completion
                )
                for rule in node.loop.complex:
                    yield from _truth(
                        package,
                        node,
                        Words("the condition of a behavior", "behavior 的条件"),
                        rule.condition,
                    )


def _truth(
    package: Package, element: Node | SequenceFlow, what: Words, text: Expression | None
) -> Iterator[Finding]:
    constant = constant_of(text) if text is not None and text.text else None
    if text is not None and constant is not None and not isinstance(constant.value, bool):
        yield told(
            package,
            element,
            Words(
                f"{what} `{text.text}` is always {constant.shown()}",
                f"{what.zh} `{text.text}` 的值永远是 {constant.shown().zh}",
            ),
            Words(
                'write an expression that is true or false, such as decision = "accept"',
                '请写一个结果为 true 或 false 的表达式，例如 decision = "accept"',
            ),
            line=text.line,
        )
