"""A million open tasks over all tiers, with the orders, finished tasks, inbox lines, clocks and search texts.

Every row is a copy of one that the engine has written (bench.pattern) with other ids, places, people, times
and words. What is not copied: history and timers, which no list reads. Open tasks wait at every element of
the repair process in the shares of WAITING; categories are mixed so that filters have something to choose.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.pattern import Moment
from bench.province import County, Province
from bench.sinks import Row, Sink
from engine.orders import pieces
from engine.orders.number import check_digit
from engine.store.tasks import NEVER

#: How many of a hundred open tasks wait at an element, and whose department it is there.
WAITING = (
    ("dispatch", 3, "centre"),
    ("accept", 8, "repair"),
    ("assign", 9, "repair"),
    ("arrive", 15, "crew"),
    ("restore", 25, "crew"),
    ("report", 10, "crew"),
    ("review", 15, "repair"),
    ("call-customer", 15, "centre"),
)
CATEGORIES = ("fault-report",) * 7 + ("complaint", "service-request", "grievance")
SYMPTOMS = ("全家停电", "电压不稳", "线路冒火", "电表异响", "路灯不亮", "接线松动", "变压器漏油", "电杆倾斜")
CAUSES = ("台风过后", "雷雨之后", "施工挖断", "树枝压线", "用电高峰", "设备老化", "小区改造", "夜间突发")
PLACES = (
    "和平",
    "建设",
    "朝阳",
    "文化",
    "滨江",
    "学府",
    "工业",
    "古镇",
    "青山",
    "湖畔",
    "桥头",
    "新城",
    "南门",
)
#: Over how many days the open orders came, and the finished ones before them.
DAYS, DAYS_BEFORE = 30, 365


def uid(kind: int, number: int) -> str:
    """Return an id that is ordered by its number."""
    return f"{number:08x}-{kind:04x}-7000-8000-000000000000"


class Sower:
    """Makes the rows of orders, batch by batch."""

    def __init__(self, sink: Sink, province: Province, moments: list[Moment], now: datetime) -> None:
        self._sink, self._province, self._now = sink, province, now
        self._columns = {
            table: sink.columns(table) for table in (*moments[0].rows, "order_text") if table != "order_text"
        }
        self._at = {
            table: {name: place for place, name in enumerate(names)} for table, names in self._columns.items()
        }
        self._moments = {moment.element: moment for moment in moments}
        self._chance = random.Random(7)
        self._tasks = self._lines = 0
        self._null: Any = sink.NULL  # type: ignore[attr-defined]
        self._pieces: dict[str, list[str]] = {}
        self._begun = re.compile(rf"{now:%Y-%m-%dT%H:%M:%S}")
        self._elements = [name for name, share, _ in WAITING for _ in range(share)]
        self._whose = {name: whose for name, _, whose in WAITING}
        self._batch: dict[str, list[Row]] = {}

    def sow(self, open_tasks: int, finished_orders: int) -> Iterator[int]:
        """Write everything; yield how many orders there are after each batch."""
        step = timedelta(days=DAYS_BEFORE) / max(finished_orders, 1)
        began = self._now - timedelta(days=DAYS + DAYS_BEFORE)
        for number in range(finished_orders):
            self._order(number, "end", began + step * number)
            if number % 4000 == 3999:
                self._write()
                yield number
        step = timedelta(days=DAYS) / max(open_tasks, 1)
        began = self._now - timedelta(days=DAYS)
        for number in range(open_tasks):
            element = self._chance.choice(self._elements)
            self._order(finished_orders + number, element, began + step * number)
            if number % 4000 == 3999:
                self._write()
                yield finished_orders + number
        self._write()
        yield finished_orders + open_tasks

    def _write(self) -> None:
        for table, rows in self._batch.items():
            columns = self._columns.get(table) or ["order_id", "tokens"]
            self._sink.write(table, columns, rows)
        self._batch = {}

    def _put(self, table: str, pattern: Row, **values: Any) -> Row:
        row, places = pattern[:], self._at[table]
        for name, value in values.items():
            row[places[name]] = self._null if value is None else value
        self._batch.setdefault(table, []).append(row)
        return row

    def _order(self, number: int, element: str, opened: datetime) -> None:
        chance, moment = self._chance, self._moments[element]
        county = self._province.counties[number % len(self._province.counties)]
        crew = chance.randrange(len(county.crews))
        premise = chance.choice(county.premises)
        order_id, instance_id = uid(1, number), uid(2, number)
        at = self._sink.moment(opened)
        title = f"{chance.choice(CAUSES)}{chance.choice(PLACES)}路{chance.choice(SYMPTOMS)}"
        spoken = f"{number % 10**12:012d}"
        spoken += check_digit(spoken)
        priority = 10 if chance.random() < 0.05 else 0
        phone = f"139{number % 10**8:08d}"
        is_open = element != "end"
        pattern = moment.rows["work_order"][0]
        has_crew = pattern[self._at["work_order"]["crew_id"]] != self._null
        order = self._put(
            "work_order",
            pattern,
            id=order_id,
            number=spoken,
            category=CATEGORIES[number % len(CATEGORIES)],
            priority=str(priority) if self._sink.dialect == "postgresql" else priority,
            title=title,
            area=county.area,
            territory_id=county.territory["id"],
            supply_unit_id=county.unit["id"],
            unit_tier_id=county.tier["id"],
            tier_id=county.tier["id"],
            tier_path=county.tier["path"],
            customer_id=premise["customer_id"],
            premise_id=premise["id"],
            caller_number=phone,
            crew_id=county.crews[crew]["id"] if has_crew else None,
            event_at=at,
            opened_at=at,
        )
        if is_open and chance.random() < 0.03:
            order[self._at["work_order"]["status"]] = "held"
        self._put(
            "instance",
            moment.rows["instance"][0],
            id=instance_id,
            order_id=order_id,
            business_key=spoken,
            started_at=at,
        )
        self._text(order_id, title, premise["address"], spoken, phone)
        self._tasks_of(moment, number, county, crew, opened, priority, order_id, instance_id)

    def _text(self, order_id: str, title: str, address: str, *words: str) -> None:
        known = self._pieces.get(title)
        if known is None:
            known = self._pieces[title] = pieces([title])
        there = self._pieces.get(address)
        if there is None:
            there = self._pieces[address] = pieces([address])
        found = sorted({*known, *there, *pieces(words)})
        tokens = " ".join(f"'{one}'" for one in found)
        self._batch.setdefault("order_text", []).append(
            [order_id, tokens if self._sink.dialect == "postgresql" else " ".join(found)]
        )

    def _tasks_of(
        self,
        moment: Moment,
        number: int,
        county: County,
        crew: int,
        opened: datetime,
        priority: int,
        order_id: str,
        instance_id: str,
    ) -> None:
        chance, at = self._chance, self._sink.moment
        tasks = moment.rows["task"]
        due = self._now + timedelta(minutes=chance.uniform(-1000, 14000 if chance.random() > 0.05 else 0))
        target = due - timedelta(minutes=30)
        place = self._at["task"]
        wanted = tasks if moment.element == "end" else tasks[-2:]
        for pattern in wanted:
            self._tasks += 1
            task_id = uid(3, self._tasks)
            is_open = pattern[place["status"]] == "open"
            department = self._department(pattern[place["element_id"]], county, crew)
            members = self._province.members[department]
            holder = chance.choice(members) if not is_open or chance.random() < 0.3 else None
            limited = pattern[place["limit_rule"]] != self._null
            ended = opened + timedelta(minutes=30)
            self._put(
                "task",
                pattern,
                id=task_id,
                instance_id=instance_id,
                order_id=order_id,
                department_id=department,
                holder_id=holder,
                claimed_at=at(opened) if holder else None,
                sender_id=None,
                sent_by_task_id=None,
                priority=str(priority) if self._sink.dialect == "postgresql" else priority,
                promise_due_at=at(due) if limited else None,
                target_due_at=at(target) if limited else None,
                opened_at=at(opened),
                closed_at=None if is_open else at(ended),
                closed_by=None if is_open else holder,
            )
            keys = {
                "task_id": task_id,
                "order_id": order_id,
                "opened_at": at(opened),
                "closed_at": None if is_open else at(ended),
                "status": "open" if is_open else "done",
                "due_at": at(target) if limited else self._never(),
                "rank": str(-priority) if self._sink.dialect == "postgresql" else -priority,
            }
            self._line(moment, keys, "candidate", department, None)
            if is_open and holder is not None:
                self._line(moment, keys, "holder", None, holder)
            if is_open and chance.random() < 0.05:
                self._line(moment, keys, "watcher", self._province.commands[county.city]["id"], None)
            if is_open and chance.random() < 0.01:
                self._line(moment, keys, "watcher", self._province.supervision["id"], None)
        clock = self._at["order_clock"]["clock"]
        began = f"{opened:%Y-%m-%dT%H:%M:%S}"
        for pattern in moment.rows["order_clock"]:
            self._put(
                "order_clock",
                pattern,
                order_id=order_id,
                clock=self._begun.sub(began, pattern[clock]),
                promise_due_at=at(due),
                target_due_at=at(target),
            )

    def _line(
        self, moment: Moment, keys: dict[str, Any], role: str, department: str | None, person: str | None
    ) -> None:
        self._lines += 1
        self._put(
            "assignment",
            moment.rows["assignment"][0],
            **keys,
            id=uid(4, self._lines),
            role=role,
            department_id=department,
            person_id=person,
        )

    def _never(self) -> str:
        return self._sink.moment(NEVER)

    def _department(self, element: str, county: County, crew: int) -> str:
        whose = self._whose[element]
        if whose == "crew":
            return str(county.crew_departments[crew]["id"])
        found = self._province.centre if whose == "centre" else county.departments[whose]
        return str(found["id"])
