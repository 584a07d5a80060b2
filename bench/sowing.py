"""A million open tasks over all tiers, with the orders, finished tasks, inbox lines, clocks and search texts.

Every row is a copy of one that the engine has written (bench.pattern) with other ids, places, people, times
and words. What is not copied: history and timers, which no list reads. Open tasks wait at every element of
the repair process in the shares of WAITING; categories are mixed so that filters have something to choose.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.pattern import Moment
from bench.province import County, Province
from bench.sinks import Shape, Sink
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
#: Ids of a task and a line: so many for each order, so that two processes do not meet.
TASKS_OF_ORDER, LINES_OF_TASK = 16, 4
#: How many orders are written at once.
BATCH = 4_000
#: The columns in which the rows of an order differ from their pattern.
_ORDER = frozenset(
    "id number category status priority title area territory_id supply_unit_id unit_tier_id tier_id "
    "tier_path customer_id premise_id caller_number crew_id event_at opened_at".split()
)
_INSTANCE = frozenset(("id", "order_id", "business_key", "started_at"))
_TASK = frozenset(
    "id instance_id order_id department_id holder_id claimed_at sender_id sent_by_task_id priority "
    "promise_due_at target_due_at opened_at closed_at closed_by".split()
)
_LINE = frozenset(
    "id task_id order_id role department_id person_id status opened_at closed_at due_at rank category held "
    "late_at began_at".split()
)
_CLOCK = frozenset(("order_id", "clock", "promise_due_at", "target_due_at"))
_TEXT = ("order_id", "tokens")
#: Over how many days the open orders came, and the finished ones before them.
DAYS, DAYS_BEFORE = 30, 365


def uid(kind: int, number: int) -> str:
    """Return an id that is ordered by its number."""
    return f"{number:08x}-{kind:04x}-7000-8000-000000000000"


@dataclass(frozen=True)
class _Task:
    """A task of an order that waits at an element, or has gone its round."""

    shape: Shape
    element: str
    is_open: bool
    is_limited: bool


@dataclass(frozen=True)
class _Plan:
    """The shapes of an order's rows; `clocks` with their documents in parts, between which the time goes."""

    order: Shape
    instance: Shape
    tasks: tuple[_Task, ...]
    clocks: tuple[tuple[Shape, list[str]], ...]
    status: str
    has_crew: bool
    is_open: bool


