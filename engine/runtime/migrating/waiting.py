"""What waits for a host or a scope in the new version: boundary events, event sub-processes."""

from __future__ import annotations

from typing import Any

from engine.runtime.migrating.kinds import kind_of
from engine.runtime.migrating.planning import Planning
from engine.runtime.migrating.tokens import place_parts, waits_anew
from engine.runtime.scope import Scope
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.token import Token


def boundaries(planning: Planning, host: Token, new: Activity, spec: ScopeSpec) -> None:
    """Arm, keep and disarm the boundary events of an activity at work.

    One that had a counterpart here and waits no more has happened: it is not armed again.
    """
    old = host.task_spec
    assert isinstance(old, Activity)
    waiting = {
        child.task_spec.element_id: child
        for child in host.live_children()
        if isinstance(child.task_spec, BoundaryEvent)
    }
    kept = set()
    for boundary in old.boundaries:
        other = _among(planning, new.boundaries, boundary)
        child = waiting.get(boundary.element_id)
        if other is not None:
            kept.add(other.name)
        if child is not None:
            _wait(planning, child, other, spec)
    for boundary in new.boundaries:
        if boundary.name not in kept:
            planning.made.armed.append((host.id, boundary))
            planning.tell_armed(host.id, boundary)


def listeners(planning: Planning, scope: Scope, spec: ScopeSpec) -> None:
    """Let event sub-processes listen as drawn, unless one of them has taken the scope over."""
    waiting = {
        token.task_spec.name: token
        for token in scope.tasks.values()
        if isinstance(token.task_spec, EventSubprocessListener)
    }
    kept = set()
    for listener in scope.spec.listeners:
        other = _among(planning, spec.listeners, listener)
        token = waiting.get(listener.name)
        if other is not None:
            kept.add(other.name)
        if token is not None:
            _wait(planning, token, other, spec)
    if _interrupted(scope):
        return
    for listener in spec.listeners:
        if listener.name not in kept:
            planning.made.listening.append((scope.owner_id, listener))
            planning.tell_armed(scope.owner_id, listener)


def _among(planning: Planning, news: list[Any], old: CatchEvent) -> Any:
    """Return the counterpart of an event among those of the host's or the scope's counterpart."""
    new_id = planning.new_id(old)
    return next((new for new in news if new.element_id == new_id and kind_of(new) == kind_of(old)), None)


def _wait(planning: Planning, token: Token, new: CatchEvent | None, spec: ScopeSpec) -> None:
    if new is None:
        planning.made.disarmed.append(token.id)
        planning.tell(token, "disarmed", None)
        return
    planning.made.places[token.id] = new
    if not waits_anew(planning, token, new):
        planning.tell_place(token, new)
        place_parts(planning, token, spec)


def _interrupted(scope: Scope) -> bool:
    """Return whether an interrupting event sub-process has taken the scope over."""
    running = {token.task_spec.name for token in scope.tasks.values()}
    return any(
        listener.interrupting and listener.subprocess.name in running for listener in scope.spec.listeners
    )
