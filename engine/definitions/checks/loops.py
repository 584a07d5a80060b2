"""A loop says how often: a condition or maximum, a cardinality or a collection, and one that can be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import Loop, Node
from engine.definitions.package import Package
from engine.runtime.specs.looping import MOST_MEMBERS


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        loop = node.loop
        if loop is None:
            continue
        if loop.kind == "standard":
            yield from _standard(package, node, loop)
        else:
            yield from _multi(package, node, loop)
            yield from _count(package, node, loop)


def _standard(package: Package, node: Node, loop: Loop) -> Iterator[Finding]:
    if loop.maximum is not None and loop.maximum < 1:
        yield told(
            package, node, f"loopMaximum {loop.maximum} is not above 0", "write a whole number above 0"
        )
    if loop.maximum is None:
        always = constant_of(loop.condition) if loop.condition is not None else None
        if loop.condition is None or (always is not None and always.value is True):
            yield told(package, node, "the loop never ends", "give it a condition or a maximum")


def _multi(package: Package, node: Node, loop: Loop) -> Iterator[Finding]:
    if loop.cardinality is None and loop.collection is None:
        yield told(package, node, "the multi-instance has no count", "give it a cardinality or a collection")
    if loop.cardinality is not None and loop.collection is not None:
        yield told(package, node, "it has a cardinality and a collection", "keep one of them")
    if len(loop.collections) > 1:
        yield told(package, node, "it has loopDataInputRef and camunda:collection", "keep one of them")
    if len(loop.item_names) > 1:
        yield told(package, node, "it has inputDataItem and camunda:elementVariable", "keep one of them")
    if (loop.output_collection is None) != (loop.output_item is None):
        yield told(package, node, "its output needs a collection and an item", "give both or none")
    if loop.behavior != "All":
        yield told(
            package,
            node,
            f"the behavior {loop.behavior!r} of a multi-instance is not executed",
            "remove it: the activity ends when its completion condition says so",
        )


def _count(package: Package, node: Node, loop: Loop) -> Iterator[Finding]:
    """Look at a number or list that is always the same."""
    number = constant_of(loop.cardinality) if loop.cardinality is not None else None
    if number is not None:
        value = number.value
        whole = isinstance(value, int | Decimal) and not isinstance(value, bool) and value == value // 1
        if not whole or not 0 <= value <= MOST_MEMBERS:
            yield told(
                package,
                node,
                f"its cardinality is {number.shown()}",
                f"write a whole number from 0 to {MOST_MEMBERS}",
            )
    items = constant_of(loop.collection) if loop.collection is not None else None
    if items is not None and not isinstance(items.value, list):
        yield told(
            package,
            node,
            f"its collection is {items.shown()}",
            "write a list, or the name of a variable that is one",
        )
