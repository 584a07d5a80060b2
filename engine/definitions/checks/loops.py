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
from engine.words import Words

KEEP_ONE = Words("keep one of them", "请只保留一个")


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
            package,
            node,
            Words(f"loopMaximum {loop.maximum} is not above 0", f"loopMaximum {loop.maximum} 不大于 0"),
            Words("write a whole number above 0", "请写大于 0 的整数"),
        )
    if loop.maximum is None:
        always = constant_of(loop.condition) if loop.condition is not None else None
        if loop.condition is None or (always is not None and always.value is True):
            yield told(
                package,
                node,
                Words("the loop never ends", "循环永远不会结束"),
                Words("give it a condition or a maximum", "请给出条件或最大次数"),
            )


def _multi(package: Package, node: Node, loop: Loop) -> Iterator[Finding]:
    if loop.cardinality is None and loop.collection is None:
        yield told(
            package,
            node,
            Words("the multi-instance has no count", "多实例没有数量"),
            Words("give it a cardinality or a collection", "请给出基数或集合"),
        )
    if loop.cardinality is not None and loop.collection is not None:
        yield told(
            package, node, Words("it has a cardinality and a collection", "它同时有基数和集合"), KEEP_ONE
        )
    if len(loop.collections) > 1:
        yield told(
            package,
            node,
            Words(
                "it has loopDataInputRef and camunda:collection",
                "它同时有 loopDataInputRef 和 camunda:collection",
            ),
            KEEP_ONE,
        )
    if len(loop.item_names) > 1:
        yield told(
            package,
            node,
            Words(
                "it has inputDataItem and camunda:elementVariable",
                "它同时有 inputDataItem 和 camunda:elementVariable",
            ),
            KEEP_ONE,
        )
    if (loop.output_collection is None) != (loop.output_item is None):
        yield told(
            package,
            node,
            Words("its output needs a collection and an item", "它的输出需要集合和元素变量"),
            Words("give both or none", "请两个都写，或都不写"),
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
                Words(f"its cardinality is {number.shown()}", f"它的基数是 {number.shown().zh}"),
                Words(f"write a whole number from 0 to {MOST_MEMBERS}", f"请写 0 到 {MOST_MEMBERS} 的整数"),
            )
    items = constant_of(loop.collection) if loop.collection is not None else None
    if items is not None and not isinstance(items.value, list):
        yield told(
            package,
            node,
            Words(f"its collection is {items.shown()}", f"它的集合是 {items.shown().zh}"),
            Words("write a list, or the name of a variable that is one", "请写一个列表，或值为列表的变量名"),
        )
