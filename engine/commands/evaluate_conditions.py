"""Evaluate the conditional start events: facts of the environment have been told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from engine.commands.activation import CONDITIONS, START_ZONE
from engine.commands.command import Answer
from engine.commands.starting import Start, start_instance
from engine.commands.work import Work
from engine.errors import BrokenVersion, InvalidInput
from engine.feel import Environment, FeelError
from engine.ids import new_id
from engine.runtime.specs.event_definitions import ConditionalEvent
from engine.store.condition_starts import ConditionStartRow, condition_starts, set_holds
from engine.words import Words


@dataclass(frozen=True)
class EvaluateConditions:
    """Tell what is the case outside (ISO/IEC 19510 §10.5.5.4: a process that is not there has no data).

    `values` are the facts by the names that the conditions give them; nothing is remembered of them. A
    condition that is null with these values is not judged: they do not speak of what it asks. One that
    becomes true begins a process, which gets the values as `message`; it must become false before it begins
    another.
    """

    name: ClassVar[str] = "evaluate-conditions"

    values: Mapping[str, Any]

    def perform(self, work: Work) -> Answer:
        """Evaluate them; the answer names the instances started, and the conditions that could not be judged.

        One that cannot be judged is left as it was: it hinders no other package.

        Raises:
            InvalidInput: no fact is told.
            StepFailed: a process that a condition would start cannot begin.
        """
        if not self.values:
            raise InvalidInput(
                Words("say what is the case: give at least one value", "请说明情况：至少给出一个值")
            )
        now, _ = work.services.time_and_place(work.tx)
        work.tx.lock_channel([CONDITIONS])
        started: list[str] = []
        failed: list[dict[str, str]] = []
        for row in condition_starts(work.tx):
            try:
                holds = self._judged(work, row, now)
            except (FeelError, BrokenVersion) as error:
                failed.append(_failed(row, error.message))
                continue
            if holds is None or holds is row.holds:
                continue
            if not isinstance(holds, bool):
                failed.append(_failed(row, _NO_TRUTH))
                continue
            set_holds(work.tx, row.id, holds)
            if holds:
                started.append(self._start(work, row))
        return {"started": started, "failed": failed}

    def _judged(self, work: Work, row: ConditionStartRow, now: datetime) -> Any:
        compiled = work.services.definition(work.tx, row.definition_id).compiled
        event = compiled.scopes[compiled.main].event_starts[row.element_id].definitions[row.number]
        assert isinstance(event, ConditionalEvent)
        return event.condition.evaluate(self.values, Environment(now=now, zone=ZoneInfo(START_ZONE)))

    def _start(self, work: Work, row: ConditionStartRow) -> str:
        definition = work.services.definition(work.tx, row.definition_id)
        start = Start(
            definition, business_key=new_id(), event_start=row.element_id, payload=dict(self.values)
        )
        return start_instance(work, start)[0]


_NO_TRUTH = Words("it is neither true, false nor null", "结果既不是 true、false，也不是 null")


def _failed(row: ConditionStartRow, problem: Words) -> dict[str, str]:
    return {
        "definition": row.definition_id,
        "element": row.element_id,
        "problem": str(problem),
        "problem_zh": problem.zh,
    }
