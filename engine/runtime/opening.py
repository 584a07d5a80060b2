"""Opening a scope: the process, a sub-process, a called process, and where its first tokens begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.errors import BudgetExceeded, StepFailed
from engine.runtime.scope import Scope
from engine.runtime.transitions import Kind
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.instance import Instance
    from engine.runtime.specs.process import EventStart, ScopeSpec
    from engine.runtime.token import Token


def open_scope(
    instance: Instance,
    spec: ScopeSpec,
    owner: Token | None,
    definition_id: str,
    event_start: str | None = None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Open a scope inside `owner` (None: the process) and put tokens at its starts.

    `event_start` is the start event that begins it instead of the plain ones, with the `payload` that the
    event brought.

    Raises:
        BudgetExceeded: too many scopes within scopes.
        StepFailed: no start fits.
    """
    deepest = instance.budget.depth
    if len(instance.scopes) >= deepest and _depth(owner) >= deepest:
        raise BudgetExceeded(
            Words(
                f"{spec.element_id} would be the {deepest + 1}th scope within a scope: "
                "look for a process that calls itself",
                f"{spec.element_id} 将是第 {deepest + 1} 层嵌套的作用域：请查找调用自己的流程",
            ),
            element=spec.element_id,
        )
    scope = reopen_scope(instance, spec, owner, definition_id)
    # What an event brings is written once the scope that it starts is open: conditions are asked after that.
    by_event = event_start is not None or (owner is not None and owner.task_spec.by_event)
    for listener in spec.listeners:
        waiting = instance.new_token(scope, listener)
        listener.begin_waiting(waiting)
        if not by_event and listener.happens_at_once(waiting):
            listener.fired(waiting, {}, False)
            if listener.interrupting:
                return
    if event_start is not None:
        _begin_at(scope, spec.event_starts[event_start], payload or {})
        return
    if not spec.starts:
        raise StepFailed(
            Words(f"{spec.element_id} has no plain start event", f"{spec.element_id} 没有空白开始事件"),
            element=spec.element_id,
        )
    starts = owner.task_spec.first_of(spec.starts) if spec.ad_hoc and owner is not None else spec.starts
    for element in starts:
        element.arrive(instance.new_token(scope, element))


def reopen_scope(instance: Instance, spec: ScopeSpec, owner: Token | None, definition_id: str) -> Scope:
    """Open a scope without any token: whoever calls puts one there before the step goes on."""
    scope = Scope(instance, spec, owner, definition_id)
    instance.scopes[scope.owner_id] = instance.touched[scope.owner_id] = scope
    return scope


def _begin_at(scope: Scope, begun: EventStart, payload: Mapping[str, Any]) -> None:
    """Begin where an event has happened; behind an instantiating gateway it counts as passed."""
    instance = scope.instance
    token = instance.new_token(scope, begun.element)
    others = [(instance.new_token(scope, other), other) for other in begun.others]
    if begun.gateway is not None:
        instance.log(Kind.COMPLETED, begun.gateway.element_id, token.id, scope.owner_id)
        for flow in begun.gateway.outgoing:
            if flow.target is begun.element or flow.target in begun.others:
                instance.log(Kind.FLOW, flow.id, token.id, scope.owner_id)
    for waiting, other in others:
        other.arrive(waiting)
    begun.element.start_process(token, payload)


def _depth(owner: Token | None) -> int:
    depth = 0
    while owner is not None:
        depth += 1
        owner = owner.workflow.owner
    return depth
