"""What this release executes as the standard says. Everything else is refused here, never run by guess."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.definitions.xs import whole
from engine.words import Words

KINDS = {
    "userTask",
    "manualTask",
    "serviceTask",
    "callActivity",
    "subProcess",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
}
INSTEAD = {
    "task": Words("make it a user, manual or service task", "请改为用户任务、手工任务或服务任务"),
    "scriptTask": Words(
        "compute values in output parameters (FEEL) of the task before",
        "请在前一个任务的输出参数（FEEL）中计算",
    ),
    "businessRuleTask": Words(
        "write the rule as conditions (FEEL) on the flows of a gateway",
        "请把规则写成网关顺序流上的条件（FEEL）",
    ),
    "sendTask": Words(
        "use a service task with the topic webhook or customer-message",
        "请用主题为 webhook 或 customer-message 的服务任务",
    ),
    "receiveTask": Words("use an intermediate message catch event", "请用消息中间捕获事件"),
    "transaction": Words(
        "use a plain sub-process with an error boundary event", "请用普通子流程加错误边界事件"
    ),
    "adHocSubProcess": Words(
        "draw the order of the activities, or use parallel branches", "请画出活动的顺序，或用并行分支"
    ),
    "complexGateway": Words("use an inclusive or a parallel gateway", "请用包容网关或并行网关"),
}
#: The event definitions executed at each place; None stands for an event without a definition.
EVENTS: dict[str, set[str | None]] = {
    "start": {None, "message", "timer"},
    "inner start": {None},
    "event sub-process start": {"message", "timer", "error", "escalation"},
    "intermediateCatchEvent": {"message", "timer"},
    "intermediateThrowEvent": {None, "escalation"},
    "boundaryEvent": {"message", "timer", "error", "escalation"},
    "endEvent": {None, "error", "escalation", "terminate"},
}
EVENT_INSTEAD = {
    "signal": Words("use a message event with a correlation key", "请用带关联键的消息事件"),
    "conditional": Words(
        "use a gateway where the values are decided, or a message event", "请在值确定之处用网关，或用消息事件"
    ),
    "compensate": Words("draw the undoing as a flow of its own", "请把撤销画成单独的路径"),
    "cancel": Words("use an error end event and an error boundary event", "请用错误结束事件和错误边界事件"),
    "link": Words("draw the sequence flow itself", "请直接画顺序流"),
    "message": Words(
        "send it with a service task (topic webhook or customer-message)",
        "请用服务任务发送（主题 webhook 或 customer-message）",
    ),
    "timer": Words("use an intermediate timer catch event", "请用定时器中间捕获事件"),
}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.kind not in KINDS:
            otherwise = Words("draw it with elements that are executed", "请用可执行的元素来画")
            problem = Words(f"{node.kind} is not executed by this release", f"本版本不执行{zh(node.kind)}")
            yield told(package, node, problem, INSTEAD.get(node.kind, otherwise))
        elif node.kind.endswith("Event"):
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
        kinds = ", ".join(event.kind for event in node.events)
        shown = "、".join(zh(event.kind) for event in node.events)
        yield told(
            package,
            node,
            Words(
                f"an event with several definitions ({kinds}) is not executed",
                f"不执行带多个定义的事件（{shown}）",
            ),
            Words("draw one each", "请每个画一个事件"),
        )
        return
    place = node.kind
    if node.kind == "startEvent":
        if scope.kind == "process":
            place = "start"
        else:
            place = "event sub-process start" if scope.by_event else "inner start"
    kind = node.events[0].kind if node.events else None
    if kind not in EVENTS[place]:
        known = sorted(filter(None, EVENTS[place]))
        what = Words(f"{node.kind} without a trigger", f"不带触发器的{zh(node.kind)}")
        if kind:
            what = Words(f"{kind} {node.kind}", f"{zh(kind)}{zh(node.kind)}")
        remedy = EVENT_INSTEAD.get(
            kind or "",
            Words(
                "give it one of: " + ", ".join(known),
                "请给它其中之一：" + "、".join(zh(one) for one in known),
            ),
        )
        problem = Words(f"{what} is not executed here", f"这里不执行{what.zh}")
        yield told(package, node, problem, remedy)


def _attributes(package: Package, node: Node) -> Iterator[Finding]:
    """Refuse attributes that change what an element means and that are not executed."""
    own = node.attributes
    if node.flag("isForCompensation"):
        problem = Words("compensation is not executed by this release", "本版本不执行补偿")
        yield told(package, node, problem, EVENT_INSTEAD["compensate"])
    for quantity in ("startQuantity", "completionQuantity"):
        if whole(own.get(quantity, "1")) not in (1, None):
            yield told(
                package,
                node,
                Words(f"{quantity} other than 1 is not executed", f"不执行不等于 1 的 {quantity}"),
                Words("draw the tokens as flows", "请把多个令牌画成多条顺序流"),
            )
    if node.flag("instantiate"):
        yield told(
            package,
            node,
            Words("instantiating gateways are not executed", "不执行启动实例的网关"),
            Words("use message start events", "请用消息开始事件"),
        )
    if own.get("eventGatewayType", "Exclusive") != "Exclusive":
        yield told(
            package,
            node,
            Words("parallel event-based gateways are not executed", "不执行并行事件网关"),
            Words("use a parallel gateway", "请用并行网关"),
        )
    if node.camunda.get("calledElementBinding", "latest") != "latest":
        yield told(
            package,
            node,
            Words("only the binding latest is executed", "只执行绑定方式 latest"),
            Words("remove calledElementBinding", "请删除 calledElementBinding"),
        )
