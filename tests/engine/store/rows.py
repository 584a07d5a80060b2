"""Rows with defaults, for tests of the statements on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.ids import new_id
from engine.store.definitions import DefinitionRow
from engine.store.instances import InstanceRow
from engine.store.jobs import JobRow
from engine.store.messages import DeliveryRow, MessageRow, SubscriptionRow
from engine.store.tasks import NewTask
from engine.store.timers import TimerRow

NOW = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
INSTANCE = "01a20000-0000-7000-8000-000000000001"
ORDER = "01a20000-0000-7000-8000-000000000002"


def later(**delta: float) -> datetime:
    return NOW + timedelta(**delta)


def timer(**changes: Any) -> TimerRow:
    row = TimerRow(new_id(), INSTANCE, None, ORDER, 7, "late", NOW, None, {"kind": "date"}, False, NOW)
    return row._replace(**changes)


def subscription(**changes: Any) -> SubscriptionRow:
    row = SubscriptionRow(new_id(), INSTANCE, None, ORDER, 7, "news", "news", "4711", None, NOW)
    return row._replace(**changes)


def message(**changes: Any) -> MessageRow:
    row = MessageRow(new_id(), "news", "4711", None, {"a": [1, "年"]}, "waiting", NOW, later(hours=24))
    return row._replace(**changes)


def delivery(**changes: Any) -> DeliveryRow:
    row = DeliveryRow(new_id(), INSTANCE, None, None, 7, "message", {"a": 1}, False, NOW)
    return row._replace(**changes)


def job(**changes: Any) -> JobRow:
    row = JobRow(
        new_id(), INSTANCE, ORDER, 7, "tell", "webhook", "repeatable", {"url": "http://x"}, "ready", 0, NOW
    )
    return row._replace(**changes)


def task(**changes: Any) -> NewTask:
    row = NewTask(
        id=new_id(),
        instance_id=INSTANCE,
        order_id=ORDER,
        token=7,
        scope=0,
        element_id="ask",
        name="询问",
        form_key=None,
        member=None,
        stage=None,
        department_id=None,
        sender_id=None,
        sent_by_task_id=None,
        limit_rule="arrive",
        promise_due_at=later(hours=2),
        target_due_at=later(hours=1),
        follow_up_at=None,
        priority=0,
        opened_at=NOW,
    )
    return row._replace(**changes)


def definition(**changes: Any) -> DefinitionRow:
    row = DefinitionRow(
        id=new_id(),
        package="test",
        version=1,
        source_hash="a" * 64,
        compiler=1,
        name={"zh": "测试", "en": "Test"},
        category="enquiry",
        process="p",
        processes=["p"],
        active=False,
        deployed_at=NOW,
        deployed_by=None,
        bound={},
        tags={},
        files={"package.yaml": "键: 值\n", "t.bpmn": "<x/>"},
    )
    return row._replace(**changes)


def instance(definition_id: str, **changes: Any) -> InstanceRow:
    row = InstanceRow(
        id=new_id(),
        definition_id=definition_id,
        process="p",
        order_id=ORDER,
        call_id=None,
        business_key="4711",
        status="active",
        state=b'{"v":1,"\x00\xff',
        revision=1,
        started_at=NOW,
        ended_at=None,
        chain_length=0,
        chain_head="",
        organisation_revision=0,
        business_clock_revision=0,
        machine_at=NOW,
    )
    return row._replace(**changes)
