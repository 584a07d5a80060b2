"""How people want to be told, and the texts in which they are: bodies that are checked, and what is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from engine.commands import Handler
from engine.notices import KINDS
from tests.api.conftest import Site
from tests.stage import SYSTEM
from tests.telling import Tell

WISHES = {
    "email": "desk@example.com",
    "phone": "138 0000 0001",
    "quiet_from": "22:00",
    "quiet_to": "07:30",
    "digest_at": "18:00",
    "choices": [
        {"kind": "mentioned", "channel": "sms", "choice": "hourly"},
        {"kind": "mentioned", "channel": "app", "choice": "off"},
    ],
}


def test_somebody_says_how_they_want_to_be_told_and_changes_their_mind(any_site: Site) -> None:
    site = any_site
    services = site.stage.engine.services
    services.handlers = {**services.handlers, "email": Handler("once")}
    desk = site.person("desk")
    before = desk.get("/notifications/wishes")
    assert (before.json["revision"], before.json["channels"], before.json["zone"]) == (
        0,
        ["email", "sms"],
        "Asia/Shanghai",
    )
    assert [one["kind"] for one in before.json["kinds"]] == list(KINDS)
    kept = desk.put("/notifications/wishes", WISHES, {"If-Match": before.headers["ETag"]})
    assert (kept.status_code, kept.json) == (200, {"revision": 1})
    after = desk.get("/notifications/wishes").json
    assert (after["phone"], after["quiet_to"]) == ("+8613800000001", "07:30")
    mentioned = next(one for one in after["kinds"] if one["kind"] == "mentioned")
    assert (mentioned["app"], mentioned["email"], mentioned["sms"]) == ("off", "daily", "hourly")
    late = desk.put("/notifications/wishes", WISHES, {"If-Match": before.headers["ETag"]})
    assert late.status_code == 412
    assert desk.put("/notifications/wishes", WISHES).status_code == 428
    again = {**WISHES, "choices": [], "email": None, "revision": 1}
    assert desk.put("/notifications/wishes", again).json == {"revision": 2}
    assert desk.get("/notifications/wishes").json["email"] is None
    changes = site.person("operator").get("/administration/changes?subject=notices").json["items"]
    assert [one["kind"] for one in changes] == ["changed", "created"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "desk@example.com\r\nBcc: x@y"}, "email"),
        ({"phone": "neighbour"}, "phone"),
        ({"quiet_to": None}, "quiet_to"),
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"digest_at": "8:00"}, "digest_at"),
        ({"choices": [WISHES["choices"][0]] * 2}, "choices.1"),
        ({"choices": [{"kind": "urged", "channel": "app", "choice": "off"}]}, "choices.0"),
        ({"choices": [{"kind": "mentioned", "channel": "app", "choice": "daily"}]}, "choices.0"),
        ({"choices": [{"kind": "colour", "channel": "sms", "choice": "now"}]}, "choices.0.kind"),
        ({"colour": 1}, "colour"),
    ],
    ids=str,
)
def test_a_wish_that_cannot_be_is_named(site: Site, wrong: dict[str, Any], field: str) -> None:
    answer = site.person("desk").put("/notifications/wishes", {**WISHES, "revision": 0, **wrong})
    assert answer.status_code == 422
    assert field in [one["field"] for one in answer.json["findings"]]
    assert site.person("desk").get("/notifications/wishes").json["revision"] == 0


def test_a_muted_kind_is_in_the_list_but_never_unread(any_site: Site) -> None:
    site = any_site
    desk = site.person("desk")
    desk.put("/notifications/wishes", {**WISHES, "revision": 0})
    site.stage.run(Tell("mentioned", {"people": [site.ids["desk"]], "values": {"text": "x"}}), SYSTEM)
    site.stage.run(Tell("urged", {"people": [site.ids["desk"]]}), SYSTEM)
    page = desk.get("/notifications").json
    assert ([one["kind"] for one in page["items"]], page["unread"]) == (["urged"], 1)
    everything = desk.get("/notifications?state=all").json
    assert [(one["kind"], one["read"]) for one in everything["items"]] == [
        ("urged", False),
        ("mentioned", True),
    ]
    assert [one["kind"] for one in desk.get("/notifications?state=read").json["items"]] == ["mentioned"]
    assert desk.get("/notifications?state=all&kind=mentioned").json["count"] == 1
    assert desk.post("/notifications/read").json == {"read": 2}
    assert desk.get("/notifications").json["unread"] == 0


def test_a_site_puts_its_own_text_tries_it_first_and_takes_it_back(any_site: Site) -> None:
    site = any_site
    operator, path = site.person("operator"), "/notifications/texts/urged"
    mine = {"text_en": "Hurry: {order}[ ({reason})]", "text_zh": "请抓紧：{order}[（{reason}）]"}
    shown = operator.post(f"{path}/preview", mine).json
    assert shown == {
        "example_en": "Hurry: 2026112300017 (the address belongs to the neighbouring county)",
        "example_zh": "请抓紧：2026112300017（地址属于邻县）",
        "findings": [],
    }
    assert operator.put(path, {**mine, "revision": 0, "reason": "短些"}).json["revision"] == 1
    assert operator.put(path, {**mine, "revision": 0}).status_code == 409
    order = site.order(site.person("agent"))
    site.stage.run(Tell("urged", {"people": [site.ids["desk"]], "order_id": order["order"]}), SYSTEM)
    (notice,) = site.person("desk").get("/notifications").json["items"]
    assert (notice["text"], notice["text_zh"]) == (f"Hurry: {order['number']}", f"请抓紧：{order['number']}")
    (text,) = operator.get("/notifications/texts?text=hurry").json["items"]
    assert (text["kind"], text["changed_by"], text["shipped_zh"]) == (
        "urged",
        "运维员",
        KINDS["urged"].text.zh,
    )
    assert operator.post(f"{path}/reset", {"revision": 1}).json == {"kind": "urged", "revision": 0}
    assert operator.get("/notifications/texts?text=hurry").json["items"] == []
    changes = operator.get("/administration/changes?subject=notice-texts").json["items"]
    assert len(changes) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_en": "{colour}"}, "text_en"),
        ({"text_zh": "[{order}"}, "text_zh"),
        ({"text_en": " "}, "text_en"),
        ({"text_en": "x" * 501}, "text_en"),
    ],
    ids=str,
)
def test_a_text_with_a_mistake_is_shown_and_refused(site: Site, wrong: dict[str, str], field: str) -> None:
    operator, body = site.person("operator"), {"text_en": "{order}", "text_zh": "{order}", **wrong}
    shown = operator.post("/notifications/texts/urged/preview", body).json
    assert [one["field"] for one in shown["findings"]] == [field]
    assert shown[field.replace("text", "example")] is None
    refused = operator.put("/notifications/texts/urged", {**body, "revision": 0})
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json["findings"]] == [field]
    assert operator.post("/notifications/texts/colour/preview", body).status_code == 404
    assert site.person("desk").get("/notifications/texts").status_code == 403
