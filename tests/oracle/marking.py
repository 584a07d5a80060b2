"""A marking: where the tokens of a scope are, as an immutable multiset of items.

Sub-processes nest: an active one holds the marking of its inside. Nothing has an identity; two markings
with the same items are the same state. `seeing` tells what of it can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass

#: One trigger of an event on the border: the event, and which of its triggers.
Trigger = tuple[str, int]


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
    """A catch event waits for these of its triggers, or an event-based gateway for the first of its events."""

    node: str
    awaited: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Listening:
    """An event sub-process can start. `held` are triggers whose condition holds since it last happened."""

    node: str
    awaited: tuple[int, ...] = (0,)
    held: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ending:
    """A token has reached an event that throws, and has thrown the first `thrown` of its results."""

    node: str
    thrown: int = 0


@dataclass(frozen=True)
class Resetting:
    """A complex gateway has fired, and waits for the tokens of the flows that had none."""

    node: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Offering:
    """An ad-hoc sub-process offers its activities; `turn` is the one whose turn it is, `enough` that it ends."""

    node: str
    turn: int = 0
    enough: bool = False


@dataclass(frozen=True)
class Entry:
    """A completed activity that can be undone: by its handler, or, a sub-process, by those of its `inside`."""

    node: str
    inside: tuple[Entry, ...] | None = None


@dataclass(frozen=True)
class Record:
    """What a scope has completed and can undo, in the order of completion."""

    entries: tuple[Entry, ...]
    node: str = ""


@dataclass(frozen=True)
class Undoing:
    """The event `node` undoes: `current` runs, `pending` come after it, the next one first.

    `thrown` is the number of results thrown before. Inside a sub-process that is undone `node` is empty.
    """

    node: str
    thrown: int
    pending: tuple[Entry, ...]
    current: Active


@dataclass(frozen=True)
class Active:
    """An activity at work; `armed` are the triggers that wait on its border, `held` as for `Listening`."""

    node: str
    work: Work
    armed: tuple[Trigger, ...] = ()
    held: tuple[Trigger, ...] = ()


@dataclass(frozen=True)
class Open:
    """A task waits for its person or its message."""


@dataclass(frozen=True)
class Instant:
    """A task that is done by itself, and not done yet."""


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


Item = On | At | Waiting | Listening | Ending | Resetting | Offering | Record | Undoing | Active
Work = Open | Instant | Inside | Members
Marking = tuple[Item, ...]

ENDED: Marking = ()


def without(marking: Marking, index: int) -> Marking:
    """Return the marking with one item taken out."""
    return marking[:index] + marking[index + 1 :]


def exhausted(marking: Marking) -> bool:
    """Return whether nothing is left that keeps the scope from ending."""
    return all(isinstance(item, (Listening, Resetting, Offering, Record)) for item in marking)


def canonical(marking: Marking) -> Marking:
    """Return the same multiset in the one order in which equal markings are equal tuples."""
    return tuple(sorted(map(_canonical_item, marking), key=_order))


def _order(item: Item) -> tuple[str, str, str]:
    if isinstance(item, On):
        return "On", item.flow, ""
    if isinstance(item, Active) and isinstance(item.work, Open):
        return "Active", item.node, f"{item.armed}{item.held}"
    return type(item).__name__, item.node, repr(item)


def _canonical_item(item: Item) -> Item:
    if isinstance(item, Active) and not isinstance(item.work, Open):
        return Active(item.node, _canonical_work(item.work), item.armed, item.held)
    return item


def _canonical_work(work: Work) -> Work:
    if isinstance(work, Inside):
        return Inside(canonical(work.marking))
    if isinstance(work, Members):
        running = sorted((index, _canonical_work(one)) for index, one in work.running)
        return Members(work.started, work.done, tuple(running))
    return work
