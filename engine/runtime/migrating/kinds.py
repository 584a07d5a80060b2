"""What kind of thing an element is, and what it means, as far as a token that stands there is concerned."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from engine.feel import Expression
from engine.runtime.definition import CompiledDefinition
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import CompensationBoundary
from engine.runtime.specs.element import Element
from engine.runtime.specs.looping import Container
from engine.runtime.specs.process import ScopeSpec

Kind = tuple[str, ...]


def kind_of(element: Element) -> Kind:
    """Return the kind: the class of the spec, what its event waits for or throws, what its loop repeats.

    A token may stand only where the same kind stood: its state means nothing to another one.
    """
    kind = [type(element).__name__]
    if element.by_event:
        kind.append("event")  # its end leads nowhere: it is no ordinary sub-process
    elif isinstance(element, Activity) and _undoes(element):
        kind.append("compensation")  # it is no part of the way, but undoes one
    definition = getattr(element, "definition", None)
    definitions = getattr(element, "definitions", () if definition is None else (definition,))
    kind += [type(each).__name__ for each in definitions]
    if isinstance(element, Container):
        kind.append("sequential" if getattr(element, "sequential", False) else "parallel")
        kind += kind_of(element.body)
    return tuple(kind)


def _undoes(activity: Activity) -> bool:
    """Return whether an activity is the handler of a compensation: nothing leads to it."""
    if activity.incoming:
        return False
    elements = activity._wf_spec.task_specs.values()
    return any(isinstance(one, CompensationBoundary) and one.handler is activity for one in elements)


def meaning_of(value: Any) -> Any:
    """Return what a value of a spec says, comparable between two compilations: expressions by their text."""
    if isinstance(value, Expression):
        return ("expression", value.text)
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: meaning_of(getattr(value, one.name)) for one in fields(value)}
        return (type(value).__name__, tuple(named.items()))
    if isinstance(value, tuple | list):
        return tuple(meaning_of(one) for one in value)
    return value


def awaited(element: Element) -> Any:
    """Return what an event waits for, with all its parts, comparable between two compilations."""
    parts = tuple(part.definition for part in getattr(element, "parts", ()))
    return meaning_of((getattr(element, "definition", None), parts))


def counterpart(scope: ScopeSpec, element: Element, new_id: str) -> Element | None:
    """Return the spec in `scope` that is to `new_id` what `element` is to its own id, or None.

    An element of the diagram can have several specs: the container of a loop and its member, the start of an
    event sub-process and its listener. They are told apart by the rest of their names.
    """
    name = new_id + element.name.removeprefix(element.element_id)
    found = scope.task_specs.get(name)
    return found if found is not None and found.element_id == new_id else None


def scope_of_element(definition: CompiledDefinition, element_id: str) -> ScopeSpec | None:
    """Return the scope in which an element is drawn; None when there is none. A process is in no scope."""
    for scope in definition.scopes.values():
        if element_id in scope.by_element:
            return scope
    return None
