"""Put a migrated instance back where it stood, as long as nothing has happened to it since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.case import Case
from engine.commands.messages import take_waiting_messages
from engine.commands.migration.rows import bring_names_back, read
from engine.commands.step.clocks import OrderClocks
from engine.commands.step.step import clocks_of
from engine.errors import Conflict
from engine.limits import LimitTimer, timer_from_document
from engine.store.carried_over import CarriedTask, tokens_awaiting_delivery
from engine.store.clocks import OrderTime
from engine.store.instance_migrations import MigratedRow, MigrationRow
from engine.store.messages import SubscriptionRow, close_subscription, insert_subscription
from engine.store.timers import TimerRow, delete_timer, insert_timer
from engine.words import Words


class MovedSince(Conflict):
    """Something has happened to the instance since it was migrated: it will never be put back."""

    code = "moved-since"


def put_back(case: Case, time: OrderTime, migration: MigrationRow, done: MigratedRow) -> None:
    """Bring back state, version and rows; drafts, claims and lines stay as they are now.

    1. Look whether the instance is as the migration left it. 2. What was armed waits no more, what was
    disarmed waits again, as long as it would have waited. Due times that follow a clock of the order are
    those of the clock now. 3. State and version. 4. One event.

    Raises:
        MovedSince: a task was completed since, a timer fired, a message came …
        Conflict: a message is on its way.
    """
    undo = done.undo
    _require_untouched(case, done)
    assert undo is not None
    clocks = clocks_of(case, time)
    _bring_waits_back(case, undo, clocks)
    bring_names_back(case.work.tx, {**undo, "tasks": [_due_now(one, clocks) for one in undo["tasks"]]})
    row, order = case.row, case.order
    assert row is not None
    root = undo["definition_id"] != row.definition_id
    case.change_row(
        row._replace(
            state=undo["state"].encode(),
            definition_id=undo["definition_id"],
            process=undo["process"],
            revision=row.revision + 1,
        )
    )
    if order is not None and order.stage == undo["stage_after"]:
        case.change_order(order.but(stage=undo["stage"]))
    renamed = {new: old for old, new in migration.mapping["elements"].items() if old != new}
    case.record(
        "instance.migration-undone",
        body={
            "migration": migration.id,
            "from": migration.target_id,
            "to": migration.source_id,
            "versions": [migration.target_version, migration.source_version],
            **({"definition": migration.source_id, "renamed": renamed} if root else {}),
            "moves": undo["moves"],
            "tasks": [
                {"task": one["id"], "element": one["element_id"], "name": one["name"]}
                for one in undo["tasks"]
            ],
        },
    )
    case.save()
    case.work.changed("instance", [row.id])
    case.work.changed("task", [one["id"] for one in undo["tasks"]])


def _require_untouched(case: Case, done: MigratedRow) -> None:
    row = case.row
    if done.undo is None:
        raise MovedSince(
            Words(
                "this migration cannot be undone: the process went on at once, or values were erased",
                "这次迁移不能撤销：流程随即继续了，或有值已被擦除",
            )
        )
    if row is None or row.status not in ("active", "suspended") or row.revision != done.revision:
        raise MovedSince(
            Words(
                "the process has moved since it was migrated (a task was completed, a timer fired, a message "
                "came …): migrate it again instead, to the version that is wanted",
                "迁移之后流程已向前（完成了任务、触发了定时器、收到了消息……）：请再迁移一次，迁到想要的版本",
            ),
            instance=done.instance_id,
        )
    if tokens_awaiting_delivery(case.work.tx, row.id):
        raise Conflict(
            Words(
                "a message for the process is on its way: try again in a moment",
                "有一条给这个流程的消息正在途中：请稍后再试",
            )
        )


def _bring_waits_back(case: Case, undo: Mapping[str, Any], clocks: OrderClocks | None) -> None:
    tx = case.work.tx
    for key in undo["new_timers"]:
        delete_timer(tx, key)
    for written in undo["timers"]:
        timer: TimerRow = read(TimerRow, written)
        spec = timer_from_document(timer.spec)
        if isinstance(spec, LimitTimer) and clocks is not None:
            timer = timer._replace(due_at=clocks.due_of(spec.limit, case.now))
        insert_timer(tx, timer)
    back: list[SubscriptionRow] = [read(SubscriptionRow, written) for written in undo["subscriptions"]]
    if back:
        tx.lock_channel([(row.name, row.key) for row in back], with_next=True)
    for key in undo["new_subscriptions"]:
        close_subscription(tx, key)
    for row in back:
        insert_subscription(tx, row)
    take_waiting_messages(case.work, [row for row in back if row.kind == "message"], case.now)


def _due_now(written: Mapping[str, Any], clocks: OrderClocks | None) -> Mapping[str, Any]:
    """Return what a task said with the due times of its limit as they are now; its own stay as they were."""
    task: CarriedTask = read(CarriedTask, written)
    if task.limit_rule is None or clocks is None:
        return written
    promise, target = clocks.due_times(task.limit_rule)
    due = {"promise_due_at": promise, "target_due_at": target}
    return {**written, **{name: at.isoformat() if at is not None else None for name, at in due.items()}}
