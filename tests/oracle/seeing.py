"""What of a marking both sides can see: open tasks, awaited events, tokens held by joins."""

from __future__ import annotations

from typing import Any

from tests.oracle.marking import (
    Active,
    Inside,
    Item,
    Listening,
    Marking,
    Members,
    On,
    Trigger,
    Undoing,
    Waiting,
    Work,
)
from tests.oracle.structure import Node, Scope, start_of

View = tuple[Any, ...]


def ordered(views: list[View]) -> View:
    """Return views in the order in which two sides can compare them."""
    return tuple(sorted(views, key=repr))


def see(scope: Scope, marking: Marking) -> View:
    """Return what both sides can compare.

    Nested like the scopes: `("active", node, work, borders)`, `("wait", event, triggers)`,
    `("choice", gateway, events)`, `("listen", start, trigger)`, `("held", flow)`, `("undoing", event)`. Errors and escalations are
    awaited unseen.
    """
    return ordered([view for item in marking for view in see_item(scope, item)])


def see_item(scope: Scope, item: Item) -> list[View]:
    """Return the views of one item: one, but of an event sub-process one for each trigger, or none."""
    if isinstance(item, On):
        return [("held", item.flow)]
    if isinstance(item, Active):
        node = scope.node[item.node]
        return [("active", item.node, see_work(node, item.work), _borders(scope, item.armed))]
    if isinstance(item, Waiting):
        if scope.node[item.node].kind == "catch":
            return [("wait", item.node, item.awaited)]
        return [("choice", item.node, tuple(sorted(flow.target for flow in scope.leaving[item.node])))]
    if isinstance(item, Undoing):
        own = [("undoing", item.node)] if item.node else []
        return [*own, *see_item(scope, item.current)]
    if isinstance(item, Listening):
        node = scope.node[item.node]
        seen = [number for number in item.awaited if node.triggers[number].is_seen]
        return [("listen", start_of(node), number) for number in seen]
    return []


def see_work(node: Node, work: Work) -> View:
    """Return the view of an activity's work."""
    if isinstance(work, Inside):
        assert node.inside is not None
        return ("inside", see(node.inside, work.marking))
    if isinstance(work, Members):
        return ("members", tuple(sorted((index, see_work(node, one)) for index, one in work.running)))
    return ("open",)


def _borders(scope: Scope, armed: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    return tuple(sorted((key, number) for key, number in armed if scope.node[key].triggers[number].is_seen))
