"""Decide how one instance is migrated, or why it cannot be: state in, plan out; nothing is changed.

Every token stands where its counterpart is: the same kind of element, in the counterpart of its scope. What
waits for its host or its scope (boundary events, event sub-processes) is armed and disarmed as the new
version draws it. What has a history that the new version cannot continue is refused with the reason.
"""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from engine.runtime.definition import CompiledDefinition
from engine.runtime.instance import Instance
from engine.runtime.migrating.branches import Stand, clashes
from engine.runtime.migrating.completed import records, resetting
from engine.runtime.migrating.mapping import ElementMapping
from engine.runtime.migrating.planning import MigrationPlan, Planning
from engine.runtime.migrating.refusals import refusal
from engine.runtime.migrating.tokens import place
from engine.runtime.migrating.waiting import boundaries, listeners
from engine.runtime.scope import Scope
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import Element
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.token import Token


def plan_migration(
    instance: Instance, source: CompiledDefinition, target: CompiledDefinition, mapping: ElementMapping
) -> MigrationPlan:
    """Return what migrating every scope of `source` in an instance to `target` would do.

    Scopes of other definitions (called processes of other packages, or the caller when a called process is
    migrated) stay as they are.
    """
    planning = Planning(instance, source, target, mapping, MigrationPlan(source.id, target.id))
    for scope in instance.scopes.values():
        if scope.definition_id != source.id:
            continue
        spec = target.scopes.get(mapping.elements.get(scope.spec.element_id, ""))
        if spec is not None:
            planning.made.scopes[scope.owner_id] = spec.element_id
            _scope(planning, scope, spec)
        elif scope.owner is None or scope.owner.workflow.definition_id != source.id:
            found = refusal("process-removed", scope.owner_id, scope.spec.element_id)
            planning.made.refusals.append(found)
        # Else the token that owns the scope is refused: its sub-process has no counterpart.
    return planning.made


def _scope(planning: Planning, scope: Scope, spec: ScopeSpec) -> None:
    """Place the tokens of a scope, then what waits for them and for the scope."""
    tokens = [
        token
        for token in scope.tasks.values()
        if token._parent is None and not token.task_spec.is_scope_listener
    ]
    for token in tokens:
        place(planning, token, spec)
    for token in scope.tasks.values():
        new = planning.made.places.get(token.id)
        if isinstance(token.task_spec, Activity) and isinstance(new, Activity):
            boundaries(planning, token, new, spec)
    listeners(planning, scope, spec)
    records(planning, scope, spec)
    resetting(planning, scope, spec)
    if all(token.id in planning.made.places for token in tokens):
        _branches(planning, scope, spec, tokens)


def _branches(planning: Planning, scope: Scope, spec: ScopeSpec, tokens: list[Token]) -> None:
    """Refuse what would be joined wrongly, unless it was drawn so before."""
    made = planning.made
    before = clashes(scope.spec, [_stand(token, token.task_spec, None) for token in tokens])
    known = {(clash.code, planning.mapping.elements.get(clash.element)) for clash in before}
    stands = [_stand(token, made.places[token.id], made.flows.get(token.id)) for token in tokens]
    told: set[tuple[str, int]] = set()
    for clash in clashes(spec, stands):
        if (clash.code, clash.element) not in known and (clash.code, clash.token) not in told:
            told.add((clash.code, clash.token))
            planning.refuse(clash.code, scope.tasks[clash.token], target=clash.element)


def _stand(token: Token, element: Element, flow: str | None) -> Stand:
    via = flow or token.internal_data.get("via")
    return Stand(token.id, element.name, via if token._state == TaskState.WAITING else None)
