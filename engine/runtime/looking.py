"""Where an instance at rest stands, for those who look at it: its tokens and variables, by elements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from SpiffWorkflow.util.task import TaskState

from engine.runtime.instance import Instance

_WORDS = {TaskState.READY: "open", TaskState.WAITING: "waiting", TaskState.STARTED: "started"}


class Place(NamedTuple):
    """One live token.

    `state`: `open` asks a person, `waiting` waits for an event or at a join, `started` has something inside
    that is at work: a scope, members, a job. `definition_id` is the version whose diagram has the element;
    `scope` the element id of the process or sub-process in which it is drawn.
    """

    token: int
    element: str
    state: str
    definition_id: str
    scope: str


class ScopeValues(NamedTuple):
    """The variables that one scope declares; `element` is that of the process, sub-process or member."""

    element: str
    values: Mapping[str, Any]


def places(instance: Instance) -> list[Place]:
    """Return the live tokens of an instance at rest, in the order in which they were made."""
    found = [
        Place(
            token.id,
            token.task_spec.element_id,
            _WORDS.get(token._state, "started"),
            scope.definition_id,
            scope.spec.element_id,
        )
        for scope in instance.scopes.values()
        for token in scope.tasks.values()
        if token.live
    ]
    return sorted(found)


def variables(instance: Instance) -> list[ScopeValues]:
    """Return the variables of an instance by the scopes that declare them, outer ones first."""
    elements = {place.token: place.element for place in places(instance)}
    root = instance.scopes.get(0)
    elements[0] = root.spec.element_id if root is not None else ""
    return [
        ScopeValues(elements.get(abs(scope), ""), dict(values))
        for scope, _, values in instance.variables.rows()
    ]
