"""Every setting is checked where it is read, and the message names its variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import InvalidInput
from engine.limits.seeds import PROFILE_KEYS
from huan.paths import PRODUCT
from huan.settings import Settings

PRODUCTION = {"HUAN_ENV": "production", "HUAN_DATABASE_URL": "postgresql://huan@db/huan"}


def test_without_any_variable_it_is_a_demonstration_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({})
    assert settings.database_url == f"sqlite:///{tmp_path}/var/huan.sqlite3"
    assert (settings.host, settings.port, settings.clock_rate) == ("127.0.0.1", 8095, 1.0)
    assert (settings.redis_url, settings.message_gateway, settings.production) == (None, None, False)


def test_the_packages_and_the_web_application_are_the_products_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({})
    assert settings.packages == PRODUCT / "bpmn"
    assert (settings.packages / "repair" / "package.yaml").is_file()
    assert settings.web == PRODUCT / "web" / "dist"
    assert Settings.from_environment({"HUAN_PACKAGES": str(tmp_path)}).packages == tmp_path


def test_an_empty_variable_is_as_good_as_none() -> None:
    names = (
        "HUAN_DATABASE_URL HUAN_PORT HUAN_HOST HUAN_CLOCK_RATE HUAN_ENV HUAN_PACKAGES HUAN_WEB HUAN_PROFILE"
    )
    assert Settings.from_environment(dict.fromkeys([*names.split(), "REDIS_URL"], "")) == (
        Settings.from_environment({})
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("HUAN_CLOCK_RATE", value)
            for value in ("-5", "0", "nan", "inf", "-inf", "1e9", "fast", "1,5", " ")
        ),
        *(("HUAN_PORT", value) for value in ("0", "-1", "99999", "65536", "80.5", "http", "8e3", "٣", " 80")),
        *(("HUAN_MESSAGE_KEPT_HOURS", value) for value in ("-1", "8761", "day")),
        *(("HUAN_NOTICES_KEPT_DAYS", value) for value in ("-1", "36501", "for ever")),
        *(("HUAN_DATABASE_WAIT", value) for value in ("-1", "3601", "1.5", "a minute", "٣")),
        *(("HUAN_HOST", value) for value in ("http://x", "a b", "x/", "-x", "host:80", "[::1]", "x" * 300)),
        *(("HUAN_WEBHOOK_HOSTS", value) for value in ("http://a", "a/b", "a,b c", "a:b", "a:80:90", "@a")),
        *(
            ("HUAN_MESSAGE_GATEWAY", value)
            for value in ("sms", "ftp://x", "http://", "https://x:port/", "LOG")
        ),
        *(
            ("REDIS_URL", value)
            for value in ("localhost", "http://x", "redis://", "redis://x:port", "unix://")
        ),
        *(
            ("HUAN_DATABASE_URL", value)
            for value in ("mysql://x", "sqlite:///", "huan.db", "postgresql://[x")
        ),
        *(("HUAN_ENV", value) for value in ("prod", "PRODUCTION", "test")),
        ("HUAN_PROFILE", "national-grid"),
        ("HUAN_PACKAGES", "/nowhere/at/all"),
        ("HUAN_WEB", "/nowhere/at/all"),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(InvalidInput, match=rf"^{name}\b"):
        Settings.from_environment({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("HUAN_CLOCK_RATE", value) for value in ("60", "0.5", "1e3", "86400")),
        *(("HUAN_PORT", value) for value in ("1", "443", "65535")),
        *(("HUAN_DATABASE_WAIT", value) for value in ("0", "60", "3600")),
        *(("HUAN_MESSAGE_KEPT_HOURS", value) for value in ("0", "24", "8760")),
        *(("HUAN_NOTICES_KEPT_DAYS", value) for value in ("0", "36500")),
        *(("HUAN_HOST", value) for value in ("0.0.0.0", "::1", "huan.example.cn", "localhost")),
        *(("HUAN_WEBHOOK_HOSTS", value) for value in ("a.example", "127.0.0.1:8080, gis.example:443", "")),
        *(
            ("HUAN_MESSAGE_GATEWAY", value)
            for value in ("log", "http://127.0.0.1:9/sms", "https://sms.example/")
        ),
        *(
            ("REDIS_URL", value)
            for value in ("redis://localhost", "rediss://:p@x:6380/2", "unix:///run/redis")
        ),
        *(("HUAN_PROFILE", value) for value in PROFILE_KEYS),
    ],
)
def test_what_a_setting_can_have_is_taken(name: str, value: str) -> None:
    Settings.from_environment({name: value})


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"HUAN_DATABASE_URL": ""}, "HUAN_DATABASE_URL"),
        ({"HUAN_DATABASE_URL": "sqlite:////var/lib/huan.sqlite3"}, "HUAN_DATABASE_URL"),
        ({"HUAN_CLOCK_RATE": "60"}, "HUAN_CLOCK_RATE"),
        ({"HUAN_MESSAGE_GATEWAY": "log"}, "HUAN_MESSAGE_GATEWAY"),
        ({"HUAN_MESSAGE_GATEWAY": "http://sms.example/", "HUAN_MESSAGE_TOKEN": "t"}, "HUAN_MESSAGE_GATEWAY"),
    ],
)
def test_production_demands_what_a_demonstration_may_leave_open(changed: dict[str, str], named: str) -> None:
    assert Settings.from_environment(PRODUCTION).production
    with pytest.raises(InvalidInput, match=f"^{named} must be .* in production"):
        Settings.from_environment({**PRODUCTION, **changed})


@pytest.mark.parametrize("gateway", ["https://sms.example/", "http://127.0.0.1:9/", "http://localhost/"])
def test_a_token_may_go_over_tls_or_stay_on_the_machine(gateway: str) -> None:
    given = {**PRODUCTION, "HUAN_MESSAGE_GATEWAY": gateway, "HUAN_MESSAGE_TOKEN": "t"}
    assert Settings.from_environment(given).message_token == "t"


def test_no_secret_is_in_the_settings_text_or_in_a_refusal() -> None:
    given = {
        "HUAN_MESSAGE_TOKEN": "secret-token",
        "REDIS_URL": "redis://:secret-word@x/0",
        "HUAN_DATABASE_URL": "postgresql://huan:secret-word@x/huan",
        "HUAN_MESSAGE_GATEWAY": "https://user:secret-word@x/",
    }
    assert "secret" not in repr(Settings.from_environment(given))
    for name, value in (
        ("REDIS_URL", "http://:secret-word@x"),
        ("HUAN_DATABASE_URL", "postgresql://huan:secret-word@x:port/huan"),
        ("HUAN_MESSAGE_GATEWAY", "ftp://user:secret-word@x/"),
    ):
        with pytest.raises(InvalidInput) as told:
            Settings.from_environment({name: value})
        assert "secret-word" not in told.value.message


def test_an_address_to_listen_on_is_written_as_servers_want_it() -> None:
    assert Settings(host="::1", port=80).bind == "[::1]:80"
    assert Settings(host="127.0.0.1", port=80).bind == "127.0.0.1:80"
