"""The token game of the standard (ISO/IEC 19510, chapter 13), played on markings.

It shares nothing with the engine: no SpiffWorkflow, no queue, no ids, nothing that changes. A marking is
rewritten by three kinds of rules, one after the other, until none applies:

1. *plain* moves, whose order cannot matter: a token enters a node, a parallel join fires, a scope in which
   nothing is left ends;
2. *effects*: what an event throws takes effect, a condition becomes true, a complex gateway fires. Where
   several could, each is tried first; and, in a process that has such things, with them the plain moves that
   change who waits for them;
3. *inclusive joins* and resets of complex gateways, when nothing else can move. Where several could fire,
   each is tried first.

So `rest` returns every marking that the standard allows; nearly always that is one.
A scope ends as soon as nothing is left in it except starts of event sub-processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from tests.oracle.activities import NO_ROUNDS
from tests.oracle.events import ears, is_held
from tests.oracle.joins import is_join
from tests.oracle.marking import (
    ENDED,
    Active,
    At,
    Ending,
    Inside,
    Instant,
    Marking,
    Members,
    On,
    Record,
    Waiting,
    Work,
    canonical,
    exhausted,
    without,
)
from tests.oracle.outcome import Done, Outcome, Raised, Result, Thrown
from tests.oracle.paths import on_a_cycle
from tests.oracle.routing import Failed
from tests.oracle.starting import Starting
from tests.oracle.structure import Node, Scope

#: More plain moves than this in one step are a loop without a pause.
MOST_MOVES = 20_000
#: More markings than this in one step are too many to try every order.
MOST_MARKINGS = 500

Rule = Callable[[Scope, Marking], Iterator[Result]]
WorkRule = Callable[[Node, Work], Iterator[Outcome]]


class TooMany(Exception):
    """So many tokens move in one step that not every order can be tried."""


class Turn(Starting):
    """The rules of the game during one step."""

    # From one rest to the next

    def start(self, process: Scope, event: str | None = None) -> frozenset[Marking]:
        """Return the markings at rest after a plain start, or after the start by an event (§13.2)."""
        return self.rest(process, self.begun(process) if event is None else self.begun_by(process, event))

    def rest(self, process: Scope, begin: Result) -> frozenset[Marking]:
        """Return every marking in which nothing moves by itself any more.

        Raises:
            Failed: the standard knows no way on.
            TooMany: not every order can be tried.
        """
        resting: set[Marking] = set()
        seen: set[Marking] = set()
        ahead = [begin]
        while ahead:
            marking, further = self._quietly(process, ahead.pop())
            if marking in seen:
                continue
            seen.add(marking)
            if len(seen) > MOST_MARKINGS:
                raise TooMany
            further += self._effects(process, marking)
            if further:
                self.certain = False  # tokens that were taken away may have moved before, or not
            else:
                further += self.everywhere(process, marking, self.inclusive_joins)
                further += self.everywhere(process, marking, self.resets)
                if len(further) > 1:
                    self.note("several joins could fire")
                    self.certain = False
            if not further:
                resting.add(marking)
            ahead += further
        return frozenset(resting)

    def _quietly(self, process: Scope, result: Result) -> tuple[Marking, list[Result]]:
        """Make plain moves as long as it cannot matter which; return those that are left to be tried."""
        before: tuple[Any, ...] | None = None  # who waits in the marking, once that is known
        for _ in range(MOST_MOVES):
            if isinstance(result, Thrown):
                raise Failed(f"nobody catches the error {result.code}")
            marking = result.rest if isinstance(result, Raised) else result
            moves = self._plain_moves(process, marking)
            if not process.races:
                quiet = next(moves, None)
            else:
                before, loud = before or waiting(process, marking), []
                for quiet in moves:
                    if not isinstance(quiet, tuple):
                        before = None
                        break
                    if waiting(process, quiet) == before:
                        break
                    loud.append(quiet)
                else:
                    return canonical(marking), loud
            if quiet is None:
                return canonical(marking), []
            result = quiet
        raise Failed("a loop without a pause")

    def _plain_moves(self, process: Scope, marking: Marking) -> Iterator[Result]:
        if exhausted(marking):
            if marking != ENDED:
                yield ENDED
        else:
            yield from self.everywhere(process, marking, self.plain, self.worked_on)

    def _effects(self, process: Scope, marking: Marking) -> list[Result]:
        found = list(self.everywhere(process, marking, self.endings))
        for name in process.thrown_signals:
            for result in self.everywhere(process, marking, partial(self.signals, name)):
                assert isinstance(result, tuple)
                found.append(self.heard(process, result, name))
        if process.races:
            found += self.everywhere(process, marking, self.conditions)
            found += self.everywhere(process, marking, self.activations)
        return found

    def everywhere(
        self, scope: Scope, marking: Marking, rule: Rule, of_work: WorkRule | None = None
    ) -> Iterator[Result]:
        """Yield what one application of the rule makes of the marking, here or in a scope inside.

        `of_work` is a rule for the work of a single activity.
        """
        yield from rule(scope, marking)
        for index, item in enumerate(marking):
            if isinstance(item, Active):
                for outcome in self._within(scope.node[item.node], item.work, rule, of_work):
                    yield self.settled(scope, without(marking, index), item, outcome)

    def _within(self, node: Node, work: Work, rule: Rule, of_work: WorkRule | None) -> Iterator[Outcome]:
        if of_work is not None:
            yield from of_work(node, work)
        if isinstance(work, Inside):
            assert node.inside is not None
            for result in self.everywhere(node.inside, work.marking, rule, of_work):
                yield self.work_of(result)
        elif isinstance(work, Members):
            for index, one in work.running:
                for outcome in self._within(node, one, rule, of_work):
                    yield self.member_changed(node, work, index, outcome)

    @staticmethod
    def work_of(result: Result) -> Outcome:
        """Return the work of a sub-process whose inside has come to `result`."""
        if isinstance(result, Raised):
            return Raised(result.code, Inside(result.rest))
        return result if isinstance(result, Thrown) else Inside(result)

    # Plain moves

    def plain(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A token enters a node; a parallel join fires."""
        for index, item in enumerate(marking):
            if isinstance(item, At):
                yield without(marking, index) + self.visited(scope, scope.node[item.node])
            elif isinstance(item, On):
                node = scope.node[scope.flow[item.flow].target]
                if not is_join(scope, node):
                    self._note_merge(scope, node)
                    yield without(marking, index) + self.visited(scope, node)
        yield from self.parallel_joins(scope, marking)

    def worked_on(self, node: Node, work: Work) -> Iterator[Inside | Done]:
        """What is done by itself is done; a sub-process in which nothing is left has ended (§13.3.4)."""
        if isinstance(work, Instant):
            yield self.worked(node)
        elif work == NO_ROUNDS:
            yield Done()
        elif isinstance(work, Inside) and exhausted(work.marking):
            assert node.inside is not None
            yield self.emptied(node.inside, work.marking)

    def visited(self, scope: Scope, node: Node) -> Marking:
        """Return what a token that enters the node becomes."""
        match node.kind:
            case "task" | "sub":
                return self.begun_activity(scope, node)
            case "catch":
                return (Waiting(node.id, tuple(range(len(node.triggers)))),)
            case "events":
                return (Waiting(node.id),)
            case "terminate" | "error" | "cancel":
                return (Ending(node.id),)
            case "throw" | "end" if node.throws:
                return (Ending(node.id),)
            case "end":
                return ()
            case "complex":
                return self.left_complex(scope, node, True)
            case "exclusive":
                return self._first_true(scope, node)
            case "parallel":
                flows = scope.leaving[node.id]
                self.note("parallel split" if len(flows) > 1 else "parallel gateway passed")
                return self.take(flows)
            case "link_catch":
                self.note("link")
        return self.left(scope, node)

    def _note_merge(self, scope: Scope, node: Node) -> None:
        if len(scope.entering[node.id]) > 1:
            self.note("exclusive merge" if node.kind == "exclusive" else "implicit merge")
            if node.kind == "exclusive" and on_a_cycle(scope, node.id):
                self.note("exclusive merge in a loop")


def waiting(scope: Scope, marking: Marking) -> tuple[Any, ...]:
    """Return who waits for a signal, for a condition, or at a complex gateway, where, and what can be undone."""
    found: list[Any] = []
    for item in marking:
        if isinstance(item, On) and scope.node[scope.flow[item.flow].target].kind == "complex":
            found.append(item.flow)
        elif isinstance(item, Record):
            found.append(item)
        for node, number in ears(scope, item):
            if node.triggers[number].kind in ("signal", "condition"):
                found.append((node.id, number, is_held(item, node, number)))
        if isinstance(item, Active):
            inner = _waiting_inside(scope.node[item.node], item.work)
            if inner:
                found.append((item.node, inner))
    return tuple(sorted(found, key=repr))


def _waiting_inside(node: Node, work: Work) -> tuple[Any, ...]:
    if isinstance(work, Inside):
        assert node.inside is not None
        return waiting(node.inside, work.marking)
    if isinstance(work, Members):
        inner = ((index, _waiting_inside(node, one)) for index, one in work.running)
        return tuple((index, one) for index, one in inner if one)
    return ()
