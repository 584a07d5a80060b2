"""Compile events and their definitions."""

from __future__ import annotations

from engine.definitions.compiling.parts import mappings_of, marks_of
from engine.definitions.expressions import compile_text, compile_timer
from engine.definitions.model import EventDefinition, Expression, Node, Scope
from engine.definitions.xs import flag
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.event_definitions import (
    CatchDefinition,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    NoneEvent,
    TerminateEvent,
    ThrowDefinition,
    TimerEvent,
)
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener, StartEvent, ThrowEvent
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.subprocess import SubProcess


def compile_start(spec: ScopeSpec, node: Node) -> StartEvent:
    """Return a start event; inside an event sub-process its trigger belongs to the listener."""
    definition = _caught(node, node.events[0]) if node.events else NoneEvent()
    return StartEvent(spec, node.id, node.id, definition, marks_of(node), mappings_of(node))


def compile_catch(spec: ScopeSpec, node: Node) -> CatchEvent:
    """Return an intermediate catch event."""
    definition = _caught(node, node.events[0])
    return CatchEvent(spec, node.id, node.id, definition, marks_of(node), mappings_of(node))


def compile_boundary(spec: ScopeSpec, node: Node) -> BoundaryEvent:
    """Return a boundary event; the caller attaches it."""
    definition = _caught(node, node.events[0])
    return BoundaryEvent(
        spec, node.id, node.id, definition, node.interrupting, marks_of(node), mappings_of(node)
    )


def compile_listener(
    spec: ScopeSpec, node: Node, inside: Scope, subprocess: SubProcess
) -> EventSubprocessListener:
    """Return what waits, in the scope around an event sub-process, for its start event."""
    start = next(inner for inner in inside.nodes.values() if inner.kind == "startEvent")
    return EventSubprocessListener(
        spec,
        f"{start.id}#listener",
        start.id,
        _caught(start, start.events[0]),
        start.interrupting,
        subprocess,
        mappings_of(start),
    )


def compile_throw(spec: ScopeSpec, node: Node) -> ThrowEvent:
    """Return an intermediate throw event or an end event."""
    return ThrowEvent(spec, node.id, node.id, _thrown(node), marks_of(node))


def _caught(node: Node, event: EventDefinition) -> CatchDefinition:
    match event.kind:
        case "timer":
            assert event.expression is not None
            assert event.form is not None
            expression = compile_timer(event.expression, event.form, node.id)
            return TimerEvent(event.form, expression, flag(node.huan.get("everyMissed"), False))
        case "message":
            key = event.attributes.get("correlationKey", node.huan.get("correlationKey"))
            text = Expression(key, event.line) if key else None
            return MessageEvent(event.reference or "", compile_text(text, node.id) if text else None)
        case "error":
            return ErrorEvent(event.reference)
        case "escalation":
            return EscalationEvent(event.reference)
    raise KeyError(f"{node.id}: {event.kind} cannot be caught")


def _thrown(node: Node) -> ThrowDefinition:
    if not node.events:
        return NoneEvent()
    event = node.events[0]
    match event.kind:
        case "error":
            return ErrorEvent(event.reference)
        case "escalation":
            return EscalationEvent(event.reference)
        case "terminate":
            return TerminateEvent()
    raise KeyError(f"{node.id}: {event.kind} cannot be thrown")
