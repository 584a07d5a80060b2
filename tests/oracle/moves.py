"""What people and the world do to a marking: complete an open task, fire an event that is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.oracle.game import DONE, Outcome, Result, Turn
from tests.oracle.marking import (
    Active,
    Inside,
    Item,
    Listening,
    Marking,
    Members,
    View,
    Waiting,
    Work,
    see_item,
    without,
)
from tests.oracle.structure import Node, Scope, start_of
from tests.oracle.words import border_name

Path = tuple[tuple[View, int | None], ...]


@dataclass(frozen=True)
class Move:
    """`complete` a task or `fire` an event, told by what can be seen.

    `path` leads to the scope: for each activity around it what is seen of it, and the member's index.
    `target` is the view of the item acted on, `member` the member of a repeated task that is completed.
    `last` says that a repeating event does not wait again.
    """

    action: str
    element: str
    path: Path
    target: View
    member: int | None = None
    last: bool = False

    def __str__(self) -> str:
        where = "".join(f"{view[1]}{'' if index is None else f'[{index}]'}/" for view, index in self.path)
        member = "" if self.member is None else f"[{self.member}]"
        return f"{self.action} {where}{self.element}{member}{' for the last time' if self.last else ''}"


def play(turn: Turn, process: Scope, marking: Marking, move: Move) -> frozenset[Marking]:
    """Return the markings at rest after a move; none when the move is not possible.

    Where two items look alike (two runs of one sub-process), the move may mean either.
    """
    found: set[Marking] = set()
    meant = 0
    for result in _moved(turn, process, marking, move.path, move):
        found |= turn.rest(process, result)
        meant += 1
    turn.certain = turn.certain and meant == 1
    return frozenset(found)


def can_move(scope: Scope, marking: Marking) -> bool:
    """Return whether people, timers or messages can do anything at all."""
    for item in marking:
        if isinstance(item, Waiting) or (isinstance(item, Active) and _can_work(scope, item)):
            return True
        if isinstance(item, Listening):
            event = scope.node[item.node].event
            if event is not None and event.kind != "error":
                return True
    return False


def _can_work(scope: Scope, item: Active) -> bool:
    return bool(item.armed) or _work_can_move(scope.node[item.node], item.work)


def _work_can_move(node: Node, work: Work) -> bool:
    if isinstance(work, Members):
        return any(_work_can_move(node, one) for _, one in work.running)
    if isinstance(work, Inside):
        assert node.inside is not None
        return can_move(node.inside, work.marking)
    return True


def _moved(turn: Turn, scope: Scope, marking: Marking, path: Path, move: Move) -> Iterator[Result]:
    if not path:
        yield from _acted(turn, scope, marking, move)
        return
    (around, member), *deeper = path
    for index, item in enumerate(marking):
        if not isinstance(item, Active) or see_item(scope, item) != around:
            continue
        node, work = scope.node[item.node], item.work
        one = _member(work, member)
        if node.inside is None or not isinstance(one, Inside):
            continue
        for result in _moved(turn, node.inside, one.marking, tuple(deeper), move):
            outcome = turn.work_of(result)
            if isinstance(work, Members) and member is not None:
                outcome = turn.member_changed(node, work, member, outcome)
            yield turn.settled(scope, without(marking, index), item, outcome)


def _member(work: Work, index: int | None) -> Work | None:
    if index is None:
        return work
    return dict(work.running).get(index) if isinstance(work, Members) else None


def _acted(turn: Turn, scope: Scope, marking: Marking, move: Move) -> Iterator[Result]:
    for index, item in enumerate(marking):
        if see_item(scope, item) == move.target:
            others = without(marking, index)
            if move.action == "complete":
                assert isinstance(item, Active)
                yield _completed(turn, scope, others, item, move.member)
            else:
                yield _fired(turn, scope, others, item, move)


def _completed(turn: Turn, scope: Scope, others: Marking, item: Active, member: int | None) -> Result:
    outcome: Outcome = DONE
    if isinstance(item.work, Members):
        assert member is not None
        outcome = turn.member_changed(scope.node[item.node], item.work, member, DONE)
    return turn.settled(scope, others, item, outcome)


def _fired(turn: Turn, scope: Scope, others: Marking, item: Item, move: Move) -> Result:
    if isinstance(item, Listening):
        return _started_event_sub(turn, others, scope.node[item.node], move)
    node = scope.node[move.element]
    assert node.event is not None
    if isinstance(item, Active):
        turn.note(border_name(scope, node))
        if node.interrupting:
            return others + turn.left(scope, node)
        turn.note("boundary event for the last time" if move.last else "boundary event waits again")
        armed = item.armed - {node.id} if move.last else item.armed
        return (*others, replace(item, armed=armed), *turn.left(scope, node))
    assert isinstance(item, Waiting)
    turn.note(f"{node.event.kind} {'caught' if item.node == node.id else 'after an event-based gateway'}")
    if item.node != node.id:
        turn.take(scope.entering[node.id])
    return others + turn.left(scope, node)


def _started_event_sub(turn: Turn, others: Marking, node: Node, move: Move) -> Marking:
    """An interrupting one takes everything else of its scope away; any other runs beside it (§13.5.4)."""
    assert node.event is not None
    assert start_of(node) == move.element
    if node.interrupting:
        turn.note(f"interrupting {node.event.kind} event sub-process")
        return (turn.running(node),)
    turn.note(f"non-interrupting {node.event.kind} event sub-process")
    return (*others, *(() if move.last else (Listening(node.id),)), turn.running(node))
