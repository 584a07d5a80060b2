"""What `deploy/` has to install works as it stands: units name commands that are there, settings are settings."""

from __future__ import annotations

import json
import re
import shlex
from collections import defaultdict
from pathlib import Path

import click
import pytest

from api.feed import RETRY_MS
from huan.__main__ import main
from huan.paths import PRODUCT
from huan.serving import Server
from huan.settings import Settings
from huan.wiring import build

DEPLOY = PRODUCT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
PROGRAM = "/opt/huan/.venv/bin/huan"
Unit = dict[str, dict[str, list[str]]]


def read_unit(path: Path) -> Unit:
    """Return a unit's directives by section: systemd allows one to be given several times."""
    unit: Unit = defaultdict(lambda: defaultdict(list))
    section = ""
    for line in path.read_text().splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            assert section != ""
            assert re.fullmatch(r"[A-Z][A-Za-z]+", name), f"{path.name}: {line}"
            unit[section][name].append(value)
    return unit


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_command_of_a_unit_is_there_with_its_options(path: Path) -> None:
    service = read_unit(path)["Service"]
    for line in service["ExecStart"]:
        words = shlex.split(line)
        if words[0] == "/bin/sh":
            words = shlex.split(words[2].removeprefix("exec ").replace("$(", "").replace(")", ""))
            words = [word for word in words if not word.startswith("+")]
        assert words[0] == PROGRAM
        command: click.Command | None = main
        rest = words[1:]
        while isinstance(command, click.Group):
            command = command.get_command(click.Context(command), rest.pop(0))
        assert command is not None, line
        command.make_context(path.name, rest)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_what_a_unit_refers_to_is_there(path: Path) -> None:
    unit = read_unit(path)
    for page in unit["Unit"]["Documentation"]:
        assert (PRODUCT / page.removeprefix("file:/opt/huan/")).is_file(), page
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
    if path.suffix == ".service":
        service = unit["Service"]
        assert service["User"] == ["huan"], "nothing runs as root"
        assert {"NoNewPrivileges", "ProtectSystem", "PrivateTmp", "CapabilityBoundingSet"} <= set(service)
        assert service["EnvironmentFile"] == ["/etc/huan/huan.env"]
    if "@" in path.name:
        assert service["Restart"] == ["always"]
        assert unit["Install"]["WantedBy"] == ["huan.target"]


def test_the_settings_of_the_example_are_settings_with_every_secret_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = {
        "database": "postgresql://huan:geheim@db/huan",
        "redis": "rediss://:geheim@cache:6380/0",
        "smtp": "geheim",
        "sms": "geheim",
        "notices": "geheim",
    }
    for name, text in secrets.items():
        (tmp_path / name).write_text(f"{text}\n")
    lines = [
        line for line in (DEPLOY / "huan.env.example").read_text().splitlines() if line[:1] not in ("#", "")
    ]
    given = dict(line.split("=", 1) for line in lines)
    assert not [name for name in given if re.search("PASSWORD$|SECRET$|TOKEN$", name)]
    given["HUAN_SMS_GATEWAY"] = str(DEPLOY / "sms-gateway.example.json")
    settings = Settings.from_environment({**given, "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert settings.production
    system = build(settings)
    assert {"email", "sms", "notice-webhook"} <= set(system.effects)
    system.close()
    loaded = {value.partition(":")[0] for value in read_unit(SERVICES[0])["Service"]["LoadCredential"]}
    named = {value for name, value in given.items() if name.endswith("_FILE")}
    assert loaded == named == set(secrets)

    server = Server(settings, lambda: system, 1, inline=False)
    assert server.cfg.threads == settings.streams + settings.request_threads > settings.streams, (
        "every live page holds a thread; requests need theirs"
    )
    assert server.cfg.worker_connections > server.cfg.threads, "else no connection would be kept open"


def test_the_gateways_example_is_whole() -> None:
    told = json.loads((DEPLOY / "sms-gateway.example.json").read_text())
    assert set(told) == {"url", "headers", "body", "signature", "answer"}


def test_the_proxy_lets_streams_live_and_repeats_nothing_that_changes_something() -> None:
    text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text())
    assert text.count("{") == text.count("}")
    assert all(line.endswith((";", "{", "}")) for line in map(str.strip, text.splitlines()) if line)
    (stream,) = re.findall(r"location /api/v1/events \{(.*?)\}", text, re.S)
    assert "proxy_buffering off;" in stream
    seconds = [int(found) for found in re.findall(r"proxy_read_timeout (\d+)s;", text)]
    assert min(seconds) > 15 + RETRY_MS / 1000, "a comment comes every 15 seconds"
    assert "non_idempotent" not in text
    assert re.findall(r"proxy_pass http://(\w+);", text) == re.findall(r"upstream (\w+) \{", text) * 2
