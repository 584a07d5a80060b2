"""Do what a migration plan says to an instance in memory."""

from __future__ import annotations

from engine.errors import Conflict
from engine.runtime.compensation import PENDING
from engine.runtime.definition import CompiledDefinition
from engine.runtime.instance import Instance
from engine.runtime.migrating.planning import MigrationPlan
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.token import Token
from engine.runtime.transitions import Kind
from engine.words import Words


def migrate(instance: Instance, plan: MigrationPlan, target: CompiledDefinition) -> None:
    """Put every token where the plan says, arm and disarm, and run to rest.

    1. What has no counterpart waits no more, and what waits anew ends its old wait. 2. Scopes and tokens get
    the specs of the new version. 3. Scopes declare what the new version adds; activities at work get input
    parameters that were added. 4. Events are armed. 5. What need not wait any longer there (an inclusive
    join) goes on.

    Raises:
        Conflict: the plan refuses the instance.
        StepFailed: an expression of the new version fails.
    """
    if plan.refusals:
        raise Conflict(Words(plan.refusals[0].problem, plan.refusals[0].problem_zh))
    for token_id in plan.disarmed:
        instance.live_token(token_id).cancel()
    for token_id in plan.rearmed:
        token = instance.live_token(token_id)
        for child in token.live_children():
            child.cancel()
        token.log(Kind.CANCELLED)
    for owner, scope_id in plan.scopes.items():
        _change_scope(instance, owner, target.scopes[scope_id], target.id)
    if 0 in plan.scopes:
        instance.definition = target
    for owner, records in plan.done.items():
        instance.scopes[owner].done = records
    for owner, gateways in plan.resetting.items():
        instance.scopes[owner].resetting = gateways
    for token_id, records in plan.pending.items():
        instance.live_token(token_id).internal_data[PENDING] = [one.document() for one in records]
    for token_id, element in plan.places.items():
        token = instance.live_token(token_id)
        before = token.task_spec.element_id
        token.task_spec = element
        if token_id in plan.flows:
            token.internal_data["via"] = plan.flows[token_id]
        if before != element.element_id:
            token.log(Kind.MIGRATED, before)
        if isinstance(element, Activity):
            _declare_inputs(instance, token, element)
    for token_id in plan.rearmed:
        _wait_anew(instance.live_token(token_id))
    for host, boundary in plan.armed:
        boundary.arm(instance.live_token(host))
    for owner, listener in plan.listening:
        listener.begin_waiting(instance.new_token(instance.scopes[owner], listener))
    instance.run_to_rest()


def _change_scope(instance: Instance, owner: int, spec: ScopeSpec, definition_id: str) -> None:
    scope = instance.scopes[owner]
    scope.spec, scope.definition_id = spec, definition_id
    if not spec.declares:
        return
    if scope.owner is None:
        variables = 0
    elif -owner in instance.variables:
        variables = -owner
    else:
        if owner not in instance.variables:
            instance.values.declare(scope.owner, {})
        variables = owner
    values = instance.variables.values(variables)
    for name, value in spec.declares.items():
        values.setdefault(name, value)


def _declare_inputs(instance: Instance, token: Token, element: Activity) -> None:
    """Evaluate the input parameters that the activity did not have when it began."""
    if not element.mappings.inputs:
        return
    there = instance.variables.values(token.id) if token.id in instance.variables else {}
    missing = [(name, text) for name, text in element.mappings.inputs if name not in there]
    if missing:
        instance.values.declare(
            token, {name: instance.values.evaluate(text, token) for name, text in missing}
        )


def _wait_anew(token: Token) -> None:
    element = token.task_spec
    assert isinstance(element, CatchEvent)
    if token._parent is None and not element.is_scope_listener and not isinstance(element, BoundaryEvent):
        element.arrive(token)
    else:
        element.begin_waiting(token)
