"""A scope begins at one place that is plain to see, and whatever starts it is heard."""

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
    for scope in package.diagram.scopes():
        starts = [node for node in scope.nodes.values() if node.kind == "startEvent"]
        plain = [node for node in starts if not node.events]
        for extra in plain[1:]:
            yield told(
                package,
                extra,
                Words(f"{scope.id} has a second plain start event", f"{scope.id} 有第二个普通开始事件"),
                Words("begin at one, and split after it", "请从一个开始，再在其后分支"),
            )
        if scope.kind == "process":
            yield from _heard(package, scope, [node for node in starts if node.events])
        if scope.nodes and not starts:
            if not scope.unentered():
                yield told(
                    package,
                    scope,
                    Words(
                        "nothing in it can begin: every node is entered by a flow",
                        "无处开始：每个节点都有顺序流进入",
                    ),
                    Words("add a start", "请加一个开始事件"),
                )


def _heard(package: Package, process: Scope, triggered: list[Node]) -> Iterator[Finding]:
    """Only the main process waits for messages and times to start it; orders begin it plainly."""
    main = process.id == package.process
    names: set[str] = set()
    for start in triggered:
        if not main:
            yield told(
                package,
                start,
                Words(
                    "a start event with a trigger is only heard in the main process",
                    "带触发器的开始事件只在主流程中有效",
                ),
                Words(
                    "make this the main process (process in package.yaml), or call it",
                    "请把它设为主流程（package.yaml 的 process），或调用它",
                ),
            )
            continue
        messages = [one.reference for one in start.events if one.kind == "message" and one.reference]
        for message in messages:
            if message in names:
                problem = Words(
                    f"another start event waits for message {message!r} too",
                    f"另一个开始事件也在等待消息 {message!r}",
                )
                remedy = Words("begin at one, and decide after it", "请从一个开始，再在其后判断")
                yield told(package, start, problem, remedy)
            names.add(message)
    if main and package.category is not None and process.nodes and not process.begins_plainly:
        yield told(
            package,
            process,
            Words(
                f"orders of category {package.category!r} cannot begin it: it has no plain start event",
                f"类别 {package.category!r} 的工单无法由它开始：它没有普通开始事件",
            ),
            Words(
                "add a start event without a trigger, or remove the category",
                "请加一个不带触发器的开始事件，或去掉 category",
            ),
        )
