"""No traceback reaches a user, and no value of a variable the log."""

from __future__ import annotations

import importlib.util
import re
import stat
from pathlib import Path

import click
import pytest
import structlog
from click.testing import CliRunner

from engine.errors import Conflict, InvalidInput, field_finding
from engine.words import Words
from huan.__main__ import main
from huan.console import CommandLine, told
from huan.logs import quiet_logs
from tests.huan.command_line import huan_here

COMMANDS = sorted(
    (name, *rest)
    for name in main.list_commands(click.Context(main))
    for command in [main.get_command(click.Context(main), name)]
    for rest in ([(sub,) for sub in command.commands] if isinstance(command, click.Group) else [()])
)


@click.group(cls=CommandLine)
def group() -> None:
    """A group with commands that go wrong."""


@group.command()
@click.argument("how")
def fail(how: str) -> None:
    """Fail in one of the ways there are."""
    password = "secret-in-a-variable"
    if how == "usage":
        raise InvalidInput(
            Words("that is no order", "这不是工单"), [{"field": "title", "problem": "is missing"}]
        )
    if how == "closed":
        finding = field_finding("title", Words("is missing", "缺少"), Words("fill it in", "请填写"))
        raise InvalidInput(Words("it is closed already", "已经关闭"), [finding])
    if how == "conflict":
        raise Conflict(Words("somebody was faster", "别人更快"))
    if how == "disk":
        raise PermissionError(13, "Permission denied", "/var/lib/huan")
    if how == "click":
        raise click.UsageError("two of those cannot be had")
    raise KeyError(f"nobody foresaw {len(password)}")


def run(how: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["fail", how])
    assert done.stdout == ""
    return done.exit_code, done.stderr


@pytest.mark.parametrize(
    ("how", "code", "told_so"),
    [
        ("usage", 2, "huan: that is no order\n  title: is missing\n"),
        ("conflict", 1, "huan: somebody was faster\n"),
        ("disk", 1, "huan: /var/lib/huan: Permission denied\n"),
    ],
)
def test_what_can_go_wrong_is_one_sentence_and_an_exit_code(how: str, code: int, told_so: str) -> None:
    assert run(how) == (code, told_so)


def test_clicks_own_errors_stay_its_own() -> None:
    code, said = run("click")
    assert (code, "two of those cannot be had" in said) == (2, True)


def test_what_nobody_foresaw_is_kept_in_a_file_of_its_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUAN_DEBUG", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, said = run("anything")
    assert (code, "Traceback" in said) == (1, False)
    found = re.fullmatch(
        r"huan: this should not have happened \(KeyError: 'nobody foresaw 20'\); "
        r"the details are in (\S+), HUAN_DEBUG=1 shows them here\n",
        said,
    )
    assert found is not None, said
    kept = Path(found[1])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "Traceback" in kept.read_text()
    assert "secret-in-a-variable" not in kept.read_text()


def test_with_huan_debug_the_traceback_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUAN_DEBUG", "1")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _, said = run("anything")
    assert said.startswith("Traceback")
    assert said.endswith("huan: this should not have happened (KeyError: 'nobody foresaw 20')\n")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_does_not_hide_what_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUAN_DEBUG", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not-there"))
    code, said = run("anything")
    assert (code, "the details are in no file (No such file or directory)" in said) == (1, True)


def test_a_command_alone_tells_errors_the_same_way() -> None:
    @click.command()
    @told
    def alone() -> None:
        raise Conflict(Words("somebody was faster", "别人更快"))

    done = CliRunner().invoke(alone)
    assert (done.exit_code, done.stderr) == (1, "huan: somebody was faster\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*command, "--help"])
    assert (done.exit_code, done.stdout.startswith("Usage: ")) == (0, True)
    assert len(done.stdout.split("\n\n")[1].strip()) > 20, "it says what it does"


def test_an_unknown_command_is_wrong_usage() -> None:
    done = CliRunner().invoke(main, ["brew", "tea"])
    assert (done.exit_code, "No such command 'brew'" in done.stderr) == (2, True)


def test_bench_names_what_it_measures_and_refuses_what_it_cannot(tmp_path: Path) -> None:
    helped = CliRunner().invoke(main, ["bench", "--help"])
    for name in ("step", "throughput", "http", "events", "timers", "esl", "start"):
        assert name in helped.stdout
    for arguments in (("nothing",), ("throughput",), ("throughput", "--db", "mysql://x/y"), ()):
        done = huan_here("bench", *arguments, folder=tmp_path)
        assert done.returncode == 2, done.stderr
    assert list(tmp_path.iterdir()) == []


SECRET = "csrf-4711-never-in-a-log"


@pytest.mark.parametrize("environment", ["demonstration", "production"])
def test_a_logged_exception_shows_no_variable(
    environment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the library that the development lock brings, structlog would print every frame's variables."""
    assert importlib.util.find_spec("rich") is not None, "without it this test proves nothing"
    monkeypatch.setenv("HUAN_ENV", environment)
    before = structlog.get_config()
    try:
        quiet_logs()
        _fail_with_a_secret()
    finally:
        structlog.configure(**before)
    told_so = capsys.readouterr().err
    assert "RuntimeError: it broke" in told_so
    assert "_fail_with_a_secret" in told_so, "the traceback is there"
    assert SECRET not in told_so
    assert told_so.startswith("{") == (environment == "production")


def _fail_with_a_secret() -> None:
    token = "-".join(["csrf", "4711", "never-in-a-log"])
    try:
        _deeper(token)
    except RuntimeError:
        structlog.get_logger("huan.tests").exception("unexpected error", error_id="1")


def _deeper(token: str) -> None:
    headers = {"X-CSRF-Token": token}
    raise RuntimeError("it broke" if headers else "")


def test_an_error_is_told_in_the_language_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("closed") == (2, "huan: 已经关闭\n  title: 缺少\n")
