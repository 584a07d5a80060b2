"""Sequence flows connect two nodes of one scope, and their conditions stand where they are asked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.support import ACTIVITIES
from engine.words import Words

DECIDING = {"exclusiveGateway", "inclusiveGateway", "complexGateway"}
GOING_ON = {"startEvent", "boundaryEvent", "eventBasedGateway"}
PASSED = {"intermediateCatchEvent", "intermediateThrowEvent"}
UNCONDITIONAL = {"parallelGateway", "eventBasedGateway", "startEvent", "boundaryEvent"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for flow in scope.flows.values():
            for end, what in (
                (flow.source, Words("starts at", "的起点")),
                (flow.target, Words("leads to", "的终点")),
            ):
                if end not in scope.nodes:
                    yield told(
                        package,
                        flow,
                        Words(
                            f"the flow {what} {end!r}, which is no node of {scope.id}",
                            f"顺序流{what.zh} {end!r} 不是 {scope.id} 的节点",
                        ),
                        Words(
                            "connect two nodes of the same process or sub-process",
                            "请连接同一流程或子流程中的两个节点",
                        ),
                    )
        for node in scope.nodes.values():
            yield from _ends(package, scope, node)
            yield from _conditions(package, scope, node)


def _ends(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    incoming, outgoing = scope.incoming(node.id), scope.outgoing(node.id)
    if node.kind in ("startEvent", "boundaryEvent") and incoming:
        yield told(
            package,
            node,
            Words(f"a flow leads into a {node.kind}", f"有顺序流进入{zh(node.kind)}"),
            Words("let the flow lead to the element after it", "请让它进入后面的元素"),
        )
    if node.kind == "endEvent" and outgoing:
        yield told(
            package,
            node,
            Words("a flow leaves an end event", "有顺序流离开结束事件"),
            Words("use an intermediate throw event", "请使用中间抛出事件"),
        )
    passed = node.kind in PASSED and scope.kind != "adHocSubProcess"
    if (node.kind in GOING_ON or passed) and not _ends_apart(node) and not outgoing:
        yield told(
            package,
            node,
            Words(f"nothing follows this {node.kind}", f"这个{zh(node.kind)}后面什么也没有"),
            Words("draw a sequence flow from it", "请从它画出一条顺序流"),
        )
    if node.triggered_by_event and (incoming or outgoing):
        yield told(
            package,
            node,
            Words("a flow touches an event sub-process", "有顺序流连接事件子流程"),
            Words("it starts by its event: remove the flow", "它由事件启动：请删除顺序流"),
        )


def _ends_apart(node: Node) -> bool:
    """Return whether no flow need touch an event: an association or the other end of a link goes on."""
    kinds = {event.kind for event in node.events}
    return "link" in kinds or (node.kind == "boundaryEvent" and "compensate" in kinds)


def _conditions(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    outgoing = scope.outgoing(node.id)
    default = node.attributes.get("default")
    if default is not None and default not in {flow.id for flow in outgoing}:
        yield told(
            package,
            node,
            Words(f"its default flow {default!r} does not leave it", f"默认流 {default!r} 不是从它出发的"),
            Words("choose one of its own flows", "请选择它自己的一条顺序流"),
        )
    if len(outgoing) == 1 and outgoing[0].condition is not None and node.kind in ACTIVITIES:
        yield told(
            package,
            outgoing[0],
            Words("the only flow of an activity has a condition", "活动唯一的顺序流带有条件"),
            Words(
                "draw where it goes when the condition is false, or remove the condition",
                "请画出条件不成立时的去向，或删除条件",
            ),
        )
    for flow in outgoing:
        if flow.condition is not None and flow.id == default:
            yield told(
                package,
                flow,
                Words("the default flow has a condition", "默认流带有条件"),
                Words("remove the condition or the default", "请删除条件，或取消默认"),
            )
        elif flow.condition is not None and node.kind in UNCONDITIONAL:
            yield told(
                package,
                flow,
                Words(
                    f"conditions after a {node.kind} are not asked", f"{zh(node.kind)}之后的条件不会被判断"
                ),
                Words("put an exclusive gateway after it", "请在它后面放一个排他网关"),
            )
        elif flow.condition is not None and not flow.condition.text:
            yield told(
                package,
                flow,
                Words("the condition is empty", "条件是空的"),
                Words("write a FEEL expression", "请写 FEEL 表达式"),
            )
        elif flow.condition is None and flow.id != default and node.kind in DECIDING and len(outgoing) > 1:
            yield told(
                package,
                flow,
                Words(
                    f"this flow of gateway {node.id} has no condition", f"网关 {node.id} 的这条顺序流没有条件"
                ),
                Words(
                    "write a FEEL condition, or make it the default flow", "请写 FEEL 条件，或把它设为默认流"
                ),
            )
