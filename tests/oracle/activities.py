"""Activities of the token game: how their work begins, repeats and ends (§13.3)."""

from __future__ import annotations

from dataclasses import replace

from tests.oracle.marking import (
    Active,
    At,
    Inside,
    Instant,
    Item,
    Listening,
    Marking,
    Members,
    Open,
    Work,
)
from tests.oracle.outcome import DONE, Done, Outcome, Raised, Thrown
from tests.oracle.routing import Routing
from tests.oracle.structure import WAITING_WORK, Node, Repeat, Scope
from tests.oracle.words import activity_name

#: A repeated activity without any round, which has begun and ends by itself.
NO_ROUNDS = Members(0, 0, ())


class Activities(Routing):
    """How activities begin, and what the end of one run means for the whole."""

    def begun(self, scope: Scope) -> Marking:
        """Return a scope as it begins: a token at its start, or at every node without an incoming flow."""
        starts = [node for node in scope.nodes if node.kind == "start"]
        if not starts:
            self.note("start without a start event")
            starts = [node for node in scope.nodes if begins(scope, node)]
        return (*map(listening, scope.event_subs), *(At(node.id) for node in starts))

    def begun_activity(self, scope: Scope, node: Node) -> Marking:
        """Begin an activity: its boundary events wait as long as it is active (§13.3.2, §13.5.3)."""
        self.note(f"{activity_name(node)} begun")
        outcome = self._begun_work(node)
        if isinstance(outcome, Done):
            self.note("repeated activity of no rounds")
            outcome = NO_ROUNDS
        armed = (
            (border.id, number)
            for border in scope.borders[node.id]
            for number, event in enumerate(border.triggers)
            if event.is_seen
        )
        return (Active(node.id, outcome, tuple(sorted(armed))),)

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
        if node.inside is not None:
            return Inside(self.begun(node.inside))
        return Open() if node.work in WAITING_WORK else Instant()

    def worked(self, node: Node) -> Done:
        """A task that is done by itself does what it is for (§13.3.3)."""
        self.note(f"{node.work} task done")
        if node.work == "send":
            self.sent.append(node.id)
        if node.assigns is not None:
            name, source = node.assigns
            self.assigned[name] = self.truth(source)
        return DONE

    def member_changed(self, node: Node, members: Members, index: int, outcome: Outcome) -> Outcome:
        """Return the repeated activity's work after one member has moved (§13.3.6, §13.3.7)."""
        others = tuple(member for member in members.running if member[0] != index)
        if isinstance(outcome, Thrown):
            self.note("error out of a repeated sub-process")
            return outcome
        if isinstance(outcome, Raised):
            work = self.member_changed(node, members, index, outcome.rest)
            return replace(outcome, rest=work)
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
        if node.id == self.member_of and name in self.of_member:
            return self.of_member[name]
        return self.truth(name)

    def running(self, event_sub: Node) -> Active:
        """Return an event sub-process that has started."""
        assert event_sub.inside is not None
        return Active(event_sub.id, Inside(self.begun(event_sub.inside)))


def begins(scope: Scope, node: Node) -> bool:
    """Return whether a token begins at the node when its scope has no start event (§13.2)."""
    return not scope.entering[node.id] and node.kind not in ("boundary", "event_sub", "handler")


def listening(event_sub: Node) -> Item:
    """Return an event sub-process that waits for its trigger."""
    return Listening(event_sub.id, tuple(range(len(event_sub.triggers))))
