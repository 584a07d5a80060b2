"""What is thrown in the token game: errors, escalations, signals, the end of everything (§13.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.oracle.events import Events
from tests.oracle.marking import (
    Active,
    Ending,
    Listening,
    Marking,
    Undoing,
    without,
)
from tests.oracle.outcome import Done, Outcome, Raised, Result, Thrown
from tests.oracle.structure import Event, Node, Scope
from tests.oracle.undoing import only_record


class Throwing(Events):
    """Who catches what is thrown, from where it was thrown outwards."""

    def settled(self, scope: Scope, others: Marking, item: Active, outcome: Outcome) -> Result:
        """Return the scope's marking after an activity's work has come to `outcome`."""
        node = scope.node[item.node]
        if isinstance(outcome, Done):
            left = self.recorded(scope, others, node, outcome) + self.left(scope, node)
            return self.asked(scope, left)
        if isinstance(outcome, Thrown):
            return self.caught(scope, others, node, outcome)
        if isinstance(outcome, Raised):
            return self.noticed(scope, others, replace(item, work=outcome.rest), outcome)
        return (*others, replace(item, work=outcome))

    def endings(self, scope: Scope, marking: Marking) -> Iterator[Result]:
        """A terminate end event ends its scope (§13.5.6); an error end event throws; others throw in turn."""
        for index, item in enumerate(marking):
            if not isinstance(item, Ending):
                continue
            node = scope.node[item.node]
            if node.kind == "terminate":
                self.note("terminate end event")
                yield only_record(marking)
            elif node.kind == "cancel":
                yield self.cancelled(scope, marking, node)
            elif node.kind == "error":
                self.note("error end event")
                yield self.handled(scope, without(marking, index), Thrown(node.code))
            elif (event := node.throws[item.thrown]).kind == "escalation":
                self.note(f"escalation {_where(node)}")
                yield self.escalated(scope, self.thrown_on(scope, marking, index), event.code, None)
            elif event.kind == "message":
                self.note(f"message {_where(node)}")
                self.sent.append(node.id)
                yield self.thrown_on(scope, marking, index)

            elif event.kind == "compensate":
                self.note(f"compensation {_where(node)}")
                others = without(marking, index)
                undoing = self.compensated(scope, others, node, item.thrown, event.code)
                yield self.thrown_on(scope, marking, index) if undoing == others else undoing

    def cancelled(self, scope: Scope, marking: Marking, node: Node) -> Result:
        """A cancel end event ends everything in its transaction, undoes, and leaves it (§10.5.5, §13.5.6)."""
        self.note("cancel end event")
        kept = only_record(marking)
        undoing = self.compensated(scope, kept, node, 0, None)
        return Thrown(None, "cancel") if undoing == kept else undoing

    def handled_on(self, scope: Scope, others: Marking, item: Undoing) -> Result:
        """A compensation handler has completed: undo the next, or let what undoes go on."""
        following = self.undone(scope, item)
        if following is not None:
            return (*others, following)
        if scope.node[item.node].kind == "cancel":
            return Thrown(None, "cancel")
        return self.thrown_on(scope, (*others, Ending(item.node, item.thrown)), len(others))

    def signals(self, name: str, scope: Scope, marking: Marking) -> Iterator[Marking]:
        """Something throws the signal: yield the marking after it, before anybody has heard."""
        for index, item in enumerate(marking):
            if isinstance(item, Ending) and scope.node[item.node].throws:
                node = scope.node[item.node]
                if node.throws[item.thrown] == Event("signal", code=name):
                    self.note(f"signal {_where(node)}")
                    self.sent.append(node.id)
                    yield self.thrown_on(scope, marking, index)

    def thrown_on(self, scope: Scope, marking: Marking, index: int) -> Marking:
        """Let a throwing event come to its next result, or go on when it was the last (§13.5.2)."""
        item, others = marking[index], without(marking, index)
        assert isinstance(item, Ending)
        node = scope.node[item.node]
        if item.thrown + 1 < len(node.throws):
            self.note("event with several results")
            return (*others, Ending(node.id, item.thrown + 1))
        return others + (self.left(scope, node) if node.kind == "throw" else ())

    # Errors leave what they leave; escalations need not (§10.5.6, §13.5.3, §13.5.4)

    def caught(self, scope: Scope, others: Marking, node: Node, error: Thrown) -> Result:
        """An error left an activity: its border catches it, or an event sub-process beside, or it goes on."""
        border = catcher(scope.borders[node.id], error.kind, error.code)
        if border is not None:
            self.note(f"{error.kind} caught on the border")
            return others + self.left(scope, border)
        return self.handled(scope, others, error)

    def handled(self, scope: Scope, marking: Marking, error: Thrown) -> Result:
        """An error event sub-process of the scope takes everything else away (§13.5.4), or the error goes on."""
        node = catcher(_ready(scope, marking, None), error.kind, error.code)
        if node is not None:
            self.note("error event sub-process")
            return (*only_record(marking), self.running(node))
        self.note("error leaves a scope")
        return error

    def noticed(self, scope: Scope, others: Marking, item: Active, raised: Raised) -> Result:
        """An escalation left an activity, which goes on unless an event on its border interrupts it."""
        node = scope.node[item.node]
        border = catcher(scope.borders[node.id], "escalation", raised.code)
        if border is None:
            return self.escalated(scope, (*others, item), raised.code, node)
        kind = "interrupting" if border.interrupting else "non-interrupting"
        self.note(f"escalation caught on the border, {kind}")
        return others + (() if border.interrupting else (item,)) + self.left(scope, border)

    def escalated(self, scope: Scope, marking: Marking, code: str | None, source: Node | None) -> Result:
        """An event sub-process catches the escalation, but not what it throws itself; or it goes on outwards."""
        node = catcher(_ready(scope, marking, source), "escalation", code)
        if node is None:
            self.note("escalation leaves a scope")
            return Raised(code, marking)
        self.note(
            f"{'interrupting' if node.interrupting else 'non-interrupting'} escalation event sub-process"
        )
        kept = only_record(marking) if node.interrupting else marking
        return (*kept, self.running(node))


def _where(node: Node) -> str:
    return "thrown" if node.kind == "throw" else "end event"


def _ready(scope: Scope, marking: Marking, source: Node | None) -> tuple[Node, ...]:
    """Return the event sub-processes of a scope that can start, but for the one from which it comes."""
    waiting = {item.node for item in marking if isinstance(item, Listening)}
    return tuple(node for node in scope.event_subs if node.id in waiting and node is not source)


def catcher(events: tuple[Node, ...], kind: str, code: str | None) -> Node | None:
    """Return which of these events catches: the one with the very code before the one for every code.

    The standard does not say which of the two catches; this is what the engine has decided.
    """
    catching = [
        node
        for node in events
        if node.event is not None and node.event.kind == kind and node.event.code in (None, code)
    ]
    exact = (node for node in catching if node.event is not None and node.event.code is not None)
    return next(exact, next(iter(catching), None))
