"""A department that is asked or told exists at the tier that is named.

Where the tier depends on the order (unit, origin, superior, crew, queue) nobody can say. A kind that no tier
of that level has is a warning: the task would go to the superior's, with an incident each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words

#: Tiers of which it is known who is there.
FIXED = ("province", "city", "county")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    kinds, there = catalogue.department_kinds, catalogue.departments
    if kinds is None:
        return
    for _, node in package.diagram.nodes():
        for group in _notified(node):
            kind, _, tier = group.rpartition("@")
            if kind and kind not in kinds:
                yield told(
                    package,
                    node,
                    Words(
                        f"there is no department kind {kind!r} to be told",
                        f"没有可通知的部门类别 {kind!r}",
                    ),
                    Words(f"known: {', '.join(sorted(kinds))}", f"已有：{', '.join(sorted(kinds))}"),
                )
        for group in dict.fromkeys((*node.candidate_groups, *_notified(node))):
            kind, _, tier = group.rpartition("@")
            if there is not None and kind in kinds and tier in FIXED and group not in there:
                tiers = sorted(one.rpartition("@")[2] for one in there if one.startswith(f"{kind}@"))
                yield told(
                    package,
                    node,
                    Words(f"no {tier} has a department {kind!r}", f"没有任何 {tier} 设有部门 {kind!r}"),
                    Words(
                        f"it is there at: {', '.join(tiers)}; else the task goes to the superior's",
                        f"它设在：{'、'.join(tiers)}；否则任务会交给上级部门",
                    ),
                    severity="warning",
                )


def _notified(node: Node) -> Iterator[str]:
    """Yield the departments that a notice goes to, as far as they are always the same."""
    if node.camunda.get("topic") != "notify":
        return
    for parameter in node.inputs:
        constant = constant_of(parameter.expression) if parameter.name == "department" else None
        if constant is not None and isinstance(constant.value, str):
            yield constant.value
