"""A customer asks how their order stands; whoever guesses learns nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from engine.commands.erase import EraseValues
from engine.commands.public_status import MOST_OF_ADDRESS, MOST_OF_NUMBER
from engine.store.statement import Statement
from engine.store.tables import rate_limit, work_order
from tests.api.conftest import Site

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PHONE = "13800000001"


def ask(site: Site, number: str, phone: str = PHONE) -> tuple[int, dict[str, object]]:
    answer = site.visitor().post("/public/orders/status", {"number": number, "phone": phone})
    return answer.status_code, answer.json


def change(site: Site, statement: object) -> None:
    with site.stage.system.database.transaction() as tx:
        tx.write(Statement(statement))


@pytest.fixture
def number(any_site: Site) -> str:
    opened = any_site.order(any_site.person("agent"), caller_number=PHONE, caller_name="王女士")
    return str(opened["number"])


def test_the_customer_is_told_how_it_stands_and_nothing_about_anybody(any_site: Site, number: str) -> None:
    spoken = f"{number[:6]} {number[6:12]}-{number[12:]}"
    for phone in (PHONE, "+86 138-0000-0001"):
        status, told = ask(any_site, spoken, phone)
        assert status == 200
        assert set(told) == {"status", "stage", "expected_at", "answer"}
        assert (told["status"], told["expected_at"] is not None) == ("open", True)


def test_a_wrong_number_and_a_wrong_telephone_are_answered_alike(any_site: Site, number: str) -> None:
    other = f"{int(number) + 10:013}"
    answers = [ask(any_site, number, "13999999999"), ask(any_site, other), ask(any_site, "0")]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 404
    change(any_site, update(work_order).values(restricted=True))
    assert ask(any_site, number) == answers[0], "of a restricted order nobody outside is told"


def test_one_number_is_asked_for_so_often_and_one_address_asks_so_often(any_site: Site, number: str) -> None:
    for _ in range(MOST_OF_NUMBER):
        assert ask(any_site, number, "13999999999")[0] == 404
    status, told = ask(any_site, number)
    assert (status, told["code"]) == (429, "too-many-requests"), "the right telephone comes too late"
    change(any_site, update(rate_limit).values(until=LONG_AGO))
    assert ask(any_site, number)[0] == 200
    for other in range(MOST_OF_ADDRESS - 1):
        ask(any_site, f"{other}")
    assert ask(any_site, number)[0] == 429


def test_the_customer_reads_what_colleagues_have_written_for_them(any_site: Site, number: str) -> None:
    agent, crew = any_site.person("agent"), any_site.person("crew")
    path = f"/orders/{agent.get(f'/orders/by-number/{number}').json['id']}/public-answer"
    assert agent.get(path).json == {
        "text": None,
        "written_by_name": None,
        "written_at": None,
        "revision": 0,
        "told": True,
        "may_write": True,
    }
    assert ask(any_site, number)[1]["answer"] is None
    text = "抢修队已在路上<b>预计今晚</b>恢复"
    assert agent.put(path, {"text": text, "revision": 0}).json["revision"] == 1
    assert ask(any_site, number)[1]["answer"] == text
    assert agent.put(path, {"text": "x", "revision": 0}).json["code"] == "revision-conflict"
    assert agent.put(path, {"text": "长" * 501, "revision": 1}).status_code == 422
    assert crew.put(path, {"text": "x", "revision": 1}).status_code in (403, 404)
    assert agent.get(path).json["written_by_name"] == "坐席甲"
    assert agent.put(path, {"text": " ", "revision": 1}).json["revision"] == 2
    assert ask(any_site, number)[1]["answer"] is None
    assert agent.put(path, {"text": "", "revision": 2}).status_code == 422, "there is nothing to withdraw"
    events = [one for one in any_site.stage.history() if one.type == "order.public-answer"]
    assert len(events) == 2
    agent.put(path, {"text": "请王女士放心", "revision": 2})
    order = path.split("/")[2]
    any_site.stage.run(EraseValues(order, ["public_answer"], "含客户姓名"), "auditor")
    assert ask(any_site, number)[1]["answer"] is None
