"""No variable hides what the engine knows: the order, the call, a message, the counters of a loop."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.names import taken, unfit
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for name in scope.declares:
            wrong = taken(name)
            if wrong is not None:
                yield told(package, scope, f"its data object {wrong[0]}", wrong[1])
        for node in scope.nodes.values():
            for what, name in _written(node):
                wrong = unfit(name)
                if wrong is not None:
                    yield told(package, node, f"{what} {wrong[0]}", wrong[1])


def _written(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the names of the variables that a node brings into being, and what they are."""
    for parameter in node.inputs:
        yield "its input parameter", parameter.name
    for parameter in node.outputs:
        yield "its output parameter", parameter.name
    for what, parameters in (("what it passes as", node.passed), ("what it takes back as", node.returned)):
        for parameter in parameters:
            if not parameter.all_variables and parameter.name:
                yield what, parameter.name
    if node.loop is not None:
        for name in node.loop.item_names:
            yield "the item of its loop", name
        if node.loop.output_collection is not None:
            yield "the output collection of its loop", node.loop.output_collection
        # An output item is read from the member, which has a loopCounter of its own.
        if node.loop.output_item not in (None, "loopCounter"):
            yield "the output item of its loop", node.loop.output_item or ""
