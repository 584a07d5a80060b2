"""In a closed loop every human step has a limit, and its breach reaches a superior tier.

A timer on the task's border, or on that of an activity around it, leads to an escalation that raises the
attention of a higher tier, to a task there, or to a notice to a department there. At the top tier a named
department kind of the province is enough. A warning: a step that is being added must not hold up
what is right, and its order has other limits.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.exemptions import exempt
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.soundness.graph import Graph
from engine.words import Words

#: Tiers from below; `unit` is a county's supply unit. Others depend on the order, and any named tier will do.
RANKS = {"crew": 0, "station": 1, "unit": 2, "county": 2, "city": 3, "province": 4}
TOP = RANKS["province"]


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    if not package.closed_loop:
        return
    spared = exempt(package)
    for process in package.diagram.processes.values():
        for node, borders in _tasks(process, []):
            if node.id in spared:
                continue
            if not borders:
                yield told(
                    package,
                    node,
                    Words(
                        "in a closed loop a step has a limit, and this one has none",
                        "闭环中的环节要有时限，这里没有",
                    ),
                    Words(
                        "draw a timer boundary event, and lead it to an escalation with huan:escalateTo",
                        "请画带时限的定时器边界事件，并通到升级事件（huan:escalateTo）",
                    ),
                    severity="warning",
                )
            elif not any(_reaches(scope, border, _rank(node)) for scope, border in borders):
                yield told(
                    package,
                    node,
                    Words("nobody above hears when its limit is breached", "超过时限时，上级不会知道"),
                    Words(
                        "lead the timer to an escalation with huan:escalateTo, or to a task or notice above",
                        "请让定时器通到带 huan:escalateTo 的升级事件，或上级的任务、通知",
                    ),
                    severity="warning",
                    path=[border.id for _, border in borders],
                )


Borders = list[tuple[Scope, Node]]


def _tasks(scope: Scope, around: Borders) -> Iterator[tuple[Node, Borders]]:
    """Yield the tasks of people in a scope, with the timers on their borders and on those around them."""
    for node in scope.nodes.values():
        borders = around + [
            (scope, border)
            for border in scope.boundaries(node.id)
            if any(event.kind == "timer" for event in border.events)
        ]
        if node.kind in ("userTask", "manualTask"):
            yield node, borders
        if node.scope is not None:
            yield from _tasks(node.scope, borders)


def _reaches(scope: Scope, border: Node, rank: int) -> bool:
    """Return whether a way from a border leads to somebody above a tier; at the top, to a department."""
    graph = Graph(scope, {})
    return any(
        named >= min(rank + 1, TOP) for key in graph.after((border.id,)) for named in _named(graph.nodes[key])
    )


def _named(node: Node) -> Iterator[int]:
    """Yield the ranks of the tiers that a node reaches."""
    tier = node.huan.get("escalateTo")
    if tier is not None:
        yield TOP if tier == "superior" else RANKS.get(tier, 0)
    if node.kind in ("userTask", "manualTask"):
        yield from (RANKS.get(group.rpartition("@")[2], 0) for group in node.candidate_groups)
    for parameter in node.inputs:
        if node.camunda.get("topic") == "notify" and parameter.name == "department":
            constant = constant_of(parameter.expression)
            if constant is not None and isinstance(constant.value, str):
                yield RANKS.get(constant.value.rpartition("@")[2], 0)


def _rank(node: Node) -> int:
    """Return the rank of the lowest tier that is asked; 0 where it depends on the order."""
    return min((RANKS.get(group.rpartition("@")[2], 0) for group in node.candidate_groups), default=0)
