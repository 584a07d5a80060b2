"""How a scope or an activity can be left, as the scope around it sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.definitions.model import EventDefinition, Node

#: An error or escalation code; None is one without a code.
Code = str | None
#: Kinds of tasks whose work can fail with an error that is not drawn: an effect's, an operation's.
WORKING = {"serviceTask", "sendTask", "scriptTask", "businessRuleTask"}


@dataclass(frozen=True)
class Outcome:
    """`errors` and `escalations` are those drawn inside that nobody inside catches.

    `ends` tells whether it can end of itself, `anything` whether errors and escalations are possible that
    nobody has drawn, `cancels` whether a transaction can be cancelled.
    """

    ends: bool = True
    errors: frozenset[Code] = frozenset()
    escalations: frozenset[Code] = frozenset()
    anything: bool = False
    cancels: bool = False


#: What is known of the work of a task, and of a process in another package.
UNKNOWN = Outcome(anything=True)


def event_of(node: Node) -> EventDefinition | None:
    """Return the first event definition of a node."""
    return node.events[0] if node.events else None


def can_fire(event: EventDefinition | None, outcome: Outcome) -> bool:
    """Return whether an event on the border of something with this outcome can happen."""
    if event is None or event.kind == "compensate":
        return False
    if event.kind == "cancel":
        return outcome.cancels
    if event.kind in ("error", "escalation"):
        codes = outcome.errors if event.kind == "error" else outcome.escalations
        return outcome.anything or any(catches(event, code) for code in codes)
    return True


def catches(event: EventDefinition, code: Code) -> bool:
    """Return whether a catching event takes this code; one without a reference takes every code."""
    return event.reference is None or event.reference == code


def uncaught(codes: Iterable[Code], kind: str, catching: Iterable[Node]) -> frozenset[Code]:
    """Return the codes of an error or escalation that none of the events takes."""
    events = [event for node in catching for event in node.events if event.kind == kind]
    return frozenset(code for code in codes if not any(catches(event, code) for event in events))
