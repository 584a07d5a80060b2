"""What scopes remember of what has passed: what can be undone, and joins that wait for the late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.runtime.compensation import PENDING, Done, scope_of
from engine.runtime.migrating.flows import incoming_flows
from engine.runtime.migrating.kinds import counterpart
from engine.runtime.migrating.planning import Planning
from engine.runtime.migrating.records import CannotUndo, carried
from engine.runtime.migrating.refusals import refusal
from engine.runtime.scope import Scope
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.token import Token


def records(planning: Planning, scope: Scope, spec: ScopeSpec) -> None:
    """Carry over what can be undone: of the scope, and of its tokens that are undoing; or refuse it."""
    made = planning.made
    try:
        if scope.done:
            made.done[scope.owner_id] = _carried(planning, scope.done, scope.spec, spec)
        for token in scope.tasks.values():
            if PENDING in token.internal_data:
                pending = token.internal_data[PENDING]
                made.pending[token.id] = [_pending(planning, token, one) for one in pending]
    except CannotUndo as cannot:
        element = cannot.element
        found = refusal("undo", scope.owner_id, element.element_id, name=element.title)
        made.refusals.append(found)


def _pending(planning: Planning, thrower: Token, document: list[Any]) -> Done:
    record = Done.read(document)
    scope = scope_of(thrower, record)
    if scope.definition_id != planning.source.id:
        return record
    spec = planning.target.scopes.get(planning.mapping.elements.get(scope.spec.element_id, ""))
    if spec is None:
        raise CannotUndo(scope.spec.task_specs[record.element])
    return _carried(planning, [record], scope.spec, spec)[0]


def _carried(planning: Planning, done: Sequence[Done], old: ScopeSpec, new: ScopeSpec) -> list[Done]:
    return carried(done, old, new, planning.source, planning.target, planning.mapping)


def resetting(planning: Planning, scope: Scope, spec: ScopeSpec) -> None:
    """Carry over the complex gateways that have fired and still wait for late tokens; or refuse them."""
    for name, flows in scope.resetting.items():
        old = scope.spec.task_specs[name]
        new = counterpart(spec, old, planning.new_id(old))
        found = incoming_flows(old, new, scope.spec, spec, planning.mapping) if new is not None else None
        if new is None or found is None:
            told = refusal("join", scope.owner_id, old.element_id, name=old.title, via=", ".join(flows))
            planning.made.refusals.append(told)
        else:
            gateways = planning.made.resetting.setdefault(scope.owner_id, {})
            gateways[new.name] = [found[flow] for flow in flows]
