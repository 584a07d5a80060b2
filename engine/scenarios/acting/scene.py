"""What an action works on: the stage, what was seen last, and what the teller remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.inbox import TaskFacts
from engine.org import Actor
from engine.scenarios.seen import Memory, Seen
from engine.scenarios.stage import Stage
from engine.scenarios.unplayable import Unplayable
from engine.scenarios.words import listed
from engine.words import Words


@dataclass(frozen=True)
class Scene:
    """One moment of a scenario, before an action."""

    stage: Stage
    memory: Memory
    seen: Seen
    package: str
    by_hand: frozenset[str]

    def task(self, element: str) -> TaskFacts:
        """Return the open task at an element; of several the one that was opened first."""
        found = self.seen.tasks_at(element)
        if not found:
            there = listed(task.element_id for task in self.seen.tasks)
            raise Unplayable(
                Words(
                    f"no task {element} is open; open are: {there}",
                    f"没有待办的任务 {element}；待办的有：{there.zh}",
                )
            )
        return found[0]

    def actor(self, by: str | None, task: TaskFacts) -> Actor:
        """Return who acts: `by`, else the task's holder, else the first of its department."""
        if by is not None:
            return Actor(self.stage.cast.people[by])
        if task.holder_id is not None:
            return Actor(task.holder_id)
        member = self.stage.cast.first_member(task.department_id or "")
        if member is None:
            raise Unplayable(
                Words(
                    f"{task.element_id} belongs to nobody here; say `by:`",
                    f"{task.element_id} 在这里不属于任何人；请写 `by:`",
                )
            )
        return Actor(member)

    @property
    def order_id(self) -> str:
        """The order of the scenario."""
        if self.memory.order_id is None:
            raise Unplayable(
                Words(
                    "there is no order yet: open one under `given`, or by the step `open order`",
                    "还没有工单：在 `given` 下开一张，或用步骤 `open order`",
                )
            )
        return self.memory.order_id

    @property
    def call_id(self) -> str:
        """The call of the scenario."""
        if self.memory.call_id is None:
            raise Unplayable(
                Words(
                    "there is no call: begin with `call` under `given`", "没有来电：先在 `given` 下写 `call`"
                )
            )
        return self.memory.call_id


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as a page sends them: fractions are JSON numbers."""
    return {name: _as_typed(value) for name, value in values.items()}


def _as_typed(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return as_typed(value)
    if isinstance(value, list):
        return [_as_typed(inner) for inner in value]
    return value
