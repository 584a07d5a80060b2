"""A service task names an operation on the order or an effect that somebody handles."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        if node.kind != "serviceTask":
            continue
        topic = node.camunda.get("topic")
        if not topic:
            yield told(
                package,
                node,
                "the service task has no topic",
                'set camunda:type="external" and camunda:topic',
            )
        elif catalogue.handlers is not None and topic not in catalogue.handlers | catalogue.operations:
            known = ", ".join(sorted(catalogue.handlers | catalogue.operations))
            yield told(package, node, f"nobody handles the topic {topic!r}", f"choose one of: {known}")
        if node.camunda.get("type", "external") != "external":
            yield told(
                package, node, f"camunda:type {node.camunda['type']!r} is not executed", 'use "external"'
            )
