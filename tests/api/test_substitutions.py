"""Substitution over HTTP: one's own, a leader's for others, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.conftest import Site


def body(site: Site, substitute: str, begin: float, end: float, **more: Any) -> dict[str, Any]:
    now = site.stage.now
    return {
        "substitute_id": site.ids[substitute],
        "from_at": (now + timedelta(hours=begin)).isoformat(),
        "until_at": (now + timedelta(hours=end)).isoformat(),
        "reason": "年休假",
        **more,
    }


def test_a_substitution_is_arranged_told_listed_ended_and_kept(any_site: Site) -> None:
    site = any_site
    desk, duty = site.person("desk"), site.person("duty")
    made = desk.post("/substitutions", body(site, "duty", 1, 3))
    assert made.status_code == 201, made.text
    (line,) = duty.get("/substitutions?mine=true&state=future&text=东县").json["items"]
    assert (line["person_name"], line["standing"], line["may_end"]) == ("东县调度", "future", True)
    site.stage.later(hours=1)
    assert [one["standing"] for one in duty.get("/substitutions?state=now").json["items"]] == ["now"]
    notices = duty.get("/notifications").json["items"]
    assert any("东县调度" in (one["text_zh"] or one["text"]) for one in notices)
    ended = desk.post(f"/substitutions/{made.json['id']}/end", {"reason": "提前返岗"})
    assert ended.json["revision"] == 2
    assert duty.get("/substitutions?state=now").json["items"] == []
    changes = site.person("operator").get("/administration/changes?subject=substitutions").json["items"]
    assert [(one["kind"], one["label"], one["reason"]) for one in changes] == [
        ("changed", "东县调度 → 东县值班长", "提前返岗"),
        ("created", "东县调度 → 东县值班长", None),
    ]


def test_a_leader_arranges_it_for_their_own_people_and_for_nobody_else(site: Site) -> None:
    duty, west = site.person("duty"), site.person("west")
    for_desk = body(site, "desk2", 0, 4, person_id=site.ids["desk"])
    assert west.post("/substitutions", for_desk).status_code == 403
    assert (
        duty.post("/substitutions", body(site, "desk", 0, 4, person_id=site.ids["west"])).status_code == 403
    )
    made = duty.post("/substitutions", for_desk)
    assert made.status_code == 201
    again = duty.post("/substitutions", for_desk)
    assert (again.status_code, [one["field"] for one in again.json["findings"]]) == (422, ["from_at"])
    back = site.person("desk2").post("/substitutions", body(site, "desk", 1, 2))
    assert [one["field"] for one in back.json["findings"]] == ["substitute_id"]
    assert west.post(f"/substitutions/{made.json['id']}/end", {}).status_code == 403
    assert west.get("/substitutions").json["items"] == []
    assert len(duty.get("/substitutions").json["items"]) == 1
    names = [one["name"] for one in site.person("desk").get("/substitutions/candidates").json["items"]]
    assert "东县值班长" in names
    assert "西县调度" not in names
