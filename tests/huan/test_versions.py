"""`huan versions`: list, history, activate, roll back, deactivate, as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from huan.__main__ import main
from tests.drawing import draw, end, start, user

SHEET = "key: asking\nname: {zh: 问, en: Asking}\ndiagram: d.bpmn\nprocess: p\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run `huan` on a database in which two versions of a package were deployed."""
    monkeypatch.setenv("HUAN_DATABASE_URL", f"sqlite:///{tmp_path}/h.sqlite3")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    assert invoke("db", "upgrade").exit_code == 0
    folder = tmp_path / "asking"
    folder.mkdir()
    (folder / "package.yaml").write_text(SHEET)
    for task in ("a", "b"):
        (folder / "d.bpmn").write_bytes(draw(start("s"), user(task), end("e"), flows=f"s > {task} > e"))
        done = invoke("deploy", folder)
        assert done.exit_code == 0, done.output
    return invoke


def active(run: Any) -> list[int]:
    return [
        line["version"] for line in json.loads(run("versions", "list", "--json").output) if line["active"]
    ]


def test_versions_are_listed_and_switched_and_the_record_says_who_and_why(run: Any) -> None:
    assert active(run) == [2]
    back = run("versions", "rollback", "asking", "--reason", "wrong form")
    assert back.output == "asking: version 1 is active (before: version 2)\n"
    assert (
        run("versions", "activate", "asking", 2).output == "asking: version 2 is active (before: version 1)\n"
    )
    out = run("versions", "deactivate", "asking", "--reason", "closed")
    assert out.output == "asking: out of service (version 2 was active)\n"
    assert active(run) == []
    told = [line.split("Z  ")[1] for line in run("versions", "history", "asking").output.splitlines()]
    assert told == [
        "deactivated version 2 by system:console: closed",
        "activated   version 2 by system:console",
        "rolled-back version 1 by system:console: wrong form",
        "deployed    version 2 by system:install",
        "deployed    version 1 by system:install",
    ]
    listed = run("versions", "list", "asking").output.splitlines()
    assert [line.split()[:2] for line in listed] == [["asking", "2"], ["asking", "1"]]


def test_what_cannot_be_is_refused_in_a_sentence(run: Any) -> None:
    for arguments, said in {
        ("activate", "asking", "7"): "there is no version 7 of package 'asking'",
        ("rollback", "nosuch"): "package 'nosuch' is not deployed",
        ("list", "nosuch"): "there is no package 'nosuch'",
        ("history", "nosuch"): "there is no package 'nosuch'",
    }.items():
        refused = run("versions", *arguments)
        assert (refused.exit_code, said in refused.output) == (1, True), refused.output
