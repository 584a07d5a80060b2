"""One process instance: its scopes, its variables, and how it moves from one rest to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from SpiffWorkflow.util.task import TaskState

from engine.errors import BudgetExceeded, Conflict, StepFailed
from engine.feel import Expression, FeelError
from engine.runtime.definition import CompiledDefinition
from engine.runtime.propagation import throw_cancel, throw_error, throw_escalation
from engine.runtime.scope import Scope
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.element import Element, Flow
from engine.runtime.specs.event_definitions import (
    ConditionalEvent,
    MessageEvent,
    SignalEvent,
    TimerEvent,
)
from engine.runtime.specs.events import CatchEvent
from engine.runtime.specs.inclusive import InclusiveGateway
from engine.runtime.specs.process import EventStart, ScopeSpec
from engine.runtime.specs.tasks import JobTask, UserTask
from engine.runtime.surroundings import Surroundings
from engine.runtime.token import Token
from engine.runtime.transitions import Kind, Transition
from engine.runtime.variables import Values, VariableScopes, View


@dataclass(frozen=True)
class Budget:
    """How much one step may do before it is taken for endless: elements run, scopes within scopes."""

    elements: int = 20_000
    depth: int = 40


DEFAULT_BUDGET = Budget()
#: Makes a transition at half the price of calling its class; a step makes a dozen.
_made = cast(Callable[[type[Transition], tuple[Any, ...]], Transition], tuple.__new__)


class Instance:
    """A process instance in memory for one step.

    Triggers (`start`, `complete`, `fire` …) change it and run it to rest; `transitions` then tells what
    happened. Made by `Instance.new` or by the codec. Nothing here knows a database, a clock or a person.
    """

    def __init__(
        self, definition: CompiledDefinition, surroundings: Surroundings, budget: Budget | None = None
    ) -> None:
        self.definition = definition
        self.surroundings = surroundings
        self.budget = budget or DEFAULT_BUDGET
        self.scopes: dict[int, Scope] = {}
        self.variables = VariableScopes()
        self.transitions: list[Transition] = []
        self.queue: deque[Token] = deque()
        self.touched: dict[int, Scope] = {}
        self.inclusive_waits: set[int] = set()
        self.conditions: dict[int, Token] = {}
        self._changed = True
        self.last_token = 0
        self._environment = surroundings.environment()

    # Triggers

    def start(
        self,
        process_id: str,
        variables: Mapping[str, Any],
        event_start: str | None = None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        """Start the process at its plain starts, or at the start event `event_start`, and run to rest.

        `payload` is what that event brought, seen as `message` by its output parameters.

        Raises:
            StepFailed: an expression fails, the budget ends, or no start fits.
        """
        spec = self.definition.scopes[process_id]
        for name, value in variables.items():
            self._write_variable(0, name, value)
        for name, value in spec.declares.items():
            self.variables.values(0).setdefault(name, value)
        self.open_scope(spec, None, self.definition.id, event_start, payload)
        self.run_to_rest()

    def complete(self, token_id: int, values: Mapping[str, Any]) -> None:
        """A person completes an open task with `values`, checked by the caller against its form."""
        token = self.live_token(token_id)
        element = token.task_spec
        if not isinstance(element, UserTask) or token._state != TaskState.READY:
            raise Conflict(f"{element.element_id} is not an open task", element=element.element_id)
        element.receive(token, values)
        token.complete()
        self.run_to_rest()

    def fire(self, token_id: int, payload: Mapping[str, Any] | None = None, last: bool = False) -> bool:
        """The event that `token_id` waits for has happened; return False when it waits no more.

        `last` says that a repeating event (a non-interrupting boundary timer …) ends with this one.
        """
        token = self.find(token_id)
        if token is None or token._state != TaskState.WAITING or not isinstance(token.task_spec, CatchEvent):
            return False
        token.task_spec.fired(token, payload or {}, last)
        self.run_to_rest()
        return True

    def finish_job(self, token_id: int, values: Mapping[str, Any]) -> None:
        """The job of a service task has brought its result."""
        token = self.job_token(token_id)
        assert isinstance(token.task_spec, Activity)
        token.task_spec.receive(token, values)
        token.complete()
        self.run_to_rest()

    def fail_job(self, token_id: int, code: str, message: str) -> None:
        """The job of a service task ended with the BPMN error `code`."""
        self.throw_error(self.job_token(token_id), code, message)
        self.run_to_rest()

    def cancel(self) -> None:
        """Take everything away: the instance is cancelled."""
        root = self.scopes.get(0)
        if root is not None:
            root.drop()
        self.touched.clear()

    # Movement

    def run_to_rest(self) -> None:
        """Run until only people, events and jobs can go on.

        1. Run what is queued. 2. When nothing is, and values have changed, let conditional events happen
        whose condition has become true. 3. End a scope in which nothing is left. 4. When there is none, let
        one inclusive join that need not wait any more fire: it must not overtake the token of a sub-process
        that is already empty.

        Raises:
            BudgetExceeded: more elements than one step may run; the diagram loops without a pause.
        """
        left = self.budget.elements
        while True:
            while self.queue:
                token = self.queue.popleft()
                if token._state != TaskState.READY:
                    continue
                left -= 1
                if left < 0:
                    raise BudgetExceeded(
                        f"the step ran {self.budget.elements} elements without a pause and was stopped at "
                        f"{token.task_spec.element_id}: look for a loop without a task or event",
                        element=token.task_spec.element_id,
                        token=token.id,
                    )
                token.run()
            if self.conditions and self._fire_conditions():
                continue
            if not self._end_a_scope() and not self._fire_an_inclusive_join():
                return

    def _fire_conditions(self) -> bool:
        """Let every conditional event happen whose condition has become true; return whether one did."""
        if not self._changed:
            return False
        self._changed = False
        happened = False
        for key, token in list(self.conditions.items()):
            element = token.task_spec
            if token._state != TaskState.WAITING or not isinstance(element, CatchEvent):
                del self.conditions[key]
            elif element.condition_holds(token):
                del self.conditions[key]
                element.fired(token, {}, False)
                happened = True
        return happened

    def _fire_an_inclusive_join(self) -> bool:
        for scope_id in sorted(self.inclusive_waits):
            scope = self.scopes.get(scope_id)
            gateways = {
                token.task_spec.name: token.task_spec
                for token in (scope.tasks.values() if scope is not None else ())
                if isinstance(token.task_spec, InclusiveGateway) and token._state == TaskState.WAITING
            }
            if not gateways:
                self.inclusive_waits.discard(scope_id)
            if scope is not None and any(gateway.try_fire(scope) for gateway in gateways.values()):
                return True
        return False

    def _end_a_scope(self) -> bool:
        while self.touched:
            _, scope = self.touched.popitem()
            if not scope.completed and not scope.busy():
                if not scope.goes_on():
                    scope.end()
                return True
        return False

    def take(self, flow: Flow, scope: Scope) -> None:
        """Move along a sequence flow: a new token arrives at its target."""
        token = self.new_token(scope, flow.target)
        self.log(Kind.FLOW, flow.id, token.id, scope.owner_id)
        if flow.target.is_join:
            token.internal_data["via"] = flow.id
        flow.target.arrive(token)

    def new_token(self, scope: Scope, element: Element, parent: Token | None = None) -> Token:
        """Make a token at `element`; the caller lets it arrive."""
        return Token(scope, element, parent)

    def open_scope(
        self,
        spec: ScopeSpec,
        owner: Token | None,
        definition_id: str,
        event_start: str | None = None,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        """Open a scope inside `owner` (None: the process) and put tokens at its starts."""
        if len(self.scopes) >= self.budget.depth and self._depth(owner) >= self.budget.depth:
            raise BudgetExceeded(
                f"{spec.element_id} would be the {self.budget.depth + 1}th scope within a scope: "
                "look for a process that calls itself",
                element=spec.element_id,
            )
        scope = self.reopen_scope(spec, owner, definition_id)
        for listener in spec.listeners:
            listener.begin_waiting(self.new_token(scope, listener))
        if event_start is not None:
            self._begin_at(scope, spec.event_starts[event_start], payload or {})
            return
        if not spec.starts:
            raise StepFailed(f"{spec.element_id} has no plain start event", element=spec.element_id)
        starts = owner.task_spec.first_of(spec.starts) if spec.ad_hoc and owner is not None else spec.starts
        for element in starts:
            element.arrive(self.new_token(scope, element))

    def _begin_at(self, scope: Scope, begun: EventStart, payload: Mapping[str, Any]) -> None:
        """Begin where an event has happened; behind an instantiating gateway it counts as passed."""
        token = self.new_token(scope, begun.element)
        others = [(self.new_token(scope, other), other) for other in begun.others]
        if begun.gateway is not None:
            self.log(Kind.COMPLETED, begun.gateway.element_id, token.id, scope.owner_id)
            for flow in begun.gateway.outgoing:
                if flow.target is begun.element or flow.target in begun.others:
                    self.log(Kind.FLOW, flow.id, token.id, scope.owner_id)
        for waiting, other in others:
            other.arrive(waiting)
        begun.element.start_process(token, payload)

    def reopen_scope(self, spec: ScopeSpec, owner: Token | None, definition_id: str) -> Scope:
        """Open a scope without any token: whoever calls puts one there before the step goes on."""
        scope = self.scopes[owner.id if owner is not None else 0] = Scope(self, spec, owner, definition_id)
        self.touched[scope.owner_id] = scope
        return scope

    def _depth(self, owner: Token | None) -> int:
        depth = 0
        while owner is not None:
            depth += 1
            owner = owner.workflow.owner
        return depth

    def throw_error(self, token: Token, code: str | None, reason: str) -> None:
        """Find who catches the error thrown at `token`; see `propagation`."""
        throw_error(token, code, reason)

    def throw_escalation(self, token: Token, code: str | None) -> None:
        """Find who catches the escalation thrown at `token`; nobody need."""
        throw_escalation(token, code)

    def throw_cancel(self, token: Token) -> None:
        """The transaction around `token` is cancelled: leave it by its cancel event."""
        throw_cancel(token)

    def throw_signal(self, name: str, payload: Mapping[str, Any]) -> None:
        """Let every event of this instance happen that waits for a signal now; others hear by deliveries."""
        waiting = [
            token
            for scope in list(self.scopes.values())
            for token in list(scope.tasks.values())
            if isinstance(token.task_spec, CatchEvent)
            and token._state == TaskState.WAITING
            and token.task_spec.definition == SignalEvent(name)
        ]
        for token in waiting:
            if token._state == TaskState.WAITING:
                cast(CatchEvent, token.task_spec).fired(token, payload, False)

    # Finding tokens

    def find(self, token_id: int) -> Token | None:
        """Return the live token with this id, or None."""
        for scope in self.scopes.values():
            token = scope.tasks.get(token_id)
            if token is not None:
                return token
        return None

    def live_token(self, token_id: int) -> Token:
        """Return the live token with this id, or raise Conflict: it has been completed or cancelled."""
        token = self.find(token_id)
        if token is None:
            raise Conflict(f"token {token_id} is no longer there", token=token_id)
        return token

    def job_token(self, token_id: int) -> Token:
        """Return the token of a service task at work, or raise Conflict."""
        token = self.live_token(token_id)
        if not isinstance(token.task_spec, JobTask) or token._state != TaskState.STARTED:
            raise Conflict(f"{token.task_spec.element_id} waits for no job", token=token_id)
        return token

    def take_apart(self) -> None:
        """Let go of everything once the state is stored: a circle of objects would wait for the collector."""
        for scope in self.scopes.values():
            scope.tasks.clear()
        self.scopes.clear()
        self.touched.clear()
        self.conditions.clear()

    @property
    def ended(self) -> bool:
        """Return whether no scope is left."""
        return not self.scopes

    def is_stuck(self) -> bool:
        """Return whether tokens are left although nothing can ever move them: a deadlock in the diagram."""
        tokens = [token for scope in self.scopes.values() for token in scope.tasks.values()]
        return bool(tokens) and not any(_can_move(token) for token in tokens)

    # Values

    def log(
        self,
        kind: Kind,
        element: str,
        token: int,
        scope: int,
        detail: Any = None,
        spec: Element | None = None,
    ) -> None:
        """Append to the transition log."""
        self.transitions.append(_made(Transition, (kind, element, token, scope, detail, spec)))

    def variable_scope(self, token: Token) -> int:
        """Return the id of the nearest variable scope that `token` itself sees."""
        if token.id in self.variables:
            return token.id
        return self.outer_variable_scope(token)

    def outer_variable_scope(self, token: Token) -> int:
        """Return the nearest variable scope outside what `token` itself declares."""
        container = Activity.container(token)
        if container is not None:
            return self.variable_scope(container)
        owner = token.workflow.owner
        return 0 if owner is None else self.inner_variable_scope(owner)

    def inner_variable_scope(self, owner: Token) -> int:
        """Return the variable scope that tokens inside `owner`'s scope see."""
        return -owner.id if -owner.id in self.variables else self.variable_scope(owner)

    def declare(self, token: Token, values: Values) -> None:
        """Declare variables that live as long as `token`."""
        if token.id in self.variables:
            self.variables.values(token.id).update(values)
        else:
            self.variables.open(token.id, self.outer_variable_scope(token), values)

    def isolate(self, token: Token, values: Values) -> None:
        """Open the variables of a called process: it sees nothing outside them."""
        self.variables.open(-token.id, None, values)

    def visible_values(self, token: Token) -> Values:
        """Return all variables that `token` sees, without the facts."""
        visible: Values = {}
        for values in reversed(self.variables.chain(self.variable_scope(token))):
            visible.update(values)
        return visible

    def view(self, token: Token, extra: Mapping[str, Any] | None = None, *, inside: bool = False) -> View:
        """Return what an expression at `token` sees; `extra` names come first."""
        scope = self.inner_variable_scope(token) if inside else self.variable_scope(token)
        layers = self.variables.chain(scope)
        return View(*(() if extra is None else (extra,)), *layers, self.surroundings.facts)

    def evaluate(
        self,
        expression: Expression,
        token: Token,
        extra: Mapping[str, Any] | None = None,
        *,
        inside: bool = False,
    ) -> Any:
        """Evaluate as `token` sees the variables; `extra` names come first.

        Raises:
            StepFailed: the expression cannot be evaluated, with where and why.
        """
        try:
            return expression.evaluate(self.view(token, extra, inside=inside), self._environment)
        except FeelError as error:
            element = token.task_spec.element_id
            raise StepFailed(
                f"expression `{expression.text}` at {element}: {error}", element=element, token=token.id
            ) from error

    def holds(self, condition: Expression, token: Token, extra: Mapping[str, Any] | None = None) -> bool:
        """Return the truth of a condition; anything but true or false is a StepFailed, never a guess."""
        value = self.evaluate(condition, token, extra)
        return self._truth(condition, token, value)

    def may_hold(
        self,
        condition: Expression,
        token: Token,
        extra: Mapping[str, Any] | None = None,
        *,
        inside: bool = False,
    ) -> bool:
        """Return the truth of a condition whose values may not be there yet: null is not true."""
        value = self.evaluate(condition, token, extra, inside=inside)
        return value is not None and self._truth(condition, token, value)

    def _truth(self, condition: Expression, token: Token, value: Any) -> bool:
        if not isinstance(value, bool):
            because = "; ".join(str(note) for note in self._environment.notes[-3:])
            element = token.task_spec.element_id
            raise StepFailed(
                f"condition `{condition.text}` at {element} gave {'null' if value is None else repr(value)} "
                f"instead of true or false{': ' + because if because else ''}",
                element=element,
                token=token.id,
            )
        return value

    def write(self, token: Token, name: str, value: Any) -> None:
        """Write one value as `token`'s: to the order's field of that name, else to the nearest variable."""
        self._write_to(self.variable_scope(token), token, name, value)

    def _write_to(self, scope: int, token: Token, name: str, value: Any) -> None:
        if self.surroundings.owns(name):
            self._changed = True
            before = self.surroundings.write_field(name, value)
            self.log(Kind.WRITTEN, name, token.id, 0, (before, value))
        else:
            self._write_variable(scope, name, value, token.id)

    def _write_variable(self, scope: int, name: str, value: Any, token: int = 0) -> None:
        self._changed = True
        before = self.variables.write(scope, name, value)
        self.log(Kind.WRITTEN, name, token, scope, (before, value))

    def write_outputs(
        self,
        outputs: tuple[tuple[str, Expression], ...],
        token: Token,
        extra: Mapping[str, Any],
        *,
        inside: bool = False,
    ) -> None:
        """Evaluate output parameters with `extra` in view, and write them outside the activity."""
        results = [(name, self.evaluate(expression, token, extra)) for name, expression in outputs]
        keep = "member" in token.internal_data
        if inside:
            scope = self.inner_variable_scope(token)
        else:
            scope = self.variable_scope(token) if keep else self.outer_variable_scope(token)
        for name, value in results:
            self._write_to(scope, token, name, value)


def _can_move(token: Token) -> bool:
    element = token.task_spec
    if isinstance(element, (UserTask, JobTask)):
        return True
    if isinstance(element, CatchEvent) and token._state == TaskState.WAITING:
        return isinstance(element.definition, (TimerEvent, MessageEvent, SignalEvent, ConditionalEvent))
    return False
