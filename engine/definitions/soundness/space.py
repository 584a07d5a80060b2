"""The states of a scope: where all tokens can be at once, explored from its beginnings.

Moves of different tokens do not disturb each other except at joins, so that mostly one order of them is
enough (persistent sets): every deadlock, every way to an end and every element is found all the same. Where
an inclusive join may go on earlier or later depending on the order, all orders are looked at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.definitions.soundness.joins import Joins, State
from engine.definitions.soundness.net import RESETTING, Move, Net, Place
from engine.definitions.soundness.ways import TooMany

MOST_STATES = 20_000
#: States times their tokens: a few states with a thousand tokens each are as much work.
MOST_WORK = 400_000
#: How far back growth is looked for.
MOST_STEPS_BACK = 2_000
#: Nobody is left: the scope has come to its end.
ENDED: State = ()


@dataclass
class Space:
    """What was found. `before` has the state from which each was first reached, and what is shown of it.

    `visited` are the nodes and flows of all moves, `spared` the nodes from which tokens were not followed;
    `growing` the states that hold more tokens than an earlier one of the same run, at the same places, with
    that one; `ended` tells whether the scope can come to its end other than by an error; `decided` is False
    where a bound was met.
    """

    before: dict[State, tuple[State | None, tuple[str, ...]]] = field(default_factory=dict)
    after: dict[State, list[State]] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)
    growing: dict[State, State] = field(default_factory=dict)
    ended: bool = False
    decided: bool = True

    def path(self, state: State) -> tuple[str, ...]:
        """Return the elements and flows of the run that first came to a state, in order."""
        parts: list[tuple[str, ...]] = []
        at: State | None = state
        while at is not None:
            at, shown = self.before[at]
            parts.append(shown)
        return tuple(one for part in reversed(parts) for one in part)


class _OrderMatters(Exception):
    """One order of the moves is not enough."""


def explore(net: Net, joins: Joins) -> Space:
    """Return the states of a scope, up to the bounds."""
    if joins.complex:
        return _Explorer(net, joins, every_order=True).explored()
    try:
        return _Explorer(net, joins, every_order=False).explored()
    except _OrderMatters:
        return _Explorer(net, joins, every_order=True).explored()


class _Explorer:
    def __init__(self, net: Net, joins: Joins, *, every_order: bool) -> None:
        self.net = net
        self.joins = joins
        self.every_order = every_order
        self.space = Space()
        self.work = 0

    def explored(self) -> Space:
        ahead: deque[State] = deque()
        try:
            for begin in self.net.begins():
                self._reach(None, (), begin, ahead)
            while ahead:
                state = ahead.popleft()
                for rest, move in self._moves(state):
                    self._reach(state, rest, move, ahead)
                if len(self.space.before) > MOST_STATES or self.work > MOST_WORK:
                    raise TooMany
        except TooMany:
            self.space.decided = False
        return self.space

    def _reach(self, origin: State | None, rest: State, move: Move, ahead: deque[State]) -> None:
        """Note the state that a move leads to, and look at it later when it is new."""
        space = self.space
        space.visited.update(move.path)
        space.spared.update(move.spared, (p.node for p in move.places if p.node in self.net.graph.endless))
        state = ENDED if move.closes else tuple(sorted((*rest, *move.places)))
        if all(place.flow == RESETTING for place in state):
            state = ENDED
        if state == ENDED and not (move.closes and self._by_error(move)):
            space.ended = True
        if origin is not None:
            space.after.setdefault(origin, []).append(state)
        if state in space.before:
            return
        space.before[state] = (origin, move.path)
        self.work += len(state)
        if not self.every_order and self.joins.inclusive and self.joins.depends_on_order(state):
            raise _OrderMatters
        grown = self._grown(state)
        if grown is not None:
            space.growing[state] = grown
        elif state != ENDED:
            ahead.append(state)

    def _by_error(self, move: Move) -> bool:
        node = self.net.graph.nodes[move.path[0]]
        return node.kind != "endEvent" or not any(event.kind == "terminate" for event in node.events)

    def _moves(self, state: State) -> Iterator[tuple[State, Move]]:
        """Yield what can happen next, with the tokens that stay where they are."""
        movable = [place for place in dict.fromkeys(state) if not place.flow and self.net.moves(place)]
        closing = [place for place in movable if place.node in self.net.graph.closing]
        going = [place for place in movable if place not in closing]
        running = [place for place in going if not self.net.waits(place)]
        for place in closing:
            yield from self._of(state, place)
        arriving = [place for place in dict.fromkeys(state) if place.arriving]
        if arriving:
            for place in arriving:
                stays, moves = self.joins.arrived(state, place)
                yield from ((stays, move) for move in moves)
            for place in running:
                yield from self._of(state, place)
            return
        if running and self.every_order:
            yield from self._of(state, running[-1])
            return
        if going and not self.every_order:
            yield from self._of(state, going[-1])
            return
        fired = self.joins.fireable(state)
        if fired is not None:
            join, consumed = fired
            rest = list(state)
            for place in consumed:
                rest.remove(place)
            for move in self.net.leaving(self.net.graph.nodes[join]):
                yield tuple(rest), move
            return
        reset = self.joins.reset(state)
        if reset is not None:
            yield from ((reset[0], move) for move in reset[1])
            return
        for place in going:
            yield from self._of(state, place)

    def _of(self, state: State, place: Place) -> Iterator[tuple[State, Move]]:
        at = state.index(place)
        rest = state[:at] + state[at + 1 :]
        for move in self.net.moves(place):
            yield rest, move

    def _grown(self, state: State) -> State | None:
        """Return an earlier state of the run whose tokens are all here, with more beside them; else None."""
        at, steps = self.space.before[state][0], 0
        while at is not None and steps < MOST_STEPS_BACK:
            if len(at) >= len(state):
                return (
                    None  # only a state with more tokens than any before it can be the first to show growth
                )
            if _within(at, state):
                return at
            at, steps = self.space.before[at][0], steps + 1
        return None


def _within(smaller: State, larger: State) -> bool:
    """Return whether each token of one state is in the other; both are sorted."""
    left = iter(larger)
    return all(any(place == other for other in left) for place in smaller)
