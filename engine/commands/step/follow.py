"""Timers and tasks that follow an order's clock move when the clock does."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import orjson

from engine.commands.case import Case
from engine.commands.incidents import note_incident
from engine.commands.step.clocks import ClockChange, OrderClocks
from engine.limits import LimitTimer, Phase, timer_from_document
from engine.store.tasks import set_due
from engine.store.timers import set_timer_due
from engine.words import Words


def follow(
    case: Case,
    clocks: OrderClocks,
    changes: Iterable[ClockChange],
    *,
    shown: Collection[str] | None = None,
    gone: Collection[int] = (),
) -> None:
    """Move timers and due times after the clocks that changed; tell of a missing calendar year.

    `shown` are the rules that tasks opened before show, None when that is not known; `gone` the tokens of
    the case's instance whose timers have ended. A clock that stopped needs nothing: what waited for it is
    gone, or is never due. The order goes on while a limit is undetermined; the incident names the year.
    """
    assert case.order is not None
    tx = case.work.tx
    instance_id = case.row.id if case.row is not None else None
    for change in changes:
        if change.phase == Phase.STOPPED:
            continue
        for timer in clocks.followers(change.rule):
            spec = timer_from_document(orjson.loads(timer.spec))
            ended = timer.instance_id == instance_id and timer.token in gone
            if isinstance(spec, LimitTimer) and not ended:
                due = clocks.due_of(spec.limit, case.now)
                if due != timer.due_at:
                    set_timer_due(tx, timer.id, due)
        if shown is None or change.rule in shown:
            set_due(tx, case.order.id, change.rule, change.promise_due_at, change.target_due_at)
        if change.missing is not None:
            note_incident(
                case,
                "missing-calendar",
                Words(
                    f"limit {change.rule}: {change.missing.message}",
                    f"时限 {change.rule}：{change.missing.message.zh}",
                ),
                trigger={"command": "determine-clocks", "order_id": case.order.id},
            )
