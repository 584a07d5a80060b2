"""Open and close what a step waits for: timers, subscriptions, jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from engine.commands.incidents import note_incident
from engine.commands.messages import take_waiting_messages
from engine.commands.step.collect import Collected, Waiting
from engine.commands.step.step import Step
from engine.commands.work import Hint
from engine.errors import InvalidInput, StepFailed
from engine.feel import encode_value, to_text
from engine.ids import new_id
from engine.limits import (
    LimitTimer,
    Missed,
    TimerKind,
    TimerSpec,
    timer_from_document,
    timer_spec,
    timer_to_document,
)
from engine.runtime.specs.event_definitions import TimerEvent
from engine.store.jobs import JobRow, insert_job
from engine.store.messages import SubscriptionRow, close_subscriptions_at, insert_subscription
from engine.store.timers import TimerRow, delete_timers_at, insert_timer
from engine.words import Words

_NEVER: Mapping[int, datetime] = MappingProxyType({})
#: The forms of a BPMN timer by how the model calls them.
TIMER_KINDS = {"date": TimerKind.DATE, "duration": TimerKind.DURATION, "cycle": TimerKind.CYCLE}


def close_waits(step: Step, found: Collected) -> None:
    """Delete the timers and subscriptions of tokens that wait no more.

    A message that was matched to a closed subscription is on its way; its delivery finds nobody and looks
    for another receiver.
    """
    tx = step.case.work.tx
    if found.ended_timers:
        delete_timers_at(tx, step.instance_id, found.ended_timers)
    if found.ended_messages:
        close_subscriptions_at(tx, step.instance_id, found.ended_messages)


def open_waits(
    step: Step, found: Collected, fired: TimerRow | None, since: Mapping[int, datetime] = _NEVER
) -> None:
    """Arm the timers and open the subscriptions of this step.

    `since` gives, by token, the moment from which a timer counts, where that is not now: one that is armed
    anew in another version counts from when it was armed first.

    Raises:
        StepFailed: a timer's value is no time, or a correlation key is missing.
    """
    subscriptions = []
    for waiting in found.waiting.values():
        if waiting.armed.trigger == "timer":
            _arm(step, waiting, fired, since.get(waiting.token, step.case.now))
        elif waiting.armed.trigger == "message":
            subscriptions.append(_subscription(step, waiting))
        elif waiting.armed.trigger in ("signal", "condition"):
            # Neither has a memory: whoever waits from now on hears what happens from now on.
            row = _row(step, waiting, "")._replace(kind=waiting.armed.trigger)
            insert_subscription(step.case.work.tx, row)
    if not subscriptions:
        return
    tx = step.case.work.tx
    # Whoever opens and whoever correlates lock the channel first, so that neither can miss the other.
    tx.lock_channel([(row.name, row.key) for row in subscriptions], with_next=True)
    for row in subscriptions:
        insert_subscription(tx, row)
    take_waiting_messages(step.case.work, subscriptions, step.case.now)


def _arm(step: Step, waiting: Waiting, fired: TimerRow | None, at: datetime) -> None:
    case = step.case
    if fired is not None and waiting.armed.follows == fired.token:
        spec = timer_from_document(fired.spec)
        assert fired.due_at is not None
        due = spec.next_due(fired.due_at, case.now, missed_of(waiting.element.definition))
    else:
        spec = _spec(step, waiting).anchored(at)
        due = _first_due(step, spec, waiting, at)
        if due is None and not isinstance(spec, LimitTimer):
            note_incident(
                case,
                "timer-over",
                Words(
                    "every moment of its cycle lies in the past; correct the cycle",
                    "它的周期中的每个时刻都已过去；请改正周期",
                ).at(waiting.element.title),
                element_id=waiting.element.element_id,
                token=waiting.token,
            )
    order_id = case.order.id if case.order is not None else None
    insert_timer(
        case.work.tx,
        TimerRow(
            id=new_id(),
            instance_id=step.instance_id,
            definition_id=None,
            order_id=order_id,
            token=waiting.token,
            element_id=waiting.element.element_id,
            due_at=due,
            limit_rule=spec.limit.rule_key if isinstance(spec, LimitTimer) else None,
            spec=timer_to_document(spec),
            parked=False,
            armed_at=at,
        ),
    )


def missed_of(definition: Any) -> Missed:
    """Return what becomes of missed repetitions of a timer event."""
    every = isinstance(definition, TimerEvent) and definition.every_missed
    return Missed.EVERY if every else Missed.COLLAPSE


def _spec(step: Step, waiting: Waiting) -> TimerSpec:
    element = waiting.element
    try:
        kind = TIMER_KINDS[str(waiting.armed.name)]
        return timer_spec(kind, waiting.armed.value, step.surroundings.zone, element.element_id)
    except InvalidInput as error:
        raise StepFailed(error.message, element=element.element_id, token=waiting.token) from error


def _first_due(step: Step, spec: TimerSpec, waiting: Waiting, at: datetime) -> datetime | None:
    try:
        if isinstance(spec, LimitTimer) and step.clocks is not None:
            return step.clocks.due_of(spec.limit, step.case.now)
        return spec.first_due(at, None)
    except InvalidInput as error:
        element = waiting.element.element_id
        raise StepFailed(error.message.at(element), element=element, token=waiting.token) from error


def _subscription(step: Step, waiting: Waiting) -> SubscriptionRow:
    case, armed, element = step.case, waiting.armed, waiting.element
    row = case.row
    assert row is not None
    key = armed.value
    if key is None and getattr(element.definition, "key", None) is not None:
        raise StepFailed(
            Words(
                f"the correlation key of message {armed.name!r} at {element.element_id} is null: "
                "correct the expression, or the values that it reads",
                f"{element.element_id} 的消息 {armed.name!r} 的关联键为空：请改正表达式，或它读取的值",
            ),
            element=element.element_id,
            token=waiting.token,
        )
    return _row(step, waiting, row.business_key if key is None else to_text(key) or "")


def _row(step: Step, waiting: Waiting, key: str) -> SubscriptionRow:
    case = step.case
    return SubscriptionRow(
        id=new_id(),
        instance_id=step.instance_id,
        definition_id=None,
        order_id=case.order.id if case.order is not None else None,
        token=waiting.token,
        element_id=waiting.element.element_id,
        name=waiting.armed.name or "",
        key=key,
        message_id=None,
        opened_at=case.now,
    )


def ask_for_jobs(step: Step, found: Collected) -> list[list[Any]]:
    """Write down the effects that the step asks for; return [job id, handler, element] of each.

    Raises:
        StepFailed: nobody handles a topic.
    """
    case, made = step.case, []
    for requested in found.requested.values():
        topic, element = requested.request.topic, requested.element.element_id
        handler = case.work.services.handlers.get(topic)
        if handler is None:
            raise StepFailed(
                Words(
                    f"nobody handles the topic {topic!r} of {element}: install its handler, then retry",
                    f"没有程序处理 {element} 的主题 {topic!r}：请安装它，然后重试",
                ),
                element=element,
                token=requested.token,
            )
        job = JobRow(
            id=new_id(),
            instance_id=step.instance_id,
            order_id=case.order.id if case.order is not None else None,
            token=requested.token,
            element_id=element,
            handler=topic,
            mode=handler.mode,
            payload=encode_value(requested.request.inputs),
            status="ready",
            attempts=0,
            created_at=case.now,
        )
        insert_job(case.work.tx, job)
        made.append([job.id, topic, element])
    if made:
        case.work.hints.add(Hint.JOBS)
    return made
