"""What begins a process without a start event: receive tasks and event-based gateways (§10.3.3, §13.4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope, node in package.diagram.nodes():
        if node.starts_process:
            yield from _begins(package, scope, node)
        elif node.attributes.get("eventGatewayType", "Exclusive") == "Parallel":
            yield told(
                package,
                node,
                Words(
                    "only an instantiating gateway can wait for all its events",
                    "只有启动实例的事件网关可以等待全部事件",
                ),
                Words("use a parallel gateway before the events", "请在事件之前用并行网关"),
            )


def _begins(package: Package, scope: Scope, node: Node) -> Iterator[Finding]:
    if scope.kind != "process" or scope.incoming(node.id):
        yield told(
            package,
            node,
            Words("it begins a process, but stands inside one", "它启动流程，却在流程中间"),
            Words("remove instantiate, or the flows into it", "请删除 instantiate，或删除流入它的顺序流"),
        )
    elif scope.id != package.process:
        yield told(
            package,
            node,
            Words("only the main process is begun by messages", "只有主流程由消息启动"),
            Words(
                "make this the main process (process in package.yaml)",
                "请把它设为主流程（package.yaml 的 process）",
            ),
        )
    for flow in scope.outgoing(node.id) if node.kind == "eventBasedGateway" else ():
        target = scope.nodes.get(flow.target)
        if target is not None and any(event.kind not in ("message", "signal") for event in target.events):
            yield told(
                package,
                target,
                Words("only messages and signals begin a process here", "这里只有消息和信号可以启动流程"),
                Words("use a message or signal event", "请用消息或信号事件"),
            )
