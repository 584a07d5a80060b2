"""Compile events and their definitions."""

from __future__ import annotations

from engine.definitions.compiling.parts import mappings_of, marks_of
from engine.definitions.expressions import compile_text, compile_timer
from engine.definitions.model import EventDefinition, Expression, Node, Scope
from engine.definitions.reading.links import is_link
from engine.definitions.xs import flag
from engine.runtime.specs.boundary import BoundaryEvent, CompensationBoundary
from engine.runtime.specs.element import Element
from engine.runtime.specs.event_definitions import (
    CancelEvent,
    CatchDefinition,
    CompensateEvent,
    ConditionalEvent,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    SeveralEvents,
    SignalEvent,
    TerminateEvent,
    ThrowDefinition,
    TimerEvent,
)
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener, StartEvent
from engine.runtime.specs.parts import ParallelBoundary, ParallelListener, Part, SeveralCatch
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.subprocess import SubProcess
from engine.runtime.specs.throwing import ThrowEvent


def compile_start(spec: ScopeSpec, node: Node) -> StartEvent:
    """Return a start event; inside an event sub-process its trigger belongs to the listener."""
    compensates = any(event.kind == "compensate" for event in node.events)
    definitions = () if compensates else tuple(caught(node, event) for event in node.events)
    return StartEvent(spec, node.id, node.id, definitions, marks_of(node), mappings_of(node))


def compile_catch(spec: ScopeSpec, node: Node) -> Element:
    """Return an intermediate catch event; a link's end only passes the token on."""
    if is_link(node):
        return ThrowEvent(spec, node.id, node.id, (), marks_of(node))
    if len(node.events) == 1:
        definition = caught(node, node.events[0])
        return CatchEvent(spec, node.id, node.id, definition, marks_of(node), mappings_of(node))
    parallel = is_parallel(node)
    several = SeveralCatch(spec, node.id, node.id, SeveralEvents(parallel), marks_of(node), mappings_of(node))
    several.parallel, several.parts = parallel, _parts(spec, node)
    return several


def compile_boundaries(spec: ScopeSpec, node: Node) -> list[Element]:
    """Return what a drawn boundary event stands for: one event for each trigger that is enough alone."""
    marks, mappings = marks_of(node), mappings_of(node)
    if node.events[0].kind == "compensate":
        return [CompensationBoundary(spec, node.id, node.id, marks)]
    if is_parallel(node):
        both = ParallelBoundary(
            spec, node.id, node.id, SeveralEvents(True), node.interrupting, marks, mappings
        )
        both.parts = _parts(spec, node)
        return [both]
    return [
        BoundaryEvent(spec, name, node.id, caught(node, event), node.interrupting, marks, mappings)
        for name, event in _named(node)
    ]


def compile_listeners(
    spec: ScopeSpec, inside: Scope, subprocess: SubProcess
) -> list[EventSubprocessListener]:
    """Return what waits, in the scope around an event sub-process, for its start event."""
    start = next(inner for inner in inside.nodes.values() if inner.kind == "startEvent")
    name, mappings = f"{start.id}#listener", mappings_of(start)
    if is_parallel(start):
        both = ParallelListener(
            spec, name, start.id, SeveralEvents(True), start.interrupting, subprocess, mappings
        )
        both.parts = _parts(spec, start, listens=True)
        return [both]
    return [
        EventSubprocessListener(
            spec,
            f"{name}{own.removeprefix(start.id)}",
            start.id,
            caught(start, event),
            start.interrupting,
            subprocess,
            mappings,
        )
        for own, event in _named(start)
    ]


def compile_throw(spec: ScopeSpec, node: Node) -> ThrowEvent:
    """Return an intermediate throw event or an end event."""
    results = () if is_link(node) else tuple(thrown(node, event) for event in node.events)
    return ThrowEvent(spec, node.id, node.id, results, marks_of(node), mappings_of(node))


def is_parallel(node: Node) -> bool:
    """Return whether all triggers of an event must happen."""
    return len(node.events) > 1 and node.flag("parallelMultiple")


def _named(node: Node) -> list[tuple[str, EventDefinition]]:
    """Return a name for each trigger of an event: the event's own for the first."""
    return [(f"{node.id}#{n}" if n else node.id, event) for n, event in enumerate(node.events)]


def _parts(spec: ScopeSpec, node: Node, *, listens: bool = False) -> tuple[Part, ...]:
    return tuple(
        Part(spec, f"{node.id}#{number}", node.id, caught(node, event), listens=listens)
        for number, event in enumerate(node.events, 1)
    )


def message_of(node: Node, event: EventDefinition) -> MessageEvent:
    """Return the message that an event or a task sends or receives."""
    key = event.attributes.get("correlationKey", node.huan.get("correlationKey"))
    text = Expression(key, event.line) if key else None
    return MessageEvent(event.reference or "", compile_text(text, node.id) if text else None)


def caught(node: Node, event: EventDefinition) -> CatchDefinition:
    """Return what an event waits for.

    Raises:
        KeyError: this kind cannot be caught; the checks have refused it.
    """
    match event.kind:
        case "timer":
            assert event.expression is not None
            assert event.form is not None
            expression = compile_timer(event.expression, event.form, node.id)
            return TimerEvent(event.form, expression, flag(node.huan.get("everyMissed"), False))
        case "message":
            return message_of(node, event)
        case "signal":
            return SignalEvent(event.reference or "")
        case "conditional":
            assert event.expression is not None
            return ConditionalEvent(compile_text(event.expression, node.id))
        case "error":
            return ErrorEvent(event.reference)
        case "escalation":
            return EscalationEvent(event.reference)
        case "cancel":
            return CancelEvent()
    raise KeyError(f"{node.id}: {event.kind} cannot be caught")


def thrown(node: Node, event: EventDefinition) -> ThrowDefinition:
    """Return what an event, or a multi-instance as its instances complete, throws.

    Raises:
        KeyError: this kind cannot be thrown; the checks have refused it.
    """
    match event.kind:
        case "message":
            return message_of(node, event)
        case "signal":
            return SignalEvent(event.reference or "")
        case "error":
            return ErrorEvent(event.reference)
        case "escalation":
            return EscalationEvent(event.reference)
        case "compensate":
            return CompensateEvent(event.activity)
        case "cancel":
            return CancelEvent()
        case "terminate":
            return TerminateEvent()
    raise KeyError(f"{node.id}: {event.kind} cannot be thrown")
