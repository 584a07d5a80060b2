"""A user task says whose it is, and its form exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.definitions.catalogue import TIERS, Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import Expression as Text
from engine.definitions.model import Node
from engine.definitions.package import Package

_GROUP = re.compile(r"(?:([a-z][a-z-]*)@)?([a-z]+)")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        if node.kind in ("userTask", "manualTask"):
            yield from _whose(package, catalogue, node)
            yield from _always(package, node)
        form = node.camunda.get("formKey")
        if form is not None and form not in package.forms:
            known = ", ".join(sorted(package.forms)) or "none"
            yield told(
                package, node, f"form {form!r} is not in forms/ (there: {known})", "add it or choose another"
            )


def _always(package: Package, node: Node) -> Iterator[Finding]:
    """Look at an assignee or a priority that is always the same: a word without quotes is a variable."""
    for attribute, kind, example in (
        ("assignee", str, "order.opened_by"),
        ("priority", int, "order.priority"),
    ):
        constant = constant_of(Text(node.camunda.get(attribute, ""), node.line))
        if constant is not None and not (
            isinstance(constant.value, kind) and not isinstance(constant.value, bool)
        ):
            what = "the id of a person" if kind is str else "a whole number"
            problem = f"its {attribute} is always {constant.shown()}, which is not {what}"
            yield told(package, node, problem, f"write {what} in FEEL, such as {example}")


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
        match = _GROUP.fullmatch(group)
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
