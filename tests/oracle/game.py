"""The token game of the standard (ISO/IEC 19510, chapter 13), played on markings.

It shares nothing with the engine: no SpiffWorkflow, no queue, no ids, nothing that changes. A marking is
rewritten by three kinds of rules, one after the other, until none applies:

1. *plain* moves, whose order cannot matter: a token enters a node, a parallel join fires;
2. *endings*: a terminate or error end event takes effect. Where several could, each is tried first;
3. *inclusive joins*, when nothing else can move. Where several could fire, each is tried first.

So `rest` returns every marking that the standard allows; nearly always that is one.
A scope ends as soon as nothing is left in it except starts of event sub-processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.oracle.marking import (
    ENDED,
    Active,
    At,
    Ending,
    Inside,
    Item,
    Listening,
    Marking,
    Members,
    On,
    Open,
    Waiting,
    Work,
    canonical,
    exhausted,
    without,
)
from tests.oracle.paths import from_flow, from_node, on_a_cycle
from tests.oracle.routing import Failed, Routing
from tests.oracle.structure import Flow, Node, Repeat, Scope
from tests.oracle.words import activity_name

#: More plain moves than this in one step are a loop without a pause.
MOST_MOVES = 20_000


@dataclass(frozen=True)
class Thrown:
    """A scope was left by an error."""

    code: str | None


@dataclass(frozen=True)
class Done:
    """An activity's work has ended."""


DONE = Done()
Result = Marking | Thrown
Outcome = Work | Done | Thrown
Rule = Callable[[Scope, Marking], Iterator[Result]]


