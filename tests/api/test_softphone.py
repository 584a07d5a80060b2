"""A telephone in the browser: who is signed in at it gets its digest, the exchange has the same, nobody else either."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from api import create_app
from engine.calling.softphones import Softphones, is_browser_address, sip_user
from huan.exchange_nodes import browser_telephones
from telephony.freeswitch import Hotline, Plan, checked, rendered
from telephony.freeswitch.render import SOFTPHONES
from telephony.listener import NodeSettings
from tests.api.conftest import Site
from tests.api.test_agents import device, made

KEY = "a key that nobody guesses, of more than thirty letters"
NODE = NodeSettings("hz-1", "10.0.3.11", 8021, "secret", softphones=Softphones("wss://fs1.example:7443", KEY))
MINE = "/agent/softphone"


@pytest.fixture
def browsers(site: Site) -> Site:
    """A site to whose exchange browsers connect."""
    system = replace(site.stage.system, settings=replace(site.stage.system.settings, exchanges=(NODE,)))
    site.stage.system = system
    return Site(site.stage, create_app(system))


def test_who_is_signed_in_at_a_softphone_registers_with_what_the_exchange_knows(browsers: Site) -> None:
    operator, agent, other = (browsers.person(one) for one in ("operator", "agent", "agent2"))
    own = {"kind": "softphone", "person_id": browsers.ids["agent"]}
    soft = made(operator, "/telephony/devices", device(browsers, "浏览器", "user/1003", **own))
    desk = made(operator, "/telephony/devices", device(browsers, "一号座"))
    shared = made(operator, "/telephony/devices", device(browsers, "共用", "user/1004", kind="softphone"))

    assert agent.get(MINE).json == {"softphone": None}, "signed in nowhere"
    agent.post("/agent/sign-in", {"device": desk})
    assert agent.get(MINE).json == {"softphone": None}, "signed in at a telephone on the desk"
    agent.post("/agent/sign-out")
    agent.post("/agent/sign-in", {"device": soft})
    answer = agent.get(MINE)
    found = answer.json["softphone"]
    ha1 = found.pop("ha1")
    assert found == {
        "device": soft,
        "wss": "wss://fs1.example:7443",
        "domain": "fs1.example",
        "user": "1003",
        "realm": "huan-softphone",
    }
    assert answer.headers["Cache-Control"] == "no-store"
    assert "connect-src 'self' wss://fs1.example:7443" in answer.headers["Content-Security-Policy"]

    # Nobody else's: not before they are signed in, and each telephone has another one.
    assert other.get(MINE).json == {"softphone": None}
    other.post("/agent/sign-in", {"device": shared})
    assert other.get(MINE).json["softphone"]["ha1"] != ha1
    assert browsers.person("duty").get(MINE).status_code == 403

    # The exchange's directory has the same digests, and no page was ever given the key.
    plan = Plan(
        ("repair@default",),
        (Hotline("95598", "repair@default"),),
        "another secret",
        "10.0.3.11",
        8021,
        ("10.0.3.5/32",),
        "/cdr",
        "/recordings",
        wss=":7443",
        softphones=browser_telephones(browsers.stage.system, NODE),
    )
    users = {
        user.get("id"): {one.get("name"): one.get("value") for one in user.iter("param")}
        for user in ElementTree.fromstring(rendered(checked(plan))[SOFTPHONES]).iter("user")
    }
    assert users["1003"] == {"a1-hash": ha1}
    assert set(users) == {"1003", "1004"}
    assert ha1 not in repr(plan)
    assert KEY not in repr(NODE)

    # Given to somebody else it has another digest: what the first one's browser knew opens nothing any more.
    agent.post("/agent/sign-out")
    assert agent.get(MINE).json == {"softphone": None}
    revision = next(
        one["revision"] for one in operator.get("/telephony/devices").json["items"] if one["id"] == soft
    )
    changed = device(browsers, "浏览器", "user/1003", kind="softphone", person_id=browsers.ids["agent2"])
    answer = operator.put(f"/telephony/devices/{soft}", changed, {"If-Match": f'"{revision}"'})
    assert answer.status_code == 200, answer.text
    now = {one.user: one.ha1 for one in browser_telephones(browsers.stage.system, NODE)}
    assert now["1003"] != ha1


def test_without_softphones_there_is_none_and_pages_connect_nowhere_else(site: Site) -> None:
    operator, agent = site.person("operator"), site.person("agent")
    soft = made(operator, "/telephony/devices", device(site, "浏览器", "user/1003", kind="softphone"))
    agent.post("/agent/sign-in", {"device": soft})
    answer = agent.get(MINE)
    assert answer.json == {"softphone": None}
    assert "wss" not in answer.headers["Content-Security-Policy"]


def test_a_softphone_is_a_user_of_the_exchange(site: Site) -> None:
    body = device(site, "浏览器", "sofia/gateway/trunk/1003", kind="softphone")
    refused = site.person("operator").post("/telephony/devices", body)
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json["findings"]] == ["contact"]


def test_another_node_another_user_another_owner_another_key_is_another_digest() -> None:
    phones = Softphones("wss://fs1.example", KEY)
    others = [("b", "1001", None), ("a", "1002", None), ("a", "1001", "somebody"), ("a", "100", "1")]
    digests = {
        phones.ha1("a", "1001", None),
        Softphones("wss://fs1.example", KEY + "!").ha1("a", "1001", None),
    }
    digests |= {phones.ha1(*one) for one in others}
    assert len(digests) == 6
    assert phones.ha1("a", "1001", None) in digests, "and the same for the same"


@pytest.mark.parametrize(
    ("address", "can"),
    [
        ("wss://fs1.hangzhou.example:7443", True),
        ("wss://10.0.3.11", True),
        ("ws://127.0.0.1:5066", True),
        ("ws://localhost:5066", True),
        ("ws://10.0.3.11:5066", False),
        ("https://fs1.example", False),
        ("wss://fs1.example/", False),
        ("wss://fs1.example:7443/path", False),
        ("wss://user@fs1.example", False),
        ("wss://fs1.example; script-src *", False),
        ("wss://*.example", False),
        ("wss://fs1.example:99999", False),
        ("wss://fs1.example:0", False),
        ("wss://[::1", False),
        ("wss://", False),
        ("", False),
    ],
)
def test_browsers_are_sent_to_an_address_and_nothing_more(address: str, can: bool) -> None:
    assert is_browser_address(address) is can


def test_only_a_contact_of_a_user_can_register() -> None:
    assert [sip_user(one) for one in ("user/1003", "user/1003@10.0.3.11")] == ["1003", "1003"]
    for contact in ("sofia/internal/1003", "user/", "user/a/b", "1003", "user/1003\n"):
        assert sip_user(contact) is None
