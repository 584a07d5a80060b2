"""Events: starts, catches, throws, ends, and the listeners of event sub-processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.runtime.specs.activity import NO_MAPPINGS, Mappings
from engine.runtime.specs.element import NO_MARKS, Element, Flow, Marks
from engine.runtime.specs.event_definitions import (
    CatchDefinition,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    NoneEvent,
    TerminateEvent,
    ThrowDefinition,
    TimerEvent,
)
from engine.runtime.transitions import Armed, Kind

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.specs.subprocess import SubProcess
    from engine.runtime.token import Token


class StartEvent(Element):
    """Where a scope begins. `definition` is what starts it; an inner start only passes the token on."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definition: CatchDefinition | NoneEvent,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.definition = definition
        self.mappings = mappings


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
        evaluate = token.workflow.instance.evaluate
        definition = self.definition
        match definition:
            case TimerEvent():
                armed = Armed("timer", definition.form, evaluate(definition.expression, token), follows)
            case MessageEvent():
                key = evaluate(definition.key, token) if definition.key is not None else None
                armed = Armed("message", definition.name, key, follows)
            case ErrorEvent():
                armed = Armed("error", definition.code, None, follows)
            case EscalationEvent():
                armed = Armed("escalation", definition.code, None, follows)
        token.log(Kind.ARMED, armed)

    def fired(self, token: Token, payload: Mapping[str, Any], last: bool) -> None:
        """The event has happened. `last` says that a repeating one will not happen again."""
        del last
        gateway = token.workflow.tasks.get(token._parent) if token._parent is not None else None
        if gateway is not None:
            gateway.task_spec.happened(gateway, token, token.internal_data.pop("via"))
        token.log(Kind.TRIGGERED)
        self.take_payload(token, payload)
        token._ready()

    def take_payload(self, token: Token, payload: Mapping[str, Any]) -> None:
        """Write what the output parameters compute from the payload, seen as `message`."""
        if self.mappings.outputs:
            token.workflow.instance.write_outputs(self.mappings.outputs, token, {"message": dict(payload)})

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
            instance.write_outputs(self.mappings.outputs, run, {"message": dict(payload)}, inside=True)


class ThrowEvent(Element):
    """An intermediate throw event or an end event."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        definition: ThrowDefinition,
        marks: Marks = NO_MARKS,
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.definition = definition

    def execute(self, token: Token) -> bool | None:
        instance = token.workflow.instance
        match self.definition:
            case ErrorEvent(code):
                # The throw itself is done before anything it causes takes it away.
                token.log(Kind.COMPLETED)
                token._set_state(TaskState.COMPLETED)
                instance.throw_error(token, code, f"error end event {self.element_id}")
                return None
            case EscalationEvent(code):
                token.log(Kind.RAISED, code)
                instance.throw_escalation(token, code)
                return True if token.live else None
            case TerminateEvent():
                token.workflow.cancel_tokens(keep=token)
                return True
            case NoneEvent():
                return True
