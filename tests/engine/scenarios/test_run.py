"""Scenarios and packages are found on disk, and a broken neighbour harms nobody."""

import re
from pathlib import Path

import orjson
import pytest

from engine.errors import NotFound
from engine.scenarios import check_paths, document, run_paths, told_coverage, told_summary

STORY = "given: {order: {title: 一, fields: {}}}\nscenarios:\n  - name: 好\n    steps: [{do: 受理, with: {urgent: true}}]\n"


@pytest.fixture
def folder(tmp_path: Path, tiny, waiting) -> Path:
    """A folder with the packages `tiny` and `waiting`; `tiny` has a scenario."""
    for package in (tiny, waiting):
        for path, content in package.files.items():
            file = tmp_path / package.key / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        (tmp_path / package.key / "scenarios").mkdir()
    (tmp_path / "tiny" / "scenarios" / "good.yaml").write_text(STORY)
    return tmp_path


def test_a_folder_of_packages_a_package_a_scenarios_folder_and_a_file_can_be_named(folder):
    for path in (folder, folder / "tiny", folder / "tiny/scenarios", folder / "tiny/scenarios/good.yaml"):
        report = run_paths([path])
        assert [outcome.scenario.name for outcome in report.outcomes] == ["好"], path
        assert report.passed


def test_a_path_named_twice_is_run_once(folder):
    assert len(run_paths([folder / "tiny", folder]).outcomes) == 1


def test_a_path_that_is_not_there_or_no_package_is_not_found(folder):
    with pytest.raises(NotFound, match="does not exist"):
        run_paths([folder / "nowhere"])
    with pytest.raises(NotFound, match="is no package"):
        run_paths([folder / "tiny" / "forms"])
    with pytest.raises(NotFound, match="is no scenario"):
        run_paths([folder / "tiny" / "package.yaml"])
    with pytest.raises(NotFound, match="there is no package other; there are tiny, waiting"):
        run_paths([folder], frozenset({"other"}))


def test_only_the_packages_asked_for_are_run(folder):
    assert run_paths([folder], frozenset({"waiting"})).outcomes == []
    assert len(run_paths([folder], frozenset({"tiny"})).outcomes) == 1


def test_a_scenario_file_that_cannot_be_read_is_told_and_the_others_are_played(folder):
    (folder / "tiny/scenarios/bad.yaml").write_text("scenarios: [{name: 坏, steps: [{do: nix}]}]")
    (folder / "tiny/scenarios/worse.yaml").write_bytes(b"\xff\xfe")
    report = run_paths([folder])
    assert len(report.outcomes) == 1
    assert not report.passed
    assert "bad.yaml:1: " in report.refused[0]
    assert "worse.yaml:1: cannot be read" in report.refused[1]
    assert told_summary(report) == "1 passed, 0 failed, 2 problem(s) in files"


def test_a_broken_package_is_told_and_harms_no_other(folder):
    (folder / "waiting/waiting.bpmn").write_text("<bpmn")
    report = run_paths([folder])
    assert len(report.outcomes) == 1
    assert report.outcomes[0].passed
    assert "waiting.bpmn" in report.refused[0]
    assert run_paths([folder / "tiny"]).passed


def test_a_package_whose_check_fails_fails_its_scenarios_with_the_finding(folder):
    diagram = folder / "tiny/tiny.bpmn"
    diagram.write_text(diagram.read_text().replace('camunda:topic="webhook"', 'camunda:topic="fax"'))
    report = run_paths([folder / "tiny"])
    assert not report.passed
    found = "\n".join(report.outcomes[0].failure.problems)
    assert "nobody handles the topic 'fax'" in found


def test_coverage_is_told_with_what_was_never_visited(folder):
    report = run_paths([folder / "tiny"])
    told = told_coverage(report)
    assert told.startswith(
        "tiny: elements 33 % (4/12), flows 33 % (3/9)\n  elements never visited: soon (提醒), "
    )
    assert "waiting" not in told
    assert told_coverage(report, "zh").startswith(
        "tiny：元素 33 % (4/12)，顺序流 33 % (3/9)\n  从未经过的元素：soon (提醒)、"
    )


def test_a_report_is_a_json_document(folder):
    bad = STORY.replace("好", "差").replace("true}}", "true}, expect: {open: none}}")
    (folder / "tiny/scenarios/other.yaml").write_text(bad)
    made = orjson.loads(orjson.dumps(document(run_paths([folder / "tiny"]))))
    assert made["format"] == 1
    assert made["passed"] is False
    good, bad = made["scenarios"]
    assert (good["name"], good["passed"], good["failure"]) == ("好", True, None)
    assert bad["failure"]["step"] == 1
    assert bad["failure"]["told"] == "do 受理 with {urgent: true}"
    assert bad["failure"]["problems"] == ["open tasks: expected none; found check (not expected: check)"]
    [coverage] = made["coverage"]
    assert (coverage["elements"], coverage["flows"]) == (12, 9)
    assert {"id": "soon", "name": "提醒", "kind": "boundaryEvent"} in coverage["missed"]


def test_checking_knows_the_packages_beside(folder):
    sheet = folder / "tiny/package.yaml"
    number, (stuck,) = check_paths([folder])
    assert (number, stuck.rule, stuck.severity) == (2, "soundness", "warning")
    for named, severity, problem in (
        ("waiting", "warning", "it names package 'waiting', but calls none of its processes"),
        ("nowhere", "error", "there is no package 'nowhere'"),
    ):
        sheet.write_text(re.sub(r"calls: \[.*\]", f"calls: [{named}]", sheet.read_text()))
        _, (finding,) = check_paths([folder / "tiny"])
        assert (finding.severity, finding.problem) == (severity, problem)
