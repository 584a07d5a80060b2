"""`huan test`: exit codes, lines and JSON; and the scenarios of the house's own packages."""

import shutil
from pathlib import Path

import orjson
import pytest
import structlog
from click.testing import CliRunner

from huan.commands.test import test as command

PACKAGES = Path(__file__).parents[2] / "bpmn"


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def follow_up(tmp_path: Path) -> Path:
    """A copy of the package follow-up without its scenarios."""
    shutil.copytree(PACKAGES / "follow-up", tmp_path / "follow-up", ignore=shutil.ignore_patterns("*.yaml"))
    shutil.copy(PACKAGES / "follow-up" / "package.yaml", tmp_path / "follow-up")
    return tmp_path / "follow-up"


STORY = """
scenarios:
  - name: 一次联系上
    given:
      order: {category: enquiry, title: 一}
      start: {variables: {order_number: "1", to: "13800000001"}}
    steps:
      - do: 电话回访
        with: {reached: true, restored: true, satisfied: true}
        expect: {ended: %s}
"""


def write(package: Path, ended: str) -> None:
    (package / "scenarios" / "one.yaml").write_text(STORY % ended)


def test_a_story_that_passes_is_one_line_then_comes_the_coverage_and_it_exits_with_0(follow_up):
    write(follow_up, "true")
    result = run(follow_up)
    lines = result.output.splitlines()
    assert result.exit_code == 0, result.output
    assert lines[0].startswith("✓ follow-up: 一次联系上 (")
    assert lines[0].endswith(" ms)")
    assert lines[1] == "follow-up: elements 48 % (12/25), flows 35 % (11/31)"
    assert lines[2].startswith("  elements never visited: message-instead (")
    assert lines[-1] == "1 passed, 0 failed"


def test_coverage_is_painted_on_the_diagram(follow_up, tmp_path):
    write(follow_up, "true")
    result = run(follow_up, "--coverage", tmp_path / "pictures" / "here")
    assert result.exit_code == 0, result.output
    picture = tmp_path / "pictures" / "here" / "follow-up.svg"
    assert f"painted {picture}" in result.output
    text = picture.read_text("utf-8")
    assert '<g class="hit" data-element="call-customer">' in text
    assert '<g class="never" data-element="tries-left">' in text
    assert "元素 elements 12/25 · 流 flows 11/31" in text
    assert "从未走过 never visited" in text


def test_coverage_that_cannot_be_written_is_told_and_it_exits_with_2(follow_up, tmp_path):
    write(follow_up, "true")
    (tmp_path / "file").write_text("")
    result = run(follow_up, "--coverage", tmp_path / "file" / "here")
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert "Traceback" not in result.output


def test_json_tells_how_often_each_element_was_visited(follow_up):
    write(follow_up, "true")
    [coverage] = orjson.loads(run(follow_up, "--json").stdout)["coverage"]
    assert coverage["times"]["call-customer"] == 1
    assert "tries-left" not in coverage["times"]


def test_a_story_that_fails_is_told_up_to_the_failing_step_and_it_exits_with_1(follow_up):
    write(follow_up, "false")
    result = run(follow_up)
    lines = [line.strip() for line in result.output.splitlines()]
    assert result.exit_code == 1
    assert lines[0].startswith("✗ follow-up: 一次联系上")
    assert lines[2:5] == [
        "✓ 0. given (line 3)",
        "✗ 1. do 电话回访 with {reached: true, restored: true, satisfied: true} (line 8)",
        "ended: expected the process to go on; it has ended",
    ]


def test_a_file_that_cannot_be_read_exits_with_1_and_says_where(follow_up):
    (follow_up / "scenarios" / "one.yaml").write_text("scenarios:\n  - nmae: x\n")
    result = run(follow_up)
    assert result.exit_code == 1
    assert "one.yaml:2: scenarios[1].nmae: unknown key 'nmae' — did you mean name?" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [("nowhere",), (PACKAGES, "--package", "nix"), (), (PACKAGES.parent,)])
def test_what_is_not_there_is_a_wrong_usage_and_exits_with_2(arguments):
    assert run(*arguments).exit_code == 2


def test_json_is_one_document_and_nothing_else(follow_up):
    write(follow_up, "true")
    made = orjson.loads(run(follow_up, "--json").stdout)
    assert made["passed"] is True
    assert made["scenarios"][0]["name"] == "一次联系上"
    assert made["coverage"][0]["elements_visited"] == 12


def test_incidents_that_a_story_wants_do_not_fill_the_log_and_the_log_is_as_before(follow_up):
    write(follow_up, "true")
    before = structlog.get_config()["wrapper_class"]
    run(follow_up)
    assert structlog.get_config()["wrapper_class"] is before


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(sheet.parent.name for sheet in PACKAGES.glob("*/package.yaml")))
def test_every_element_and_flow_of_the_houses_packages_is_visited(key):
    result = run(PACKAGES, "--package", key, "--json")
    made = orjson.loads(result.stdout)
    failed = [scenario for scenario in made["scenarios"] if not scenario["passed"]]
    assert made["problems"] == failed == []
    [coverage] = [one for one in made["coverage"] if one["package"] == key]
    assert coverage["missed"] == []


def test_a_real_order_is_recorded_into_its_package_and_passes_there(tmp_path, stage, monkeypatch):
    for key in ("repair", "follow-up"):
        shutil.copytree(PACKAGES / key, tmp_path / key, ignore=shutil.ignore_patterns("scenarios"))
    opened = stage.open_order(title="王女士家停电")
    stage.later(minutes=3)
    stage.do("dispatch", "agent", {"dispatch_note": "请快"})
    monkeypatch.setenv("HUAN_DATABASE_URL", stage.system.database.url)
    result = run(tmp_path / "repair", "--record", opened["number"], "--lang", "zh")
    path = tmp_path / "repair" / "scenarios" / "recorded-1.yaml"
    assert (result.exit_code, result.output) == (0, f"已记录到 {path}\n")
    assert "王女士" not in path.read_text("utf-8")
    assert run(tmp_path / "repair").exit_code == 0
    assert run(tmp_path / "repair", "--record", opened["number"]).exit_code == 0
    assert (path.parent / "recorded-2.yaml").is_file()


def test_what_cannot_be_recorded_is_told_and_leaves_no_file(tmp_path, stage_on_sqlite, monkeypatch):
    shutil.copytree(
        PACKAGES / "follow-up", tmp_path / "follow-up", ignore=shutil.ignore_patterns("scenarios")
    )
    opened = stage_on_sqlite.open_order()
    monkeypatch.setenv("HUAN_DATABASE_URL", stage_on_sqlite.system.database.url)
    refused = run(tmp_path / "follow-up", "--record", opened["number"], "--lang", "en")
    assert refused.exit_code == 1
    assert "it ran on repair, not on follow-up" in refused.output
    assert run(tmp_path / "follow-up", "--record", "4711").exit_code == 2
    assert run(tmp_path / "follow-up", tmp_path, "--record", "4711").exit_code == 2
    assert not (tmp_path / "follow-up" / "scenarios").exists()
