"""`huan deploy` refuses what `huan check` refuses, in the same words, and leaves everything as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.commands.prepare import Prepare
from huan.commands.check import check
from huan.commands.deploy import deploy
from huan.settings import Settings
from huan.wiring import build
from tests.drawing import draw, element, end, file, process, start, user
from tests.stage import SYSTEM

PACKAGES = Path(__file__).parents[2] / "bpmn"
SHEET = "key: {key}\nname: {{zh: t, en: t}}\ndiagram: d.bpmn\nprocess: {process}\n"


def package(folder: Path, key: str, diagram: bytes, process: str, more: str = "") -> Path:
    folder.mkdir(parents=True)
    (folder / "package.yaml").write_text(SHEET.format(key=key, process=process) + more)
    (folder / "d.bpmn").write_bytes(diagram)
    return folder


def plain(key: str) -> bytes:
    return draw(start("s"), user("a"), end("e"), flows="s > a > e", key=key)


@pytest.fixture
def run(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    """Run `huan check` or `huan deploy` in an installation without an organisation yet."""
    monkeypatch.setenv("HUAN_DATABASE_URL", sqlite_url)
    system = build(Settings(database_url=sqlite_url))
    system.engine.run(Prepare(), SYSTEM)
    system.close()

    def invoke(command, *arguments: object):
        return CliRunner().invoke(command, [str(argument) for argument in arguments])

    return invoke


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGES, tmp_path / "bpmn")
    return tmp_path / "bpmn"


def test_the_packages_of_the_house_are_deployed_all_of_them_or_none(run, house):
    package(house / "zzz", "zzz", b"<", "p")
    refused = run(deploy, house)
    assert refused.exit_code == 1
    assert "zzz/d.bpmn: line 1: not well-formed XML" in refused.output
    assert "active" not in refused.output
    shutil.rmtree(house / "zzz")
    planned = run(deploy, house, "--dry-run")
    assert "repair: version 1 would be active (new)" in planned.output
    done, there = run(deploy, house), len(list(house.glob("*/package.yaml")))
    assert (done.exit_code, done.output.count("version 1 is active (new)")) == (0, there), done.output
    assert run(deploy, house).output.count("(unchanged)") == there


def test_a_process_of_another_package_is_not_taken_over_on_the_disk(run, house):
    package(house / "aaa", "aaa", plain("follow-up"), "follow-up")
    told = "aaa/d.bpmn: follow-up: the process id belongs to package 'follow-up' — give the process an id of its own, such as aaa-follow-up"
    for command in (check, deploy):
        refused = run(command, house)
        assert refused.exit_code == 1
        assert told in refused.output
        assert refused.output.count("the process id belongs") == 1
    assert run(check, house / "repair").exit_code == 0
    assert run(check, house / "follow-up").exit_code == 0
    assert run(check, house / "aaa").exit_code == 1


def test_a_process_of_another_package_is_not_taken_over_in_the_database(run, house, tmp_path):
    assert run(deploy, house).exit_code == 0
    thief = package(tmp_path / "other" / "aaa", "aaa", plain("follow-up"), "follow-up")
    assert run(check, thief).exit_code == 0  # nothing beside it says otherwise
    refused = run(deploy, thief)
    assert refused.exit_code == 1
    assert "the process id belongs to package 'follow-up'" in refused.output


def test_a_process_may_move_from_one_package_to_another_in_one_deployment(run, tmp_path):
    both = file(
        process(start("s"), end("e"), flows="s > e", key="x"),
        process(start("s2"), end("e2"), flows="s2 > e2", key="moved"),
    )
    package(tmp_path / "p" / "one", "one", both, "x")
    assert run(deploy, tmp_path / "p").exit_code == 0
    (tmp_path / "p" / "one" / "d.bpmn").write_bytes(plain("x"))
    package(tmp_path / "p" / "two", "two", plain("moved"), "moved")
    moved = run(deploy, tmp_path / "p")
    assert moved.exit_code == 0, moved.output


def test_two_folders_with_one_key_are_refused(run, tmp_path):
    package(tmp_path / "p" / "one", "same", plain("x"), "x")
    package(tmp_path / "p" / "two", "same", plain("y"), "y")
    for command in (check, deploy):
        refused = run(command, tmp_path / "p")
        assert refused.exit_code == 1
        assert "one/package.yaml: line 1 (key): " in refused.output
        assert "p/two has the key 'same' too — give one of them another key" in refused.output


def test_a_call_finds_its_process_only_in_the_packages_that_the_sheet_names(run, tmp_path):
    caller = draw(
        start("s"), element("callActivity", "c", calledElement="q"), end("e"), flows="s > c > e", key="x"
    )
    package(tmp_path / "p" / "one", "one", caller, "x", "calls: [two]\n")
    package(tmp_path / "p" / "two", "two", plain("q"), "q")
    for command in (check, deploy):
        assert run(command, tmp_path / "p").exit_code == 0


def test_a_broken_neighbour_does_not_break_the_check_of_a_healthy_package(run, house):
    (house / "follow-up" / "follow-up.bpmn").write_bytes(b"\xff\xfe")
    healthy = run(check, house / "repair")
    assert healthy.exit_code == 0
    assert (
        "warning: nobody knows whether 'follow-up' is there: package 'follow-up' cannot be read"
        in healthy.output
    )
    for name, broken in {"a": "[" * 60_000, "b": "key: \x00", "c": "", "d": "- " * 30_000}.items():
        (house / name).mkdir()
        (house / name / "package.yaml").write_text(broken)
    (house / "e" / "package.yaml").mkdir(parents=True)
    assert run(check, house / "repair").exit_code == 0
    everything = run(check, house)
    assert everything.exit_code == 1
    assert "Traceback" not in everything.output
    assert everything.exception is None or isinstance(everything.exception, SystemExit)


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("repair.bpmn", "UTF-16", "repair.bpmn: file: is no UTF-8 text (byte 1)"),
        ("logo.png", b"\x89PNG", "logo.png: file: is no UTF-8 text (byte 1)"),
        ("forms/accept.json", b'{"a":' * 2_000, "forms/accept.json: line 1: is no JSON"),
        ("package.yaml", b"[" * 60_000, "package.yaml: line 1: is nested deeper than 6"),
        ("package.yaml", b"key: ../../x", "package.yaml: line 1 (key): '../../x' is no key of a package"),
    ],
)
def test_files_that_cannot_be_read_are_told_alike(run, house, path, content, told):
    target = house / "repair" / path
    target.write_bytes(target.read_text().encode("utf-16") if content == "UTF-16" else content)
    for command in (check, deploy):
        refused = run(command, house)
        assert refused.exit_code == 1, refused.output
        assert f"repair/{told}" in refused.output


def test_a_file_instead_of_a_folder_is_answered_with_what_to_give(run, house):
    diagram = house / "repair" / "repair.bpmn"
    for command in (check, deploy):
        refused = run(command, diagram)
        assert refused.exit_code == 2
        assert "give the folder of" in refused.output
        assert str(diagram.parent) in refused.output
    assert run(deploy, house / "nowhere").exit_code == 2
    assert "is no package" in run(deploy, house / "repair" / "forms").output
