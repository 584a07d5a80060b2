"""Imports over HTTP: tried first, whole or not at all, the same again changes nothing, within one's tiers."""

from __future__ import annotations

import io
from typing import Any

import pytest

from engine.ids import new_id
from tests.api.conftest import Site, Visitor
from tests.engine.sheets.test_reading import book


def upload(by: Visitor, kind: str, content: bytes | str, dry_run: bool = False) -> Any:
    data = content.encode() if isinstance(content, str) else content
    return by.send(
        "POST",
        f"/imports/{kind}?dry_run={'true' if dry_run else 'false'}",
        data={"file": (io.BytesIO(data), "表.xlsx")},
        content_type="multipart/form-data",
    )


def counts(answer: Any) -> tuple[int, int, int, bool]:
    assert answer.status_code == 200, answer.text
    told = answer.json
    assert told["problem_count"] == len(told["problems"]) == 0, told["problems"]
    return told["created"], told["changed"], told["unchanged"], told["stored"]


ORGANISATION = {
    "people": [
        ["username", "name", "tier", "department", "role", "post"],
        ["south-desk", "南县调度", "A3", "repair", "dispatcher", "dispatcher"],
        ["south-desk", "南县调度", "A3", "duty", "duty-manager", None],
        ["desk", "东县调度", "A1", "duty", "duty-manager", "duty-manager"],
    ],
    "departments": [
        ["tier", "kind", "name"],
        ["A3", "repair", "南县抢修调度"],
        ["A3", "duty", "南县值班室"],
        ["A1", "repair", "东县供电抢修调度"],
    ],
    # What lies below stands first: the order of lines does not matter.
    "tiers": [
        ["code", "kind", "name", "parent"],
        ["A3-C1", "crew", "南县抢修一班", "A3"],
        ["A3", "county", "南县", "A"],
    ],
    "territories": [["code", "name", "tier"], ["T9", "南县城区", "A3"]],
    "supply-units": [["code", "name", "tier"], ["U9", "南县供电公司", "A3"]],
}


def test_an_organisation_comes_from_a_workbook_and_again_changes_nothing(any_site: Site) -> None:
    operator, content = any_site.person("operator"), book(**ORGANISATION)
    assert counts(upload(operator, "organisation", content, dry_run=True)) == (10, 1, 1, False)
    assert operator.get("/organisation/tiers?text=南县").json["count"] == 0
    assert counts(upload(operator, "organisation", content)) == (10, 1, 1, True)
    (person,) = operator.get("/organisation/people?text=south").json["items"]
    assert [(place["role"], place["post"]) for place in person["places"]] == [
        ("duty-manager", None),
        ("dispatcher", "dispatcher"),
    ]
    changed = operator.get("/administration/changes?subject=organisation").json
    assert changed["count"] == 11
    assert changed["items"][0]["reason"].startswith("表.xlsx (")
    again = upload(operator, "organisation", content)
    assert (again.json["created"], again.json["changed"], again.json["stored"]) == (0, 0, False)
    assert operator.get("/administration/changes?subject=organisation").json["count"] == 11
    assert operator.get("/administration/changes?subject=imports").json["count"] == 1


def test_one_bad_line_in_ten_thousand_refuses_all_and_is_told(site: Site) -> None:
    operator = site.person("operator")
    lines = [f"C{number:06d},客户{number},139{number:08d},ordinary" for number in range(10_000)]
    fine = "number,name,phone,class\n" + "\n".join(lines)
    lines[7_776] = "C007776,,13900007776,ordinary"
    answer = upload(operator, "customers", "number,name,phone,class\n" + "\n".join(lines))
    assert answer.status_code == 422
    assert [(one["file"], one["line"], one["field"]) for one in answer.json["findings"]] == [
        ("customers", 7778, "name")
    ]
    assert counts(upload(operator, "customers", fine)) == (10_000, 0, 0, True)
    assert counts(upload(operator, "customers", fine)) == (0, 0, 10_000, False)


