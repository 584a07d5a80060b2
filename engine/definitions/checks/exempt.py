"""An exemption from the closed loop has a reason of the list, and stands where something can be exempt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.exemptions import REASONS
from engine.definitions.findings import Finding
from engine.definitions.package import SHEET, Package
from engine.words import Words

PLACES = {"endEvent", "userTask", "manualTask"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    nodes = {node.id: node for _, node in package.diagram.nodes()}
    line = package.lines.get("exempt")
    for node in nodes.values():
        if "exempt" not in node.huan:
            continue
        if not package.closed_loop:
            yield told(
                package,
                node,
                Words("huan:exempt is only read in a closed loop", "huan:exempt 只在闭环流程包中读取"),
                Words(
                    "write closed-loop: true in package.yaml, or remove it",
                    "请在 package.yaml 中写 closed-loop: true，或删除它",
                ),
            )
        elif node.kind not in PLACES:
            yield told(package, node, *_NOTHING_TO_EXEMPT)
        elif node.huan["exempt"] not in REASONS:
            yield told(package, node, *_no_reason(node.huan["exempt"]))
    for key, reason in package.exempt.items():
        if key not in nodes or nodes[key].kind not in PLACES:
            problem = Words(
                f"it exempts {key!r}, which is no end event or task", f"{key!r} 不是结束事件或任务"
            )
            yield Finding(package.label(SHEET), None, "exempt", problem, _NOTHING_TO_EXEMPT[1], line)
        elif reason not in REASONS:
            yield Finding(package.label(SHEET), None, "exempt", *_no_reason(reason), line)


_NOTHING_TO_EXEMPT = (
    Words("only an end event or somebody's task can be exempt", "只有结束事件或人工任务可以豁免"),
    Words("state it at an end event, a user task or a manual task", "请写在结束事件、用户任务或手工任务上"),
)


def _no_reason(reason: str) -> tuple[Words, Words]:
    known = ", ".join(REASONS)
    shown = "、".join(f"{key}（{zh}）" for key, zh in REASONS.items())
    return (
        Words(f"{reason!r} is no reason for an exemption", f"{reason!r} 不是豁免的理由"),
        Words(f"one of {known}", f"可用：{shown}"),
    )
