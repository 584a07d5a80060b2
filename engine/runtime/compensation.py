"""Compensation: what has been completed is undone, the latest first (ISO/IEC 19510 §10.6, §13.5.5).

A scope keeps a record of each completed activity that can be undone: one with a compensation boundary event,
or a sub-process in which something can be undone. A record of a sub-process holds the records of its inside
and the variables as they were when it ended: its handlers see that snapshot. Handlers run one after another,
in the reverse order of completion. A record is used once.

The token that compensates (the *thrower*: an event, or a sub-process that is itself undone) keeps the records
still to be undone; whatever runs for it names it in `undoes_for`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from SpiffWorkflow.util.task import TaskState

from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.specs.activity import Activity
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token

#: Keys of a thrower's and of a handler's internal data.
PENDING, UNDOES_FOR = "pending", "undoes_for"


class Done(NamedTuple):
    """A completed activity that can be undone.

    `values` are the variables that only it saw: inputs, those of a member, a sub-process' snapshot.
    `definition` and `inside` are a sub-process' version and records; None for an activity with a handler.
    """

    element: str
    values: dict[str, Any]
    definition: str | None = None
    inside: list[Done] | None = None

    def document(self) -> list[Any]:
        """Return the record as values that the codec can write."""
        inside = None if self.inside is None else [done.document() for done in self.inside]
        return [self.element, self.values, self.definition, inside]

    @classmethod
    def read(cls, document: list[Any]) -> Done:
        """Return the record of such a document."""
        element, values, definition, inside = document
        records = None if inside is None else [cls.read(one) for one in inside]
        return cls(element, values, definition, records)


def record(token: Token, activity: Activity) -> None:
    """Note that an activity with a compensation handler has completed, before its variables go."""
    token.workflow.done.append(Done(activity.name, token.own_values()))


def record_scope(token: Token, inner: Scope) -> None:
    """Note that a sub-process has completed in which something can be undone."""
    if inner.done or inner.spec.undoing is not None:
        values = {**token.own_values(), **inner.own_values()}
        done = Done(token.task_spec.name, values, inner.definition_id, inner.done)
        token.workflow.done.append(done)


def compensable(token: Token, element: str | None) -> list[Done]:
    """Take the records that a compensation thrown at `token` undoes out of their scopes, the latest first.

    Those of the token's scope; inside an event sub-process also those of the scope around it (§13.5.5).
    """
    found: list[Done] = []
    scope: Scope | None = token.workflow
    while scope is not None:
        taken = [done for done in scope.done if element in (None, _drawn(scope.spec, done))]
        scope.done = [done for done in scope.done if done not in taken]
        found += reversed(taken)
        owner = scope.owner
        scope = owner.workflow if owner is not None and owner.task_spec.by_event else None
    return found


def _drawn(spec: ScopeSpec, done: Done) -> str:
    """Return the diagram's id of what a record is about."""
    return spec.task_specs[done.element].element_id if done.element in spec.task_specs else done.element


def begin_compensation(thrower: Token, records: list[Done]) -> None:
    """Undo the records one after another; the thrower waits until all are undone."""
    thrower._set_state(TaskState.STARTED)
    thrower.internal_data[PENDING] = [done.document() for done in records]
    _undo_next(thrower)


def handled(token: Token) -> None:
    """`token`, which undid something, has completed: its thrower undoes the next, or goes on."""
    thrower = token.workflow.instance.find(token.internal_data[UNDOES_FOR])
    if thrower is not None:
        _undo_next(thrower)


def _undo_next(thrower: Token) -> None:
    pending = thrower.internal_data[PENDING]
    if not pending:
        del thrower.internal_data[PENDING]
        thrower.task_spec.compensated(thrower)
        return
    done, thrower.internal_data[PENDING] = Done.read(pending[0]), pending[1:]
    scope = scope_of(thrower, done)
    if done.inside is None:
        host = scope.spec.task_specs[done.element]
        boundary = host.compensation
        token = scope.instance.new_token(scope, boundary.handler)
        scope.instance.log(Kind.TRIGGERED, boundary.element_id, token.id, scope.owner_id, None, boundary)
        token.internal_data[UNDOES_FOR] = thrower.id
        if done.values:
            scope.instance.values.declare(token, dict(done.values))
        boundary.handler.arrive(token)
    else:
        token = scope.instance.new_token(scope, scope.spec.task_specs[done.element])
        token.internal_data[UNDOES_FOR] = thrower.id
        token.task_spec.undo(token, done)


def scope_of(thrower: Token, done: Done) -> Scope:
    """Return the scope in which a record was made: the thrower's, what it holds, or one around it."""
    instance = thrower.workflow.instance
    inner = instance.scopes.get(thrower.id)
    scope = inner if inner is not None else thrower.workflow
    while done.element not in scope.spec.task_specs:
        assert scope.owner is not None
        scope = scope.owner.workflow
    return scope
