"""The frame: signing in and out, languages, roles, addresses that are no page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.web.conftest import Site
from tests.web.person import Person


def test_a_wrong_password_is_told_and_the_right_one_leads_where_one_wanted(
    site: Site, browser: Browser
) -> None:
    somebody = Person(browser, site.url, site.password, "supervisor")
    somebody.sign_in("not the password")
    expect(somebody.page.get_by_role("alert")).to_be_visible()
    expect(somebody.page).to_have_url(f"{site.url}/sign-in?next=%2Finbox")
    somebody.go("/orders?text=没有这样的")
    somebody.page.get_by_label("用户名").fill("supervisor")
    somebody.page.get_by_label("密码").fill(site.password)
    somebody.page.keyboard.press("Enter")
    expect(somebody.page.get_by_text("没有工单")).to_be_visible()
    somebody.close()


def test_signing_out_leads_to_the_sign_in_and_leaves_nothing(person: Callable[..., Person]) -> None:
    leader = person("leader")
    leader.page.get_by_role("button", name="账号").click()
    leader.page.get_by_role("menuitem", name="退出登录").click()
    expect(leader.page.get_by_label("用户名")).to_be_visible()
    leader.go("/orders")
    expect(leader.page.get_by_label("用户名")).to_be_visible()


def test_the_interface_is_english_for_who_wants_it(person: Callable[..., Person]) -> None:
    designer = person("designer")
    designer.page.get_by_role("button", name="账号").click()
    designer.page.get_by_role("menuitem", name="English").click()
    expect(designer.page.get_by_role("link", name="Processes")).to_be_visible()
    designer.page.reload()
    designer.page.get_by_role("link", name="Processes").click()
    designer.page.get_by_role("link", name="Fault repair").click()
    expect(designer.page.get_by_role("figure", name="Fault repair")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "sees", "sees_not"),
    [
        ("agent", ["模拟来电", "立单"], []),
        ("crew-dx1", [], ["模拟来电", "立单"]),
    ],
)
def test_everybody_is_offered_what_they_may_do(
    person: Callable[..., Person], who: str, sees: list[str], sees_not: list[str]
) -> None:
    one = person(who)
    for name in sees:
        expect(one.page.get_by_role("button", name=name)).to_be_visible()
    for name in sees_not:
        expect(one.page.get_by_role("button", name=name)).to_have_count(0)


def test_an_address_that_is_no_page_says_so(person: Callable[..., Person]) -> None:
    agent = person("agent")
    agent.go("/nowhere")
    expect(agent.page.get_by_text("没有这个页面")).to_be_visible()
