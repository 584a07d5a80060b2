"""Nothing that was drawn or configured is ignored in silence."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.package import Package

#: Camunda attributes that are read, or that concern only Camunda's own job executor and forms.
CAMUNDA_READ = {
    "assignee",
    "candidateGroups",
    "formKey",
    "priority",
    "type",
    "topic",
    "collection",
    "elementVariable",
    "asyncBefore",
    "asyncAfter",
    "exclusive",
    "initiator",
    "calledElementBinding",
}
HUAN_READ = {"milestone", "stage", "escalateTo", "limit", "everyMissed", "correlationKey", "template"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    diagram = package.diagram
    for tag, element, line in diagram.unread:
        yield Finding(diagram.file, element, "", f"{tag} is not executed by this release", "remove it", line)
    for scope in diagram.scopes():
        for tag, _, line in scope.unread:
            yield told(package, scope, f"{tag} in it is not executed by this release", "remove it", line=line)
    for _, node in diagram.nodes():
        for what in node.unread:
            yield told(package, node, f"{what} is not executed by this release", "remove it")
        for loop_part in node.loop.unread if node.loop else ():
            yield told(package, node, f"{loop_part} of its loop is not executed by this release", "remove it")
        for attribute in sorted(set(node.camunda) - CAMUNDA_READ):
            yield told(package, node, f"camunda:{attribute} has no effect here", "remove it")
        for attribute in sorted(set(node.huan) - HUAN_READ):
            yield told(
                package, node, f"huan:{attribute} is unknown", f"known: {', '.join(sorted(HUAN_READ))}"
            )
        if node.camunda.get("calledElementBinding", "latest") != "latest":
            yield told(package, node, "only the binding latest is executed", "remove calledElementBinding")
