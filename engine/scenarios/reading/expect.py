"""Read what is expected after a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from engine.scenarios.expectations import (
    Absent,
    Asked,
    EventLike,
    Expectation,
    IncidentLike,
    LimitLike,
    Notice,
)
from engine.scenarios.givens import LaterDay, Moment
from engine.scenarios.moments import read_moment, read_span
from engine.scenarios.names import Names
from engine.scenarios.source import Node
from engine.words import Words

#: What can be asked of an order, beside its own fields.
ORDER_KEYS = (
    "status category stage round attention urges outcome priority title area crew county held"
).split()
PHASES = ("waiting", "running", "paused", "stopped", "undetermined")
#: What can be asked of a limit, and of an event of the history.
LIMIT_KEYS = ("state", "due", "promise", "target", "breached", "remaining", "remaining days", "elapsed")
EVENT_KEYS = ("type", "at", "by", "on behalf of", "happened", "with")


def read_expectation(node: Node, names: Names) -> Expectation:
    """Return what is expected."""
    fields = node.fields(KEYS)
    return Expectation(**{_FIELDS.get(key, key): _READ[key](one, names) for key, one in fields.items()})


def _absent(node: Node, names: Names) -> Absent:
    fields = node.fields(ABSENT_KEYS)
    read = {**_READ, "values": _texts, "variables": _texts, "limits": _limit_names}
    return Absent(**{_FIELDS.get(key, key): read[key](one, names) for key, one in fields.items()})


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


def _timers(node: Node, names: Names) -> dict[str, Moment | None]:
    return {
        names.wait(_key(key, one)): None if one.value == "never" else read_moment(one)
        for key, one in node.mapping().items()
    }


def _limits(node: Node, names: Names) -> dict[str, LimitLike]:
    return {names.limit(_key(key, one)): _limit(one) for key, one in node.mapping().items()}


def _limit(node: Node) -> LimitLike:
    if not isinstance(node.value, dict):
        if node.value in ("none", None):
            return LimitLike(absent=True)
        if node.value == "breached":
            return LimitLike(breached=True)
        return LimitLike(state=node.text()) if node.value in PHASES else LimitLike(due=read_moment(node))
    fields = node.fields(LIMIT_KEYS)
    times: dict[str, Any] = {
        key: read_moment(fields[key]) for key in ("due", "promise", "target") if key in fields
    }
    times |= {key: _signed_span(fields[key]) for key in ("remaining", "elapsed") if key in fields}
    return LimitLike(
        state=fields["state"].choice(PHASES) if "state" in fields else None,
        breached=fields["breached"].boolean() if "breached" in fields else None,
        remaining_days=fields["remaining days"].integer() if "remaining days" in fields else None,
        **times,
    )


def _signed_span(node: Node) -> timedelta:
    """Return a span of time; one that begins with a minus is over already."""
    text = node.text()
    less = text.startswith("-")
    span = read_span(replace(node, value=text[1:], raw=text[1:]) if less else node)
    if isinstance(span, LaterDay):
        raise node.refuse(
            Words("working days are no span of time", "工作日不是一段时间"),
            Words("count them with `remaining days`", "用 `remaining days` 计"),
        )
    return -span if less else span


def _limit_names(node: Node, names: Names) -> tuple[str, ...]:
    return tuple(names.limit(one) for one in _listed(node))


def _events(node: Node, names: Names) -> tuple[EventLike, ...]:
    return tuple(_event(one, names) for one in _listed(node))


def _event(node: Node, names: Names) -> EventLike:
    if not isinstance(node.value, dict):
        return EventLike(type=node.text())
    fields = node.fields(EVENT_KEYS)
    return EventLike(
        type=fields["type"].text() if "type" in fields else None,
        at=names.element(fields["at"]) if "at" in fields else None,
        by=names.actor(fields["by"]) if "by" in fields else None,
        on_behalf_of=names.person(fields["on behalf of"]) if "on behalf of" in fields else None,
        happened=read_moment(fields["happened"]) if "happened" in fields else None,
        values=_values(fields["with"], names) if "with" in fields else {},
    )


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
    "history": _events,
    "events": _events,
    "asked": _asked,
    "notices": _notices,
    "messages": _messages,
    "incidents": _incidents,
    "linked": _texts,
    "values": _values,
    "variables": _values,
    "ended": _ended,
    "not": _absent,
}
#: The keys of `expect` whose field is called otherwise.
_FIELDS = {"held by": "held", "watched by": "watched", "not": "absent"}
#: The keys of `expect`.
KEYS = tuple(_READ)
#: The keys of `not`.
ABSENT_KEYS = (
    *("open", "waiting", "jobs", "linked", "history", "events", "asked", "notices", "messages", "incidents"),
    *("values", "variables", "limits", "whose", "watched by", "order"),
)
