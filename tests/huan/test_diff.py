"""`huan diff`: folders and deployed versions, in both languages, as lines and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huan.__main__ import main
from tests.drawing import draw, end, start, user

SHEET = "key: asking\nname: {zh: 问, en: Asking}\ndiagram: d.bpmn\nprocess: p\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    made = []
    for name, title in (("old", "甲"), ("new", "乙")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "package.yaml").write_text(SHEET)
        (folder / "d.bpmn").write_bytes(draw(start("s"), user("a", name=title), end("e"), flows="s > a > e"))
        made.append(folder)
    return made[0], made[1]


def test_two_folders_in_either_language(folders: tuple[Path, Path]) -> None:
    english = run("diff", *folders, "--lang", "en")
    assert (english.exit_code, english.output) == (
        1,
        "~ userTask '乙' (a): the name changed from `甲` to `乙`\n1 difference(s)\n",
    )
    chinese = run("diff", *folders, "--lang", "zh")
    assert chinese.output == "~ 用户任务 '乙'（a）：名称由 `甲` 改为 `乙`\n1 处不同\n"
    same = run("diff", folders[0], folders[0], "--lang", "en")
    assert (same.exit_code, same.output) == (0, "0 difference(s)\n")


def test_deployed_versions_as_json(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAN_DATABASE_URL", f"sqlite:///{tmp_path}/h.sqlite3")
    assert run("db", "upgrade").exit_code == 0
    for folder in folders:
        assert run("deploy", folder).exit_code == 0
    told = run("diff", "asking@1", "asking@2", "--json")
    assert told.exit_code == 1
    (found,) = json.loads(told.output)["differences"]
    assert (found["about"], found["element"], found["before"], found["after"]) == ("name", "a", "甲", "乙")
    assert run("diff", "asking@1", folders[0]).exit_code == 0
    missing = run("diff", "asking@1", "asking@9")
    assert (missing.exit_code, "there is no version 9 of package 'asking'" in missing.output) == (1, True)


def test_what_is_no_package_is_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    nothing = run("diff", folders[0], tmp_path / "nowhere")
    assert (nothing.exit_code, "is no folder of a package" in nothing.output) == (2, True)
    (folders[1] / "d.bpmn").write_text("<")
    broken = run("diff", *folders, "--lang", "en")
    assert (broken.exit_code, "not well-formed XML" in broken.output) == (2, True)
