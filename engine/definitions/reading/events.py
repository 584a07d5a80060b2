"""Read event definitions, and what they refer to."""

from __future__ import annotations

from lxml import etree

from engine.definitions.model import EventDefinition
from engine.definitions.reading.names import HUAN, attributes, children, expression, line_of, local
from engine.definitions.xs import flag

#: Which attribute of an event definition refers to which root element, and what names that element.
REFERENCES = {
    "message": ("messageRef", "message", "name"),
    "signal": ("signalRef", "signal", "name"),
    "error": ("errorRef", "error", "errorCode"),
    "escalation": ("escalationRef", "escalation", "escalationCode"),
}
MESSAGE_TASKS = ("sendTask", "receiveTask")
TIMER_FORMS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}

RootElements = dict[tuple[str, str], etree._Element]


def root_elements(definitions: etree._Element) -> RootElements:
    """Return messages, signals, errors, escalations and shared event definitions by (tag, id)."""
    return {(local(child), child.get("id", "")): child for child in children(definitions)}


def read_events(element: etree._Element, roots: RootElements) -> tuple[EventDefinition, ...]:
    """Return the event definitions of an event, own ones and those referred to."""
    if local(element) in MESSAGE_TASKS:
        message = _reference(element, "message", attributes(element, HUAN), roots)
        return (message,) if element.get("messageRef") is not None else ()
    found = [
        _read_event(child, roots) for child in children(element) if local(child).endswith("EventDefinition")
    ]
    for reference in children(element, "eventDefinitionRef"):
        shared = read_referred(reference.text or "", line_of(reference), roots)
        found += [shared] if shared is not None else []
    return tuple(found)


def read_referred(reference: str | None, line: int, roots: RootElements) -> EventDefinition | None:
    """Return the shared event definition that an attribute of `line` refers to; None without a reference."""
    if reference is None:
        return None
    wanted = reference.strip().split(":")[-1]
    shared = next((e for (_, key), e in roots.items() if key == wanted and "EventDefinition" in e.tag), None)
    if shared is None:
        return EventDefinition("event", line, wanted, reference_missing=True)
    return _read_event(shared, roots)


def _read_event(element: etree._Element, roots: RootElements) -> EventDefinition:
    kind = local(element).removesuffix("EventDefinition")
    line = line_of(element)
    own = attributes(element, HUAN)
    if kind == "timer":
        timer = next(children(element, *TIMER_FORMS), None)
        form = TIMER_FORMS[local(timer)] if timer is not None else None
        return EventDefinition(kind, line, form=form, expression=expression(timer), attributes=own)
    if kind == "conditional":
        condition = next(children(element, "condition"), None)
        return EventDefinition(kind, line, expression=expression(condition), attributes=own)
    if kind == "link":
        return EventDefinition(kind, line, element.get("name") or None, attributes=own)
    if kind == "compensate":
        activity = (element.get("activityRef") or "").split(":")[-1] or None
        waits = flag(element.get("waitForCompletion"), True)
        return EventDefinition(kind, line, activity=activity, waits=waits, attributes=own)
    if kind not in REFERENCES:
        return EventDefinition(kind, line, attributes=own)
    return _reference(element, kind, own, roots)


def _reference(
    element: etree._Element, kind: str, own: dict[str, str], roots: RootElements
) -> EventDefinition:
    """Read what an event definition, or a task that sends or receives, refers to by name or code."""
    line = line_of(element)
    attribute, tag, name = REFERENCES[kind]
    wanted = (element.get(attribute) or "").split(":")[-1]
    if not wanted:
        return EventDefinition(kind, line, attributes=own)
    target = roots.get((tag, wanted))
    if target is None:
        return EventDefinition(kind, line, wanted, reference_missing=True, attributes=own)
    reference = target.get(name) or None
    own = {**attributes(target, HUAN), **own}
    return EventDefinition(kind, line, reference, code_missing=reference is None, attributes=own)
