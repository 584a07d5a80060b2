"""A morning of the demonstration: orders of many kinds, each as far on its way as its people have brought it.

Everything is done by the commands that people's pages use, in the name of the invented people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine.commands import Command, Engine
from engine.commands.complete import CompleteTask
from engine.commands.open_order import OpenOrder
from engine.commands.outages.open import OpenOutage
from engine.org import Actor
from engine.store.customers import search_premises
from engine.store.tasks import open_tasks_of_order

#: Who does what, the task by its name, and what they fill in.
Done = tuple[str, str, Mapping[str, Any]]

_DISPATCHED: tuple[Done, ...] = (("agent", "派单", {"dispatch_note": "请尽快联系客户"}),)
_ACCEPTED: tuple[Done, ...] = (*_DISPATCHED, ("desk-dx", "接单", {"decision": "accept"}))
_ASSIGNED: tuple[Done, ...] = (*_ACCEPTED, ("desk-dx", "派工", {"crew": "DX-C1", "assign_note": "带熔断器"}))
_ARRIVED: tuple[Done, ...] = (
    *_ASSIGNED,
    ("crew-dx1", "到达现场", {"position": "30.25,120.16", "site_note": "熔断器熔断"}),
)


@dataclass(frozen=True)
class Told:
    """An order as somebody asked for it, and what was done since. `premise` is a number of the customers'."""

    category: str
    title: str
    premise: str
    fields: Mapping[str, Any]
    done: tuple[Done, ...] = ()
    description: str = ""
    caller: tuple[str, str] = field(default=("客户", "13900009999"))


MORNING = (
    Told(
        "fault-report",
        "全家停电",
        "6600000006",
        {"symptom": "no-power", "neighbours_affected": False},
        _DISPATCHED,
        "早上八点起全家没电，空开没有跳。",
        ("钱女士", "13900000006"),
    ),
    Told(
        "fault-report",
        "楼道起火冒烟",
        "6600000011",
        {"symptom": "fire", "danger": True, "safety_told": True},
        _ACCEPTED,
        "二单元电表箱冒烟，已请住户离开。",
        ("赵先生", "13900000011"),
    ),
    Told(
        "fault-report",
        "电压忽高忽低",
        "6600000016",
        {"symptom": "voltage", "neighbours_affected": True},
        _ACCEPTED,
        "灯忽明忽暗，邻居也是。",
        ("孙女士", "13900000016"),
    ),
    Told(
        "fault-report",
        "厨房没电",
        "6600000041",
        {"symptom": "partial", "neighbours_affected": False},
        _ASSIGNED,
        "",
        ("冯女士", "13900000041"),
    ),
    Told(
        "fault-report",
        "半边没电",
        "6600000021",
        {"symptom": "partial", "neighbours_affected": False},
        _ARRIVED,
        "",
        ("李先生", "13900000021"),
    ),
    Told(
        "fault-report",
        "线路落地",
        "6600000007",
        {"symptom": "line-down", "danger": True, "safety_told": True},
        (),
        "村口线路被大风刮断。",
        ("周先生", "13900000007"),
    ),
    Told(
        "complaint",
        "抢修超时无人告知",
        "6600000001",
        {
            "complaint_class": "outage",
            "accused": "staff",
            "accused_name": "抢修人员",
            "demand": "说明原因并道歉",
        },
        (),
        "约好上午到，下午才来，没有人打电话。",
        ("吴女士", "13900000001"),
    ),
    Told(
        "connection-request",
        "小店新装用电",
        "6600000026",
        {"connection_kind": "lv-non-residential", "voltage_kv": 0.38, "capacity_kva": 30},
        (("marketing-dx", "资料审核", {"decision": "accept"}),),
        "",
        ("郑先生", "13900000026"),
    ),
    Told(
        "enquiry",
        "分时电价怎么算",
        "6600000031",
        {"topic": "price", "question": "谷段从几点开始，周末有没有不同"},
        (),
        "",
        ("王女士", "13900000031"),
    ),
    Told(
        "theft-tip-off",
        "邻居绕表用电",
        "6600000036",
        {"place": "三楼", "manner": "bypass", "details": "半夜接线"},
        (),
        "",
        ("匿名", "13900008888"),
    ),
)


def play_morning(engine: Engine) -> int:
    """Open the orders of the morning and bring each as far as it is told; return how many there are."""
    people = _Cast(engine)
    for told in MORNING:
        _play(people, told)
    _planned_outage(people)
    return len(MORNING)


class _Cast:
    """Runs commands in the name of the invented people."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with engine.database.reading() as tx:
            self.now, self.directory = engine.services.time_and_place(tx)
        self._people = {person.username: person.id for person in self.directory.people.values()}

    def run(self, username: str, command: Command) -> dict[str, Any]:
        return dict(self.engine.run(command, Actor(self._people[username])))

    def premise(self, number: str) -> str:
        with self.engine.database.reading() as tx:
            return search_premises(tx, number, 1)[0].id

    def task(self, order_id: str, name: str) -> str:
        with self.engine.database.reading() as tx:
            return next(task.id for task in open_tasks_of_order(tx, order_id) if task.name == name)


def _play(people: _Cast, told: Told) -> None:
    name, number = told.caller
    opened = people.run(
        "agent",
        OpenOrder(
            told.category,
            told.title,
            told.description,
            premise_id=people.premise(told.premise),
            caller_name=name,
            caller_number=number,
            fields=told.fields,
        ),
    )
    for username, task, values in told.done:
        people.run(username, CompleteTask(people.task(opened["order"], task), values))


def _planned_outage(people: _Cast) -> None:
    """Tomorrow's planned outage of a transformer area, as the county's desk announces it."""
    begins = people.now + timedelta(days=1)
    people.run(
        "desk-dx",
        OpenOutage(
            kind="planned",
            title="东溪区3号台区计划检修",
            cause="planned-work",
            tier_id=people.directory.by_code["DX"].id,
            starts_at=begins,
            expected_at=begins + timedelta(hours=4),
            transformer_area="东溪区3号台区",
            description="更换配电变压器",
        ),
    )
