"""What all activities share: boundary events, own variables, and the mapping of values in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.feel import Expression
from engine.runtime.compensation import UNDOES_FOR, handled, record
from engine.runtime.specs.element import NO_MARKS, Element, Marks
from engine.runtime.transitions import Kind

if TYPE_CHECKING:
    from engine.runtime.specs.boundary import BoundaryEvent, CompensationBoundary
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


@dataclass(frozen=True)
class Mappings:
    """`camunda:inputOutput`: inputs are evaluated outside and declared inside, outputs the other way."""

    inputs: tuple[tuple[str, Expression], ...] = ()
    outputs: tuple[tuple[str, Expression], ...] = ()


NO_MAPPINGS = Mappings()


def evaluated(inputs: tuple[tuple[str, Expression], ...], token: Token) -> dict[str, Any]:
    """Return the values of parameters, as `token` sees the variables."""
    evaluate = token.workflow.instance.values.evaluate
    return {name: evaluate(expression, token) for name, expression in inputs}


class Activity(Element):
    """A task, sub-process or call activity, or the container of its loop.

    While it is active its boundary events wait as children of its token. A subclass defines `begin`.
    """

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks)
        self.mappings = mappings
        self.boundaries: list[BoundaryEvent] = []
        self.compensation: CompensationBoundary | None = None

    def followers(self) -> list[Element]:
        return [*super().followers(), *self.boundaries]

    def arrive(self, token: Token) -> None:
        token.log(Kind.ENTERED)
        if self.mappings.inputs:
            token.workflow.instance.values.declare(token, self.evaluated_inputs(token))
        for boundary in self.boundaries:
            boundary.watch(token)
            if not token.live:
                return  # a condition held already and has interrupted it
        self.begin(token)

    def begin(self, token: Token) -> None:
        """Start the work of the activity; by default it is done at once."""
        token._ready()

    def before_completion(self, token: Token) -> None:
        for child in token.live_children():
            child.cancel()
        container = self.container(token)
        if container is not None:
            container.task_spec.collect(container, token)
        if self.compensation is not None:
            record(token, self)

    def _on_complete(self, my_task: Token) -> None:
        container = self.container(my_task)
        if container is not None:
            container.task_spec.member_done(container, my_task)
        elif UNDOES_FOR in my_task.internal_data:
            handled(my_task)
        else:
            super()._on_complete(my_task)
            my_task.workflow.activity_done()

    @staticmethod
    def container(token: Token) -> Token | None:
        """Return the token of the loop or multi-instance that `token` is a member of."""
        if token._parent is None or "member" not in token.internal_data:
            return None
        return token.workflow.tasks[token._parent]

    def evaluated_inputs(self, token: Token) -> dict[str, Any]:
        """Return the input parameters, evaluated in what surrounds the activity."""
        return evaluated(self.mappings.inputs, token)

    def inputs(self, token: Token) -> dict[str, Any]:
        """Return the values of the input parameters as they were when the activity began."""
        if not self.mappings.inputs:
            return {}
        values = token.workflow.instance.variables.values(token.id)
        return {name: values[name] for name, _ in self.mappings.inputs}

    def receive(self, token: Token, values: Mapping[str, Any]) -> None:
        """Take the values that a person, a job or an operation brought.

        With output parameters only these are written, outside the activity, computed from the values and
        what the activity sees; without, every value is written under its own name. A member of a
        multi-instance keeps its values to itself: no member may overwrite another's.
        """
        instance = token.workflow.instance
        container = self.container(token)
        if self.mappings.outputs:
            instance.values.write_outputs(self.mappings.outputs, token, values)
        elif container is not None and container.task_spec.members_keep_values:
            instance.values.declare(token, dict(values))
        else:
            for name, value in values.items():
                instance.values.write(token, name, value)
