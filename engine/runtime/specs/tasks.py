"""User and manual tasks, and service tasks as jobs or as operations within the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.errors import StepFailed
from engine.feel import Expression
from engine.runtime.specs.activity import NO_MAPPINGS, Activity, Mappings
from engine.runtime.specs.element import NO_MARKS, Marks
from engine.runtime.transitions import JobRequest, Kind

if TYPE_CHECKING:
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


@dataclass(frozen=True)
class Assignment:
    """Whose task it is and how it is shown.

    `candidate_groups` are texts such as `repair@county` (a department kind at a tier), `groups` an expression
    that gives such a text or a list of them where the diagram leaves it to a rule; `assignee` is an
    expression that gives a person's id or null. `limit` names the order clock whose due time is shown;
    `due` and `follow_up` give times of the task's own: a date and time, a date, a duration, or null.
    """

    candidate_groups: tuple[str, ...] = ()
    assignee: Expression | None = None
    form_key: str | None = None
    limit: str | None = None
    priority: Expression | None = None
    lane: str | None = None
    due: Expression | None = None
    follow_up: Expression | None = None
    groups: Expression | None = None


class UserTask(Activity):
    """A task that a person completes: user task, or manual task (without a form)."""

    manual = True

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        assignment: Assignment,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.assignment = assignment

    def _on_ready(self, my_task: Token) -> None:
        assigned = self.assignment
        given = {
            "assignee": assigned.assignee,
            "priority": assigned.priority,
            "due": assigned.due,
            "follow_up": assigned.follow_up,
            "groups": assigned.groups,
        }
        evaluate = my_task.workflow.instance.values.evaluate
        detail = {
            name: evaluate(expression, my_task) if expression is not None else None
            for name, expression in given.items()
        }
        my_task.log(Kind.OPENED, {**detail, "member": my_task.internal_data.get("member")})


class JobTask(Activity):
    """A service task whose work leaves the database: it waits for its job."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        topic: str,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.topic = topic

    def execute(self, token: Token) -> None:
        token.log(Kind.JOB, JobRequest(self.topic, self.inputs(token)))


class OperationTask(Activity):
    """A service task that acts on the order within the step (hold, archive, next round …)."""

    def __init__(
        self,
        process: ScopeSpec,
        name: str,
        element_id: str,
        operation: str,
        marks: Marks = NO_MARKS,
        mappings: Mappings = NO_MAPPINGS,
    ) -> None:
        super().__init__(process, name, element_id, marks, mappings)
        self.operation = operation

    def execute(self, token: Token) -> bool:
        instance = token.workflow.instance
        inputs = self.inputs(token)
        try:
            values: Mapping[str, Any] = instance.surroundings.operate(self.operation, inputs)
            instance.values.changed = True  # the order is another now
        except StepFailed as error:
            raise StepFailed(
                error.message.at(self.title), element=error.element or self.element_id, token=token.id
            ) from error
        self.receive(token, values)
        return True
