"""The requests of a day: completing, looking at an inbox, opening a task, claiming it, taking an order.

They travel into the client's process, which should not have to import the engine for them.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.open_loop import Call
from bench.rounds import ANSWERS


@dataclass
class Completing:
    """Each open task is completed by whose it is; the answer has the next one, so orders go round and round.

    `tasks` are (id, element) of open tasks, each of another order.
    """

    tasks: deque[tuple[str, str]]

    def next(self) -> Call | None:
        if not self.tasks:
            return None
        task, element = self.tasks.popleft()
        who, values = ANSWERS[element]
        return Call("POST", f"/tasks/{task}/complete", who, {"values": values}, (task, element))

    def answered(self, call: Call, status: int, document: Any) -> None:
        if status == 200:
            self.tasks.extend((sent["task"], sent["element"]) for sent in document["sent"])


@dataclass
class Opening:
    """The page of a task with its form, read by whose turn it is."""

    tasks: deque[tuple[str, str]]

    def next(self) -> Call:
        task, element = self.tasks[0]
        self.tasks.rotate(-1)
        return Call("GET", f"/tasks/{task}", ANSWERS[element][0])

    def answered(self, call: Call, status: int, document: Any) -> None:
        """Nothing follows."""


@dataclass
class Claiming:
    """A task is claimed, and later released by who has it, then claimed again."""

    tasks: deque[tuple[str, str]]
    held: set[str] = field(default_factory=set)

    def next(self) -> Call | None:
        if not self.tasks:
            return None
        task, element = self.tasks.popleft()
        what = "release" if task in self.held else "claim"
        return Call("POST", f"/tasks/{task}/{what}", ANSWERS[element][0], token=(task, element))

    def answered(self, call: Call, status: int, document: Any) -> None:
        self.tasks.append(call.token)
        if status == 200:
            self.held ^= {call.token[0]}


@dataclass
class Looking:
    """The first page of an inbox, by one person after the other."""

    people: Sequence[str]
    asked: int = 0

    def next(self) -> Call:
        self.asked += 1
        return Call("GET", "/inbox?limit=50", self.people[self.asked % len(self.people)])

    def answered(self, call: Call, status: int, document: Any) -> None:
        """Nothing follows."""


@dataclass
class Taking:
    """A caller without supply becomes an order; premises take turns, each time another matter."""

    premises: Sequence[str]
    taken: int = 0

    def next(self) -> Call:
        self.taken += 1
        body = {
            "category": "fault-report",
            "title": "全家停电",
            "premise_id": self.premises[self.taken % len(self.premises)],
            "caller_name": "演示客户",
            "caller_number": "13900000001",
            "fields": {"symptom": "no-power"},
            "beside": True,
        }
        return Call("POST", "/orders", "agent", body)

    def answered(self, call: Call, status: int, document: Any) -> None:
        """Nothing follows."""


@dataclass
class Changing:
    """Tasks of which each is claimed and released in turn, each of another desk.

    `desks` are (department, task, who); `moments` (monotonic) are when each department's changes were sent.
    """

    desks: deque[tuple[str, str, str]]
    moments: dict[str, list[float]] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)

    def next(self) -> Call | None:
        if not self.desks:
            return None
        desk, task, who = self.desks.popleft()
        self.moments.setdefault(desk, []).append(time.monotonic())
        what = "release" if task in self.held else "claim"
        return Call("POST", f"/tasks/{task}/{what}", who, token=(desk, task, who))

    def answered(self, call: Call, status: int, document: Any) -> None:
        """A change that was not made has no moment; a desk's next one begins when this one is answered."""
        desk, task, _ = call.token
        self.desks.append(call.token)
        if status == 200:
            self.held ^= {task}
        else:
            self.moments[desk].pop()
