"""Every rule has packages that it alone refuses, with element, reason and remedy; no rule can be lost."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from types import ModuleType

import pytest

from engine.definitions import Finding, Package, check_package, errors_of, read_files
from engine.definitions.checks import run
from tests.engine.definitions.cases import CASES, CATALOGUE, Case
from tests.engine.definitions.conftest import SHEET, has_chinese, quoted

RULES = {rule.__name__.rpartition(".")[2]: rule for rule in run.RULES}
#: The schema of BPMN warns about much that tests leave out; its own case looks at it.
REFUSING = [name for name in RULES if name != "schema"]
#: Rules that only ever warn.
WARNING = {"schema", "closed_loop_limits"}


def package_of(case: Case) -> Package:
    sheet = SHEET.replace(b"process: p\n", b"") if case.sheet.startswith("process:") else SHEET
    files = {"package.yaml": sheet + case.sheet.encode(), "test.bpmn": case.diagram, **case.files}
    return read_files(files)


def found_by(rule: ModuleType, package: Package) -> list[Finding]:
    return list(rule.check(package, CATALOGUE))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_wrong_is_found_by_its_rule_alone(case: Case) -> None:
    package = package_of(case)
    found = {name: found_by(RULES[name], package) for name in {*REFUSING, case.rule}}
    assert {name for name, findings in found.items() if findings} == {case.rule}, found
    told = [
        (finding.file, finding.element, finding.problem, finding.remedy, finding.severity)
        for finding in found[case.rule]
    ]
    assert told[0] == (case.file, case.element, case.problem, case.remedy, case.severity)
    assert len(told) == 1, told


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_finding_says_the_same_in_chinese(case: Case) -> None:
    for finding in found_by(RULES[case.rule], package_of(case)):
        for words in (finding.problem, finding.remedy):
            assert has_chinese(words.zh), words.zh
            assert quoted(words.zh) == quoted(words), words.zh


@pytest.mark.parametrize("name", [name for name in RULES if name not in WARNING])
def test_no_rule_can_be_taken_away(name: str) -> None:
    cases = [case for case in CASES if case.rule == name and case.severity == "error"]
    assert cases, f"no package is refused by {name} alone"
    assert all(errors_of(check_package(package_of(case), CATALOGUE)) for case in cases)
    others = [rule for rule in run.RULES if rule is not RULES[name]]
    assert not any(errors_of(check_package(package_of(case), CATALOGUE, others)) for case in cases)


def test_every_file_of_checks_is_a_rule_that_runs() -> None:
    files = {path.stem for path in Path(run.__file__).parent.glob("*.py")}
    assert files - {"__init__", "in_chinese", "run", "told"} == set(RULES)


@pytest.mark.parametrize("name", [name for name in REFUSING if name not in ("forms", "unread")])
def test_every_sentence_of_a_rule_has_a_package_that_brings_it_about(name: str) -> None:
    """Count the places at which a rule tells something, and what its cases made it say."""
    tree = ast.parse(Path(RULES[name].__file__ or "").read_text())
    places = sum(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("told", "Finding")
        for node in ast.walk(tree)
    )
    package_lines = set()
    for case in CASES:
        if case.rule == name:
            package_lines |= _lines_that_tell(RULES[name], package_of(case))
    assert len(package_lines) >= places


def _lines_that_tell(rule: ModuleType, package: Package) -> set[int]:
    """Return the lines of the rule's file from which findings come."""
    lines: set[int] = set()

    def trace(frame, event, argument):  # type: ignore[no-untyped-def]
        if event == "call" and frame.f_code.co_name in ("told", "__init__"):
            caller = frame.f_back
            if caller is not None and caller.f_code.co_filename == rule.__file__:
                lines.add(caller.f_lineno)
        return

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        list(rule.check(package, CATALOGUE))
    finally:
        sys.settrace(before)
    return lines
