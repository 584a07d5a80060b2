"""What people and the world do to a marking: complete an open task, fire an event that is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.oracle.events import ears
from tests.oracle.game import Turn
from tests.oracle.marking import (
    Active,
    Inside,
    Item,
    Listening,
    Marking,
    Members,
    Undoing,
    Work,
    without,
)
from tests.oracle.outcome import DONE, Outcome, Result
from tests.oracle.seeing import View, see_item
from tests.oracle.structure import Node, Scope, start_of

Path = tuple[tuple[View, int | None], ...]


@dataclass(frozen=True)
class Move:
    """`complete` a task or `fire` an event, told by what can be seen.

    `path` leads to the scope: for each activity around it what is seen of it, and the member's index.
    `target` is the view of the item acted on, `member` the member of a repeated task that is completed, or
    whose message has come; `trigger` says which trigger of an event. `last` says that a repeating event does
    not wait again.
    """

    action: str
    element: str
    path: Path
    target: View
    member: int | None = None
    last: bool = False
    trigger: int = 0

    def __str__(self) -> str:
        where = "".join(f"{view[1]}{'' if index is None else f'[{index}]'}/" for view, index in self.path)
        member = "" if self.member is None else f"[{self.member}]"
        trigger = f"#{self.trigger}" if self.trigger else ""
        return (
            f"{self.action} {where}{self.element}{trigger}{member}{' for the last time' if self.last else ''}"
        )


def play(turn: Turn, process: Scope, marking: Marking, move: Move) -> frozenset[Marking]:
    """Return the markings at rest after a move; none when the move is not possible.

    Where two items look alike (two runs of one sub-process), the move may mean either.
    """
    found: set[Marking] = set()
    meant = 0
    marking = turn.released(process, marking)
    for result in _moved(turn, process, marking, move.path, move):
        found |= turn.rest(process, result)
        meant += 1
    turn.certain = turn.certain and meant == 1
    return frozenset(found)


def can_move(scope: Scope, marking: Marking) -> bool:
    """Return whether people, timers, messages or changing values can do anything at all."""
    return any(_can_move(scope, item) for item in marking)


def _can_move(scope: Scope, item: Item) -> bool:
    if any(node.triggers[number].is_seen for node, number in ears(scope, item)):
        return True
    if isinstance(item, Undoing):
        return True
    return isinstance(item, Active) and _work_can_move(scope.node[item.node], item.work)


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
        if isinstance(item, Undoing) and around in see_item(scope, item):
            yield turn.handled_on(scope, without(marking, index), item)
        if not isinstance(item, Active) or around not in see_item(scope, item):
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
        if move.target in see_item(scope, item):
            others = without(marking, index)
            if isinstance(item, Undoing):
                yield turn.handled_on(scope, others, item)
            elif isinstance(item, Active) and item.node == move.element:
                yield _completed(turn, scope, others, item, move.member)
            else:
                node = scope.node[item.node] if isinstance(item, Listening) else scope.node[move.element]
                assert move.element in (node.id, node.inside and start_of(node))
                yield turn.fired(scope, others, item, node, move.trigger, move.last)


def _completed(turn: Turn, scope: Scope, others: Marking, item: Active, member: int | None) -> Result:
    """A person has completed a task, or the message of a receive task has come."""
    node = scope.node[item.node]
    turn.note(f"{node.work} task done")
    outcome: Outcome = DONE
    if isinstance(item.work, Members):
        assert member is not None
        outcome = turn.member_changed(node, item.work, member, DONE)
    return turn.settled(scope, others, item, outcome)
