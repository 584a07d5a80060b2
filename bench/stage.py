"""A database for measurements: the demonstration's province, the packages, and a clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from engine.commands.deploy import Deploy
from engine.commands.instances import CancelInstance
from engine.commands.load_organisation import LoadOrganisation
from engine.commands.open_order import OpenOrder
from engine.commands.prepare import Prepare
from engine.commands.time import SetClock
from engine.ids import new_id
from engine.org import Actor
from engine.store import schema
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import instance
from huan.demonstration import demonstration_rows
from huan.package_files import package_files
from huan.settings import Settings
from huan.wiring import System, build

#: Monday, 09:00 in Shanghai.
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SYSTEM = Actor("system:bench")
_RUNNING = Statement(select(instance.c.id).where(is_word(instance.c.status, "active")))


def settings_on(url: str) -> Settings:
    """Return the settings of a benchmark's processes on the database at `url`."""
    return Settings(database_url=url, message_gateway="log")


class BenchStage:
    """A prepared database and the people of the first county.

    `rate` is the business clock's: it runs as in production, so that no two steps see the same time and
    nothing that is kept by time flatters the figures; 0 stands still. `rows` are another organisation than
    the demonstration's; it has no first county that is known, and nobody in all departments.
    """

    def __init__(
        self,
        url: str,
        settings: Settings | None = None,
        rate: float = 1.0,
        rows: dict[str, list[dict[str, Any]]] | None = None,
    ) -> None:
        schema.upgrade(url)
        self.settings = settings or settings_on(url)
        self.system: System = build(self.settings)
        self.engine = self.system.engine
        if rows is None:
            rows = demonstration_rows()
            _add_everyone(rows)
        self.engine.run(Prepare(), SYSTEM)
        self.engine.run(SetClock(MORNING, rate), SYSTEM)
        self.engine.run(LoadOrganisation(rows), SYSTEM)
        for name in ("follow-up", "repair", "inbound-call"):
            self.engine.run(Deploy(package_files(self.settings.packages / name)), SYSTEM)
        self._know(rows)

    def _know(self, rows: Mapping[str, Any]) -> None:
        self.people = {row["username"]: Actor(row["id"]) for row in rows["person"]}
        first = {row["id"] for row in rows["territory"] if row["code"] == "T01"}
        self.premises = [row["id"] for row in rows["premise"] if row["territory_id"] in first]

    def open_order(self, number: int = 0) -> dict[str, Any]:
        """Open a repair order in the first county; return the answer."""
        premise = self.premises[number % 30]
        wanted = OpenOrder(
            "fault-report",
            "停电",
            premise_id=premise,
            caller_name="演示客户",
            caller_number="13900000001",
            fields={"symptom": "no-power"},
            beside=True,
        )
        return self.engine.run(wanted, self.people["everyone"])

    def archive_all(self) -> None:
        """Cancel everything that still runs, so that the next measurement begins with an empty inbox."""
        with self.system.database.reading() as tx:
            running = [row.id for row in tx.rows(_RUNNING)]
        for key in running:
            self.engine.run(CancelInstance(key, "bench"), SYSTEM)


def _add_everyone(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Add one person who belongs to every department of a round, so that each answer has their next task."""
    person = {"id": new_id(), "username": "everyone", "name": "压测", "agent": None}
    rows["person"].append(person)
    wanted = {("P", "customer-service"), ("MZ", "command"), ("DX", "repair"), ("DX-C1", "crew")}
    codes = {row["id"]: row["code"] for row in rows["tier"]}
    for department in rows["department"]:
        if (codes[department["tier_id"]], department["kind"]) in wanted:
            rows["membership"].append(
                {
                    "id": new_id(),
                    "person_id": person["id"],
                    "department_id": department["id"],
                    "role": "agent",
                }
            )
