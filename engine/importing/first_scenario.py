"""A first story for a package: it begins, and what is open then, as far as the diagram alone can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from engine.definitions.model import Node, Scope
from engine.definitions.package import Package

_MOST_STEPS = 500
_TASKS = {"userTask", "manualTask"}


def first_scenario(package: Package) -> str:
    """Return a scenario file in YAML: how the main process begins, and the tasks that are open then.

    Where a choice, a service or a call decides what comes next, it says nothing about open tasks.
    """
    scope = package.diagram.processes[package.process]
    given, start = _given(package, scope)
    scenario: dict[str, Any] = {
        "name": "开始 / It begins",
        "note": "先试开头，再逐步写完 / the beginning; go on from here",
    }
    opened = _open(scope, start) if start is not None else None
    if opened is not None:
        scenario["expect"] = {"open": [node.id for node in opened] or "none"}
    document = {"given": given, "scenarios": [scenario]}
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _given(package: Package, scope: Scope) -> tuple[dict[str, Any], Node | None]:
    """Return how it begins, and the start event; None for one that nobody can play plainly."""
    starts = [node for node in scope.nodes.values() if node.kind == "startEvent"]
    plain = next((node for node in starts if not node.events), None)
    message = next((node for node in starts if node.events and node.events[0].kind == "message"), None)
    if package.category is not None:
        fields = {name: _value(field) for name, field in package.fields.get("properties", {}).items()}
        return {"order": {"title": package.name["zh"], **({"fields": fields} if fields else {})}}, plain
    if plain is None and message is not None:
        return {"message": {"name": message.events[0].reference or ""}}, message
    order = {"category": "enquiry", "title": package.name["zh"]}
    return {"order": order, "start": {"process": package.process}}, plain


def _value(field: Any) -> Any:
    """Return a value that a field of a form may have, so that the story can begin."""
    field = field if isinstance(field, dict) else {}
    for choices, key in ((field.get("oneOf"), "const"), (field.get("enum"), None)):
        if isinstance(choices, list) and choices:
            return choices[0][key] if key is not None else choices[0]
    if "default" in field:
        return field["default"]
    kind = field.get("type")
    values: dict[str, Any] = {
        "boolean": True,
        "integer": field.get("minimum", 1),
        "number": field.get("minimum", 1),
        "array": [],
        "object": {},
    }
    dates = {"date": "2026-11-23", "date-time": "2026-11-23T09:00:00+08:00", "time": "09:00:00"}
    text = dates.get(str(field.get("format")), "x" * max(1, int(field.get("minLength", 1))))
    return values.get(str(kind), text)


def _open(scope: Scope, start: Node) -> list[Node] | None:
    """Return the tasks that are open once it has begun; None when the drawing alone does not say."""
    found: list[Node] = []
    waiting, steps = [start], 0
    while waiting:
        node = waiting.pop()
        steps += 1
        if steps > _MOST_STEPS:
            return None
        after = list(_after(scope, node))
        if node.kind in _TASKS and node.loop is None:
            found.append(node)
        elif node.kind == "endEvent" and not node.events:
            continue
        elif node is start or node.kind == "task" or _passes(scope, node):
            waiting += after
        else:
            return None
    return found


def _passes(scope: Scope, node: Node) -> bool:
    """Return whether a token surely goes on, on every flow that leaves."""
    flows = scope.outgoing(node.id)
    if node.kind == "intermediateThrowEvent" and not node.events:
        return len(flows) == 1
    if node.kind == "parallelGateway":
        return len(scope.incoming(node.id)) == 1
    return node.kind == "exclusiveGateway" and len(flows) == 1


def _after(scope: Scope, node: Node) -> Iterator[Node]:
    for flow in scope.outgoing(node.id):
        if flow.target in scope.nodes:
            yield scope.nodes[flow.target]
