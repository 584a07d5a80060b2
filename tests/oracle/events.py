"""Events of the token game: what happens when what was waited for has happened (§13.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.oracle.marking import (
    Active,
    Inside,
    Item,
    Listening,
    Marking,
    Members,
    Waiting,
    Work,
    without,
)
from tests.oracle.structure import Event, Node, Scope
from tests.oracle.undoing import Compensations, only_record
from tests.oracle.words import border_name, event_name

#: The event that happens, and which of its triggers.
Ear = tuple[Node, int]


class Events(Compensations):
    """What a trigger does to the item that waited for it."""

    def fired(
        self, scope: Scope, others: Marking, item: Item, node: Node, number: int, last: bool = False
    ) -> Marking:
        """One trigger of the event `node` has happened, for which `item` waited.

        `last` says that a repeating trigger will not happen again.
        """
        if isinstance(item, Listening):
            return self.started(others, item, node, number, last)
        if isinstance(item, Active):
            return self._on_the_border(scope, others, item, node, number, last)
        assert isinstance(item, Waiting)
        left = tuple(one for one in item.awaited if one != number)
        if node.all_of_them and left:
            self.note("one of several triggers that must all happen")
            return (*others, Waiting(item.node, left))
        after_gateway = item.node != node.id
        self.note(f"{event_name(node)} {'after an event-based gateway' if after_gateway else 'caught'}")
        if after_gateway:
            self.take(scope.entering[node.id])
        return others + self.left(scope, node)

    def _on_the_border(
        self, scope: Scope, others: Marking, item: Active, node: Node, number: int, last: bool
    ) -> Marking:
        """A boundary event takes its activity away, or goes on beside it and waits again (§13.5.3)."""
        armed = tuple(one for one in item.armed if one != (node.id, number))
        if node.all_of_them and any(key == node.id for key, _ in armed):
            self.note("one of several triggers that must all happen")
            return (*others, replace(item, armed=armed))
        self.note(border_name(scope, node))
        kind = "interrupting" if node.interrupting else "non-interrupting"
        self.note(f"{kind} {event_name(node)} boundary event")
        if node.interrupting:
            return others + self.left(scope, node)
        self.note("boundary event for the last time" if last else "boundary event waits again")
        again = () if last else (number,)
        if node.all_of_them:
            again = tuple(range(len(node.triggers)))
        armed = tuple(sorted((*armed, *((node.id, one) for one in again))))
        held = [(node.id, one) for one in again if self._holds(node, one)]
        item = replace(item, armed=armed, held=tuple(sorted({*item.held, *held})))
        return (*others, item, *self.left(scope, node))

    def started(self, others: Marking, item: Listening, node: Node, number: int, last: bool) -> Marking:
        """An interrupting one takes everything else of its scope away; any other runs beside it (§13.5.4)."""
        left = tuple(one for one in item.awaited if one != number)
        if node.all_of_them and left:
            self.note("one of several triggers that must all happen")
            return (*others, replace(item, awaited=left))
        kind = "interrupting" if node.interrupting else "non-interrupting"
        self.note(f"{kind} {event_name(node)} event sub-process")
        if node.interrupting:
            return (*only_record(others), self.running(node))
        again = () if last else (number,)
        if node.all_of_them:
            left, again = (), tuple(range(len(node.triggers)))
        awaited = tuple(sorted((*left, *again)))
        held = {one for one in again if self._holds(node, one)}
        waits = (Listening(node.id, awaited, tuple(sorted({*item.held, *held}))),) if awaited else ()
        return (*others, *waits, self.running(node))

    def _holds(self, node: Node, number: int) -> bool:
        """Return whether a trigger is a condition that holds: it must become false before it happens again."""
        event = node.triggers[number]
        return event.kind == "condition" and self.truth(event.code or "")

    # Signals: whoever waits for the name at that moment hears it, in the whole instance (§10.5.1, §13.5)

    def heard(self, scope: Scope, marking: Marking, name: str) -> Marking:
        """Let everyone who waits for the signal hear it, all at once."""
        inner = tuple(self._heard_inside(scope, item, name) for item in marking)
        # What interrupts the scope comes last: in any order everything else of it is taken away.
        hearing = [(item, ear) for item in inner for ear in ears(scope, item, Event("signal", code=name))]
        hearing.sort(key=lambda pair: isinstance(pair[0], Listening) and pair[1][0].interrupting)
        for item, (node, number) in hearing:
            if item in inner:
                self.note("signal heard")
                others = without(inner, inner.index(item))
                inner = self.fired(scope, others, item, node, number)
        return inner

    def _heard_inside(self, scope: Scope, item: Item, name: str) -> Item:
        if isinstance(item, Active):
            return replace(item, work=self._heard_work(scope.node[item.node], item.work, name))
        return item

    def _heard_work(self, node: Node, work: Work, name: str) -> Work:
        if isinstance(work, Inside):
            assert node.inside is not None
            return Inside(self.heard(node.inside, work.marking, name))
        if isinstance(work, Members):
            running = tuple((index, self._heard_work(node, one, name)) for index, one in work.running)
            return Members(work.started, work.done, running)
        return work

    # Conditions: they happen when they become true (§10.5.5)

    def conditions(self, scope: Scope, marking: Marking) -> Iterator[Marking]:
        """A condition that is awaited is true.

        Where the standard says only "becomes true", this engine has decided: one that is true already when
        the waiting begins happens at once; after it has happened it must have been false in between.
        """
        for index, item in enumerate(marking):
            for node, number in ears(scope, item, Event("condition")):
                condition = node.triggers[number].code
                if not is_held(item, node, number) and self.truth(condition or ""):
                    self.note("condition has become true")
                    yield self.fired(scope, without(marking, index), item, node, number)

    def released(self, scope: Scope, marking: Marking) -> Marking:
        """Forget of every condition that has happened that it held, if it holds no longer."""
        return tuple(self._released(scope, item) for item in marking)

    def _released(self, scope: Scope, item: Item) -> Item:
        if isinstance(item, Listening):
            node = scope.node[item.node]
            held = tuple(one for one in item.held if self.truth(node.triggers[one].code or ""))
            return replace(item, held=held) if held != item.held else item
        if isinstance(item, Active):
            still = tuple(
                (key, one) for key, one in item.held if self.truth(scope.node[key].triggers[one].code or "")
            )
            work = self._released_work(scope.node[item.node], item.work)
            return replace(item, work=work, held=still)
        return item

    def _released_work(self, node: Node, work: Work) -> Work:
        if isinstance(work, Inside):
            assert node.inside is not None
            return Inside(self.released(node.inside, work.marking))
        if isinstance(work, Members):
            running = tuple((index, self._released_work(node, one)) for index, one in work.running)
            return Members(work.started, work.done, running)
        return work


def ears(scope: Scope, item: Item, wanted: Event | None = None) -> Iterator[Ear]:
    """Yield the triggers that an item waits for: those of the kind and code of `wanted`, None meaning all."""
    for node, number in _awaited(scope, item):
        event = node.triggers[number]
        if wanted is None or (event.kind == wanted.kind and wanted.code in (None, event.code)):
            yield node, number


def _awaited(scope: Scope, item: Item) -> Iterator[Ear]:
    if isinstance(item, Active):
        for key, number in item.armed:
            yield scope.node[key], number
    elif isinstance(item, Listening) or (isinstance(item, Waiting) and scope.node[item.node].triggers):
        for number in item.awaited:
            yield scope.node[item.node], number
    elif isinstance(item, Waiting):
        for node in (scope.node[flow.target] for flow in scope.leaving[item.node]):
            for number in range(len(node.triggers)):
                yield node, number


def is_held(item: Item, node: Node, number: int) -> bool:
    """Return whether a condition has happened, and holds since then."""
    if isinstance(item, Active):
        return (node.id, number) in item.held
    return isinstance(item, Listening) and number in item.held
