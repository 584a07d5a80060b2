"""Compensation: every handler undoes one activity, and what is compensated can be (§10.6, §13.5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.support import SUBPROCESSES
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    around: dict[str, Scope] = {}
    for scope in package.diagram.scopes():
        handlers = {node.handler for node in scope.nodes.values() if is_compensation(node)}
        for node in scope.nodes.values():
            if node.scope is not None:
                around[node.id] = scope
            if node.kind == "boundaryEvent" and is_compensation(node):
                yield from _boundary(package, scope, node)
            if node.for_compensation and not _undoes_its_scope(node):
                yield from _handler(package, scope, node, handlers)
            for event in node.events:
                if event.kind == "compensate" and node.kind in ("intermediateThrowEvent", "endEvent"):
                    yield from _thrown(package, [scope, *_outwards(scope, around)], node, event.activity)
        if scope.by_event and around.get(scope.id, scope).kind == "process":
            yield from _start(package, scope)


def is_compensation(node: Node) -> bool:
    """Return whether an event is one of compensation."""
    return any(event.kind == "compensate" for event in node.events)


def _undoes_its_scope(node: Node) -> bool:
    """Return whether it is a compensation event sub-process, which may say so by isForCompensation too."""
    inside = node.scope.nodes.values() if node.triggered_by_event and node.scope is not None else ()
    return any(inner.kind == "startEvent" and is_compensation(inner) for inner in inside)


def _boundary(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    handler = scope.nodes.get(node.handler or "")
    if handler is None or not handler.for_compensation:
        yield told(
            package,
            node,
            Words(
                "no compensation handler is associated with it",
                "没有补偿处理活动与它关联",
            ),
            Words(
                'draw an association to an activity with isForCompensation="true"',
                '请画一条关联线到 isForCompensation="true" 的活动',
            ),
        )
    if scope.outgoing(node.id):
        yield told(
            package,
            node,
            Words("a flow leaves a compensation boundary event", "补偿边界事件有流出的顺序流"),
            Words("associate the handler instead", "请改用关联线连接处理活动"),
        )


def _handler(package: Package, scope: Scope, node: Node, handlers: set[str | None]) -> Iterator[Finding]:
    if scope.incoming(node.id) or scope.outgoing(node.id):
        yield told(
            package,
            node,
            Words("a flow touches a compensation handler", "顺序流连到了补偿处理活动"),
            Words("remove the flow: it runs when its activity is undone", "请删除顺序流：撤销活动时它才执行"),
        )
    if node.id not in handlers:
        yield told(
            package,
            node,
            Words("it undoes no activity", "它不撤销任何活动"),
            Words(
                "associate a compensation boundary event with it, or remove isForCompensation",
                "请把补偿边界事件与它关联，或删除 isForCompensation",
            ),
        )


def _outwards(scope: Scope, around: dict[str, Scope]) -> Iterator[Scope]:
    """Yield the scopes around event sub-processes: what is thrown inside compensates there."""
    while scope.by_event and scope.id in around:
        scope = around[scope.id]
        yield scope


def _thrown(package: Package, scopes: list[Scope], node: Node, wanted: str | None) -> Iterator[Finding]:
    if wanted is None:
        return
    found = next((scope for scope in scopes if wanted in scope.nodes), None)
    if found is None:
        yield told(
            package,
            node,
            Words(
                f"it compensates {wanted!r}, which is no activity of its process or sub-process",
                f"它要补偿的 {wanted!r} 不是本流程或子流程的活动",
            ),
            Words("choose an activity beside it", "请选择同一层的活动"),
        )
    elif not _can_be_undone(found, found.nodes[wanted]):
        yield told(
            package,
            node,
            Words(f"{wanted} cannot be undone", f"{wanted} 无法撤销"),
            Words("give that activity a compensation boundary event", "请给那个活动加补偿边界事件"),
        )


def _can_be_undone(scope: Scope, node: Node) -> bool:
    return node.kind in SUBPROCESSES or any(map(is_compensation, scope.boundaries(node.id)))


def _start(package: Package, scope: Scope) -> Iterator[Finding]:
    for node in scope.nodes.values():
        if node.kind == "startEvent" and is_compensation(node):
            yield told(
                package,
                node,
                Words(
                    "nobody can undo a whole process: a compensation start belongs into a sub-process",
                    "整个流程无法撤销：补偿开始事件应在子流程内",
                ),
                Words(
                    "draw the event sub-process inside the sub-process that it undoes",
                    "请把它画在要撤销的子流程里",
                ),
            )
