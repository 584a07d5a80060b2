"""The others of a story, of whom no page is shown: what they do comes over HTTP."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx

if TYPE_CHECKING:
    from tests.web.conftest import Site

PATIENCE_SECONDS = 15


class Colleague:
    """Somebody signed in without a browser."""

    def __init__(self, site: Site, username: str) -> None:
        self._http = httpx.Client(base_url=f"{site.url}/api/v1", timeout=PATIENCE_SECONDS)
        session = self.post("/session", {"username": username, "password": site.password})
        self._http.headers["X-CSRF-Token"] = session["csrf"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, **query: Any) -> Any:
        answer = self._http.get(path, params=query)
        assert answer.is_success, answer.text
        return answer.json()

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = self._http.post(path, json=dict(body))
        assert answer.is_success, answer.text
        return answer.json()

    def put(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = self._http.put(path, json=dict(body))
        assert answer.is_success, answer.text
        return answer.json()

    def open_order(self, title: str, **facts: Any) -> Mapping[str, Any]:
        """Open a fault report in 东溪区; return its id and number."""
        place = {"tier_id": self.tier("东溪区"), "area": "urban", "customer_class": "ordinary"}
        body = {
            "category": "fault-report",
            "title": title,
            "fields": {"symptom": "no-power"},
            "caller_name": "演示来电人",
            "beside": True,
        }
        made = self.post("/orders", {**body, **place, **facts})
        return {"id": made["order"], "number": made["number"]}

    def tier(self, name: str) -> str:
        """Return the id of a tier."""
        (found,) = [one for one in self.get("/tiers")["items"] if one["name"] == name]
        return str(found["id"])

    def premise(self, number: str) -> str:
        """Return the id of a premise."""
        (found,) = self.get("/premises", search=number)["items"]
        return str(found["id"])

    def ring(self) -> str:
        """Let a customer call; return the call, as soon as it is known."""
        heard = {one["id"] for one in self.get("/calls")["items"]}
        self.post("/demonstration/calls", {"recording": "01_queue_answered.plain"})
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (new := [one["id"] for one in self.get("/calls")["items"] if one["id"] not in heard]):
            assert time.monotonic() < deadline, "the call has not come"
            time.sleep(0.05)
        return str(new[0])

    def join(self, call: str, order: str) -> None:
        """Let a repeated call join its order."""
        self.post(f"/orders/{order}/join-call", {"call_id": call})

    def hand_over(self, to: str, point: str, order: str) -> str:
        """Hand over the shift that goes on to a colleague, with an open point; return the hand-over."""
        shift = self.get("/rosters/on-duty")["items"][0]
        (receiver,) = [one["id"] for one in shift["people"] if one["name"] == to]
        body = {"to_person_id": receiver, "points": [{"text": point, "order": order}]}
        return str(self.post(f"/rosters/shifts/{shift['id']}/hand-over", body)["id"])

    def open_outage(self, title: str, premise: str) -> None:
        """Record that a premise of 东溪区 has had no power since now."""
        body = {
            "kind": "fault",
            "title": title,
            "cause": "equipment",
            "tier_id": self.tier("东溪区"),
            "starts_at": datetime.now(UTC).isoformat(),
            "premise_ids": [self.premise(premise)],
        }
        self.post("/outages", body)

    def line(self, task: str, about: str) -> Mapping[str, Any]:
        """Return the inbox line of a task of an order, as soon as it is there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (lines := [one for one in self.get("/inbox", text=about)["items"] if one["name"] == task]):
            assert time.monotonic() < deadline, f"{task} of {about} has not come"
            time.sleep(0.05)
        (line,) = lines
        return dict(line)

    def complete(self, task: str, about: str, *, at: datetime | None = None, **values: Any) -> None:
        """Complete the task of an order, as soon as it is in the inbox. `at`: when it was really done."""
        line = self.line(task, about)
        body = {"values": values, "revision": line["revision"], "event_at": at.isoformat() if at else None}
        assert self.post(f"/tasks/{line['task']}/complete", body)["status"] == "completed"
