"""What is executed as the standard says, by the table of support. All else is refused, never run by guess."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.support import EVENT_START, INNER, START, triggers_at
from engine.definitions.xs import whole
from engine.words import Words

#: Results and triggers that stand alone, whatever the place.
ALONE = {"error", "cancel", "compensate", "terminate", "link"}
INSTEAD = {
    "conditional": Words("use a message, signal or timer event", "请用消息、信号或定时器事件"),
    "message": Words("use an intermediate catch event", "请用中间捕获事件"),
    "timer": Words("use an intermediate timer catch event", "请用定时器中间捕获事件"),
    "terminate": Words("use a terminate end event", "请用终止结束事件"),
}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind.endswith("Event"):
            yield from _event(package, scope, node)
        yield from _attributes(package, node)
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            if not flow.immediate:
                yield told(
                    package,
                    flow,
                    Words('isImmediate="false" is not executed', '不执行 isImmediate="false"'),
                    Words("remove it", "请删除它"),
                )


def _event(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    if len(node.events) > 1:
        yield from _several(package, scope, node)
    known = triggers_at(_place(scope, node))
    for kind in dict.fromkeys(event.kind for event in node.events) or [None]:
        if kind in known:
            continue
        what = Words(f"{node.kind} without a trigger", f"不带触发器的{zh(node.kind)}")
        if kind:
            what = Words(f"{kind} {node.kind}", f"{zh(kind)}{zh(node.kind)}")
        named = sorted(filter(None, known))
        choice = Words(
            "give it one of: " + ", ".join(named), "请给它其中之一：" + "、".join(zh(one) for one in named)
        )
        problem = Words(f"{what} is not executed here", f"这里不执行{what.zh}")
        yield told(package, node, problem, INSTEAD.get(kind or "", choice))


def _place(scope: Scope, node: Node) -> str:
    if node.kind != "startEvent":
        return node.kind
    if scope.kind == "process":
        return START
    return EVENT_START if scope.by_event else INNER


def _several(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    """Several triggers, or results, of one event (§10.5.5.9)."""
    alone = sorted({event.kind for event in node.events} & ALONE)
    if alone:
        kinds = ", ".join(alone)
        shown = "、".join(zh(kind) for kind in alone)
        yield told(
            package,
            node,
            Words(
                f"{kinds} stands beside other definitions of one event", f"{shown}与同一事件的其他定义并列"
            ),
            Words("draw an event of its own", "请为它单独画一个事件"),
        )
    if node.flag("parallelMultiple") and _place(scope, node) == START:
        others = sorted({event.kind for event in node.events} - {"message"} - ALONE)
        if others:
            kinds, shown = ", ".join(others), "、".join(zh(kind) for kind in others)
            yield told(
                package,
                node,
                Words(
                    f"a parallel multiple start of a process waits for messages only, not for {kinds}",
                    f"流程的并行多重开始只等待消息，不等待{shown}",
                ),
                Words(
                    "use messages, which belong together by their key, or draw the wait behind the start",
                    "请用消息，它们靠关联键归到一起；或把等待画在开始之后",
                ),
            )


def _attributes(package: Package, node: Node) -> Iterator[Finding]:
    """Refuse attributes that change what an element means and that are not executed."""
    own = node.attributes
    for quantity in ("startQuantity", "completionQuantity"):
        if whole(own.get(quantity, "1")) not in (1, None):
            yield told(
                package,
                node,
                Words(f"{quantity} other than 1 is not executed", f"不执行不等于 1 的 {quantity}"),
                Words("draw the tokens as flows", "请把多个令牌画成多条顺序流"),
            )
    if any(not event.waits for event in node.events):
        yield told(
            package,
            node,
            Words('waitForCompletion="false" is not executed', '不执行 waitForCompletion="false"'),
            Words("remove it: the event waits until all is undone", "请删除它：事件等到全部撤销"),
        )
