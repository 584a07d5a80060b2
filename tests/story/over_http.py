"""A town that comes over HTTP: people who sign in and work, on a clock that is set, in this process.

The installation of `installation.py` is real processes; here it is one, so that a story takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.commands.deploy import Deploy
from engine.ids import new_id
from engine.store.organisation import changed, insert_rows
from engine.workers import tell_of_limits
from huan.settings import Settings
from tests.api.conftest import Site, Visitor
from tests.stage import PACKAGES, SYSTEM, Stage, package_files

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Departments of the stories beside the cast's: username of their one member, kind, tier, role.
BESIDE = (
    ("city-marketing", "marketing", "A", "manager"),
    ("operations", "operations", "A1", "manager"),
    ("dispatching", "dispatching", "A1", "dispatcher"),
    ("development", "development", "A1", "manager"),
    ("city-dispatching", "dispatching", "A", "dispatcher"),
    ("city-operations", "operations", "A", "manager"),
    ("city-development", "development", "A", "manager"),
    ("station", "repair", "A1-S", "dispatcher"),
)


def furnish(stage: Stage) -> None:
    """Give the cast's organisation the departments of a connection, with one member each."""
    ids = stage.ids = dict(stage.ids)  # copies of a stage share them
    with stage.system.database.transaction() as tx:
        for username, kind, tier, role in BESIDE:
            ids[username], department = new_id(), new_id()
            ids[f"{kind}@{tier}"] = department
            at = {"tier_id": ids[tier], "kind": kind, "name": f"{kind}@{tier}", "queue": None}
            insert_rows(tx, "department", [{"id": department, **at}])
            person = {"id": ids[username], "username": username, "name": username, "agent": None}
            insert_rows(tx, "person", [person])
            seat = {"person_id": ids[username], "department_id": department, "role": role}
            insert_rows(tx, "membership", [{"id": new_id(), **seat}])
        changed(tx)


class Town:
    """An installation with packages and the departments of a connection."""

    def __init__(self, url: str, packages: Sequence[str], profile: str = "state-grid") -> None:
        settings = Settings(database_url=url, message_gateway="log", profile=profile)
        self.stage = Stage(url, settings=settings, packages=False)
        furnish(self.stage)
        for package in packages:
            self.stage.run(Deploy(package_files(PACKAGES / package)), SYSTEM)
        self.site = Site(self.stage)
        self._people: dict[str, Visitor] = {}

    def close(self) -> None:
        self.stage.system.close()

    def at(self, moment: str) -> None:
        """Let time pass up to a moment in Shanghai, doing what falls due on the way."""
        self.stage.set_clock(datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI))
        self.stage.drain()

    def person(self, username: str) -> Visitor:
        if username not in self._people:
            self._people[username] = self.site.person(username)
        return self._people[username]

    def get(self, username: str, path: str) -> Any:
        answer = self.person(username).get(path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def post(self, username: str, path: str, body: Any = None) -> Any:
        """Send something, and let everybody at work do what follows from it."""
        answer = self.person(username).post(path, body)
        assert answer.status_code < 300, answer.text
        self.stage.drain()
        return answer.json

    def told(self, username: str, kind: str) -> list[str]:
        """Return what somebody was told of a kind, newest first, after all limits have told what is due."""
        while tell_of_limits(self.stage.engine):
            pass
        return [one["text"] for one in self.get(username, f"/notifications?kind={kind}&limit=100")["items"]]

    def line(self, username: str, element: str) -> dict[str, Any]:
        """Return the inbox line that a person has at an element."""
        lines = self.get(username, "/inbox?limit=100")["items"]
        found = [line for line in lines if line["element"] == element]
        assert found, f"{username} has no {element}, but {[line['element'] for line in lines]}"
        return dict(found[0])

    def complete(self, username: str, element: str, **values: Any) -> None:
        """Complete the task at an element, with the revision that was read."""
        line = self.line(username, element)
        body = {"values": values, "revision": line["revision"]}
        assert self.post(username, f"/tasks/{line['task']}/complete", body)["status"] == "completed"

    def clock(self, username: str, order: str, rule: str) -> dict[str, Any]:
        """Return a clock of an order as a page shows it."""
        clocks = self.get(username, f"/orders/{order}")["clocks"]
        return dict(next(clock for clock in clocks if clock["rule"] == rule))

    def due(self, username: str, order: str, rule: str) -> str:
        """Return when a clock's promise, else its target, is due, as a clock in Shanghai shows it."""
        clock = self.clock(username, order, rule)
        due = clock["promise_due_at"] or clock["target_due_at"]
        return f"{datetime.fromisoformat(due).astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
