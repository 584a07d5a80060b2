"""What an element means to its order names things that exist: limits, milestones, tiers."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.expressions import expressions_of
from engine.definitions.checks.told import told
from engine.definitions.expressions import limits_named
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words

ESCALATION_TIERS = ("station", "county", "city", "province", "superior")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        yield from _escalation(package, node)
        milestone = node.huan.get("milestone")
        if milestone and catalogue.milestones is not None and milestone not in catalogue.milestones:
            known = ", ".join(sorted(catalogue.milestones))
            yield told(
                package,
                node,
                Words(
                    f"no limit starts or stops at milestone {milestone!r}",
                    f"没有时限以里程碑 {milestone!r} 起止",
                ),
                Words(f"known: {known}", f"已有：{known}"),
            )
        for limit in limits_of_node(node):
            if catalogue.limits is not None and limit not in catalogue.limits:
                known = ", ".join(sorted(catalogue.limits))
                yield told(
                    package,
                    node,
                    Words(
                        f"no operator profile has a limit {limit!r}", f"没有任何企业规则包含时限 {limit!r}"
                    ),
                    Words(f"known: {known}", f"已有：{known}"),
                )


def _escalation(package: Package, node: Node) -> Iterator[Finding]:
    tier = node.huan.get("escalateTo")
    if tier is None:
        return
    if not any(event.kind == "escalation" for event in node.events) or "start" in node.kind:
        yield told(
            package,
            node,
            Words(
                "only an escalation that is thrown can raise attention", "只有抛出的升级事件才能提请上级关注"
            ),
            Words("remove huan:escalateTo", "请删除 huan:escalateTo"),
        )
    elif tier not in ESCALATION_TIERS:
        known = ", ".join(ESCALATION_TIERS)
        yield told(
            package,
            node,
            Words(f"there is no tier {tier!r}", f"没有层级 {tier!r}"),
            Words(f"one of {known}", f"可用：{known}"),
        )


def limits_of_node(node: Node) -> Iterator[str]:
    """Yield the limits that a node names: in huan:limit, and by limit(…) in its expressions."""
    if "limit" in node.huan:
        yield node.huan["limit"]
    for text, _ in expressions_of(node):
        yield from limits_named(text.text)
