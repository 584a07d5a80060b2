"""A user task says whose it is, and its form exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.definitions.catalogue import TIERS, Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package

_GROUP = re.compile(r"^(?:([a-z][a-z-]*)@)?([a-z]+)$")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        if node.kind in ("userTask", "manualTask"):
            yield from _whose(package, catalogue, node)
        form = node.camunda.get("formKey")
        if form is not None and form not in package.forms:
            known = ", ".join(sorted(package.forms)) or "none"
            yield told(
                package, node, f"form {form!r} is not in forms/ (there: {known})", "add it or choose another"
            )


def _whose(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    groups = node.candidate_groups
    if not groups and "assignee" not in node.camunda:
        yield told(
            package,
            node,
            "nobody is asked to do it",
            'set camunda:candidateGroups, e.g. "repair@county", or assignee',
        )
    for group in groups:
        match = _GROUP.match(group)
        if match is None or match.group(2) not in TIERS:
            yield told(
                package,
                node,
                f"candidate group {group!r} is no department at a tier",
                f'write KIND@TIER, e.g. "repair@county"; tiers: {", ".join(TIERS)}',
            )
        elif match.group(1) is None and match.group(2) not in ("crew", "queue"):
            yield told(
                package,
                node,
                f"{group!r} names no department kind",
                f'write KIND@{group}, e.g. "repair@{group}"',
            )
        elif (
            match.group(1) and catalogue.department_kinds and match.group(1) not in catalogue.department_kinds
        ):
            known = ", ".join(sorted(catalogue.department_kinds))
            yield told(package, node, f"there is no department kind {match.group(1)!r}", f"known: {known}")
