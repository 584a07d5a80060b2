"""An event sub-process has exactly one start, with a trigger that no other one of its scope has."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.boundaries import same_code
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        inside = [node.scope for node in scope.nodes.values() if node.triggered_by_event and node.scope]
        starts = [node for one in inside for node in one.nodes.values() if node.kind == "startEvent"]
        yield from same_code(package, starts)
    for _, node in package.diagram.nodes():
        if not node.triggered_by_event or node.scope is None:
            continue
        if node.kind != "subProcess":
            yield told(
                package,
                node,
                Words(f"a {node.kind} does not begin by an event", f"{zh(node.kind)}不能由事件启动"),
                Words(
                    'draw a plain event sub-process around it, or remove triggeredByEvent="true"',
                    '请在它外面画一个普通的事件子流程，或删除 triggeredByEvent="true"',
                ),
            )
            continue
        starts = [inner for inner in node.scope.nodes.values() if inner.kind == "startEvent"]
        if len(starts) != 1:
            yield told(
                package,
                node,
                Words(
                    f"an event sub-process needs one start event, it has {len(starts)}",
                    f"事件子流程需要一个开始事件，现在有 {len(starts)} 个",
                ),
                Words("draw exactly one", "请只画一个"),
            )
        for start in starts:
            kind = start.events[0].kind if start.events else ""
            if kind in ("error", "compensate") and not start.interrupting:
                article = "an" if kind == "error" else "a"
                yield told(
                    package,
                    start,
                    Words(
                        f"{article} {kind} start event must interrupt", f"{zh(kind)}开始事件必须是中断型的"
                    ),
                    Words('remove isInterrupting="false"', '请删除 isInterrupting="false"'),
                )
        if node.loop is not None:
            yield told(
                package,
                node,
                Words("an event sub-process cannot loop", "事件子流程不能循环"),
                Words("remove the loop marker", "请删除循环标记"),
            )
