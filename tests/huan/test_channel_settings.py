"""Channels of notices and secrets from files: what is missing or wrong is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.errors import InvalidInput
from huan.settings import Settings
from huan.wiring import build

MAIL = {"HUAN_SMTP_HOST": "mail.example", "HUAN_SMTP_FROM": "huan@utility.example"}
PRODUCTION = {"HUAN_ENV": "production", "HUAN_DATABASE_URL": "postgresql://huan@db/huan"}


@pytest.fixture
def gateway(tmp_path: Path) -> str:
    path = tmp_path / "sms.json"
    signature = {"algorithm": "sha256", "of": "{text}"}
    path.write_text(json.dumps({"url": "http://sms.example/", "body": {}, "signature": signature}))
    return str(path)


def test_a_channel_that_is_not_set_has_no_handler(gateway: str, tmp_path: Path) -> None:
    place = {"HUAN_DATA": str(tmp_path)}
    none = build(Settings.from_environment(place))
    assert not {"email", "sms", "notice-webhook"} & set(none.effects)
    none.close()
    everything = {
        **MAIL,
        "HUAN_SMS_GATEWAY": gateway,
        "HUAN_SMS_SECRET": "geheim",
        "HUAN_NOTICE_WEBHOOK": "https://im.example/",
    }
    full = build(Settings.from_environment({**place, **everything}))
    assert {"email", "sms", "notice-webhook"} <= set(full.effects)
    assert {full.effects[topic].mode for topic in ("email", "sms")} == {"once"}
    full.close()


def test_the_port_follows_from_how_the_connection_is_secured() -> None:
    for security, port in (("", 587), ("tls", 465), ("none", 25)):
        mail = Settings.from_environment({**MAIL, "HUAN_SMTP_SECURITY": security}).channels.mail
        assert mail is not None
        assert mail.port == port


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"HUAN_SMTP_FROM": ""}, "HUAN_SMTP_FROM"),
        ({"HUAN_SMTP_FROM": "a@b\nBcc: c@d"}, "HUAN_SMTP_FROM"),
        ({"HUAN_SMTP_SECURITY": "ssl"}, "HUAN_SMTP_SECURITY"),
        ({"HUAN_SMTP_USER": "huan"}, "HUAN_SMTP_PASSWORD"),
        (
            {"HUAN_SMTP_USER": "huan", "HUAN_SMTP_PASSWORD": "w", "HUAN_SMTP_SECURITY": "none"},
            "HUAN_SMTP_SECURITY",
        ),
        ({"HUAN_SMTP_CA": "/nowhere/ca.pem"}, "HUAN_SMTP_CA"),
        ({"HUAN_SMTP_HOST": "http://mail"}, "HUAN_SMTP_HOST"),
        ({"HUAN_SMS_GATEWAY": "/nowhere/sms.json"}, "HUAN_SMS_GATEWAY"),
        ({"HUAN_SMS_GATEWAY": "{gateway}"}, "HUAN_SMS_SECRET"),
        ({"HUAN_SMS_GATEWAY": "{wrong}"}, "HUAN_SMS_GATEWAY: "),
        ({"HUAN_NOTICE_WEBHOOK": "ftp://x"}, "HUAN_NOTICE_WEBHOOK"),
        ({**PRODUCTION, "HUAN_SMTP_SECURITY": "none"}, "HUAN_SMTP_SECURITY"),
        ({**PRODUCTION, "HUAN_NOTICE_WEBHOOK": "http://im.example/"}, "HUAN_NOTICE_WEBHOOK"),
        ({**PRODUCTION, "HUAN_SMS_GATEWAY": "{gateway}", "HUAN_SMS_SECRET": "w"}, "HUAN_SMS_GATEWAY"),
    ],
    ids=str,
)
def test_a_wrong_setting_of_a_channel_is_refused_by_its_name(
    changed: dict[str, str], named: str, gateway: str, tmp_path: Path
) -> None:
    (tmp_path / "wrong.json").write_text("{}")
    given = {
        name: value.replace("{gateway}", gateway).replace("{wrong}", str(tmp_path / "wrong.json"))
        for name, value in {**MAIL, **changed}.items()
    }
    with pytest.raises(InvalidInput, match=f"^{named}"):
        Settings.from_environment(given)


def test_mail_may_stay_on_the_machine_in_the_open() -> None:
    here = {**PRODUCTION, **MAIL, "HUAN_SMTP_HOST": "::1", "HUAN_SMTP_SECURITY": "none"}
    assert Settings.from_environment(here).channels.mail is not None


def test_a_secret_comes_from_its_file_and_never_shows(tmp_path: Path) -> None:
    (tmp_path / "smtp").write_text(" geheim \n")
    (tmp_path / "two").write_text("a\nb\n")
    given = {**MAIL, "HUAN_SMTP_USER": "huan", "CREDENTIALS_DIRECTORY": str(tmp_path)}
    settings = Settings.from_environment({**given, "HUAN_SMTP_PASSWORD_FILE": "smtp"})
    assert settings.channels.mail is not None
    assert settings.channels.mail.password == "geheim"
    assert "geheim" not in repr(settings)
    absolute = {"HUAN_DATABASE_URL_FILE": str(tmp_path / "url")}
    (tmp_path / "url").write_text("postgresql://huan:geheim@db/huan")
    assert Settings.from_environment(absolute).database_url == "postgresql://huan:geheim@db/huan"
    for wrong in ("two", "missing"):
        with pytest.raises(InvalidInput, match=r"^HUAN_SMTP_PASSWORD_FILE must be"):
            Settings.from_environment({**given, "HUAN_SMTP_PASSWORD_FILE": wrong})
    with pytest.raises(InvalidInput, match=r"^HUAN_SMTP_PASSWORD_FILE must be left out"):
        Settings.from_environment({**given, "HUAN_SMTP_PASSWORD_FILE": "smtp", "HUAN_SMTP_PASSWORD": "x"})
