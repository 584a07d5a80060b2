"""A cancel event ends a transaction, which has a way out for it (ISO/IEC 19510 §10.5.5.2, §13.5.6)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words

COMPENSATE = "##Compensate"


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind == "endEvent" and _cancels(node) and scope.kind != "transaction":
            yield told(
                package,
                node,
                Words("only a transaction can be cancelled", "只有事务子流程可以取消"),
                Words(
                    "draw it inside a transaction, or use an error end event",
                    "请把它画在事务子流程里，或用错误结束事件",
                ),
            )
        host = scope.nodes.get(node.attached_to or "")
        if node.kind == "boundaryEvent" and _cancels(node) and (host is None or host.kind != "transaction"):
            yield told(
                package,
                node,
                Words("a cancel boundary event sits on no transaction", "取消边界事件没有附着在事务子流程上"),
                Words("attach it to a transaction", "请把它附着到事务子流程上"),
            )
        if node.kind != "transaction" or node.scope is None:
            continue
        method = node.attributes.get("method", COMPENSATE)
        if method != COMPENSATE:
            yield told(
                package,
                node,
                Words(f"the transaction method {method!r} is not executed", f"不执行事务方法 {method!r}"),
                Words(
                    f"remove it: what was completed is undone by compensation ({COMPENSATE})",
                    f"请删除它：已完成的活动靠补偿撤销（{COMPENSATE}）",
                ),
            )
        ended = any(inner.kind == "endEvent" and _cancels(inner) for inner in node.scope.nodes.values())
        if ended and not any(map(_cancels, scope.boundaries(node.id))):
            yield told(
                package,
                node,
                Words("it can be cancelled, but nothing follows then", "它可以取消，但取消后无路可走"),
                Words("add a cancel boundary event", "请加一个取消边界事件"),
            )


def _cancels(node: Node) -> bool:
    return any(event.kind == "cancel" for event in node.events)
