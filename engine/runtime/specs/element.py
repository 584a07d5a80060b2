"""What every element of a compiled diagram is: SpiffWorkflow's task spec with our rules of movement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.specs.base import TaskSpec

from engine.errors import StepFailed
from engine.feel import Expression
from engine.words import Words

if TYPE_CHECKING:
    from engine.runtime.scope import Scope
    from engine.runtime.specs.process import ScopeSpec
    from engine.runtime.token import Token


@dataclass(frozen=True)
class Flow:
    """An outgoing sequence flow; `condition` None is unconditional."""

    id: str
    target: Element
    condition: Expression | None = None
    is_default: bool = False


@dataclass(frozen=True)
class Marks:
    """What an element means to its order, beside moving tokens.

    `milestone` is reached when the element completes (order clocks start and stop at milestones);
    `stage` is the order's stage from when a token enters; `escalate_to` names the tier whose attention an
    escalation event raises.
    """

    milestone: str | None = None
    stage: str | None = None
    escalate_to: str | None = None


NO_MARKS = Marks()


class Element(TaskSpec):
    """Base of all specs: what arriving, running and leaving mean. It never changes at run time.

    `name` is unique in the scope; `element_id` is the diagram's id, which a multi-instance shares with its
    members; `title` is the name that was drawn, or the id. Every new subclass needs a test in
    tests/engine/runtime.
    """

    #: True for tasks that a person completes.
    manual = False
    #: True for the start of an event sub-process, whose waiting does not keep the scope from ending.
    is_scope_listener = False
    #: True for an event sub-process: what it undoes lies in the scope around it.
    by_event = False
    #: True for gateways that wait for several incoming flows, and must know by which a token came.
    is_join = False
    name: str

    def __init__(self, process: ScopeSpec, name: str, element_id: str, marks: Marks = NO_MARKS) -> None:
        super().__init__(process, name, manual=self.manual)
        self.element_id = element_id
        self.marks = marks
        self.title = element_id
        self.outgoing: list[Flow] = []
        self.incoming: list[str] = []

    def add_flow(self, flow: Flow) -> None:
        """Connect this element to `flow.target`; only the compiler calls it.

        Elements that stand for one drawn event share its flow, which enters the target once.
        """
        self.outgoing.append(flow)
        if flow.id not in flow.target.incoming:
            flow.target.incoming.append(flow.id)
        self.connect(flow.target)

    def arrive(self, token: Token) -> None:
        """A token has come in; by default it goes on at once."""
        token._ready()

    def execute(self, token: Token) -> bool | None:
        """Do the element's work. True completes the token, None leaves it at work (STARTED)."""
        del token
        return True

    def before_completion(self, token: Token) -> None:
        """End what lives only as long as the token: boundary events."""

    def choose(self, token: Token) -> list[Flow]:
        """Return the flows to take: the unconditional ones and those whose condition is true.

        The default flow is taken when no condition is true (ISO/IEC 19510 §8.4.13, §13.3.1).
        """
        if len(self.outgoing) == 1 and self.outgoing[0].condition is None:
            return self.outgoing
        taken = self.whose_condition_holds(token)
        if not taken and self.outgoing:
            raise StepFailed(
                Words(
                    f"no outgoing flow of {self.element_id} has a true condition, and none is the default: "
                    "correct the values or give the element a default flow",
                    f"{self.element_id} 没有条件为真的输出流，也没有默认流：请改正值，或给元素一个默认流",
                ),
                element=self.element_id,
                token=token.id,
            )
        return taken

    def whose_condition_holds(self, token: Token, extra: Mapping[str, Any] | None = None) -> list[Flow]:
        """Return the unconditional flows and those whose condition is true; when none is, the default too.

        `extra` names come first in the conditions.
        """
        holds = token.workflow.instance.values.holds
        taken = [
            flow
            for flow in self.outgoing
            if not flow.is_default and (flow.condition is None or holds(flow.condition, token, extra))
        ]
        if not any(flow.condition is not None for flow in taken):
            taken += [flow for flow in self.outgoing if flow.is_default]
        return taken

    def followers(self) -> list[Element]:
        """Return the elements that a token here may reach next."""
        return [flow.target for flow in self.outgoing]

    def inner_scope_ended(self, token: Token, inner: Scope) -> None:
        """The scope that `token` owns has ended."""
        raise NotImplementedError(f"{self.name} owns no scope")

    def compensated(self, token: Token) -> None:
        """What the compensation thrown at `token` had to undo is undone."""
        raise NotImplementedError(f"{self.name} undoes nothing")

    # The library's hooks, routed to ours.

    def _update(self, my_task: Token) -> None:
        self.arrive(my_task)

    def _on_ready(self, my_task: Token) -> None:
        my_task.workflow.instance.queue.append(my_task)

    def _run(self, my_task: Token) -> bool | None:
        return self.execute(my_task)

    def _on_complete(self, my_task: Token) -> None:
        instance = my_task.workflow.instance
        for flow in self.choose(my_task):
            instance.take(flow, my_task.workflow)

    def _on_cancel(self, my_task: Token) -> None:
        """Nothing more is to be taken away."""

    def _predict(self, my_task: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing is predicted."""
