"""What is read at some elements of a kind only does not stand at the others, where it would be ignored."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.words import Words

EVENTS = {"startEvent", "intermediateCatchEvent", "boundaryEvent"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        kinds = {event.kind for event in node.events}
        if node.kind in EVENTS:
            yield from _values(package, scope, node)
            yield from _triggers(package, scope, node)
        if "milestone" in node.huan and (
            node.kind == "eventBasedGateway" or ("error" in kinds and node.kind == "endEvent")
        ):
            yield told(
                package,
                node,
                Words(
                    f"an {'error end event' if kinds else 'event-based gateway'} reaches no milestone",
                    f"{'错误结束事件' if kinds else '事件网关'}不会到达里程碑",
                ),
                Words("set huan:milestone on the element before it", "请在它前面的元素上设置 huan:milestone"),
            )


def _values(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    """Only what has happened brings values, and only people fill in a form: where the order is opened."""
    if node.inputs:
        yield told(
            package,
            node,
            Words("input parameters of an event are not read", "事件的输入参数不会被读取"),
            Words(
                "write the expression where it is used, or keep only output parameters",
                "请把表达式写在用到的地方，或只保留输出参数",
            ),
        )
    if node.outputs and not node.events:
        yield told(
            package,
            node,
            Words(
                "output parameters of a start event without a trigger are not read",
                "没有触发器的开始事件，其输出参数不会被读取",
            ),
            Words(
                "compute the values in the output parameters of the task after it",
                "请在后面任务的输出参数中计算",
            ),
        )
    main = scope.kind == "process" and scope.id == package.process
    if "formKey" in node.camunda and (node.events or not main):
        yield told(
            package,
            node,
            Words(
                "only the plain start event of the main process has a form",
                "只有主流程的普通开始事件才有表单",
            ),
            Words("draw a user task after it", "请在它后面画一个用户任务"),
        )


def _triggers(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    """What belongs to a message or a timer stands at one, and not where the whole package is started."""
    starts_package = node.kind == "startEvent" and scope.kind == "process"
    messages = [event for event in node.events if event.kind == "message"]
    keyed = "correlationKey" in node.huan or any("correlationKey" in event.attributes for event in messages)
    if keyed and (starts_package or not messages):
        yield told(
            package,
            node,
            Words("a correlation key is not read here", "这里不读取关联键")
            if messages
            else Words("only messages have a correlation key", "只有消息才有关联键"),
            Words(
                "remove it: every message of that name starts an instance",
                "请删除：该名称的每条消息都会启动一个实例",
            )
            if messages
            else Words("remove huan:correlationKey", "请删除 huan:correlationKey"),
        )
    cycle = any(event.form == "cycle" for event in node.events)
    if "everyMissed" in node.huan and (starts_package or not cycle):
        yield told(
            package,
            node,
            Words("huan:everyMissed is not read here", "这里不读取 huan:everyMissed"),
            Words(
                "remove it: only a cycle that an instance waits for can miss a time",
                "请删除：只有实例所等待的周期才会错过时间",
            ),
        )
    if node.kind == "startEvent" and not scope.by_event and not node.flag("isInterrupting", True):
        yield told(
            package,
            node,
            Words(
                "only the start of an event sub-process can be non-interrupting",
                "只有事件子流程的开始事件可以是非中断型",
            ),
            Words('remove isInterrupting="false"', '请删除 isInterrupting="false"'),
        )
