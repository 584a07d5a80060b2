"""Saved views and exports: one's own, a department's, a tier's; and files that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from api.spreadsheets import harmless
from tests.api.conftest import Site


def body(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "filters": {"scope": "department", "overdue": True, "sort": "priority"}, **more}


def names(who: Any) -> list[str]:
    return [view["name"] for view in who.get("/views").json["items"]]


def test_a_view_is_ones_own_until_it_is_shared_with_a_department_or_a_tier(any_site: Site) -> None:
    site = any_site
    desk, other, crew, west = (site.person(name) for name in ("desk", "desk2", "crew", "west"))
    made = desk.post("/views", body("我的超时"))
    assert made.status_code == 201, made.text
    assert names(desk) == ["我的超时"]
    assert names(other) == []
    change = {**body("部门超时", department=site.ids["repair@A1"]), "revision": 1}
    changed = desk.send("PUT", f"/views/{made.json['id']}", json=change)
    assert changed.json["revision"] == 2
    (seen,) = other.get("/views").json["items"]
    assert (seen["name"], seen["mine"], seen["may_change"]) == ("部门超时", False, True)
    assert seen["filters"] == {"scope": "department", "overdue": True, "sort": "priority"}
    assert seen["shared_with"] == "东县抢修调度"
    assert names(crew) == []
    site.person("duty").post("/views", body("全县", tier=site.ids["A1"]))
    assert names(crew) == ["全县"], "a crew belongs to its county"
    assert names(west) == [], "a neighbour does not"
    kept = site.person("operator").get("/administration/changes?subject=views").json["items"]
    assert [(one["kind"], one["label"]) for one in kept] == [
        ("created", "全县"),
        ("changed", "部门超时"),
        ("created", "我的超时"),
    ]
    assert other.send("DELETE", f"/views/{made.json['id']}").json["removed"] is True
    assert names(desk) == ["全县"]


def test_what_is_anothers_is_not_changed_and_what_changed_meanwhile_is_a_conflict(site: Site) -> None:
    desk, crew, duty = site.person("desk"), site.person("crew"), site.person("duty")
    own = desk.post("/views", body("甲")).json["id"]
    change = {**body("乙"), "revision": 1}
    assert crew.send("PUT", f"/views/{own}", json=change).status_code == 404
    shared = duty.post("/views", body("全县", tier=site.ids["A1"])).json["id"]
    assert crew.send("PUT", f"/views/{shared}", json=change).status_code == 403
    assert crew.post("/views", body("丙", tier=site.ids["A1"])).status_code == 403
    assert desk.post("/views", body("丙", tier=site.ids["P"])).status_code == 403
    assert desk.send("PUT", f"/views/{own}", json=change).status_code == 200
    assert desk.send("PUT", f"/views/{own}", json=change).status_code == 409
    for wrong in (
        {"filters": {"scope": "everything"}},
        {"filters": {"cursor": "x"}},
        {"columns": ["password"]},
        {"name": ""},
        {"tier": site.ids["A1"], "department": site.ids["repair@A1"]},
        {"department": site.ids["desk"]},
    ):
        assert desk.post("/views", {**body("丁"), **wrong}).status_code == 422, wrong


FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_is_a_formula(formula: str) -> None:
    assert harmless(formula) == "'" + formula


def test_an_exported_list_runs_nothing_and_is_recorded(site: Site) -> None:
    site.stage.open_order(title='=HYPERLINK("//x","看")')
    site.stage.open_order(title="停电", county="A2", caller_number="13900000000")
    leader = site.person("leader")
    asked = {"filters": {"scope": "department"}, "columns": ["number", "title", "priority", "overdue"]}
    written = leader.post("/inbox/export", {**asked, "format": "csv"})
    assert written.status_code == 200, written.text
    assert written.headers["X-Huan-Capped"] == "0"
    rows = list(csv.reader(io.StringIO(written.data.decode("utf-8-sig"))))
    assert rows[0] == ["受理流水号 Order number", "标题 Title", "优先级 Priority", "已超时 Late"]
    assert sorted(row[1] for row in rows[1:]) == ['\'=HYPERLINK("//x","看")', "停电"]
    book = leader.post("/inbox/export", {**asked, "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(book.data)).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert sheet.max_row == 3
    assert site.person("agent").post("/inbox/export", {**asked, "format": "csv"}).status_code == 403
    kept = site.person("operator").get("/administration/changes?subject=exports").json["items"]
    assert [one["label"] for one in kept] == ["班长", "班长"]
