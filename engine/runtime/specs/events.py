"""Events that are waited for: starts, catches, and the listeners of event sub-processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.runtime.specs.activity import NO_MAPPINGS, Mappings
from engine.runtime.specs.element import NO_MARKS, Element, Flow, Marks
from engine.runtime.specs.event_definitions import (
    CancelEvent,
    CatchDefinition,
    ConditionalEvent,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    SeveralEvents,
    SignalEvent,
    TimerEvent,
)
from engine.runtime.transitions import Armed, Kind

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.specs.subprocess import SubProcess
    from engine.runtime.token import Token


class StartEvent(Element):
    """Where a scope begins; inside an event sub-process it only passes the token on.

    `definitions` are its triggers, each of which is enough; empty for a plain start.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definitions: tuple[CatchDefinition, ...] = (),
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.definitions = definitions
        self.mappings = mappings

    def start_process(self, token: Token, payload: Mapping[str, Any]) -> None:
        """Begin a process here with what its trigger brought."""
        token.workflow.instance.values.write_outputs(self.mappings.outputs, token, {"message": dict(payload)})
        self.arrive(token)


class CatchEvent(Element):
    """An event that waits: intermediate catch; base of boundary events and listeners."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definition: CatchDefinition,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.definition = definition
        self.mappings = mappings

    def arrive(self, token: Token) -> None:
        token.log(Kind.ENTERED)
        self.begin_waiting(token)

    def wait_for(self, gateway: Token, flow: Flow) -> None:
        """Begin to wait as a branch of an event-based gateway."""
        token = gateway.workflow.instance.new_token(gateway.workflow, self, gateway)
        token.internal_data["via"] = flow.id
        self.begin_waiting(token)

    def begin_waiting(self, token: Token, follows: int | None = None) -> None:
        """Evaluate what is waited for, and wait."""
        token._set_state(TaskState.WAITING)
        instance = token.workflow.instance
        evaluate = instance.values.evaluate
        definition = self.definition
        match definition:
            case TimerEvent():
                armed = Armed("timer", definition.form, evaluate(definition.expression, token), follows)
            case MessageEvent():
                key = evaluate(definition.key, token) if definition.key is not None else None
                armed = Armed("message", definition.name, key, follows)
            case SignalEvent():
                armed = Armed("signal", definition.name, None, follows)
            case ConditionalEvent():
                armed = Armed("condition", None, None, follows)
                # One that has just happened must become false before it can happen again (§10.5.5.4).
                instance.conditions[token.id] = token
                instance.values.changed = True  # it may hold already: look, though nothing was written since
                token.internal_data["held"] = follows is not None
            case ErrorEvent():
                armed = Armed("error", definition.code, None, follows)
            case EscalationEvent():
                armed = Armed("escalation", definition.code, None, follows)
            case CancelEvent():
                armed = Armed("cancel", None, None, follows)
            case SeveralEvents():
                raise NotImplementedError(f"{self.name} waits for its parts")
        token.log(Kind.ARMED, armed)

    def fired(self, token: Token, payload: Mapping[str, Any], last: bool) -> None:
        """The event has happened. `last` says that a repeating one will not happen again."""
        del last
        token.internal_data.pop("held", None)
        gateway = token.workflow.tasks.get(token._parent) if token._parent is not None else None
        if gateway is not None:
            gateway.task_spec.happened(gateway, token, token.internal_data.pop("via"))
        token.log(Kind.TRIGGERED)
        self.take_payload(token, payload)
        token._ready()

    def start_process(self, token: Token, payload: Mapping[str, Any]) -> None:
        """Begin a process here: the event after an instantiating gateway has happened."""
        token.log(Kind.ENTERED)
        token.log(Kind.TRIGGERED)
        self.take_payload(token, payload)
        token._ready()

    def condition_holds(self, token: Token) -> bool:
        """Return whether a conditional event that waits at `token` happens now: its condition becomes true.

        Raises:
            StepFailed: the condition is neither true, false nor null.
        """
        assert isinstance(self.definition, ConditionalEvent)
        held = token.internal_data["held"]
        now = token.workflow.instance.values.may_hold(self.definition.condition, token)
        token.internal_data["held"] = now
        return now and not held

    def happens_at_once(self, token: Token) -> bool:
        """Return whether an event that has begun to wait happens before what it listens to begins.

        Only a condition can hold already (§10.5.5.4).

        Raises:
            StepFailed: as `condition_holds`.
        """
        return isinstance(self.definition, ConditionalEvent) and self.condition_holds(token)

    def take_payload(self, token: Token, payload: Mapping[str, Any]) -> None:
        """Write what the output parameters compute from the payload, seen as `message`."""
        if self.mappings.outputs:
            token.workflow.instance.values.write_outputs(
                self.mappings.outputs, token, {"message": dict(payload)}
            )

    def catches(self, kind: type[ErrorEvent] | type[EscalationEvent], code: str | None) -> bool:
        """Return whether this event waits for that error or escalation."""
        definition = self.definition
        return isinstance(definition, kind) and definition.code in (None, code)

    @property
    def names_its_code(self) -> bool:
        """Return whether it waits for one error or escalation, and not for every one."""
        definition = self.definition
        return isinstance(definition, (ErrorEvent, EscalationEvent)) and definition.code is not None


class EventSubprocessListener(CatchEvent):
    """Waits, as long as its scope lives, for the start of an event sub-process (§10.5.6, §13.5.4)."""

    is_scope_listener = True

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definition: CatchDefinition,
        interrupting: bool,
        subprocess: SubProcess,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, definition, NO_MARKS, mappings)
        self.interrupting = interrupting
        self.subprocess = subprocess

    def followers(self) -> list[Element]:
        """No path of the scope leads through a listener."""
        return []

    def fired(self, token: Token, payload: Mapping[str, Any], last: bool) -> None:
        scope, instance = token.workflow, token.workflow.instance
        token.log(Kind.TRIGGERED)
        token._set_state(TaskState.COMPLETED)
        run = instance.new_token(scope, self.subprocess)
        if self.interrupting:
            scope.cancel_tokens(keep=run)
        elif not last:
            self.begin_waiting(instance.new_token(scope, self), follows=token.id)
        self.subprocess.arrive(run)
        if self.mappings.outputs:
            instance.values.write_outputs(self.mappings.outputs, run, {"message": dict(payload)}, inside=True)
