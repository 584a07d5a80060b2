"""An ad-hoc sub-process has activities without a drawn begin, and may say when it is enough (§10.3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.package import Package
from engine.words import Words

ORDERINGS = ("Parallel", "Sequential")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        if node.kind != "adHocSubProcess" or node.scope is None:
            continue
        never = constant_of(node.condition) if node.condition is not None and node.condition.text else None
        if node.condition is not None and not node.condition.text:
            yield told(
                package,
                node,
                Words("its completion condition is empty", "它的完成条件是空的"),
                Words(
                    "write a completionCondition, or remove it: then each activity is done once",
                    "请写 completionCondition，或删除它：那样每个活动只做一次",
                ),
            )
        elif never is not None and never.value is not True:
            yield told(
                package,
                node,
                Words("its completion condition is never true", "它的完成条件永远不成立"),
                Words("let it depend on what the activities write", "请让它取决于活动写入的值"),
            )
        ordering = node.attributes.get("ordering", "Parallel")
        if ordering not in ORDERINGS:
            yield told(
                package,
                node,
                Words(f"there is no ordering {ordering!r}", f"没有 {ordering!r} 这种 ordering"),
                Words(f"one of {', '.join(ORDERINGS)}", f"请用 {'、'.join(ORDERINGS)} 之一"),
            )
        for inner in node.scope.nodes.values():
            if inner.kind in ("startEvent", "endEvent"):
                yield told(
                    package,
                    inner,
                    Words(
                        f"a {inner.kind} stands in an ad-hoc sub-process", f"即席子流程里有{zh(inner.kind)}"
                    ),
                    Words(
                        "remove it: every activity that no flow enters can begin",
                        "请删除它：没有流入的活动都可以开始",
                    ),
                )
