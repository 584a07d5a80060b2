"""Activities with a scope inside: embedded and event sub-processes, call activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.feel import Expression
from engine.runtime.binding import LATEST, Binding
from engine.runtime.compensation import UNDOES_FOR, begin_compensation, record_scope
from engine.runtime.opening import open_scope, reopen_scope
from engine.runtime.specs.activity import NO_MAPPINGS, Activity, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.compensation import Done
    from engine.runtime.scope import Scope
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class SubProcess(Activity):
    """An embedded sub-process, or the activity that an event sub-process becomes when it starts."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
        by_event: bool = False,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.by_event = by_event

    def begin(self, token: Token) -> None:
        instance, scope = token.workflow.instance, token.workflow
        token._set_state(TaskState.STARTED)
        spec = instance.surroundings.definition(scope.definition_id).scopes[self.element_id]
        if spec.declares:
            instance.values.declare(token, dict(spec.declares))
        open_scope(instance, spec, token, scope.definition_id)

    def inner_scope_ended(self, token: Token, inner: Scope) -> None:
        if UNDOES_FOR in token.internal_data:
            token._ready()
            return
        if self.compensation is None and not self.by_event:
            record_scope(token, inner)
        self.take_results(token)
        token._ready()

    def take_results(self, token: Token) -> None:
        """Write what comes out of the scope, which has ended."""
        if self.mappings.outputs:
            token.workflow.instance.values.write_outputs(self.mappings.outputs, token, {})

    def undo(self, token: Token, done: Done) -> None:
        """Undo what a run of it completed: by its compensation event sub-process, or one by one."""
        instance = token.workflow.instance
        token.log(Kind.ENTERED)
        token._set_state(TaskState.STARTED)
        self.restore_values(token, done.values)
        assert done.definition is not None
        spec = instance.surroundings.definition(done.definition).scopes[self.inner_scope_id]
        scope = reopen_scope(instance, spec, token, done.definition)
        scope.done = list(done.inside or ())
        if spec.undoing is not None:
            spec.undoing.arrive(instance.new_token(scope, spec.undoing))
        else:
            records, scope.done = scope.done[::-1], []
            begin_compensation(token, records)

    def restore_values(self, token: Token, values: dict[str, Any]) -> None:
        """Let the handlers inside see the variables as they were when the scope ended."""
        if values:
            token.workflow.instance.values.declare(token, dict(values))

    @property
    def inner_scope_id(self) -> str:
        """Return the id of the scope that runs inside."""
        return self.element_id

    def compensated(self, token: Token) -> None:
        """Everything inside is undone: the reopened scope ends as it has no tokens left."""
        inner = token.workflow.instance.scopes[token.id]
        token.workflow.instance.touched[token.id] = inner

    def _on_cancel(self, my_task: Token) -> None:
        inner = my_task.workflow.instance.scopes.get(my_task.id)
        if inner is not None:
            inner.drop()


class CallActivity(SubProcess):
    """Runs another process inside this instance (ISO/IEC 19510 §10.3.6).

    The called process sees only what is mapped in. `packages` are the keys of those that may have it, and
    `binding` says which version of theirs runs: it is looked up when the call begins, and pinned in the state
    until it ends. None: it is drawn in the caller's own file, and the caller's own version runs.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        called: str,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
        passed: tuple[tuple[str, Expression], ...] = (),
        pass_all: bool = False,
        returned: tuple[tuple[str, Expression], ...] = (),
        return_all: bool = False,
        packages: tuple[str, ...] | None = None,
        binding: Binding = LATEST,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.called, self.packages, self.binding = called, packages, binding
        self.passed, self.pass_all = passed, pass_all
        self.returned, self.return_all = returned, return_all

    def begin(self, token: Token) -> None:
        instance = token.workflow.instance
        token._set_state(TaskState.STARTED)
        caller = token.workflow.definition_id
        if self.packages is None:
            called = instance.surroundings.definition(caller)
        else:
            called = instance.surroundings.called_definition(self.called, self.packages, self.binding, caller)
        spec = called.scopes[self.called]
        visible = instance.values.visible_values(token) if self.pass_all else {}
        values = {name: instance.values.evaluate(expression, token) for name, expression in self.passed}
        instance.values.isolate(token, {**spec.declares, **visible, **values})
        open_scope(instance, spec, token, called.id)

    @property
    def inner_scope_id(self) -> str:
        return self.called

    def restore_values(self, token: Token, values: dict[str, Any]) -> None:
        token.workflow.instance.values.isolate(token, dict(values))

    def take_results(self, token: Token) -> None:
        instance = token.workflow.instance
        results = dict(instance.variables.values(-token.id)) if self.return_all else {}
        for name, expression in self.returned:
            results[name] = instance.values.evaluate(expression, token, inside=True)
        instance.variables.close(-token.id)
        self.receive(token, results)
