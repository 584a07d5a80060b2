"""What a multi-instance throws as its instances complete is chosen, and can be thrown."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.model import Loop, Node
from engine.definitions.package import Package
from engine.words import Words

BEHAVIORS = ("None", "One", "All", "Complex")
#: What boundary events of the activity can catch, and a throw can bring about beside the flow.
THROWN = ("message", "signal", "error", "escalation")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        loop = node.loop
        if loop is None or loop.kind != "multi":
            continue
        if loop.behavior not in BEHAVIORS:
            known = ", ".join(BEHAVIORS)
            yield told(
                package,
                node,
                Words(f"there is no behavior {loop.behavior!r}", f"没有 behavior {loop.behavior!r}"),
                Words(f"use one of: {known}", f"请用其中之一：{known}"),
            )
            continue
        yield from _given(package, node, loop)
        if loop.behavior == "Complex":
            yield from _rules(package, node, loop)
        for event in loop.thrown:
            if event.kind not in THROWN and not event.reference_missing:
                yield told(
                    package,
                    node,
                    Words(
                        f"{event.kind} cannot be thrown as an instance completes",
                        f"实例完成时不能抛出{zh(event.kind)}",
                    ),
                    Words(
                        f"use one of: {', '.join(THROWN)}",
                        f"请用其中之一：{'、'.join(zh(kind) for kind in THROWN)}",
                    ),
                )


def _given(package: Package, node: Node, loop: Loop) -> Iterator[Finding]:
    """What the behavior needs is there, and nothing that another one would need."""
    for behavior, name, given in (
        ("None", "noneBehaviorEventRef", loop.none_event is not None),
        ("One", "oneBehaviorEventRef", loop.one_event is not None),
        ("Complex", "complexBehaviorDefinition", bool(loop.complex)),
    ):
        if given and behavior != loop.behavior:
            yield told(
                package,
                node,
                Words(
                    f"{name} has no effect with the behavior {loop.behavior!r}",
                    f"behavior 为 {loop.behavior!r} 时 {name} 不起作用",
                ),
                Words(f"remove it, or set behavior to {behavior}", f"请删除，或把 behavior 设为 {behavior}"),
            )
        elif not given and behavior == loop.behavior:
            yield told(
                package,
                node,
                Words(
                    f"the behavior {behavior!r} needs a {name}: an event without a name reaches nobody",
                    f"behavior {behavior!r} 需要 {name}：没有名称的事件谁也收不到",
                ),
                Words("say what is thrown, or use the behavior All", "请写明抛出什么，或用 All"),
            )


def _rules(package: Package, node: Node, loop: Loop) -> Iterator[Finding]:
    for rule in loop.complex:
        if rule.condition is None or not rule.condition.text or not rule.events:
            yield told(
                package,
                node,
                Words(
                    "a complexBehaviorDefinition lacks its condition or its event",
                    "某个 complexBehaviorDefinition 缺少条件或事件",
                ),
                Words("give it both", "请两个都写"),
                line=rule.line,
            )
