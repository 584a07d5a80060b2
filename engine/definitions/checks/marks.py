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

ESCALATION_TIERS = ("station", "county", "city", "province", "superior")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        yield from _escalation(package, node)
        milestone = node.huan.get("milestone")
        if milestone and catalogue.milestones is not None and milestone not in catalogue.milestones:
            known = ", ".join(sorted(catalogue.milestones))
            yield told(
                package, node, f"no limit starts or stops at milestone {milestone!r}", f"known: {known}"
            )
        for limit in _limits(node):
            if catalogue.limits is not None and limit not in catalogue.limits:
                known = ", ".join(sorted(catalogue.limits))
                yield told(package, node, f"no operator profile has a limit {limit!r}", f"known: {known}")


def _escalation(package: Package, node: Node) -> Iterator[Finding]:
    tier = node.huan.get("escalateTo")
    if tier is None:
        return
    if not any(event.kind == "escalation" for event in node.events) or "start" in node.kind:
        yield told(
            package, node, "only an escalation that is thrown can raise attention", "remove huan:escalateTo"
        )
    elif tier not in ESCALATION_TIERS:
        yield told(package, node, f"there is no tier {tier!r}", f"one of {', '.join(ESCALATION_TIERS)}")


def _limits(node: Node) -> Iterator[str]:
    if "limit" in node.huan:
        yield node.huan["limit"]
    for text, _ in expressions_of(node):
        yield from limits_named(text.text)
