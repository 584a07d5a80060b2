"""The columns in which an inbox is exported: what each is called, and what it says of a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.queries.inbox_line import InboxLine
from engine.words import Words


@dataclass(frozen=True)
class Column:
    """A column: its heading in both languages, and its value, a text, number, truth value or moment."""

    name: Words
    value: Callable[[InboxLine], Any]


def _of(attribute: str) -> Callable[[InboxLine], Any]:
    return lambda line: getattr(line, attribute)


COLUMNS: dict[str, Column] = {
    "number": Column(Words("Order number", "受理流水号"), _of("order_number")),
    "title": Column(Words("Title", "标题"), _of("order_title")),
    "category": Column(Words("Category", "类别"), _of("order_category")),
    "task": Column(Words("Task", "任务"), _of("name")),
    "stage": Column(Words("Stage", "环节"), _of("stage")),
    "tier": Column(Words("County", "县区"), _of("order_tier_name")),
    "department": Column(Words("Department", "部门"), _of("department_name")),
    "holder": Column(Words("Claimed by", "办理人"), _of("holder_name")),
    "claimed_at": Column(Words("Claimed at", "领取时间"), _of("claimed_at")),
    "priority": Column(Words("Priority", "优先级"), _of("priority")),
    "opened_at": Column(Words("Came at", "到达时间"), _of("opened_at")),
    "target": Column(Words("Target ends", "目标到期"), _of("target_due_at")),
    "promise": Column(Words("Promise ends", "承诺到期"), _of("promise_due_at")),
    "overdue": Column(Words("Late", "已超时"), _of("overdue")),
    "status": Column(Words("Order's state", "工单状态"), _of("order_status")),
    "round": Column(Words("Round", "轮次"), _of("order_round")),
    "urges": Column(Words("Urged", "催办次数"), _of("urges")),
    "caller_name": Column(Words("Caller", "来电人"), _of("caller_name")),
    "caller_number": Column(Words("Caller's number", "来电号码"), _of("caller_number")),
}
