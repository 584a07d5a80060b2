"""What the engine writes for one repair order, taken as the pattern of a million.

An order goes its round; before each completion its rows are noted. A generated order that waits at an element
has the same rows with other ids, places and times, its token state among them: it can be completed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.rounds import ROUND
from bench.sinks import Row, Sink

#: The tables that an order has rows in, apart from its history, timers and texts.
TABLES = ("work_order", "instance", "task", "assignment", "order_clock")


@dataclass(frozen=True)
class Moment:
    """An order's rows by table while it waits at an element; the open task is the last of its tasks."""

    element: str
    rows: dict[str, list[Row]]


def patterns(sink: Sink, order_id: str, complete: Callable[[str, Any], None]) -> list[Moment]:
    """Take an order round, completing each element with `complete(element, values)`; return what it was.

    The last entry is the order after its round, closed.
    """
    found = []
    for element, _, values in ROUND[:-1]:
        found.append(_moment(sink, order_id, element))
        complete(element, values)
    found.append(_moment(sink, order_id, ROUND[-1][0]))
    complete(ROUND[-1][0], {"reached": True, "restored": True, "satisfied": True})
    found.append(_moment(sink, order_id, "end"))
    return found


def _moment(sink: Sink, order_id: str, element: str) -> Moment:
    rows = {
        table: sink.rows(table, f"{'id' if table == 'work_order' else 'order_id'} = '{order_id}'")
        for table in TABLES
    }
    columns = sink.columns("task")
    opened = columns.index("opened_at")
    rows["task"].sort(key=lambda row: (row[columns.index("status")] == "open", row[opened], row[0]))
    return Moment(element, rows)
