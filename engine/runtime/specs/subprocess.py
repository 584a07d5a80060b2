"""Activities with a scope inside: embedded and event sub-processes, call activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.feel import Expression
from engine.runtime.specs.activity import NO_MAPPINGS, Activity, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


class SubProcess(Activity):
    """An embedded sub-process, or the activity that an event sub-process becomes when it starts."""

    def begin(self, token: Token) -> None:
        instance, scope = token.workflow.instance, token.workflow
        token._set_state(TaskState.STARTED)
        spec = instance.surroundings.definition(scope.definition_id).scopes[self.element_id]
        if spec.declares:
            instance.declare(token, dict(spec.declares))
        instance.open_scope(spec, token, scope.definition_id)

    def inner_scope_ended(self, token: Token) -> None:
        if self.mappings.outputs:
            token.workflow.instance.write_outputs(self.mappings.outputs, token, {})
        token._ready()

    def _on_cancel(self, my_task: Token) -> None:
        inner = my_task.workflow.instance.scopes.get(my_task.id)
        if inner is not None:
            inner.drop()


class CallActivity(SubProcess):
    """Runs another process inside this instance (ISO/IEC 19510 §10.3.6).

    The called process sees only what is mapped in. `packages` are the keys of those that may have it: the
    active version is looked up when the call begins, and pinned in the state until it ends. None: it is
    drawn in the caller's own file, and the caller's own version runs.
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
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.called, self.packages = called, packages
        self.passed, self.pass_all = passed, pass_all
        self.returned, self.return_all = returned, return_all

    def begin(self, token: Token) -> None:
        instance = token.workflow.instance
        token._set_state(TaskState.STARTED)
        if self.packages is None:
            called = instance.surroundings.definition(token.workflow.definition_id)
        else:
            called = instance.surroundings.called_definition(self.called, self.packages)
        spec = called.scopes[self.called]
        visible = instance.visible_values(token) if self.pass_all else {}
        values = {name: instance.evaluate(expression, token) for name, expression in self.passed}
        instance.isolate(token, {**spec.declares, **visible, **values})
        instance.open_scope(spec, token, called.id)

    def inner_scope_ended(self, token: Token) -> None:
        instance = token.workflow.instance
        results = dict(instance.variables.values(-token.id)) if self.return_all else {}
        for name, expression in self.returned:
            results[name] = instance.evaluate(expression, token, inside=True)
        instance.variables.close(-token.id)
        self.receive(token, results)
        token._ready()
