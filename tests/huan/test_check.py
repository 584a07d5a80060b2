"""`huan check`: the broken package beside this file (test_check/broken) is told line by line."""

import re
import shutil
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from engine.scenarios import department_kinds
from engine.scenarios.stage import HANDLERS
from huan.commands.check import check
from huan.console import LOCALE
from huan.demonstration import demonstration_rows
from huan.settings import Settings
from huan.wiring import build

BROKEN = Path(__file__).parent / "test_check" / "broken"
PACKAGES = Path(__file__).parents[2] / "bpmn"
#: file: element (name): what is wrong — what to do
LINE = re.compile(r"(?P<file>\S+\.bpmn): (?P<element>[\w-]+)(?: \((?P<name>[^)]+)\))?: .+ — .+")


def run(*arguments):
    return CliRunner(env=dict.fromkeys(LOCALE, "")).invoke(check, [str(argument) for argument in arguments])


def test_a_broken_diagram_is_told_element_by_element_and_exits_with_1():
    result = run(BROKEN)
    assert result.exit_code == 1
    *lines, summary = result.output.splitlines()
    told = [LINE.fullmatch(line) for line in lines]
    assert all(told), [line for line, match in zip(lines, told, strict=True) if match is None]
    assert [match["element"] for match in told] == [
        "answer",
        "answer",
        "late",
        "tell",
        "survey",
        "done",
        "f4",
        "f5",
    ]
    assert all(match["file"] == str(BROKEN / "broken.bpmn") for match in told)
    assert lines[0] == (
        f"{BROKEN / 'broken.bpmn'}: answer (答复): there is no department kind 'kitchen' — known: "
        + ", ".join(sorted(department_kinds()))
    )
    assert summary == "1 package(s), 8 error(s), 0 warning(s)"


def test_the_packages_of_the_house_have_no_errors_and_exit_with_0():
    result = run(PACKAGES)
    assert result.exit_code == 0, result.output
    there = len(list(PACKAGES.glob("*/package.yaml")))
    assert result.output.splitlines()[-1].startswith(f"{there} package(s), 0 error(s)")


@pytest.mark.parametrize(
    ("path", "message"),
    [("nowhere", "nowhere does not exist"), (BROKEN.parent.parent / "test_check.py", "is no scenario")],
)
def test_a_path_without_a_package_is_a_wrong_usage_and_exits_with_2(path, message):
    result = run(path)
    assert result.exit_code == 2
    assert message in result.output


def test_a_path_is_needed():
    assert run().exit_code == 2


def test_a_diagram_that_is_no_xml_is_a_finding(tmp_path):
    shutil.copytree(BROKEN, tmp_path / "broken")
    (tmp_path / "broken" / "broken.bpmn").write_text("<bpmn:definitions")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "broken.bpmn: line 1: not well-formed XML" in result.output
    assert "Traceback" not in result.output


def test_findings_are_told_as_json():
    made = orjson.loads(run(BROKEN, "--json").output)
    assert (made["format"], made["packages"], made["errors"]) == (1, 1, 8)
    first = made["findings"][0]
    assert (first["element"], first["name"], first["severity"], first["line"]) == (
        "answer",
        "答复",
        "error",
        10,
    )


def test_what_is_checked_against_is_what_an_installation_has(tmp_path):
    system = build(Settings(database_url=f"sqlite:///{tmp_path}/h.sqlite3"))
    assert set(HANDLERS) == set(system.effects)
    assert {topic: handler.mode for topic, handler in HANDLERS.items()} == {
        topic: effect.mode for topic, effect in system.effects.items()
    }
    system.close()
    assert department_kinds() == {row["kind"] for row in demonstration_rows()["department"]}


def test_findings_are_told_in_chinese_when_asked_or_where_the_locale_is():
    asked = run(BROKEN, "--lang", "zh").output
    assert asked.splitlines()[0] == (
        f"{BROKEN / 'broken.bpmn'}: answer（答复）：没有部门类别 'kitchen' —— 已有："
        + ", ".join(sorted(department_kinds()))
    )
    assert asked.splitlines()[-1] == "1 个流程包，8 个错误，0 个警告"
    here = {"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}
    assert CliRunner(env=here).invoke(check, [str(BROKEN)]).output == asked
    assert CliRunner(env=here).invoke(check, [str(BROKEN), "--lang", "en"]).output == run(BROKEN).output


def test_the_rules_are_listed_without_a_path():
    told = run("--rules")
    assert told.exit_code == 0
    assert "soundness: Whatever is chosen on the way, every token can come to an end" in told.output
    assert run().exit_code == 2


SHIPPED = Path(__file__).parents[2] / "engine" / "limits" / "profiles"


def test_the_shipped_vocabulary_and_profiles_are_right():
    result = run(SHIPPED)
    assert (result.exit_code, result.output) == (
        0,
        "0 package(s), 4 file(s) of limits, 0 error(s), 0 warning(s)\n",
    )


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("  priority:\n", "  Priority:\n", "'Priority' is no key"),
        ("      urgent: {zh: 紧急, en: urgent}\n", "", "lacks urgent"),
        ("  arrived: {zh: 到达现场, en: arrived}", "  arrived: {zh: 回单, en: arrived}", "has the name of"),
        ("  received: {zh: 受理, en: received}\n", "", "lacks received"),
        ("      praise: {zh: 表扬, en: praise}\n", "", "lacks the categories praise"),
    ],
)
def test_what_is_wrong_in_a_vocabulary_is_told_with_its_line(tmp_path, right, wrong, told):
    text = (SHIPPED / "vocabulary.yaml").read_text("utf-8")
    file = tmp_path / "vocabulary.yaml"
    file.write_text(text.replace(right, wrong), "utf-8")
    result = run(file)
    assert (result.exit_code, told in result.output) == (1, True), result.output


def test_a_profile_is_read_in_the_vocabulary_beside_it(tmp_path):
    for name in ("vocabulary.yaml", "gas.yaml"):
        shutil.copy(SHIPPED / name, tmp_path)
    words = tmp_path / "vocabulary.yaml"
    text = words.read_text("utf-8").replace("force-majeure", "flood")
    words.write_text(text, "utf-8")
    result = run("--json", tmp_path)
    told = orjson.loads(result.output)
    assert (result.exit_code, told["limit_files"], told["packages"]) == (1, 2, 0)
    assert all(one["file"].endswith("gas.yaml") and one["line"] for one in told["findings"])
    assert "force-majeure" in told["findings"][0]["problem"]
    (tmp_path / "gas.yaml").write_bytes(b"\xff\xfe")
    assert "cannot be read" in run(tmp_path / "gas.yaml").output
