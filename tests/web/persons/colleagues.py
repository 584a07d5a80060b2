"""The others of a story, of whom no page is shown: what they do comes over HTTP."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpx

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

    def open_order(self, title: str, **facts: Any) -> Mapping[str, Any]:
        """Open a fault report in 东溪区; return its id and number."""
        place = {"tier_id": self.county(), "area": "urban", "customer_class": "ordinary"}
        body = {
            "category": "fault-report",
            "title": title,
            "fields": {"symptom": "no-power"},
            "caller_name": "演示来电人",
            "beside": True,
        }
        made = self.post("/orders", {**body, **place, **facts})
        return {"id": made["order"], "number": made["number"]}

    def county(self) -> str:
        """Return the id of 东溪区."""
        (found,) = [one for one in self.get("/tiers")["items"] if one["name"] == "东溪区"]
        return str(found["id"])

    def premise(self, number: str) -> str:
        """Return the id of a premise."""
        (found,) = self.get("/premises", search=number)["items"]
        return str(found["id"])

    def open_outage(self, title: str, premise: str) -> None:
        """Record that a premise of 东溪区 has had no power since now."""
        body = {
            "kind": "fault",
            "title": title,
            "cause": "equipment",
            "tier_id": self.county(),
            "starts_at": datetime.now(UTC).isoformat(),
            "premise_ids": [self.premise(premise)],
        }
        self.post("/outages", body)

    def complete(self, task: str, about: str, **values: Any) -> None:
        """Complete the task of an order, as soon as it is in the inbox."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (lines := [one for one in self.get("/inbox", text=about)["items"] if one["name"] == task]):
            assert time.monotonic() < deadline, f"{task} of {about} has not come"
            time.sleep(0.05)
        (line,) = lines
        body = {"values": values, "revision": line["revision"]}
        assert self.post(f"/tasks/{line['task']}/complete", body)["status"] == "completed"