def test_customers_premises_and_meters_belong_together(any_site: Site) -> None:
    operator = any_site.person("operator")
    assert counts(upload(operator, "customers", "户号,户名,客户类别\nC900,新客户,important\n"))[:3] == (
        1,
        0,
        0,
    )
    premises = "number,customer,address,territory,supply_unit,area\nM900,C900,新路1号,T1,U1,urban\n"
    assert counts(upload(operator, "premises", premises))[0] == 1
    assert counts(upload(operator, "meters", "number,premise,kind\nE900,M900,单相\n"))[0] == 1
    page = any_site.person("desk").get("/premises/M900").json
    assert (page["customer"]["name"], page["meters"][0]["multiplier"]) == ("新客户", 1)
    assert any_site.person("west").get("/premises/M900").status_code == 404
    bad = "number,customer,address,territory,supply_unit,area\nM901,C999,x,T1,U1,urban\nM902,,x,T0,U1,urban\n"
    told = upload(operator, "premises", bad, dry_run=True).json
    assert [(one["line"], one["field"]) for one in told["problems"]] == [(2, "customer"), (3, "territory")]


def test_by_their_numbers_they_are_put_and_put_again(any_site: Site) -> None:
    operator = any_site.person("operator")
    customer = {"name": "张先生", "phone": "13911112222", "customer_class": "ordinary"}
    assert counts(operator.put("/customers/C77", customer)) == (1, 0, 0, True)
    assert counts(operator.put("/customers/C77", customer)) == (0, 0, 1, False)
    assert counts(operator.put("/customers/C77", {**customer, "phone": None})) == (0, 1, 0, True)
    (change,) = operator.get("/administration/changes?subject=customers").json["items"]
    assert [(one["name"], one["before"], one["after"]) for one in change["values"]] == [
        ("phone", "13911112222", None)
    ]
    premise = {"customer": "C77", "address": "路7号", "territory": "T1", "supply_unit": "U1", "area": "urban"}
    more = {
        "customers": [{**customer, "number": "C78"}],
        "premises": [{**premise, "number": "M78", "customer": "C78"}],
        "meters": [{"number": "E78", "premise": "M78", "kind": "gas"}],
    }
    key = {"Idempotency-Key": new_id()}
    assert counts(operator.post("/supply", more, key)) == (3, 0, 0, True)
    assert counts(operator.post("/supply", more, key)) == (3, 0, 0, True), "the same key, the same answer"
    assert counts(operator.put("/premises/M77", premise))[0] == 1
    assert counts(operator.put("/meters/E78", {"premise": "M77", "kind": "gas"}))[1] == 1
    assert operator.put("/meters/E79", {"premise": "M0", "kind": "gas"}).status_code == 422
    assert operator.put("/customers/" + "9" * 30, customer).status_code == 422
    assert operator.post("/supply", {"customers": [{**customer, "number": "C1"}] * 2}).status_code == 422


def test_whoever_administers_a_county_imports_there_and_nowhere_else(any_site: Site) -> None:
    operator = any_site.person("operator")
    place = {"department_id": any_site.ids["duty@A1"], "role": "operator"}
    assert operator.post(f"/organisation/people/{any_site.ids['duty']}/places", place).status_code == 201
    county = any_site.person("duty")
    tiers = "code,kind,name,parent\nA1-C7,crew,东县七班,A1\nA2-C7,crew,西县七班,A2\n"
    told = upload(county, "organisation", tiers, dry_run=True).json
    assert [(one["line"], one["field"]) for one in told["problems"]] == [(3, "code")]
    west = {"name": "改名", "customer_class": "ordinary"}
    assert county.put("/customers/C0000002", west).status_code == 422, "supplied in the west alone"
    assert operator.put("/customers/C0000002", west).status_code == 200
    assert any_site.person("desk").put("/customers/C0000002", west).status_code == 403


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("A1,county,别名,B", (2, "parent")),
        ("A1,city,东县,A", (2, "kind")),
        ("X1,county,东 县,A", (2, "name")),
        ("X1,crew,x,X9", (2, "parent")),
        ("X_,crew,x班,A1", (2, "code")),
        ("X1,province,别省,", (2, "parent")),
    ],
)
def test_tiers_that_cannot_be_are_told(site: Site, lines: str, expected: tuple[int, str]) -> None:
    told = upload(site.person("operator"), "organisation", f"code,kind,name,parent\n{lines}\n", True).json
    assert [(one["line"], one["field"]) for one in told["problems"]] == [expected]


def test_what_is_no_file_or_no_kind_is_refused(site: Site) -> None:
    operator = site.person("operator")
    assert operator.send("POST", "/imports/customers", data={}).status_code == 422
    assert upload(operator, "weather", "a").status_code == 404
    assert upload(operator, "customers", b"\x00").status_code == 422
    assert upload(operator, "customers", "x" * 21_100_000).status_code == 413
