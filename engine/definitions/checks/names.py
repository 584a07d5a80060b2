"""No variable hides what the engine knows: the order, the call, a message, the counters of a loop."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.names import taken, unfit
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for name in scope.declares:
            wrong = taken(name)
            if wrong is not None:
                problem = Words(f"its data object {wrong[0]}", f"它的数据对象{wrong[0].zh}")
                yield told(package, scope, problem, wrong[1])
        for node in scope.nodes.values():
            for what, name in _written(node):
                wrong = unfit(name)
                if wrong is not None:
                    problem = Words(f"{what} {wrong[0]}", f"{what.zh}{wrong[0].zh}")
                    yield told(package, node, problem, wrong[1])


def _written(node: Node) -> Iterator[tuple[Words, str]]:
    """Yield the names of the variables that a node brings into being, and what they are."""
    for parameter in node.inputs:
        yield Words("its input parameter", "它的输入参数"), parameter.name
    for parameter in node.outputs:
        yield Words("its output parameter", "它的输出参数"), parameter.name
    for what, parameters in (
        (Words("what it passes as", "它传入的变量"), node.passed),
        (Words("what it takes back as", "它取回的变量"), node.returned),
    ):
        for parameter in parameters:
            if not parameter.all_variables and parameter.name:
                yield what, parameter.name
    if node.loop is not None:
        for name in node.loop.item_names:
            yield Words("the item of its loop", "它的循环元素变量"), name
        if node.loop.output_collection is not None:
            yield Words("the output collection of its loop", "它的循环输出集合"), node.loop.output_collection
        # An output item is read from the member, which has a loopCounter of its own.
        if node.loop.output_item not in (None, "loopCounter"):
            yield Words("the output item of its loop", "它的循环输出元素"), node.loop.output_item or ""
