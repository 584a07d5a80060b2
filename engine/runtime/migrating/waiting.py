"""What waits for a host or a scope in the new version: boundary events, event sub-processes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from engine.runtime.migrating.kinds import awaited, kind_of
from engine.runtime.migrating.planning import Planning
from engine.runtime.migrating.tokens import place_parts, waits_anew
from engine.runtime.scope import Scope
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.events import CatchEvent, EventSubprocessListener
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.token import Token

Event = TypeVar("Event", bound=CatchEvent)


def boundaries(planning: Planning, host: Token, new: Activity, spec: ScopeSpec) -> None:
    """Arm, keep and disarm the boundary events of an activity at work.

    One that had a counterpart here and waits no more has happened: it is not armed again.
    """
    old = host.task_spec
    assert isinstance(old, Activity)
    waiting = {
        child.task_spec.name: child
        for child in host.live_children()
        if isinstance(child.task_spec, BoundaryEvent)
    }
    pairs = _pairs(planning, old.boundaries, new.boundaries)
    for boundary in old.boundaries:
        child = waiting.get(boundary.name)
        if child is not None:
            _wait(planning, child, pairs.get(boundary.name), spec)
    for boundary in new.boundaries:
        if boundary not in pairs.values():
            planning.made.armed.append((host.id, boundary))
            planning.tell_armed(host.id, boundary)


def listeners(planning: Planning, scope: Scope, spec: ScopeSpec) -> None:
    """Let event sub-processes listen as drawn, unless one of them has taken the scope over."""
    waiting = {
        token.task_spec.name: token
        for token in scope.tasks.values()
        if isinstance(token.task_spec, EventSubprocessListener)
    }
    pairs = _pairs(planning, scope.spec.listeners, spec.listeners)
    for listener in scope.spec.listeners:
        token = waiting.get(listener.name)
        if token is not None:
            _wait(planning, token, pairs.get(listener.name), spec)
    if _interrupted(scope):
        return
    for listener in spec.listeners:
        if listener not in pairs.values():
            planning.made.listening.append((scope.owner_id, listener))
            planning.tell_armed(scope.owner_id, listener)


def _pairs(planning: Planning, olds: Sequence[Event], news: Sequence[Event]) -> dict[str, Event]:
    """Return the counterparts of events among those of the host's or the scope's counterpart, by name.

    A drawn event with several triggers is several events here. Those that await the very same go together,
    then those that stand at the same place among the triggers, then what is left of the same kind.
    """
    pairs: dict[str, Event] = {}
    for alike in (_awaits_the_same, _stands_at_the_same_place, None):
        for old in olds:
            new_id = planning.new_id(old)
            if old.name in pairs:
                continue
            for new in news:
                fits = new.element_id == new_id and kind_of(new) == kind_of(old)
                if fits and new not in pairs.values() and (alike is None or alike(old, new)):
                    pairs[old.name] = new
                    break
    return pairs


def _awaits_the_same(old: CatchEvent, new: CatchEvent) -> bool:
    return bool(awaited(old) == awaited(new))


def _stands_at_the_same_place(old: CatchEvent, new: CatchEvent) -> bool:
    return old.name.removeprefix(old.element_id) == new.name.removeprefix(new.element_id)


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
