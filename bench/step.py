"""What one completion costs: processor time of the application, statements, size of the state.

All-in: authorisation, form check, step, clocks, inbox lines, timers, hashed history, idempotency key.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

from sqlalchemy import select

from bench.figure import Figure
from bench.rounds import ROUND
from bench.stage import BenchStage
from engine.commands.complete import CompleteTask
from engine.ids import new_id
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import instance, task
from huan.heap import settle_heap

_OPEN = Statement(select(task.c.id, task.c.element_id, task.c.order_id).where(is_word(task.c.status, "open")))
_STATE = Statement(select(instance.c.state, instance.c.order_id))
#: The rework loop of the repair package: what is completed to go round once.
LOOP: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("restore", 4, {}),
    ("report", 5, {}),
    ("review", 6, {"decision": "rework", "review_note": "照片不清"}),
)


def _open_tasks(stage: BenchStage) -> dict[str, Any]:
    with stage.system.database.reading() as tx:
        return {row.order_id: row for row in tx.rows(_OPEN)}


def _complete(stage: BenchStage, opened: Any, turn: int, values: dict[str, Any] | None = None) -> float:
    """Complete a task; return milliseconds of processor time."""
    element, _, usual = ROUND[turn]
    assert opened.element_id == element, (opened.element_id, element)
    command = CompleteTask(opened.id, values or usual)
    key = new_id()
    began = time.process_time()
    stage.engine.run(command, stage.people["everyone"], key)
    return (time.process_time() - began) * 1000


def round_of_orders(stage: BenchStage, orders: int) -> tuple[dict[str, list[float]], list[int]]:
    """Take orders through one round in step; return costs by element, and statements of each completion."""
    for number in range(orders):
        stage.open_order(number)
    costs: dict[str, list[float]] = {}
    statements = []
    for turn, (element, _, _) in enumerate(ROUND):
        for opened in _open_tasks(stage).values():
            costs.setdefault(element, []).append(_complete(stage, opened, turn))
            statements.append(stage.engine.last_statements)
    return costs, statements


def _at_the_loop(stage: BenchStage) -> str:
    """Take a new order to where its rework loop begins; return its id."""
    order: str = stage.open_order()["order"]
    for turn in range(4):
        _complete(stage, _open_tasks(stage)[order], turn)
    return order


def _loop(stage: BenchStage, order: str) -> list[float]:
    return [_complete(stage, _open_tasks(stage)[order], turn, values) for _, turn, values in LOOP]


def loops(stage: BenchStage, upto: int, sample: int) -> tuple[list[float], list[float], int]:
    """Send one order round its rework loop; return costs near loop 1, near `upto`, and the state's size.

    Near loop 1 is a second order, whose loops are measured between those of the first: the machine is not
    equally fast at all times, and a thousand loops take long.
    """
    old = _at_the_loop(stage)
    for _ in range(upto):
        _loop(stage, old)
    new = _at_the_loop(stage)
    first: list[float] = []
    last: list[float] = []
    for _ in range(sample):
        first += _loop(stage, new)
        last += _loop(stage, old)
    with stage.system.database.reading() as tx:
        state = next(row.state for row in tx.rows(_STATE) if row.order_id == old)
    return first, last, len(state)


def run(url: str, orders: int = 150, upto: int = 1000) -> list[Figure]:
    """Measure on the database at `url`, which must be empty."""
    stage = BenchStage(url)
    round_of_orders(stage, 20)  # warm: statements prepared, specs compiled
    stage.archive_all()
    settle_heap()
    costs, statements = round_of_orders(stage, orders)
    everything = [cost for element in costs.values() for cost in element]
    stage.archive_all()
    first, last, size = loops(stage, upto, 60)
    where = stage.system.database.dialect
    notes = {"by element": {element: round(statistics.median(each), 3) for element, each in costs.items()}}
    ratio = statistics.median(last) / statistics.median(first)
    return [
        Figure(
            f"step.cpu.{where}",
            "ms CPU",
            everything,
            1.0,
            notes={"mean": round(statistics.fmean(everything), 3), **notes},
        ),
        Figure(f"step.statements.{where}", "statements", [float(count) for count in statements]),
        Figure(f"step.loop-{upto}.{where}", "× loop 1", [ratio], 1.1),
        Figure(f"step.state.loop-{upto}", "bytes", [float(size)], 1024),
    ]
