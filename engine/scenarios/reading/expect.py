"""Read what is expected after a step."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from engine.scenarios.moments import read_moment
from engine.scenarios.names import Names
from engine.scenarios.source import Node
from engine.scenarios.story import Asked, Expectation, IncidentLike, Notice

#: What can be asked of an order, beside its own fields.
ORDER_KEYS = (
    "status category stage round attention urges outcome priority title area crew county held"
).split()
PHASES = ("waiting", "running", "paused", "stopped", "undetermined")


def read_expectation(node: Node, names: Names) -> Expectation:
    """Return what is expected."""
    fields = node.fields(KEYS)
    given = {key.split()[0]: _READ[key](one, names) for key, one in fields.items()}
    return Expectation(**given)


def _tasks(node: Node, names: Names) -> tuple[str, ...]:
    return tuple(names.task(one) for one in _listed(node))


def _waits(node: Node, names: Names) -> tuple[str, ...]:
    return tuple(names.wait(one) for one in _listed(node))


def _jobs(node: Node, names: Names) -> tuple[str, ...]:
    return tuple(names.job(one) for one in _listed(node))


def _texts(node: Node, names: Names) -> tuple[str, ...]:
    del names
    return tuple(one.text() for one in _listed(node))


def _departments(node: Node, names: Names) -> dict[str, frozenset[str]]:
    return {
        names.task(_key(key, one)): frozenset(names.department(each) for each in _listed(one))
        for key, one in node.mapping().items()
    }


def _holders(node: Node, names: Names) -> dict[str, str | None]:
    return {
        names.task(_key(key, one)): None if one.value == "nobody" else names.person(one)
        for key, one in node.mapping().items()
    }


def _order(node: Node, names: Names) -> dict[str, Any]:
    known = [*ORDER_KEYS, *sorted(names.fields)]
    return {key: one.plain() for key, one in node.fields(known).items()}


def _timers(node: Node, names: Names) -> dict[str, datetime | time | None]:
    return {
        names.wait(_key(key, one)): None if one.value == "never" else read_moment(one)
        for key, one in node.mapping().items()
    }


def _limits(node: Node, names: Names) -> dict[str, str | datetime | time]:
    del names
    return {
        key: one.text() if one.value in PHASES else read_moment(one) for key, one in node.mapping().items()
    }


def _asked(node: Node, names: Names) -> tuple[Asked, ...]:
    return tuple(_effect(one, names) for one in _listed(node))


def _effect(node: Node, names: Names) -> Asked:
    if not isinstance(node.value, dict):
        return Asked(names.job(node), {})
    fields = node.fields(("at", "with"), ("at",))
    return Asked(names.job(fields["at"]), _values(fields["with"], names) if "with" in fields else {})


def _notices(node: Node, names: Names) -> tuple[Notice, ...]:
    return tuple(_notice(one, names.department) for one in _listed(node))


def _messages(node: Node, names: Names) -> tuple[Notice, ...]:
    del names
    return tuple(_notice(one, Node.text) for one in _listed(node))


def _notice(node: Node, read_to: Any) -> Notice:
    if not isinstance(node.value, dict):
        return Notice(None, node.text())
    fields = node.fields(("to", "says"))
    return Notice(
        read_to(fields["to"]) if "to" in fields else None,
        fields["says"].text() if "says" in fields else None,
    )


def _incidents(node: Node, names: Names) -> tuple[IncidentLike, ...]:
    return tuple(_incident(one, names) for one in _listed(node))


def _incident(node: Node, names: Names) -> IncidentLike:
    if not isinstance(node.value, dict):
        return IncidentLike(node.text(), None, None)
    fields = node.fields(("kind", "at", "says"))
    return IncidentLike(
        fields["kind"].text() if "kind" in fields else None,
        names.element(fields["at"]) if "at" in fields else None,
        fields["says"].text() if "says" in fields else None,
    )


def _values(node: Node, names: Names) -> dict[str, Any]:
    del names
    return {key: one.plain() for key, one in node.mapping().items()}


def _ended(node: Node, names: Names) -> bool:
    del names
    return node.boolean()


def _listed(node: Node) -> list[Node]:
    """Return the entries of a list; a single value stands for a list of one, `none` for an empty one."""
    if node.value in ("none", "nobody", "nothing"):
        return []
    return node.one_or_many()


def _key(key: str, node: Node) -> Node:
    """Return a mapping's key as a node, so that it can be refused with its line."""
    return Node(key, node.file, node.line, node.where, key)


_READ: dict[str, Any] = {
    "open": _tasks,
    "whose": _departments,
    "held by": _holders,
    "watched by": _departments,
    "order": _order,
    "waiting": _waits,
    "timers": _timers,
    "limits": _limits,
    "jobs": _jobs,
    "history": _texts,
    "asked": _asked,
    "notices": _notices,
    "messages": _messages,
    "incidents": _incidents,
    "linked": _texts,
    "values": _values,
    "ended": _ended,
}
#: The keys of `expect`.
KEYS = tuple(_READ)
