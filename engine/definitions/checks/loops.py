"""A loop says how often: a condition or maximum, a cardinality or a collection."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package

LOOPABLE = {"userTask", "manualTask", "serviceTask", "subProcess", "callActivity"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        loop = node.loop
        if loop is None:
            continue
        if node.kind not in LOOPABLE:
            yield told(package, node, f"a {node.kind} cannot loop", "put it into a sub-process that loops")
        if loop.kind == "standard":
            if loop.maximum is not None and not (loop.maximum.isdigit() and int(loop.maximum) > 0):
                yield told(
                    package, node, f"loopMaximum {loop.maximum!r} is no whole number above 0", "correct it"
                )
            if loop.maximum is None and loop.condition is None:
                yield told(package, node, "the loop never ends", "give it a condition or a maximum")
        else:
            if loop.cardinality is None and loop.collection is None:
                yield told(
                    package, node, "the multi-instance has no count", "give it a cardinality or a collection"
                )
            if loop.cardinality is not None and loop.collection is not None:
                yield told(package, node, "it has a cardinality and a collection", "keep one of them")
            if (loop.output_collection is None) != (loop.output_item is None):
                yield told(package, node, "its output needs a collection and an item", "give both or none")
