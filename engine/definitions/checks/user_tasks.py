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
from engine.words import Words

_GROUP = re.compile(r"(?:([a-z][a-z-]*)@)?([a-z]+)")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        if node.kind in ("userTask", "manualTask"):
            yield from _whose(package, catalogue, node)
            yield from _always(package, node)
        form = node.camunda.get("formKey")
        if form is not None and form not in package.forms:
            known = ", ".join(sorted(package.forms))
            yield told(
                package,
                node,
                Words(
                    f"form {form!r} is not in forms/ (there: {known or 'none'})",
                    f"forms/ 中没有表单 {form!r}（已有：{known or '无'}）",
                ),
                Words("add it or choose another", "请加上它，或选择另一个"),
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
            what = (
                Words("the id of a person", "人员的 id") if kind is str else Words("a whole number", "整数")
            )
            problem = Words(
                f"its {attribute} is always {constant.shown()}, which is not {what}",
                f"它的 {attribute} 永远是 {constant.shown().zh}，不是{what.zh}",
            )
            remedy = Words(
                f"write {what} in FEEL, such as {example}", f"请用 FEEL 写{what.zh}，例如 {example}"
            )
            yield told(package, node, problem, remedy)


def _whose(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    groups = node.candidate_groups
    if node.group_expression is not None:
        constant = constant_of(Text(node.group_expression, node.line))
        if constant is None:
            return  # what it names is known when the task opens
        named = constant.value if isinstance(constant.value, list) else [constant.value]
        groups = tuple(str(one) for one in named)
    if not groups and "assignee" not in node.camunda:
        yield told(
            package,
            node,
            Words("nobody is asked to do it", "没有指定由谁办理"),
            Words(
                'set camunda:candidateGroups, e.g. "repair@county", or assignee',
                '请设置 camunda:candidateGroups，例如 "repair@county"，或 assignee',
            ),
        )
    for group in groups:
        match = _GROUP.fullmatch(group)
        if match is None or match.group(2) not in TIERS:
            yield told(
                package,
                node,
                Words(
                    f"candidate group {group!r} is no department at a tier",
                    f"候选组 {group!r} 不是某一层级的部门",
                ),
                Words(
                    f'write KIND@TIER, e.g. "repair@county"; tiers: {", ".join(TIERS)}',
                    f'请写“部门类别@层级”，例如 "repair@county"；层级：{", ".join(TIERS)}',
                ),
            )
        elif match.group(1) is None and match.group(2) not in ("crew", "queue"):
            yield told(
                package,
                node,
                Words(f"{group!r} names no department kind", f"{group!r} 没有写部门类别"),
                Words(
                    f'write KIND@{group}, e.g. "repair@{group}"',
                    f'请写“部门类别@{group}”，例如 "repair@{group}"',
                ),
            )
        elif (
            match.group(1) and catalogue.department_kinds and match.group(1) not in catalogue.department_kinds
        ):
            known = ", ".join(sorted(catalogue.department_kinds))
            yield told(
                package,
                node,
                Words(f"there is no department kind {match.group(1)!r}", f"没有部门类别 {match.group(1)!r}"),
                Words(f"known: {known}", f"已有：{known}"),
            )
