"""Receive tasks: activities that wait for a message (ISO/IEC 19510 §10.3.3, §13.3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.runtime.specs.activity import Activity
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.specs.element import Flow
    from engine.runtime.specs.parts import Part
    from engine.runtime.token import Token


class ReceiveTask(Activity):
    """Waits for a message as an activity: with boundary events, loops and mappings of its own.

    Its `part` is what waits. Output parameters see what was brought as `message`.
    """

    part: Part

    def begin(self, token: Token) -> None:
        token._set_state(TaskState.STARTED)
        self.part.begin_waiting(token.workflow.instance.new_token(token.workflow, self.part, token))

    def wait_for(self, gateway: Token, flow: Flow) -> None:
        """Begin to wait as a branch of an event-based gateway; such a task has no boundary events."""
        token = gateway.workflow.instance.new_token(gateway.workflow, self, gateway)
        token.internal_data["via"] = flow.id
        self.arrive(token)

    def part_happened(self, token: Token, payload: Mapping[str, Any]) -> None:
        """The message has come."""
        gateway = token.workflow.tasks.get(token._parent or 0) if "via" in token.internal_data else None
        if gateway is not None:
            gateway.task_spec.happened(gateway, token, token.internal_data.pop("via"))
        if self.mappings.outputs:
            token.workflow.instance.values.write_outputs(
                self.mappings.outputs, token, {"message": dict(payload)}
            )
        token._ready()

    def start_process(self, token: Token, payload: Mapping[str, Any]) -> None:
        """Begin a process here: its message has come, and instantiates (§13.2)."""
        token.log(Kind.ENTERED)
        self.part_happened(token, payload)
