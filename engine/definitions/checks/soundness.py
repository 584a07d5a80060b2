"""Whatever is chosen on the way, every token can come to an end, and every element has its use.

The states of the diagram are explored without values: each condition may be true or false, each event may
happen or not, a repeated activity counts as one. A diagram that is not well formed is left to other rules.
What is right all the same, because values exclude each other, says so in huan:unsound, and is a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Diagram, Scope
from engine.definitions.package import Package
from engine.definitions.soundness import Fault, Kind, examine
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    if not _well_formed(package.diagram):
        return
    stated = {node.id: node for _, node in package.diagram.nodes() if node.huan.get("unsound")}
    accepted: set[str] = set()
    for fault in examine(package.diagram):
        node = stated.get(fault.element.id)
        for finding in _TOLD[fault.kind](package, fault):
            if node is not None:
                accepted.add(node.id)
            yield finding if node is None else _accepted(finding, node.huan["unsound"])
    for key, node in stated.items():
        if key not in accepted:
            yield told(
                package,
                node,
                Words(
                    "nothing is unsound here, though huan:unsound says why",
                    "这里没有不健全之处，却写了 huan:unsound",
                ),
                Words("remove huan:unsound", "请删除 huan:unsound"),
            )


def _accepted(finding: Finding, reason: str) -> Finding:
    """Return the finding as a warning that tells why somebody takes it as it is."""
    problem = Words(
        f"{finding.problem} (taken as it is: {reason})", f"{finding.problem.zh}（已说明理由：{reason}）"
    )
    return replace(finding, problem=problem, severity="warning")


def _well_formed(diagram: Diagram) -> bool:
    compensated = [
        node for scope, node in diagram.nodes() if node.flag("isForCompensation") and scope.outgoing(node.id)
    ]
    return not diagram.duplicates and not compensated and all(map(_connected, diagram.scopes()))


def _connected(scope: Scope) -> bool:
    """Return whether flows and borders join nodes of the scope, and each event sub-process has its start."""
    flows = all(flow.source in scope.nodes and flow.target in scope.nodes for flow in scope.flows.values())
    ends = all(
        not (scope.outgoing(node.id) if node.kind == "endEvent" else scope.incoming(node.id))
        for node in scope.nodes.values()
        if node.kind in ("startEvent", "endEvent", "boundaryEvent") or node.triggered_by_event
    )
    hosts = all(
        node.attached_to in scope.nodes for node in scope.nodes.values() if node.kind == "boundaryEvent"
    )
    starts = sum(node.kind == "startEvent" for node in scope.nodes.values())
    return flows and ends and hosts and bool(scope.nodes) and (starts == 1 or not scope.by_event)


def _stuck(package: Package, fault: Fault) -> Iterator[Finding]:
    missing = ", ".join(fault.flows)
    yield told(
        package,
        fault.element,
        Words(
            f"a run can wait here for ever: no token comes by {missing}",
            f"流程可能在这里永远等待：{missing} 上不会再有令牌到来",
        ),
        Words(
            "join what an exclusive or inclusive gateway splits by the same kind, or lead every branch here",
            "由排他或包容网关分开的分支，请用同类网关汇合，或让每条分支都通到这里",
        ),
        path=fault.path,
    )


def _left_behind(package: Package, fault: Fault) -> Iterator[Finding]:
    yield told(
        package,
        fault.element,
        Words(
            "a token can stay behind here for ever: the join has gone on without it",
            "令牌可能永远留在这里：汇合已经继续，没有带上它",
        ),
        Words(
            "let as many tokens come as the join takes: bring branches together before they come here",
            "每次到来的令牌数要与汇合一致：请在到达这里之前先把分支合并",
        ),
        path=fault.path,
    )


def _endless(package: Package, fault: Fault) -> Iterator[Finding]:
    if fault.interrupted:
        yield told(
            package,
            fault.element,
            Words("it goes on from here until an event interrupts it", "从这里起一直进行，直到被事件中断"),
            Words("draw a way to an end, if it should end of itself", "若应自行结束，请画一条通往结束的路径"),
            severity="warning",
            path=fault.path,
        )
        return
    yield told(
        package,
        fault.element,
        Words("no way leads from here to an end", "从这里没有路径通到结束"),
        Words("draw a way to an end event", "请画一条通往结束事件的路径"),
        path=fault.path,
    )


def _dead(package: Package, fault: Fault) -> Iterator[Finding]:
    yield told(
        package,
        fault.element,
        Words("no run ever comes here, whatever is chosen", "无论怎样选择，流程都不会到达这里"),
        Words("change what leads here, or remove it", "请修改通向这里的路径，或删除它"),
        severity="warning",
        path=fault.path,
    )


def _never_thrown(package: Package, fault: Fault) -> Iterator[Finding]:
    yield told(
        package,
        fault.element,
        Words("nothing throws what this event catches", "没有任何元素抛出这个事件所捕获的内容"),
        Words("throw it where it happens, or remove the event", "请在发生之处抛出，或删除这个事件"),
        severity="warning",
    )


def _growing(package: Package, fault: Fault) -> Iterator[Finding]:
    yield told(
        package,
        fault.element,
        Words("each round brings one token more here, without end", "每转一圈，这里就多一个令牌，没有止境"),
        Words("join the branches before the circle goes round again", "请在再次循环之前把分支汇合"),
        path=fault.path,
    )


def _spawning(package: Package, fault: Fault) -> Iterator[Finding]:
    yield told(
        package,
        fault.element,
        Words(
            "each round of the circle begins one more branch, which may still run in the next",
            "每转一圈就多开始一条分支，到下一圈时它可能还在进行",
        ),
        Words(
            "join the branches before the circle goes round again, if they should not pile up",
            "若不应堆积，请在再次循环之前把分支汇合",
        ),
        severity="warning",
        path=fault.path,
    )


def _undecided(package: Package, fault: Fault) -> Iterator[Finding]:
    yield told(
        package,
        fault.element,
        Words(
            "it is not decided whether every run comes to an end: too many states, or a complex gateway that "
            "asks for values",
            "无法判定每次运行是否都能结束：状态太多，或有复杂网关的条件要看变量",
        ),
        Words(
            "split it into sub-processes with few joins each, or play the doubtful cases as scenarios",
            "请拆成汇合较少的子流程，或把有疑问的情形写成场景来测试",
        ),
        severity="warning",
    )


_TOLD: dict[Kind, Callable[[Package, Fault], Iterator[Finding]]] = {
    Kind.STUCK: _stuck,
    Kind.LEFT_BEHIND: _left_behind,
    Kind.ENDLESS: _endless,
    Kind.DEAD: _dead,
    Kind.NEVER_THROWN: _never_thrown,
    Kind.GROWING: _growing,
    Kind.SPAWNING: _spawning,
    Kind.UNDECIDED: _undecided,
}
