"""A telephone in the browser: it registers, rings, is answered, muted, held and hung up, and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Locator, Route, expect

from api.headers import content_security_policy
from engine.calling.softphones import REALM, Softphones
from tests.web.conftest import Site
from tests.web.person import Person
from tests.web.persons.colleagues import Colleague
from tests.web.persons.hands import Hands
from tests.web.sip_stub import SipStub

USER = "1001"
HA1 = Softphones("ws://127.0.0.1", "the key of this story, of enough letters").ha1("simulated", USER, None)
CALLER = "13900000006"
NAME = "耳麦"
#: The stub is on this machine, and the page does not come from the network.
HERE = ["local-network-access"]


@pytest.fixture
def exchange() -> Iterator[SipStub]:
    with SipStub(USER, REALM, HA1) as made:
        yield made


@pytest.fixture
def device(site: Site) -> Iterator[str]:
    """A telephone in browsers at the centre, until the story is over."""
    with Colleague(site, "operator") as operator:
        (desk,) = [one for one in operator.get("/telephony/devices")["items"] if USER in one["name"]]
        same = {name: desk[name] for name in ("node", "contact", "department_id", "person_id")}
        body = {**same, "name": NAME, "kind": "softphone", "can_answer": False}
        made = operator.post("/telephony/devices", body)
        yield str(made["id"])
        gone = {**body, "active": False, "revision": made["revision"]}
        operator.put(f"/telephony/devices/{made['id']}", gone)


def test_a_call_at_a_telephone_in_the_browser(
    device: str, exchange: SipStub, person: Callable[..., Person]
) -> None:
    agent = Hands(person("agent"))
    with _connected_to(agent.page.context, exchange, device):
        _works_at_it(agent, exchange)


def _works_at_it(agent: Hands, exchange: SipStub) -> None:
    page = agent.page
    page.context.grant_permissions(HERE)
    page.reload()
    expect(page.get_by_role("button", name="话务状态")).to_be_visible()
    phone = page.get_by_role("group", name="软电话")

    # Nothing rings for whoever cannot be heard; it is said, and tried again.
    agent.press("A")
    agent.take(NAME)
    expect(phone).to_contain_text("麦克风被拒绝")
    page.context.grant_permissions([*HERE, "microphone"])
    _push_beside_the_state(agent, phone, "重试")
    expect(phone).to_contain_text("软电话已就绪")
    exchange.heard("REGISTER", 2)

    # Another page of the same browser leaves it to this one.
    with page.context.expect_page() as opened:
        page.evaluate("open('/orders')")
    expect(opened.value.get_by_role("group", name="软电话")).to_contain_text("在另一个页面上")
    opened.value.close()

    # It rings, is answered by the key of the call bar, muted, held, and hears digits.
    exchange.ring(CALLER)
    expect(phone).to_contain_text(f"振铃{CALLER}")
    agent.press("F2")
    exchange.heard("200 INVITE")
    expect(phone).to_contain_text("通话中")
    agent.press("F7")
    expect(phone.get_by_role("button", name="取消静音")).to_be_visible()
    agent.press("F4")
    expect(phone.get_by_role("button", name="恢复")).to_be_visible()
    assert "a=sendonly" in exchange.heard("INVITE").body
    agent.press("*", "5", "#")
    expect(page.get_by_text("已按 5#")).to_be_visible()
    assert "Signal=5" in exchange.heard("INFO").body
    assert "Signal=#" in exchange.heard("INFO", 2).body
    agent.press("Escape")
    expect(page.get_by_text("已按 5#")).to_have_count(0)

    # One call at a time. The page is loaded anew: the call is over for both, and this side is told.
    exchange.ring("13900000007")
    exchange.heard("486 INVITE")
    expect(phone).to_contain_text(CALLER)
    page.reload()
    exchange.heard("BYE")
    expect(phone).to_contain_text(f"{CALLER} 页面被重新载入，通话已断开")
    expect(phone).to_contain_text("软电话已就绪")
    _push_beside_the_state(agent, phone, "知道了")
    expect(phone).not_to_contain_text("页面被重新载入")

    # Refused, and given up by the caller: nothing is left.
    exchange.ring(CALLER)
    expect(phone).to_contain_text("振铃")
    agent.press("F9")
    exchange.heard("486 INVITE", 2)
    call = exchange.ring(CALLER)
    expect(phone).to_contain_text("振铃")
    exchange.give_up(CALLER, call)
    exchange.heard("487 INVITE")
    expect(phone).not_to_contain_text(CALLER)

    agent.press("A")
    agent.take("签出")
    expect(phone).to_have_count(0)
    exchange.heard_goodbye()


def _push_beside_the_state(agent: Hands, phone: Locator, name: str) -> None:
    """Open the menu of states and shut it, which leaves the focus beside the telephone, and go on from there."""
    page = agent.page
    agent.press("A")
    expect(page.locator("[role=menuitem]:focus")).to_be_visible()
    agent.press("Escape")
    expect(page.get_by_role("button", name="话务状态")).to_be_focused()
    agent.reach(phone.get_by_role("button", name=name))
    agent.press("Enter")


@contextmanager
def _connected_to(context: BrowserContext, exchange: SipStub, device: str) -> Iterator[None]:
    """Let a browser register there. The demonstration's exchange has no telephones in browsers: its answer and
    its header are those of one that has (tests/api/test_softphone.py)."""

    def registration(route: Route) -> None:
        where = {"device": device, "wss": exchange.url, "domain": "127.0.0.1"}
        route.fulfill(json={"softphone": {**where, "user": USER, "realm": REALM, "ha1": HA1}})

    def page(route: Route) -> None:
        if route.request.resource_type != "document":
            route.fallback()
            return
        answer = route.fetch()
        policy = content_security_policy([exchange.url])
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    context.route("**/*", page)
    context.route("**/api/v1/agent/softphone", registration)
    yield
    context.unroute_all()
    context.clear_permissions()
