"""`huan import diagram`: a file of another engine becomes a package, and the report says what became of it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from huan.commands.imports import import_
from huan.console import LOCALE

EXAMPLES = Path(__file__).parents[1] / "engine" / "importing" / "examples"
SAID = ["--category", "enquiry", "--group", "reviewers=repair@county", "--topic", "payOut=webhook"]


def run(*arguments):
    runner = CliRunner(env=dict.fromkeys(LOCALE, ""))
    return runner.invoke(import_, ["diagram", *map(str, arguments)])


def test_a_folder_becomes_a_package_that_can_be_deployed(tmp_path):
    result = run(EXAMPLES / "camunda7", "--to", tmp_path / "bpmn", *SAID)
    assert result.exit_code == 0, result.output
    made = tmp_path / "bpmn" / "loan-approval"
    assert sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()) == [
        "fields.json",
        "forms/asked.json",
        "forms/review.json",
        "loan-approval.bpmn",
        "package.yaml",
        "scenarios/first.yaml",
    ]
    assert "loan.bpmn: review (Review): translated: the group 'reviewers' is repair@county" in result.output
    assert result.output.splitlines()[-1].endswith("0 error(s) to mend")


def test_the_report_is_chinese_for_who_wants_it(tmp_path):
    result = run(EXAMPLES / "camunda7", "--to", tmp_path, "--lang", "zh", "--dry-run", *SAID)
    assert "loan.bpmn: review（Review）：已译：组 'reviewers' 即 repair@county" in result.output
    assert "将写入" in result.output.splitlines()[-1]


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path):
    result = run(EXAMPLES / "spiff", "--to", tmp_path / "bpmn", "--dry-run", "--json")
    assert not (tmp_path / "bpmn").exists()
    document = orjson.loads(result.output)
    assert (document["format"], document["written"]) == (1, False)
    (package,) = document["packages"]
    assert (package["key"], package["from"]) == ("leave", "spiff")
    assert {line["kind"] for line in package["report"]} == {"translated", "left-out", "decide"}
    assert all(line["what"] and line["what_zh"] for line in package["report"])
    assert result.exit_code == 1, "groups and topics are still to be said"


def test_a_package_that_is_there_already_is_left_alone(tmp_path):
    (tmp_path / "loan-approval").mkdir()
    (tmp_path / "loan-approval" / "mine.txt").write_text("mine")
    result = run(EXAMPLES / "camunda7", "--to", tmp_path)
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert [path.name for path in (tmp_path / "loan-approval").iterdir()] == ["mine.txt"]


def test_several_diagrams_become_packages_that_call_each_other(tmp_path):
    (tmp_path / "a.bpmn").write_text(_calling("outer", "inner"))
    (tmp_path / "b.bpmn").write_text(_calling("inner", None))
    result = run(tmp_path, "--to", tmp_path / "made")
    assert result.exit_code == 0, result.output
    assert "calls:\n- inner" in (tmp_path / "made" / "outer" / "package.yaml").read_text()


def _calling(key, called):
    step = (
        f'<callActivity id="step" calledElement="{called}"/>'
        if called
        else '<intermediateThrowEvent id="step"/>'
    )
    return f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
      <process id="{key}" isExecutable="true"><startEvent id="begin"/>{step}<endEvent id="end"/>
      <sequenceFlow id="f1" sourceRef="begin" targetRef="step"/>
      <sequenceFlow id="f2" sourceRef="step" targetRef="end"/></process></definitions>"""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--group", "reviewers"], "--group 'reviewers' is no pair"),
        (["--from", "jbpm"], "Invalid value for '--from'"),
        (["--category", "tea"], "Invalid value for '--category'"),
    ],
)
def test_a_wrong_option_is_told(tmp_path, arguments, message):
    result = run(EXAMPLES / "camunda7", "--to", tmp_path / "bpmn", *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert not (tmp_path / "bpmn").exists()


def test_a_file_that_is_no_diagram_is_told_in_a_sentence(tmp_path):
    (tmp_path / "x.bpmn").write_text("<html/>")
    result = run(tmp_path / "x.bpmn", "--to", tmp_path / "bpmn")
    assert result.exit_code == 2
    assert "not BPMN 2.0 definitions" in result.output
