"""`huan instances`: a dry run, a migration with a mapping from a file, its report, and undoing it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.commands.deploy import Deploy
from huan.__main__ import main
from huan.migration_text import lines_of
from tests.engine.commands.repair_versions import without_arbitration
from tests.stage import SYSTEM, Stage

REJECT = {"decision": "reject", "reject_reason": "misdirected", "evidence": "不在本县"}
Run = Callable[..., Result]


@pytest.fixture
def stage(stage_on_sqlite: Stage) -> Stage:
    """One order at the city's arbitration, one at the county's desk; version 2 has no arbitration."""
    made = stage_on_sqlite
    made.open_order(beside=True)
    made.do("dispatch", "agent")
    made.do("accept", "desk", REJECT)
    made.open_order(beside=True)
    made.do("dispatch", "agent")
    made.run(Deploy(without_arbitration()), SYSTEM)
    return made


@pytest.fixture
def run(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HUAN_DATABASE_URL", stage.system.database.url)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["instances", *map(str, arguments)])

    return invoke


def test_a_dry_run_tells_what_would_happen_to_each_and_changes_nothing(stage: Stage, run: Run) -> None:
    told = run("migrate", "repair", "--from", 1, "--to", 2, "--dry-run")
    assert told.exit_code == 1, told.output
    assert "裁定归属 (arbitrate) is not in the new version: map it to an element" in told.output
    assert "task 接单 (accept): due" in told.output
    assert told.output.endswith("1 would be migrated, 1 refused; nothing has changed\n")
    document = json.loads(run("migrate", "repair", "--from", 1, "--to", 2, "--dry-run", "--json").output)
    assert sorted(one["outcome"] for one in document["instances"]) == ["migrates", "refused"]
    assert stage.open() == ["accept", "arbitrate"]


def test_the_refused_are_migrated_by_a_mapping_from_a_file(stage: Stage, run: Run, tmp_path: Path) -> None:
    first = run("migrate", "repair", "--from", 1, "--to", 2, "--reason", "no more arbitration")
    assert (first.exit_code, "1 migrated, 1 refused" in first.output) == (1, True), first.output
    mapping = tmp_path / "map.yaml"
    mapping.write_text("elements: {accept: null, arbitrate: accept}\n")
    second = run("migrate", "repair", "--from", 1, "--to", 2, "--map", mapping, "--json")
    assert second.exit_code == 0, second.output
    migration = json.loads(second.output)["migration"]
    assert (migration["migrated"], stage.open()) == (1, ["accept", "accept"])
    listed = run("migrations", "repair").output.splitlines()
    assert [line.rpartition(": ")[2] for line in listed] == ["1 migrated", "1 migrated, 1 refused"]
    undone = run("undo", migration["id"])
    assert (undone.exit_code, "1 undone" in undone.output) == (0, True), undone.output
    assert "task" not in undone.output, "what it had changed is no more so"
    assert stage.open() == ["accept", "arbitrate"]
    assert run("report", migration["id"]).output.splitlines()[-1].endswith("repair 1 → 2: 1 undone")


def test_what_has_moved_since_is_not_put_back_and_the_exit_code_says_so(stage: Stage, run: Run) -> None:
    migrated = run("migrate", "repair", "--from", 1, "--to", 2, "--json")
    stage.do("accept", "desk", {"decision": "accept"})
    undone = run("undo", json.loads(migrated.output)["migration"]["id"])
    assert (undone.exit_code, "the process has moved since it was migrated" in undone.output) == (1, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("elements: [a]", "takes lines of the form old: new"),
        ("elements: {a: {b: c}}", "line 1: elements takes lines of the form"),
        ("flows: {a: null}", "flow a must name a flow"),
        ("steps: {a: b}", "write `elements:` and `flows:`"),
        ("just text", "write `elements:` and `flows:`"),
        ("elements: {ghost: accept}", "1 line(s) of the mapping are wrong"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_in_a_sentence(
    stage: Stage, run: Run, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(content)
    refused = run("migrate", "repair", "--from", 1, "--to", 2, "--map", path, "--dry-run")
    assert (refused.exit_code, said in refused.output) == (2, True), refused.output
    assert stage.open() == ["accept", "arbitrate"]


def test_a_timer_that_begins_anew_is_told_on_one_line() -> None:
    report = {
        "timers": [
            {
                "outcome": "ends",
                "element": "late",
                "due_at": "2026-03-02T10:15:00+00:00",
                "due_at_after": None,
            },
            {
                "outcome": "keeps",
                "element": "day",
                "due_at": "2026-03-03T00:00:00+00:00",
                "due_at_after": "2026-03-03T00:00:00+00:00",
            },
            {
                "outcome": "new",
                "element": "late",
                "due_at": None,
                "due_at_after": "2026-03-02T10:02:00+00:00",
            },
            {
                "outcome": "new",
                "element": "later",
                "due_at": None,
                "due_at_after": "2026-03-02T10:04:00+00:00",
            },
        ]
    }
    assert list(lines_of(report)) == [
        "  timer late: 2026-03-02 10:15:00Z → 2026-03-02 10:02:00Z",
        "  timer later: not due → 2026-03-02 10:04:00Z",
    ]
