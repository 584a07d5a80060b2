"""Messages, errors and escalations have the names and codes by which they are found; calls have their own."""

from __future__ import annotations

from collections.abc import Iterator

from engine.calling.messages import MESSAGES, PREFIX
from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.glossary import zh
from engine.definitions.package import Package
from engine.words import Words

THROWING = ("endEvent", "intermediateThrowEvent")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        thrown = node.loop.thrown if node.loop is not None else ()
        for event in (*node.events, *thrown):
            if event.reference_missing:
                yield told(
                    package,
                    node,
                    Words(
                        f"its {event.kind} refers to {event.reference!r}, which the file does not define",
                        f"它的{zh(event.kind)}引用了 {event.reference!r}，而文件中没有定义",
                    ),
                    Words(
                        f"define the {event.kind}, or choose another",
                        f"请定义这个{zh(event.kind)}，或选择另一个",
                    ),
                )
            elif event.kind in ("message", "signal") and not event.reference:
                yield told(
                    package,
                    node,
                    Words(f"its {event.kind} has no name", f"它的{zh(event.kind)}没有名称"),
                    Words(f"name a {event.kind}", f"请写明{zh(event.kind)}的名称"),
                )
            elif event.kind == "message" and event.reference and event.reference.startswith(PREFIX):
                if event.reference not in MESSAGES:
                    yield told(
                        package,
                        node,
                        Words(
                            f"no telephone call tells {event.reference!r}",
                            f"没有哪种来电消息叫 {event.reference!r}",
                        ),
                        Words(
                            f"choose one of {', '.join(MESSAGES)}; names that begin with {PREFIX} are calls'",
                            f"请选 {'、'.join(MESSAGES)} 之一；以 {PREFIX} 开头的名称归来电所有",
                        ),
                    )
            elif event.kind == "conditional" and (event.expression is None or not event.expression.text):
                yield told(
                    package,
                    node,
                    Words("its condition is empty", "它的条件是空的"),
                    Words("write a FEEL expression", "请写一个 FEEL 表达式"),
                )
            elif event.kind in ("error", "escalation") and not event.reference:
                if node.kind in THROWING or event in thrown:
                    problem, remedy = (
                        Words(f"the {event.kind} it throws has no code", f"它抛出的{zh(event.kind)}没有代码"),
                        Words(f"give the {event.kind} a code", f"请给这个{zh(event.kind)}一个代码"),
                    )
                    yield told(package, node, problem, remedy)
                elif event.code_missing:
                    problem = Words(
                        f"the {event.kind} it catches has no code", f"它捕获的{zh(event.kind)}没有代码"
                    )
                    remedy = Words(
                        f"give the {event.kind} a code, or refer to none to catch every {event.kind}",
                        f"请给它一个代码；要捕获所有{zh(event.kind)}，则不引用任何一个",
                    )
                    yield told(package, node, problem, remedy)
