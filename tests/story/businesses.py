"""The stage of the businesses' stories: their packages, one order, people who work over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.commands.deploy import Deploy
from engine.workers import tell_of_limits
from tests.api.conftest import Site, Visitor
from tests.stage import PACKAGES, SYSTEM, Stage, package_files

SHANGHAI = ZoneInfo("Asia/Shanghai")
KEYS = (
    "complaint", "grievance", "misconduct-tip-off", "theft-tip-off", "service-request", "enquiry", "query",
    "suggestion", "praise",
)  # fmt: skip


def furnish(stage: Stage) -> None:
    """Deploy the packages of the stories beside those that the stage has."""
    for key in KEYS:
        stage.run(Deploy(package_files(PACKAGES / key)), SYSTEM)


def local(text: str) -> datetime:
    """Return a moment written as 2026-11-23 09:00 in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Business:
    """One order and everybody who works on it."""

    def __init__(self, site: Site, at: str) -> None:
        self.site = site
        self._people: dict[str, Visitor] = {}
        self.until(at)
        self.order = ""
        self.path = ""

    def until(self, at: str) -> None:
        """Let time pass up to a moment; do everything that falls due on the way."""
        self.site.stage.set_clock(local(at))
        self.site.stage.drain()

    def person(self, username: str) -> Visitor:
        if username not in self._people:
            self._people[username] = self.site.person(username)
        return self._people[username]

    def opens(self, category: str, title: str, by: str = "agent", **given: Any) -> dict[str, Any]:
        body = {
            "category": category,
            "title": title,
            "premise_id": self.site.ids["premise-A1"],
            "caller_number": "13800000001",
            "beside": True,
            **given,
        }
        answer = self.person(by).post("/orders", body)
        assert answer.status_code == 201, answer.text
        self.site.stage.drain()
        self.follow(answer.json["order"])
        return dict(answer.json)

    def follow(self, order: str) -> None:
        """Go on with this order."""
        self.order, self.path = order, f"/orders/{order}"

    def line(self, by: str, element: str) -> dict[str, Any]:
        """Return somebody's inbox line of this order at an element."""
        lines = [
            one
            for one in self.person(by).get("/inbox?limit=100").json["items"]
            if one["element"] == element and one["order"] == self.order
        ]
        assert len(lines) == 1, f"{by} has {len(lines)} lines {element}; open: {self.open()}"
        return dict(lines[0])

    def does(self, by: str, element: str, **values: Any) -> dict[str, Any]:
        """Complete the task at an element with the revision that was read."""
        line = self.line(by, element)
        body = {"values": values, "revision": line["revision"]}
        answer = self.person(by).post(f"/tasks/{line['task']}/complete", body)
        assert answer.status_code == 200, answer.text
        assert answer.json["status"] == "completed", answer.text
        self.site.stage.drain()
        return dict(answer.json)

    def open(self) -> list[str]:
        return self.site.stage.open(self.order)

    def told(self, by: str, kind: str) -> list[str]:
        """Return what somebody was told of a kind, after all limits have told what is due."""
        while tell_of_limits(self.site.stage.engine):
            pass
        return [one["text"] for one in self.person(by).get(f"/notifications?kind={kind}").json["items"]]

    def looks(self, by: str, reason: str) -> None:
        """Say why one looks at a restricted order."""
        answer = self.person(by).post(f"{self.path}/looks", {"reason": reason})
        assert answer.status_code == 201, answer.text

    def page(self, by: str) -> dict[str, Any]:
        answer = self.person(by).get(self.path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    def promise(self, by: str, rule: str) -> datetime:
        """Return when a limit's promise, else its target, is due."""
        (clock,) = [one for one in self.page(by)["clocks"] if one["rule"] == rule]
        return datetime.fromisoformat(clock["promise_due_at"] or clock["target_due_at"])

    def linked(self, by: str, kind: str) -> str:
        """Return the id of the only order that is linked as this."""
        (found,) = [one for one in self.page(by)["links"] if one["kind"] == kind]
        return str(found["order"])

    def archived(self, by: str, outcome: str) -> None:
        """See that the order is archived, and its history whole."""
        page = self.page(by)
        assert (page["status"], page["outcome"], page["tasks"]) == ("archived", outcome, [])
        events = self.person(by).get(f"{self.path}/history?limit=200").json["items"]
        assert sorted(one["seq"] for one in events) == list(range(1, len(events) + 1))
