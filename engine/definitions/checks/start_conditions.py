"""A condition that begins a process reads facts that are told from outside (§10.5.5.4)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.expressions import compile_text, is_feel
from engine.definitions.findings import Finding
from engine.definitions.model import Expression, Node
from engine.definitions.package import Package
from engine.feel import FeelError
from engine.words import Words

#: What a process sees only once it is there.
INSIDE = frozenset({"order", "call", "instance", "message"})


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for scope in package.diagram.processes.values():
        for node in scope.nodes.values():
            for text in start_conditions(node):
                yield from _speaks_of_facts(package, node, text)


def start_conditions(node: Node) -> Iterator[Expression]:
    """Yield the conditions of a start event that stands in a process itself."""
    for event in node.events if node.kind == "startEvent" else ():
        if event.kind == "conditional" and event.expression is not None and event.expression.text:
            yield event.expression


def _speaks_of_facts(package: Package, node: Node, text: Expression) -> Iterator[Finding]:
    try:
        made = compile_text(text, "") if is_feel(text.language) else None
    except FeelError:
        return  # the rule `expressions` tells what cannot be read
    if made is None:
        return
    seen = sorted((made.names & INSIDE) | {f"{name}()" for name in made.functions})
    if seen:
        names = ", ".join(seen)
        yield told(
            package,
            node,
            Words(
                f"its condition reads {names}, but the process is not there yet",
                f"它的条件读取 {names}，但流程此时还不存在",
            ),
            Words(
                "read facts that are told from outside, such as `level > 3`",
                "请读取外部告知的事实，例如 `level > 3`",
            ),
            line=text.line,
        )
    if not (made.names or made.item_names or made.functions):
        yield told(
            package,
            node,
            Words(
                f"its condition `{text.text}` reads no fact, so nothing that is told makes it true",
                f"它的条件 `{text.text}` 不读取任何事实，因此告知什么都不会使它变为 true",
            ),
            Words(
                "read facts that are told, or use a timer for what depends on time alone",
                "请读取被告知的事实；只取决于时间的请用定时器",
            ),
            line=text.line,
        )
