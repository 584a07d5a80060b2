"""A customer asks how their order stands; whoever guesses learns nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

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
        assert set(told) == {"status", "stage", "expected_at"}
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
