"""Boundary events sit on an activity of their scope, each for a code of its own; some must interrupt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.definitions.support import ACTIVITIES
from engine.words import Words

#: A compensation finds its activity ended; the standard draws it as one that interrupts all the same.
ALWAYS_INTERRUPT = ("error", "cancel", "compensate")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.scopes():
        for host in scope.nodes:
            yield from same_code(package, scope.boundaries(host))
    for scope, node in package.diagram.nodes():
        if node.kind != "boundaryEvent":
            continue
        activity = scope.nodes.get(node.attached_to or "")
        if activity is None:
            problem = Words(
                f"it is attached to {node.attached_to!r}, which is not here",
                f"它附着的 {node.attached_to!r} 不在这里",
            )
            yield told(package, node, problem, Words("attach it anew", "请重新附着到一个活动上"))
        elif activity.kind not in ACTIVITIES or activity.triggered_by_event:
            problem = Words(f"it is attached to a {activity.kind}", f"它附着在{zh(activity.kind)}上")
            yield told(
                package,
                node,
                problem,
                Words("attach it to a task or sub-process", "请把它附着到任务或子流程上"),
            )
        kind = node.events[0].kind if node.events else ""
        if kind in ALWAYS_INTERRUPT and not node.interrupting:
            article = "an" if kind == "error" else "a"
            yield told(
                package,
                node,
                Words(f"{article} {kind} boundary event must interrupt", f"{zh(kind)}边界事件必须是中断型的"),
                Words('remove cancelActivity="false"', '请删除 cancelActivity="false"'),
            )


def same_code(package: Package, catching: Iterable[Node]) -> Iterator[Finding]:
    """Yield the events that never catch, because another one of the same place waits for the same code."""
    seen: dict[tuple[str, str | None], Node] = {}
    for node in catching:
        event = node.events[0] if node.events else None
        if event is None or event.kind not in ("error", "escalation"):
            continue
        first = seen.setdefault((event.kind, event.reference), node)
        if first is not node:
            code = Words(repr(event.reference), repr(event.reference))
            if not event.reference:
                code = Words("every code", "全部代码")
            problem = Words(
                f"it catches the {event.kind} {code}, as {first.id} does",
                f"它捕获{zh(event.kind)} {code.zh}，与 {first.id} 相同",
            )
            remedy = Words("give it another code, or remove one of them", "请换一个代码，或删除其中一个")
            yield told(package, node, problem, remedy)
