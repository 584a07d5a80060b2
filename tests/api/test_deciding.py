"""A designer tries a decision before anything is deployed, and the decisions of a version that is."""

from __future__ import annotations

from tests.api.conftest import Site
from tests.engine.decisions.drawing import decision, file, input_data, literal, table

FEES = file(
    input_data("days", "number"),
    input_data("from", "date"),
    decision("fee", table(["days"], [""], "< 7 => 10.50 // a short stay\n>= 7 => 8"), inputs=["days"]),
    decision("until", literal('from + duration("P" + string(days) + "D")'), inputs=["from", "days"]),
    decision("large", literal("12345678901234567890.5")),
    decision("year", literal("today().year")),
).decode()
FILES = {"rules/fees.dmn": FEES}


def test_a_decision_says_its_value_and_which_rules_matched(site: Site) -> None:
    designer = site.person("designer")
    asked = {"files": FILES, "decision": "fee", "inputs": {"days": 3, "colour": "red"}}
    answer = designer.post("/packages/decide", asked)
    assert answer.status_code == 200, answer.text
    outcome = answer.json["outcome"]
    assert (outcome["decision"], outcome["value"], outcome["not_taken"]) == ("_fee", 10.5, ["colour"])
    (trace,) = outcome["trace"]
    assert (trace["table"], trace["hit_policy"], trace["output"]) == ("fee", "UNIQUE", 10.5)
    assert trace["inputs"] == [{"name": "days", "value": 3}]
    assert [(rule["number"], rule["annotations"][0]["text"]) for rule in trace["rules"]] == [
        (1, "a short stay")
    ]


def test_a_text_is_a_date_where_one_is_wanted_and_an_exact_number_is_kept(site: Site) -> None:
    designer = site.person("designer")

    def say(name: str, **more: object) -> dict[str, object]:
        found: dict[str, object] = designer.post(
            "/packages/decide", {"files": FILES, "decision": name, **more}
        ).json["outcome"]
        return found

    until = say("_until", inputs={"from": "2026-01-30", "days": 3})
    assert (until["value"], until["text"]) == ("2026-02-02", '@"2026-02-02"')
    assert say("large")["value"] == "12345678901234567890.5"
    assert say("year", at="2031-05-05T00:00:00+08:00")["value"] == 2031
    missing = say("fee")
    assert missing["value"] is None
    assert missing["notes"][0]["message_zh"] != missing["notes"][0]["message"]  # type: ignore[index]


def test_without_a_name_the_decisions_are_listed_and_a_broken_file_is_a_finding(site: Site) -> None:
    designer = site.person("designer")
    answer = designer.post("/packages/decide", {"files": {**FILES, "rules/broken.dmn": "<"}}).json
    assert answer["outcome"] is None
    assert [(one["id"], [i["name"] for i in one["inputs"]]) for one in answer["decisions"]] == [
        ("_fee", ["days"]),
        ("_until", ["from", "days"]),
        ("_large", []),
        ("_year", []),
    ]
    assert [finding["file"] for finding in answer["findings"]] == ["rules/broken.dmn"]


def test_a_decision_that_is_not_there_and_one_that_never_ends_are_refused(site: Site) -> None:
    designer = site.person("designer")
    unknown = designer.post("/packages/decide", {"files": FILES, "decision": "tariff"})
    assert (unknown.status_code, unknown.json["code"]) == (404, "not-found")
    assert "_fee" in unknown.json["detail_zh"]
    endless = file(decision("all", literal("for a in 1..9999999, b in 1..9999999 return a"))).decode()
    asked = {"files": {"rules/endless.dmn": endless}, "decision": "all"}
    assert designer.post("/packages/decide", asked).status_code == 422
    neither = designer.post("/packages/decide", {"decision": "fee"})
    assert (neither.status_code, neither.json["findings"][0]["field"]) == (422, "definition")


def test_a_version_that_is_deployed_is_tried_by_its_id_by_designers_alone(site: Site) -> None:
    version = site.person("designer").get("/packages/repair").json["current"]["id"]
    answer = site.person("designer").post("/packages/decide", {"definition": version})
    assert answer.status_code == 200
    assert [one["id"] for one in answer.json["decisions"]] == ["repair-grade"]
    assert site.person("agent").post("/packages/decide", {"files": FILES}).status_code == 403
