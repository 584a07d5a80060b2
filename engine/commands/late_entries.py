"""Late entries 补录 in bulk, after the system was down: what really happened to one order, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.complete import CompleteTask
from engine.commands.enter_for import EnterFor
from engine.commands.work import Work
from engine.errors import HuanError, InvalidInput, NotFound, StepFailed
from engine.inbox import TaskFacts
from engine.orders import WorkOrder, read_number
from engine.org import Action, Target, may
from engine.store.instances import instance_by_id
from engine.store.orders import order_by_number
from engine.store.tasks import open_tasks_of_order
from engine.words import Words

#: How a yes is written in a sheet, and a no.
_YES, _NO = {"是", "yes", "true", "y", "1"}, {"否", "no", "false", "n", "0"}


@dataclass(frozen=True)
class LateLine:
    """One step that was really done. `line` is where it stands in what was sent, from 1.

    `step` is the task's name or element; `person` the username of whoever did it, None: who enters it.
    Values may be texts, as a sheet has them: numbers and truth values are read by the task's form.
    """

    line: int
    step: str
    event_at: datetime
    person: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


class Tried(HuanError):
    """Everything could be entered; raised so that nothing is kept."""

    code = "tried"


class LineRefused(InvalidInput):
    """A line that cannot be entered; `line` is where it stands. Nothing of its order is kept."""

    code = "line-refused"


@dataclass(frozen=True)
class EnterLate:
    """Enter the steps of one order, in their sequence: all of them, or none.

    Each becomes an event of its own, with the time at which it happened.
    """

    name: ClassVar[str] = "enter-late"

    number: str
    lines: Sequence[LateLine]
    reason: str
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Enter them.

        Raises:
            LineRefused: a line contradicts where the order stands, or is wrong in itself.
            Tried: it was only tried, and all of it can be entered.
        """
        for one in self.lines:
            try:
                self._enter(work, one)
            except StepFailed as error:
                raise LineRefused(error.message.at(f"line {one.line}"), line=one.line) from error
            except HuanError as error:
                findings = error.findings if isinstance(error, InvalidInput) else None
                told = _with_findings(error.message, findings)
                raise LineRefused(told, findings, line=one.line) from error
        if self.dry_run:
            raise Tried(Words("this can be entered", "可以补录"))
        return {"number": self.number, "entered": len(self.lines)}

    def _enter(self, work: Work, line: LateLine) -> None:
        order = self._order(work)
        tasks = open_tasks_of_order(work.tx, order.id)
        fitting = [one for one in tasks if line.step in (one.element_id, one.name)]
        if len(fitting) != 1:
            there = "、".join(f"{one.name}" for one in tasks) or "—"
            raise InvalidInput(
                Words(
                    f"order {order.number} has no such open step {line.step!r} now; open are: {there}",
                    f"工单 {order.number} 目前没有待办环节“{line.step}”；待办环节：{there}",
                )
            )
        values = _read(work, fitting[0], line.values)
        if line.person is None:
            CompleteTask(fitting[0].id, values, event_at=line.event_at).perform(work)
            return
        _, directory = work.services.time_and_place(work.tx)
        found = next((one.id for one in directory.people.values() if one.username == line.person), None)
        if found is None:
            raise InvalidInput(
                Words(f"there is nobody {line.person!r}", f"没有账号 {line.person!r}"),
            )
        if found == work.actor.id:
            CompleteTask(fitting[0].id, values, event_at=line.event_at).perform(work)
        else:
            EnterFor(fitting[0].id, found, self.reason, values, line.event_at).perform(work)

    def _order(self, work: Work) -> WorkOrder:
        order = order_by_number(work.tx, read_number(self.number))
        _, directory = work.services.time_and_place(work.tx)
        if order is None or not may(work.actor, Action.SEE_ORDER, Target(order.tier_path), directory):
            raise NotFound(
                Words(
                    f"there is no order {self.number} that you may see", f"没有您可以查看的工单 {self.number}"
                )
            )
        return order


def _with_findings(message: Words, findings: Any) -> Words:
    if not findings:
        return message
    told = "; ".join(f"{one['field']}: {one['problem']}" for one in findings)
    told_zh = "；".join(f"{one['field']}：{one['problem_zh']}" for one in findings)
    return Words(f"{message} ({told})", f"{message.zh}（{told_zh}）")


def _read(work: Work, task: TaskFacts, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by their form's types; what cannot be read stays a text, and the form says so."""
    instance = instance_by_id(work.tx, task.instance_id)
    assert instance is not None
    definition = work.services.definition(work.tx, instance.definition_id)
    known: dict[str, Any] = {}
    for form in definition.forms.values():
        known.update(form.schema.get("properties", {}))
    return {name: _value(value, known.get(name, {})) for name, value in given.items()}


def _value(value: Any, schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if not isinstance(value, str):
        return value
    if kind == "boolean" and value.lower() in _YES | _NO:
        return value.lower() in _YES
    if kind in ("number", "integer"):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value
