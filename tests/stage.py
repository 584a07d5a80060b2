"""A stage for stories: a database with the cast, the packages, and a clock that is set."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from engine.commands import Answer, Command, Preparing
from engine.commands.claim import ClaimTask
from engine.commands.complete import CompleteTask
from engine.commands.deploy import Deploy
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.open_order import OpenOrder
from engine.commands.prepare import Prepare
from engine.commands.time import SetClock
from engine.org import Actor
from engine.store.expressions import is_word
from engine.store.history import chain_events
from engine.store.orders import order_by_id
from engine.store.statement import Statement
from engine.store.tables import assignment, incident, instance, order_clock, premise, task, timer, work_order
from engine.workers import drain
from huan.settings import Settings
from huan.wiring import System, build
from tests.cast import cast

#: Monday, 09:00 in Shanghai.
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PACKAGES = Path(__file__).parent.parent / "bpmn"
SYSTEM = Actor("system:tests")


def package_files(folder: Path) -> dict[str, str]:
    """Return the files of a package folder as `Deploy` takes them."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "scenarios" not in path.relative_to(folder).parts
    }


class Stage:
    """Everything a story needs; people act by their usernames."""

    def __init__(self, url: str, *, settings: Settings | None = None, packages: bool = True) -> None:
        self.system: System = build(settings or Settings(database_url=url, message_gateway="log"))
        self.engine = self.system.engine
        self.run(Prepare(), SYSTEM)
        self.now = MORNING
        self.set_clock(MORNING)
        rows, self.ids = cast()
        self.run(LoadOrganisation(rows), SYSTEM)
        if packages:
            for name in ("follow-up", "repair", "inbound-call"):
                self.run(Deploy(package_files(PACKAGES / name)), SYSTEM)

    def on_copy(self, url: str) -> Stage:
        """Return this stage on a copy of its database, with what was compiled for it."""
        made = copy.copy(self)
        made.ids = dict(self.ids)
        made.system = build(Settings(database_url=url, message_gateway="log"))
        made.engine = made.system.engine
        made.engine.services.versions.update(self.engine.services.versions)
        return made

    # Acting

    def run(self, command: Command | Preparing, actor: Actor | str, key: str | None = None) -> Answer:
        who = actor if isinstance(actor, Actor) else Actor(self.ids[actor])
        return self.engine.run(command, who, key)

    def set_clock(self, now: datetime) -> None:
        self.now = now
        self.run(SetClock(now, 0), SYSTEM)

    def later(self, **delta: float) -> None:
        """Let time pass, then do everything that is due."""
        self.set_clock(self.now + timedelta(**delta))
        self.drain()

    def drain(self) -> int:
        return drain(self.engine, self.system.effects)

    def open_order(self, by: str = "agent", county: str = "A1", **given: Any) -> Answer:
        wanted = {
            "category": "fault-report",
            "title": "全家停电",
            "premise_id": self.ids[f"premise-{county}"],
            "caller_name": "王女士",
            "caller_number": "13800000001",
            "fields": {"symptom": "no-power"},
            **given,
        }
        return self.run(OpenOrder(**wanted), by)

    def do(self, element: str, by: str, values: Mapping[str, Any] | None = None, **options: Any) -> Answer:
        """Complete the open task at an element."""
        answer = self.run(CompleteTask(self.task(element)["id"], values or {}, **options), by)
        self.drain()
        return answer

    def claim(self, element: str, by: str) -> Answer:
        return self.run(ClaimTask(self.task(element)["id"]), by)

    # Looking

    def rows(self, statement: Any) -> list[dict[str, Any]]:
        with self.system.database.reading() as tx:
            return [row._asdict() for row in tx.rows(Statement(statement))]

    def tasks(self, order_id: str | None = None) -> list[dict[str, Any]]:
        query = (
            select(task).where(is_word(task.c.status, "open", "stuck")).order_by(task.c.opened_at, task.c.id)
        )
        return self.rows(query if order_id is None else query.where(task.c.order_id == order_id))

    def open(self, order_id: str | None = None) -> list[str]:
        """The elements of open tasks, sorted."""
        return sorted(row["element_id"] for row in self.tasks(order_id))

    def task(self, element: str) -> dict[str, Any]:
        found = [row for row in self.tasks() if row["element_id"] == element]
        assert len(found) == 1, f"{element}: {len(found)} open; open are {self.open()}"
        return found[0]

    def lines(self, element: str) -> set[tuple[str, str]]:
        """The open inbox lines of a task: (role, department kind@tier or username)."""
        names = {value: key for key, value in self.ids.items()}
        query = select(assignment).where(
            assignment.c.task_id == self.task(element)["id"], assignment.c.status == "open"
        )
        return {(row["role"], names[row["department_id"] or row["person_id"]]) for row in self.rows(query)}

    def timers(self) -> dict[str, datetime | None]:
        return {row["element_id"]: row["due_at"] for row in self.rows(select(timer))}

    def incidents(self) -> list[dict[str, Any]]:
        return self.rows(select(incident).where(incident.c.status == "open").order_by(incident.c.opened_at))

    def order(self, order_id: str) -> Any:
        with self.system.database.reading() as tx:
            return order_by_id(tx, order_id)

    def history(self, order_id: str | None = None) -> list[Any]:
        """The events of an order, of the only one when none is named."""
        chain = order_id or self.rows(select(work_order.c.id))[0]["id"]
        with self.system.database.reading() as tx:
            return chain_events(tx, chain)

    def clock(self, rule: str) -> dict[str, Any]:
        """The document of a clock of the only order."""
        row = self.rows(select(order_clock).where(order_clock.c.rule == rule))[0]
        return dict(row["clock"])

    def premise(self, county: str) -> dict[str, Any]:
        return self.rows(select(premise).where(premise.c.id == self.ids[f"premise-{county}"]))[0]

    def write_variable(self, order_id: str, name: str, value: Any) -> None:
        """Put a variable into the state of an order's instance, as an operator mending it would."""
        import orjson

        row = self.rows(select(instance).where(instance.c.order_id == order_id))[0]
        state = orjson.loads(row["state"])
        state["x"][0][2][name] = value
        with self.system.database.transaction() as tx:
            statement = update(instance).where(instance.c.id == row["id"]).values(state=orjson.dumps(state))
            tx.write(Statement(statement))
