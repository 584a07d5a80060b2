"""Signing in by another house: a code, PKCE, state, nonce, a signed token, and somebody whom we know."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from engine.oidc_settings import OidcSettings
from tests.api.conftest import Site, Visitor
from tests.api.provider import Provider


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.claims, running.signs_with, running.algorithm = {}, running.key, "RS256"
    return running


@pytest.fixture
def house(site: Site, provider: Provider) -> Site:
    """The site beside the provider."""
    settings = OidcSettings(provider.issuer, "huan", "http://huan.example", "a secret")
    system = site.stage.system
    site.stage.system = replace(system, settings=replace(system.settings, oidc=settings))
    return Site(site.stage)


def sent(browser: Visitor, back_to: str = "/inbox") -> str:
    answer = browser.get(f"/session/oidc?back_to={back_to}")
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def back(browser: Visitor, **query: str) -> Any:
    return browser.http.get("/api/v1/session/oidc/callback", query_string=query)


def signed_in(house: Site, provider: Provider, back_to: str = "/inbox") -> tuple[Visitor, Any]:
    browser = house.visitor()
    code = provider.authorize(sent(browser, back_to))
    return browser, back(browser, code=code, state=provider.asked["state"])


def test_whom_the_other_house_names_is_signed_in(house: Site, provider: Provider) -> None:
    assert house.visitor().get("/session/ways").json["oidc"]["name_zh"] == "统一身份认证"
    browser, answer = signed_in(house, provider)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/inbox")
    assert browser.get("/session").json["username"] == "desk"
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["redirect_uri"] == "http://huan.example/api/v1/session/oidc/callback"
    (line,) = house.person("auditor").get("/sign-ins?text=desk").json["items"]
    assert (line["via"], line["result"]) == ("oidc", "success")


def test_an_answer_is_good_once_and_only_in_the_browser_that_asked(house: Site, provider: Provider) -> None:
    browser, _ = signed_in(house, provider)
    state = provider.asked["state"]
    assert refusal(back(browser, code="the-code", state=state)) == "not-signed-in"
    first = house.visitor()
    provider.authorize(sent(first))
    other = house.visitor()
    sent(other)
    assert refusal(back(other, code="the-code", state=provider.asked["state"])) == "not-signed-in"
    assert other.get("/session").status_code == 401


WRONG: list[dict[str, Any]] = [
    {"nonce": "another"},
    {"iss": "http://elsewhere.example"},
    {"aud": "another client"},
    {"aud": ["huan", "another"]},
    {"exp": int(time.time()) - 3600},
    {"azp": "another client"},
]


@pytest.mark.parametrize("claims", WRONG, ids=lambda claims: next(iter(claims)))
def test_a_token_that_is_not_for_us_now_is_refused(
    house: Site, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    browser, answer = signed_in(house, provider)
    assert refusal(answer) == "not-signed-in"
    assert browser.get("/session").status_code == 401
    (line,) = house.person("auditor").get("/sign-ins?result=refused").json["items"]
    assert line["via"] == "oidc"


def test_a_token_that_somebody_else_signed_is_refused(house: Site, provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert refusal(signed_in(house, provider)[1]) == "not-signed-in"


@pytest.mark.parametrize("claims", [{"preferred_username": "stranger"}, {"preferred_username": None}])
def test_nobody_is_created(house: Site, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    people = len(house.person("operator").get("/accounts").json["items"])
    assert refusal(signed_in(house, provider)[1]) == "unknown-person"
    assert len(house.person("operator").get("/accounts").json["items"]) == people


@pytest.mark.parametrize("back_to", ["//evil.example", "https://evil.example", "/%5Cevil.example", "evil"])
def test_one_comes_back_to_this_site_alone(house: Site, provider: Provider, back_to: str) -> None:
    _, answer = signed_in(house, provider, back_to)
    assert answer.headers["Location"] == "/"


def test_the_provider_may_refuse(house: Site, provider: Provider) -> None:
    browser = house.visitor()
    provider.authorize(sent(browser))
    assert refusal(back(browser, error="access_denied", state=provider.asked["state"])) == "not-signed-in"


def test_without_another_house_there_is_none(site: Site) -> None:
    assert site.visitor().get("/session/ways").json["oidc"] is None
    assert site.visitor().get("/session/oidc").status_code == 404


def refusal(answer: Any) -> str:
    """Return the code with which the browser is sent to sign in."""
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["Location"]).query)["refused"][0]
