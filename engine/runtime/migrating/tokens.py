"""Where a token stands in the new version: at its counterpart, in the counterpart of its scope."""

from __future__ import annotations

from typing import Any

from engine.runtime.migrating.continuing import continues
from engine.runtime.migrating.kinds import awaited, counterpart, kind_of, meaning_of, scope_of_element
from engine.runtime.migrating.planning import Planning
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.element import Element
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.tasks import UserTask
from engine.runtime.token import Token


def place(planning: Planning, token: Token, spec: ScopeSpec) -> None:
    """Give a token, and what belongs to it, its place in `spec`; or refuse it with the reason."""
    made, old = planning.made, token.task_spec
    new = _counterpart(planning, token, spec)
    if new is None or not continues(planning, token, new, spec):
        return
    made.places[token.id] = new
    made.stages[token.id] = (old.marks.stage, new.marks.stage)
    if isinstance(old, UserTask) and isinstance(new, UserTask) and _addressee(old) != _addressee(new):
        made.readdressed.add(token.id)
    if not waits_anew(planning, token, new):
        planning.tell_place(token, new)
        place_parts(planning, token, spec)


def place_parts(planning: Planning, token: Token, spec: ScopeSpec) -> None:
    """Place what belongs to a token: members of a loop, branches of a gateway, parts of an event.

    Boundary events are looked at as events, with their host.
    """
    for child in token.live_children():
        if not isinstance(child.task_spec, BoundaryEvent):
            place(planning, child, spec)


def waits_anew(planning: Planning, token: Token, new: Element) -> bool:
    """Return whether an event waits for something else there; then it waits anew, as a whole."""
    if not isinstance(token.task_spec, CatchEvent) or awaited(token.task_spec) == awaited(new):
        return False
    planning.made.rearmed.append(token.id)
    planning.tell(token, "rearmed", new)
    return True


def _counterpart(planning: Planning, token: Token, spec: ScopeSpec) -> Element | None:
    old, new_id = token.task_spec, planning.new_id(token.task_spec)
    if not new_id:
        planning.refuse("removed", token)
        return None
    new = counterpart(spec, old, new_id)
    if new is not None and kind_of(new) == kind_of(old):
        return new
    drawn = scope_of_element(planning.target, new_id)
    if new is None and drawn is not None and drawn is not spec:
        planning.refuse("scope", token, target=drawn.element_id)
    else:
        planning.refuse("kind", token, target=new_id, kind="/".join(kind_of(old)))
    return None


def _addressee(task: UserTask) -> Any:
    assigned = task.assignment
    return meaning_of((assigned.candidate_groups, assigned.groups, assigned.assignee))
