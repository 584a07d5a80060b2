"""A process has its customer called: the attempt is written, and later its end is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.calling.attempts import (
    DIALLED_SECONDS,
    UNDER_WAY,
    AttemptResult,
    hours_document,
)
from engine.calling.controls import Verb
from engine.calling.numbers import canonical
from engine.commands.attempts.writing import write_attempt
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.controls.writing import NoExchange, any_exchange, write_control
from engine.commands.places.turn import Stood, kept_place, step_back, step_up
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.store.attempts import (
    AttemptRow,
    lock_last_attempt_of_job,
    update_attempt,
)
from engine.store.calls import call_by_id
from engine.store.controls import open_controls_to_number
from engine.store.jobs import lay_job_aside
from engine.words import Words

#: The zone of a call that belongs to no order.
ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class CallOut:
    """Call a number for a job and let whoever answers hear a dialogue.

    Run again for the same job it dials nothing: it tells how the attempt stands, unless `anew`, when somebody
    has found out that the one before did not happen. The job waits until the attempt has ended.
    """

    name: ClassVar[str] = "call-out"

    job_id: str
    anew: bool
    order_id: str | None
    purpose: str
    number: str | None = field(repr=False)
    dialogue: str
    variables: Mapping[str, Any] = field(default_factory=dict, repr=False)
    quiet_from: Any = None
    quiet_until: Any = None
    #: Of a process whose caller keeps a place in a queue: he is called when his turn comes.
    in_turn: bool = False
    instance_id: str | None = None

    def perform(self, work: Work) -> Answer:
        """Return `waits`, and where it is False `result` and what else is known of the end.

        Raises:
            InvalidInput: the quiet hours are none.
        """
        now, _ = work.services.time_and_place(work.tx)
        last = lock_last_attempt_of_job(work.tx, self.job_id)
        if last is not None and last.status in UNDER_WAY:
            lay_job_aside(work.tx, self.job_id)
            return {"waits": True}
        if last is not None and not self.anew:
            return self._take(work, last, now)
        return self._write(work, now)

    def _write(self, work: Work, now: datetime) -> Answer:
        place = kept_place(work, self.instance_id) if self.in_turn else None
        stood = step_up(work, place) if place is not None else None
        if place is not None and stood is None:
            lay_job_aside(work.tx, self.job_id)
            return {"waits": True}
        dialled = self._dial(work, now, stood)
        if place is not None and not dialled["waits"]:
            step_back(work, place)
        return dialled

    def _dial(self, work: Work, now: datetime, stood: Stood | None) -> Answer:
        number = canonical(stood.place.number if stood is not None else self.number)
        if number is None:
            return _not_dialled(AttemptResult.NO_NUMBER)
        work.tx.lock_channel([("dial", number)])
        if open_controls_to_number(work.tx, number):
            return _not_dialled(AttemptResult.BUSY)
        try:
            node = any_exchange(work, stood.node if stood is not None else None)
        except NoExchange:
            return _not_dialled(AttemptResult.NO_EXCHANGE)
        control = write_control(
            work, Verb.CALL, node, {"dialogue": self.dialogue}, now, order_id=self.order_id, number=number
        )
        write_attempt(
            work,
            control["id"],
            self.purpose,
            number,
            now,
            DIALLED_SECONDS,
            order_id=self.order_id,
            job_id=self.job_id,
            dialogue=self.dialogue,
            variables={**self.variables, **(stood.variables if stood is not None else {})},
            hours=self._hours(work),
        )
        lay_job_aside(work.tx, self.job_id)
        return {"waits": True}

    def _hours(self, work: Work) -> dict[str, Any] | None:
        zone = ZONE
        if self.order_id is not None:
            case = Case.of_order(work, self.order_id)
            assert case.order is not None
            zone = case.directory.tiers[case.order.tier_id].zone
        try:
            return hours_document(self.quiet_from, self.quiet_until, zone)
        except (TypeError, ValueError) as error:
            raise InvalidInput(
                Words(
                    "`quiet_from` and `quiet_until` must be hours of the day, 0 to 24",
                    "`quiet_from` 和 `quiet_until` 必须是一天中的小时，0 到 24",
                )
            ) from error

    def _take(self, work: Work, row: AttemptRow, now: datetime) -> Answer:
        """Return how the attempt has ended, and put it into the order's history, once."""
        if row.told_at is None:
            update_attempt(work.tx, row._replace(told_at=now))
            if self.in_turn and (place := kept_place(work, self.instance_id)) is not None:
                step_back(work, place)
            if row.order_id is not None:
                case = Case.of_order(work, row.order_id)
                body = {"attempt": row.id, "result": row.result, "call": row.call_id, "answers": row.answers}
                case.record("call.attempted", body=body)
                case.save()
        return {
            "waits": False,
            "result": row.result,
            "answers": row.answers,
            "digits": row.digits,
            "attempt": row.id,
            "call": row.call_id,
            "agent": _spoke(work, row),
        }


def _spoke(work: Work, row: AttemptRow) -> str | None:
    """Return who of us has the customer of an attempt; None: nobody, or the exchange has not told who."""
    if row.result != AttemptResult.TRANSFERRED or row.call_id is None:
        return None
    call = call_by_id(work.tx, row.call_id)
    return (call.agent_person_id or call.last_agent_person_id) if call is not None else None


def _not_dialled(result: AttemptResult) -> Answer:
    return {
        "waits": False,
        "result": result.value,
        "answers": {},
        "digits": None,
        "attempt": None,
        "call": None,
        "agent": None,
    }