class Turn(Routing):
    """The rules of the game during one step; `Routing` says how the truths and flows of a step are told."""

    # From one rest to the next

    def start(self, process: Scope) -> frozenset[Marking]:
        """Return the markings at rest after a plain start."""
        return self.rest(process, self.begun(process))

    def rest(self, process: Scope, begin: Result) -> frozenset[Marking]:
        """Return every marking in which nothing moves by itself any more."""
        resting: set[Marking] = set()
        seen: set[Marking] = set()
        ahead = [begin]
        while ahead:
            marking = self._plainly(process, ahead.pop())
            if marking in seen:
                continue
            seen.add(marking)
            further = list(self.everywhere(process, marking, self.endings))
            if further:
                self.certain = False  # tokens that were taken away may have moved before, or not
            else:
                further = list(self.everywhere(process, marking, self.inclusive_joins))
                if len(further) > 1:
                    self.note("several inclusive joins could fire")
                    self.certain = False
            if not further:
                resting.add(marking)
            ahead += further
        return frozenset(resting)

    def _plainly(self, process: Scope, result: Result) -> Marking:
        for _ in range(MOST_MOVES):
            if isinstance(result, Thrown):
                raise Failed(f"nobody catches the error {result.code}")
            if exhausted(result):
                return ENDED
            further = next(self.everywhere(process, result, self.plain), None)
            if further is None:
                return canonical(result)
            result = further
        raise Failed("a loop without a pause")

    def everywhere(self, scope: Scope, marking: Marking, rule: Rule) -> Iterator[Result]:
        """Yield what one application of the rule makes of the marking, here or in a scope inside."""
        yield from rule(scope, marking)
        for index, item in enumerate(marking):
            if isinstance(item, Active):
                for outcome in self._within(scope.node[item.node], item.work, rule):
                    yield self.settled(scope, without(marking, index), item, outcome)

    def _within(self, node: Node, work: Work, rule: Rule) -> Iterator[Outcome]:
        if isinstance(work, Inside):
            assert node.inside is not None
            for result in self.everywhere(node.inside, work.marking, rule):
                yield self.work_of(result)
        elif isinstance(work, Members):
            for index, one in work.running:
                for outcome in self._within(node, one, rule):
                    yield self.member_changed(node, work, index, outcome)

    # 1. Plain moves

    def plain(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A token enters a node; a parallel join with a token on every incoming flow fires (§13.4.1)."""
        for index, item in enumerate(marking):
            if isinstance(item, At):
                yield without(marking, index) + self.visited(scope, scope.node[item.node])
            elif isinstance(item, On):
                node = scope.node[scope.flow[item.flow].target]
                if not is_join(scope, node):
                    self._note_merge(scope, node)
                    yield without(marking, index) + self.visited(scope, node)
        for node in scope.nodes:
            if node.kind == "parallel" and is_join(scope, node):
                flows = scope.entering[node.id]
                if all(On(flow.id) in marking for flow in flows):
                    left = self._consumed(marking, flows)
                    self.note("parallel join")
                    if on_a_cycle(scope, node.id):
                        self.note("parallel join in a loop")
                    if any(On(flow.id) in left for flow in flows):
                        self.note("parallel join with more tokens waiting")
                    yield left + self.visited(scope, node)

    @staticmethod
    def _consumed(marking: Marking, flows: tuple[Flow, ...]) -> Marking:
        """Take at most one token from each of the flows."""
        for flow in flows:
            if On(flow.id) in marking:
                marking = without(marking, marking.index(On(flow.id)))
        return marking

    def visited(self, scope: Scope, node: Node) -> Marking:
        """Return what a token that enters the node becomes."""
        match node.kind:
            case "task" | "sub":
                return self.begun_activity(scope, node)
            case "catch" | "events":
                return (Waiting(node.id),)
            case "terminate" | "error":
                return (Ending(node.id),)
            case "end":
                return ()
            case "exclusive":
                return self._first_true(scope, node)
            case "parallel":
                flows = scope.leaving[node.id]
                self.note("parallel split" if len(flows) > 1 else "parallel gateway passed")
                return self.take(flows)
        return self.left(scope, node)

    def begun(self, scope: Scope) -> Marking:
        """Return a scope as it begins: a token at its start, or at every node without an incoming flow."""
        starts = [node for node in scope.nodes if node.kind == "start"]
        if not starts:
            self.note("start without a start event")
            starts = [
                node
                for node in scope.nodes
                if not scope.entering[node.id] and node.kind not in ("boundary", "event_sub")
            ]
        listening = (Listening(node.id) for node in scope.event_subs)
        return (*listening, *(At(node.id) for node in starts))

    # Activities

    def begun_activity(self, scope: Scope, node: Node) -> Marking:
        """Begin an activity: its boundary events wait as long as it is active (§13.3.2, §13.5.3)."""
        self.note(f"{activity_name(node)} begun")
        outcome = self._begun_work(node)
        if isinstance(outcome, Done):
            self.note("repeated activity of no rounds")
            return self.left(scope, node)
        armed = frozenset(
            border.id
            for border in scope.borders[node.id]
            if border.event is not None and border.event.kind != "error"
        )
        return (Active(node.id, outcome, armed),)

    def _begun_work(self, node: Node) -> Work | Done:
        repeat = node.repeat
        if repeat is None:
            return self.body(node)
        if repeat.kind == "loop":
            first = not repeat.before or self._again(repeat, 0)
            return Members(1, 0, ((0, self.body(node)),)) if first else DONE
        first_ones = repeat.count if repeat.kind == "parallel" else min(1, repeat.count)
        running = tuple((index, self.body(node)) for index in range(first_ones))
        return Members(first_ones, 0, running) if running else DONE

    def body(self, node: Node) -> Work:
        """Begin one run of what an activity does."""
        return Open() if node.inside is None else Inside(self.begun(node.inside))

    @staticmethod
    def work_of(result: Result) -> Outcome:
        """Return the work of a sub-process whose inside has come to `result`."""
        if isinstance(result, Thrown):
            return result
        return DONE if exhausted(result) else Inside(result)

    def member_changed(self, node: Node, members: Members, index: int, outcome: Outcome) -> Outcome:
        """Return the repeated activity's work after one member has moved (§13.3.6, §13.3.7)."""
        others = tuple(member for member in members.running if member[0] != index)
        if isinstance(outcome, Thrown):
            self.note("error out of a repeated sub-process")
            return outcome
        if not isinstance(outcome, Done):
            return Members(members.started, members.done, (*others, (index, outcome)))
        repeat, done, started = node.repeat, members.done + 1, members.started
        assert repeat is not None
        if repeat.kind == "loop":
            if not self._again(repeat, done):
                return DONE
            return Members(started + 1, done, ((started, self.body(node)),))
        if self._enough(node, done):
            return DONE
        if repeat.kind == "sequential":
            return Members(started + 1, done, ((started, self.body(node)),))
        return Members(started, done, others)

    def _again(self, repeat: Repeat, done: int) -> bool:
        if done >= repeat.count:
            self.note("loop stopped by its maximum")
            return False
        again = repeat.again is None or self.truth(repeat.again)
        self.note("loop goes round again" if again and done else "loop asked")
        return again

    def _enough(self, node: Node, done: int) -> bool:
        """Ask the completion condition; it sees what the member that has just ended says (§13.3.7)."""
        repeat = node.repeat
        assert repeat is not None
        if done == repeat.count:
            return True
        if (repeat.enough is not None and done >= repeat.enough) or (
            repeat.until is not None and self._said(node, repeat.until)
        ):
            self.note(f"{repeat.kind} multi-instance ended by its condition")
            self.certain = self.certain and repeat.kind == "sequential"
            return True
        return False

    def _said(self, node: Node, name: str) -> bool:
        if node.inside is None and name in self.of_member:
            return self.of_member[name]
        return self.truth(name)

    def settled(self, scope: Scope, others: Marking, item: Active, outcome: Outcome) -> Result:
        """Return the scope's marking after an activity's work has come to `outcome`."""
        node = scope.node[item.node]
        if isinstance(outcome, Done):
            return others + self.left(scope, node)
        if isinstance(outcome, Thrown):
            return self.caught(scope, others, node, outcome)
        return (*others, Active(item.node, outcome, item.armed))

    # 2. Endings and errors

    def endings(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A terminate end event ends its scope; an error end event throws (§13.5.6)."""
        for index, item in enumerate(marking):
            if isinstance(item, Ending):
                node = scope.node[item.node]
                if node.kind == "terminate":
                    self.note("terminate end event")
                    yield ENDED
                else:
                    self.note("error end event")
                    yield self.handled(scope, without(marking, index), Thrown(node.code))

    def caught(self, scope: Scope, others: Marking, node: Node, error: Thrown) -> Result:
        """An error left an activity: its border catches it, or an event sub-process beside, or it goes on."""
        for border in scope.borders[node.id]:
            if border.event is not None and catches(border.event.code, border.event.kind, error):
                self.note("error caught on the border")
                return others + self.left(scope, border)
        return self.handled(scope, others, error)

    def handled(self, scope: Scope, marking: Marking, error: Thrown) -> Result:
        """An error event sub-process of the scope takes everything else away (§13.5.4), or the error goes on."""
        for node in scope.event_subs:
            if Listening(node.id) in marking and node.event is not None:
                if catches(node.event.code, node.event.kind, error):
                    self.note("error event sub-process")
                    return (self.running(node),)
        self.note("error leaves a scope")
        return error

    def running(self, event_sub: Node) -> Active:
        """Return an event sub-process that has started."""
        assert event_sub.inside is not None
        return Active(event_sub.id, Inside(self.begun(event_sub.inside)))

    # 3. Inclusive joins

    def inclusive_joins(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """An inclusive join fires when no token that it should wait for can still come (Table 13.3)."""
        for node in scope.nodes:
            if node.kind != "inclusive" or not is_join(scope, node):
                continue
            flows = scope.entering[node.id]
            filled = frozenset(flow.id for flow in flows if On(flow.id) in marking)
            if not filled:
                continue
            empty = frozenset(flow.id for flow in flows) - filled
            reached = (reach(scope, item, node.id) for item in marking)
            if any(ways & empty and not ways & filled for ways in reached):
                self.note("inclusive join waits")
                continue
            self.note("inclusive join with an empty flow" if empty else "inclusive join of all flows")
            if on_a_cycle(scope, node.id):
                self.note("inclusive join in a loop")
            yield self._consumed(marking, flows) + self.visited(scope, node)

    def _note_merge(self, scope: Scope, node: Node) -> None:
        if len(scope.entering[node.id]) > 1:
            self.note("exclusive merge" if node.kind == "exclusive" else "implicit merge")
            if node.kind == "exclusive" and on_a_cycle(scope, node.id):
                self.note("exclusive merge in a loop")


def is_join(scope: Scope, node: Node) -> bool:
    """Return whether a token may have to wait for others at the node."""
    return node.kind in ("parallel", "inclusive") and len(scope.entering[node.id]) > 1


def catches(wanted: str | None, kind: str, error: Thrown) -> bool:
    """Return whether an event with the code `wanted` (None: any) catches the error."""
    return kind == "error" and wanted in (None, error.code)


def reach(scope: Scope, item: Item, gateway: str) -> frozenset[str]:
    """Return the incoming flows of the gateway that a token can still reach without visiting it."""
    if isinstance(item, Listening):
        return frozenset()
    return (
        from_flow(scope, item.flow, gateway) if isinstance(item, On) else from_node(scope, item.node, gateway)
    )
