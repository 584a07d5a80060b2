"""A marking: where the tokens of a scope are, as an immutable multiset of items, and what one sees of it.

Sub-processes nest: an active one holds the marking of its inside. Nothing has an identity; two markings
with the same items are the same state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.oracle.structure import Node, Scope, start_of


@dataclass(frozen=True)
class On:
    """A token on a sequence flow."""

    flow: str


@dataclass(frozen=True)
class At:
    """A token at a node to which no flow leads: where a scope begins."""

    node: str


@dataclass(frozen=True)
class Waiting:
    """A catch event waits, or an event-based gateway for the first of its events."""

    node: str


@dataclass(frozen=True)
class Listening:
    """An event sub-process can start."""

    node: str


@dataclass(frozen=True)
class Ending:
    """A token has reached a terminate or error end event, which is still to take effect."""

    node: str


@dataclass(frozen=True)
class Active:
    """An activity at work; `armed` are the timers and messages that wait on its border."""

    node: str
    work: Work
    armed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Open:
    """A user task waits for its person."""


@dataclass(frozen=True)
class Inside:
    """A sub-process at work."""

    marking: Marking


@dataclass(frozen=True)
class Members:
    """A repeated activity: how many members began and ended, and the work of those that run, by index."""

    started: int
    done: int
    running: tuple[tuple[int, Work], ...]


Item = On | At | Waiting | Listening | Ending | Active
Work = Open | Inside | Members
Marking = tuple[Item, ...]
#: What can be seen of a marking from outside: nested tuples that compare and print well.
View = tuple[Any, ...]

ENDED: Marking = ()


def without(marking: Marking, index: int) -> Marking:
    """Return the marking with one item taken out."""
    return marking[:index] + marking[index + 1 :]


def exhausted(marking: Marking) -> bool:
    """Return whether nothing is left that keeps the scope from ending."""
    return all(isinstance(item, Listening) for item in marking)


def canonical(marking: Marking) -> Marking:
    """Return the same multiset in the one order in which equal markings are equal tuples."""
    return tuple(sorted(map(_canonical_item, marking), key=_order))


def _order(item: Item) -> tuple[str, str, str]:
    if isinstance(item, Active):
        work = "" if isinstance(item.work, Open) else repr(item.work)
        return "Active", item.node, f"{work}{sorted(item.armed)}"
    return type(item).__name__, item.flow if isinstance(item, On) else item.node, ""


def _canonical_item(item: Item) -> Item:
    if isinstance(item, Active) and not isinstance(item.work, Open):
        return Active(item.node, _canonical_work(item.work), item.armed)
    return item


def _canonical_work(work: Work) -> Work:
    if isinstance(work, Inside):
        return Inside(canonical(work.marking))
    if isinstance(work, Members):
        running = sorted((index, _canonical_work(one)) for index, one in work.running)
        return Members(work.started, work.done, tuple(running))
    return work


def ordered(views: list[View]) -> View:
    """Return views in the order in which two sides can compare them."""
    return tuple(sorted(views, key=repr))


def see(scope: Scope, marking: Marking) -> View:
    """Return what both sides can compare: open tasks, awaited timers and messages, tokens held by joins.

    One view an item, nested like the scopes: `("active", node, work, borders)`, `("wait", event)`,
    `("choice", gateway, events)`, `("listen", start)`, `("held", flow)`. Error events wait unseen.
    """
    return ordered([view for item in marking if (view := see_item(scope, item)) is not None])


def see_item(scope: Scope, item: Item) -> View | None:
    """Return the view of one item, None when it cannot be seen."""
    if isinstance(item, On):
        return ("held", item.flow)
    if isinstance(item, Active):
        node = scope.node[item.node]
        return ("active", item.node, see_work(node, item.work), tuple(sorted(item.armed)))
    if isinstance(item, Waiting):
        if scope.node[item.node].kind == "catch":
            return ("wait", item.node)
        return ("choice", item.node, tuple(sorted(flow.target for flow in scope.leaving[item.node])))
    if isinstance(item, Listening):
        node = scope.node[item.node]
        assert node.event is not None
        return ("listen", start_of(node)) if node.event.kind != "error" else None
    return None


def see_work(node: Node, work: Work) -> View:
    """Return the view of an activity's work."""
    if isinstance(work, Inside):
        assert node.inside is not None
        return ("inside", see(node.inside, work.marking))
    if isinstance(work, Members):
        return ("members", tuple(sorted((index, see_work(node, one)) for index, one in work.running)))
    return ("open",)
