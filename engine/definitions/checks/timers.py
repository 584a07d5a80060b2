"""A timer has exactly one of date, duration and cycle, with an expression."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        for event in node.events:
            if event.kind == "timer" and (event.expression is None or not event.expression.text):
                yield told(
                    package,
                    node,
                    "the timer has no time",
                    'write a date, duration or cycle, e.g. duration("PT45M")',
                )