class Sower:
    """Makes the rows of orders: first those that have gone their round, then those that wait."""

    def __init__(
        self,
        sink: Sink,
        province: Province,
        moments: Sequence[Moment],
        now: datetime,
        open_tasks: int,
        finished: int,
    ) -> None:
        self._sink, self._province, self._now = sink, province, now
        self._open_tasks, self._finished = open_tasks, finished
        self._plans = {moment.element: self._plan(moment) for moment in moments}
        line = next(moment for moment in moments).rows["assignment"][0]
        self._line_shape = sink.shape("assignment", sink.columns("assignment"), line, _LINE)
        self._text_shape = sink.shape("order_text", _TEXT, [None, None], _TEXT)
        self._pieces: dict[str, list[str]] = {}
        self._elements = [name for name, share, _ in WAITING for _ in range(share)]
        self._whose = {name: whose for name, _, whose in WAITING}
        self._never = sink.moment(NEVER)

    def _plan(self, moment: Moment) -> _Plan:
        sink, rows = self._sink, moment.rows
        columns = {table: sink.columns(table) for table in rows}
        at = {table: {name: n for n, name in enumerate(names)} for table, names in columns.items()}
        is_open = moment.element != "end"
        tasks = [
            _Task(
                sink.shape("task", columns["task"], row, _TASK),
                row[at["task"]["element_id"]],
                row[at["task"]["status"]] == "open",
                row[at["task"]["limit_rule"]] != sink.NULL,
            )
            for row in (rows["task"][-2:] if is_open else rows["task"])
        ]
        clock, begun = at["order_clock"]["clock"], f"{self._now:%Y-%m-%dT%H:%M:%S}"
        return _Plan(
            sink.shape("work_order", columns["work_order"], rows["work_order"][0], _ORDER),
            sink.shape("instance", columns["instance"], rows["instance"][0], _INSTANCE),
            tuple(tasks),
            tuple(
                (sink.shape("order_clock", columns["order_clock"], row, _CLOCK), row[clock].split(begun))
                for row in rows["order_clock"]
            ),
            rows["work_order"][0][at["work_order"]["status"]],
            rows["work_order"][0][at["work_order"]["crew_id"]] != sink.NULL,
            is_open,
        )

    def sow(self, part: int, of: int) -> Iterator[int]:
        """Write the `part`th of so many equal parts of all orders; yield how many it has after each batch."""
        chance = random.Random(7 + part)
        before = timedelta(days=DAYS_BEFORE) / max(self._finished, 1)
        lately = timedelta(days=DAYS) / max(self._open_tasks, 1)
        began = self._now - timedelta(days=DAYS)
        # Every `of`th order is a part's: those that have gone their round cost five times what others do.
        for nth, number in enumerate(range(part, self._finished + self._open_tasks, of), 1):
            since = number - self._finished
            element = "end" if since < 0 else self._elements[int(chance.random() * len(self._elements))]
            opened = began + (before if since < 0 else lately) * since
            self._order(chance, number, element, opened.replace(microsecond=0))
            if nth % BATCH == 0:
                self._sink.write()
                yield nth
        self._sink.write()

    def _order(self, chance: random.Random, number: int, element: str, opened: datetime) -> None:
        plan, add, null = self._plans[element], self._sink.add, self._sink.NULL
        county = self._province.counties[number % len(self._province.counties)]
        crew = int(chance.random() * len(county.crews))
        premise = county.premises[int(chance.random() * len(county.premises))]
        title = f"{chance.choice(CAUSES)}{chance.choice(PLACES)}路{chance.choice(SYMPTOMS)}"
        spoken = f"{number % 10**12:012d}"
        spoken += check_digit(spoken)
        phone = f"139{number % 10**8:08d}"
        at = self._sink.moment(opened)
        is_held = plan.is_open and chance.random() < 0.03
        order_id, instance_id = uid(1, number), uid(2, number)
        due = self._now + timedelta(minutes=chance.uniform(-1000, 14000 if chance.random() > 0.05 else 0))
        # What is held has no due time: its clocks stand still.
        promise = null if is_held else self._sink.moment(due)
        target = null if is_held else self._sink.moment(due - timedelta(minutes=30))
        known = {
            "order_id": order_id,
            "instance_id": instance_id,
            "category": CATEGORIES[number % len(CATEGORIES)],
            "priority": 10 if chance.random() < 0.05 else 0,
            "promise_due_at": promise,
            "target_due_at": target,
            "opened_at": at,
            "held": int(is_held),
            "closed_at": self._sink.moment(opened + timedelta(minutes=30)),
        }
        add(
            plan.order,
            {
                **known,
                "id": order_id,
                "number": spoken,
                "status": "held" if is_held else plan.status,
                "title": title,
                "area": county.area,
                "territory_id": county.territory["id"],
                "supply_unit_id": county.unit["id"],
                "unit_tier_id": county.tier["id"],
                "tier_id": county.tier["id"],
                "tier_path": county.tier["path"],
                "customer_id": premise["customer_id"],
                "premise_id": premise["id"],
                "caller_number": phone,
                "crew_id": county.crews[crew]["id"] if plan.has_crew else null,
                "event_at": at,
            },
        )
        add(
            plan.instance,
            {"id": instance_id, "order_id": order_id, "business_key": spoken, "started_at": at},
        )
        self._text(order_id, title, premise["address"], spoken, phone)
        for nth, task in enumerate(plan.tasks):
            self._task(chance, number * TASKS_OF_ORDER + nth, task, known, county, crew)
        began = f"{opened:%Y-%m-%dT%H:%M:%S}"
        for shape, parts in plan.clocks:
            add(shape, {**known, "clock": began.join(parts)})

    def _text(self, order_id: str, title: str, address: str, *words: str) -> None:
        found = {*self._known_pieces(title), *self._known_pieces(address), *pieces(words)}
        tokens = "' '".join(found).join("''") if self._sink.dialect == "postgresql" else " ".join(found)
        self._sink.add(self._text_shape, {"order_id": order_id, "tokens": tokens})

    def _known_pieces(self, text: str) -> list[str]:
        known = self._pieces.get(text)
        if known is None:
            known = self._pieces[text] = pieces([text])
        return known

    def _task(
        self,
        chance: random.Random,
        number: int,
        task: _Task,
        known: dict[str, Any],
        county: County,
        crew: int,
    ) -> None:
        null, is_open = self._sink.NULL, task.is_open
        department = self._department(task.element, county, crew)
        members = self._province.members[department]
        holder = null
        if not is_open or chance.random() < 0.3:
            holder = members[int(chance.random() * len(members))]
        task_id = uid(3, number)
        closed_at = null if is_open else known["closed_at"]
        promise = known["promise_due_at"] if task.is_limited else null
        target = known["target_due_at"] if task.is_limited else null
        self._sink.add(
            task.shape,
            {
                **known,
                "id": task_id,
                "department_id": department,
                "holder_id": holder,
                "claimed_at": null if holder is null else known["opened_at"],
                "sender_id": null,
                "sent_by_task_id": null,
                "promise_due_at": promise,
                "target_due_at": target,
                "closed_at": closed_at,
                "closed_by": null if is_open else holder,
            },
        )
        line = {
            **known,
            "task_id": task_id,
            "closed_at": closed_at,
            "status": "open" if is_open else "done",
            "due_at": self._never if target is null else target,
            "late_at": self._never if promise is null else promise,
            "began_at": known["opened_at"],
            "rank": -known["priority"],
            "person_id": null,
        }
        line_id = number * LINES_OF_TASK
        self._line(line, line_id, "candidate", department)
        if not is_open:
            return
        if holder is not null:
            self._line({**line, "person_id": holder}, line_id + 1, "holder", null)
        if chance.random() < 0.05:
            self._line(line, line_id + 2, "watcher", self._province.commands[county.city]["id"])
        if chance.random() < 0.01:
            self._line(line, line_id + 3, "watcher", self._province.supervision["id"])

    def _line(self, line: dict[str, Any], number: int, role: str, department: Any) -> None:
        line.update(id=uid(4, number), role=role, department_id=department)
        self._sink.add(self._line_shape, line)

    def _department(self, element: str, county: County, crew: int) -> str:
        whose = self._whose[element]
        if whose == "crew":
            return str(county.crew_departments[crew]["id"])
        found = self._province.centre if whose == "centre" else county.departments[whose]
        return str(found["id"])
