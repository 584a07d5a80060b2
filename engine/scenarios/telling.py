"""Tell how scenarios went: a line each, the story up to a failing step, what was never visited; or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.scenarios.coverage import PackageCoverage
from engine.scenarios.play import Failure, Outcome
from engine.scenarios.run import Report
from engine.words import Words, in_chinese

#: JSON documents carry this number; it rises when a key changes its meaning.
FORMAT = 1
_ELEMENTS, _FLOWS = Words("elements", "元素"), Words("flows", "顺序流")
_GIVEN = Words("given", "前提")
_RELOADED = Words(
    " — only in the second play, with everything closed between the steps",
    " —— 只在第二遍演练中出现，那时每两步之间都关闭重开",
)


def told_outcome(outcome: Outcome, language: str = "en") -> str:
    """Return one line, followed by the story up to the failing step when the scenario failed.

    `language` is `zh` or `en`; the steps are told as they were written.
    """
    scenario, failure = outcome.scenario, outcome.failure
    mark = "✓" if failure is None else "✗"
    line = f"{mark} {scenario.package}: {scenario.name} ({outcome.milliseconds} ms)"
    return line if failure is None else "\n".join([line, *_story(outcome, failure, language)])


def told_coverage(report: Report, language: str = "en") -> str:
    """Return what was visited per package, and what never was; of packages beside only how much."""
    lines = []
    for one in report.coverage:
        lines.append(_told_shares(one))
        for what, flows in ((_ELEMENTS, False), (_FLOWS, True)):
            missed = [str(drawn) for drawn in one.missed if (drawn.kind == "sequenceFlow") is flows]
            if missed:
                lines.append(
                    Words(
                        f"  {what} never visited: {', '.join(missed)}",
                        f"  从未经过的{what.zh}：{'、'.join(missed)}",
                    )
                )
    for one in report.beside:
        shares = _told_shares(one)
        lines.append(
            Words(f"{shares} (its own scenarios were not run)", f"{shares.zh}（没有演练它自己的场景）")
        )
    return "\n".join(line.within(language) for line in lines)


def _told_shares(one: PackageCoverage) -> Words:
    elements = _share(one.elements_visited, one.elements)
    flows = _share(one.flows_visited, one.flows)
    return Words(
        f"{one.package}: {_ELEMENTS} {elements}, {_FLOWS} {flows}",
        f"{one.package}：{_ELEMENTS.zh} {elements}，{_FLOWS.zh} {flows}",
    )


def told_summary(report: Report) -> Words:
    """Return the last line: how many passed and failed, and what could not be read."""
    failed = sum(not outcome.passed for outcome in report.outcomes)
    passed, problems = len(report.outcomes) - failed, len(report.refused)
    en, zh = f"{passed} passed, {failed} failed", f"{passed} 个通过，{failed} 个失败"
    if problems:
        return Words(f"{en}, {problems} problem(s) in files", f"{zh}，文件中有 {problems} 个问题")
    return Words(en, zh)


def document(report: Report) -> dict[str, Any]:
    """Return a report as a JSON-able object.

    {"format": 1, "passed": bool, "problems": [text], "problems_zh": [text in Chinese],
     "scenarios": [{"package", "name", "file", "line", "passed", "milliseconds", "failure"}],
     "coverage": [{"package", "elements", "elements_visited", "flows", "flows_visited", "times", "missed"}],
     "beside": [as coverage, of packages whose own scenarios were not run]}

    A failure is {"step", "line", "told", "problems", "problems_zh", "reloaded"}; step 0 is what is given.
    """
    return {
        "format": FORMAT,
        "passed": report.passed,
        "problems": [str(problem) for problem in report.refused],
        "problems_zh": [problem.zh for problem in report.refused],
        "scenarios": [scenario_document(outcome) for outcome in report.outcomes],
        "coverage": [coverage_document(one) for one in report.coverage],
        "beside": [coverage_document(one) for one in report.beside],
    }


def scenario_document(outcome: Outcome) -> dict[str, Any]:
    """Return how one scenario ended, as in `document`."""
    scenario, failure = outcome.scenario, outcome.failure
    return {
        "package": scenario.package,
        "name": scenario.name,
        "file": scenario.file,
        "line": scenario.line,
        "passed": outcome.passed,
        "milliseconds": outcome.milliseconds,
        "failure": None
        if failure is None
        else {
            "step": failure.step,
            "line": failure.line,
            "told": _told_step(outcome, failure.step),
            "problems": [str(problem) for problem in failure.problems],
            "problems_zh": [in_chinese(problem) for problem in failure.problems],
            "reloaded": failure.reloaded,
        },
    }


def coverage_document(one: PackageCoverage) -> dict[str, Any]:
    """Return what was visited of one package, as in `document`; `times` says how often, by id."""
    return {
        "package": one.package,
        "elements": one.elements,
        "elements_visited": one.elements_visited,
        "flows": one.flows,
        "flows_visited": one.flows_visited,
        "times": dict(one.times),
        "missed": [{"id": missed.id, "name": missed.name, "kind": missed.kind} for missed in one.missed],
    }


def _story(outcome: Outcome, failure: Failure, language: str) -> Iterator[str]:
    scenario = outcome.scenario
    yield f"    {scenario.file}:{failure.line}{_RELOADED.within(language) if failure.reloaded else ''}"
    for number in range(failure.step + 1):
        mark = "✗" if number == failure.step else "✓"
        line = scenario.steps[number - 1].line if number else scenario.line
        place = Words(f" (line {line})", f"（第 {line} 行）").within(language)
        yield f"    {mark} {number}. {_told_step(outcome, number, language)}{place}"
    for problem in failure.problems:
        yield f"        {in_chinese(problem) if language == 'zh' else problem}"


def _told_step(outcome: Outcome, number: int, language: str = "en") -> str:
    return outcome.scenario.steps[number - 1].told if number else _GIVEN.within(language)


def _share(part: int, whole: int) -> str:
    percent = 100 if part == whole else part * 100 // whole
    return f"{percent} % ({part}/{whole})"
