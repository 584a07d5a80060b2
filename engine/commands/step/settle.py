"""Settle a step: from the transition log to rows, clocks, inbox lines and one history event.

1. Sort what the log says. 2. Close the rows of tokens that ended. 3. Move clocks and the timers that follow
them. 4. Open tasks, timers, subscriptions and jobs. 5. Raise attention. 6. Store state and heads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.commands.restriction.recuse import record_recused, recuse, tell_recused
from engine.commands.step.attention import raise_attention
from engine.commands.step.collect import Collected, collect
from engine.commands.step.follow import follow
from engine.commands.step.linked import open_linked_orders
from engine.commands.step.sending import send_off
from engine.commands.step.step import Step
from engine.commands.step.tasks import NOBODY, Sender, open_tasks
from engine.commands.step.waits import ask_for_jobs, close_waits, open_waits
from engine.commands.work import Hint
from engine.runtime import encode
from engine.runtime.specs.tasks import UserTask
from engine.store.incidents import resolve_incidents_of
from engine.store.jobs import cancel_jobs_at
from engine.store.tasks import cancel_tasks_at
from engine.store.timers import TimerRow

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NEVER: Mapping[int, datetime] = MappingProxyType({})


class Trigger(NamedTuple):
    """How a step began, for the history: the event's type, its element, when it happened, and what it said.

    `sender` is the person and task that the step's new tasks come from; `fired` the timer that fired;
    `closed` the token whose task's row the command has closed itself; `holders` gives the
    person who is to hold the task opened at an element (return to an earlier holder); `since` the moment
    from which a timer armed at a token counts, where that is not now.
    """

    type: str
    element_id: str | None = None
    event_at: datetime | None = None
    body: Mapping[str, Any] = _NOTHING
    values: Mapping[str, tuple[Any, Any]] = _NOTHING
    sender: Sender = NOBODY
    fired: TimerRow | None = None
    closed: int | None = None
    holders: Mapping[str, str] = _NOTHING
    since: Mapping[int, datetime] = _NEVER


class Settled(NamedTuple):
    """What a step led to. `opened` are documents of the tasks it opened: task, element, name, department."""

    opened: list[dict[str, Any]]
    ended: bool


def settle(step: Step, trigger: Trigger) -> Settled:
    """Store everything a step did, in the transaction of its case.

    Raises:
        StepFailed: the step would leave tokens that can never move.
    """
    step.require_movable()
    case = step.case
    if step.instance.conditions and case.order is not None:
        case.looked = step.surroundings.facts["order"]
    found = collect(step.instance.transitions)
    if trigger.closed in found.ended_tasks:
        found.ended_tasks.remove(trigger.closed)
    if found.stage is not None and case.order is not None and found.stage != case.order.stage:
        case.change_order(case.order.but(stage=found.stage))
    _close(step, found)
    step.surroundings.reconsider()
    changes = step.clocks.save(case.work.tx) if step.clocks is not None else []
    if step.clocks is not None:
        follow(case, step.clocks, changes, shown=_shown(step, found), gone=found.ended_timers)
    opened = open_tasks(step, found, trigger.sender, trigger.holders)
    open_waits(step, found, trigger.fired, trigger.since)
    jobs = ask_for_jobs(step, found)
    sent = send_off(step, found)
    linked = open_linked_orders(step)
    attention = raise_attention(step, found, opened)
    ended = store_state(step)
    given_up = recuse(case) if step.surroundings.shut else []
    body = {
        **trigger.body,
        "moves": found.moves,
        **_said("milestones", step.surroundings.milestones),
        **_said("opened", [task.told for task in opened]),
        **_said("clocks", [[c.rule, c.phase, c.promise_due_at, c.target_due_at] for c in changes]),
        **_said("rules_changed", step.surroundings.rules_changed),
        **_said("jobs", jobs),
        **_said("sent", sent),
        **_said("decided", found.decided),
        **_said("linked", linked),
        **_said("attention", attention),
        **_said("parties", case.parties_added),
        **_said("stage", found.stage),
        **_said("ended", ended),
    }
    moved = {"county": step.surroundings.county} if step.surroundings.county is not None else {}
    values = {**moved, **found.values, **trigger.values}
    case.record(
        trigger.type, element_id=trigger.element_id, event_at=trigger.event_at, body=body, values=values
    )
    record_recused(case, given_up)
    case.save()
    tell_recused(case, given_up)
    case.work.changed("instance", [step.instance_id])
    step.instance.take_apart()
    return Settled([task.told for task in opened], ended)


def _shown(step: Step, found: Collected) -> set[str]:
    """Return the rules that tasks opened before this step show."""
    return {
        element.assignment.limit
        for scope in step.instance.scopes.values()
        for token in scope.tasks.values()
        if isinstance(element := token.task_spec, UserTask)
        and element.assignment.limit is not None
        and token.id not in found.opened
    }


def _said(name: str, value: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _close(step: Step, found: Collected) -> None:
    case, tx = step.case, step.case.work.tx
    if found.ended_tasks:
        actor = case.work.actor
        by = None if actor.is_system else actor.id
        cancel_tasks_at(tx, step.instance_id, found.ended_tasks, case.now, by)
    if found.ended_jobs:
        cancel_jobs_at(tx, step.instance_id, found.ended_jobs, case.now)
    close_waits(step, found)


def store_state(step: Step) -> bool:
    """Put the state that a step has come to into its instance's row; return whether it has ended."""
    case = step.case
    row = case.row
    assert row is not None
    ended = step.instance.ended
    if ended:
        status = "completed" if row.status == "active" else row.status
        row = row._replace(status=status, state=None, ended_at=case.now)
        resolve_incidents_of(case.work.tx, row.id, case.now, case.work.actor.id)
    else:
        row = row._replace(state=encode(step.instance))
    case.change_row(row._replace(revision=row.revision + 1))
    if not ended:
        case.work.hints.add(Hint.TIMERS)
    return ended
