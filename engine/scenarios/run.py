"""Run all scenarios found at some paths, and gather what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.definitions import Package
from engine.errors import NotFound
from engine.scenarios.coverage import Coverage, PackageCoverage
from engine.scenarios.databases import Databases
from engine.scenarios.folders import Found, find
from engine.scenarios.play import Outcome, play
from engine.scenarios.reading import read_scenarios
from engine.scenarios.refused import Problem, ScenarioRefused
from engine.scenarios.stage import Theatre
from engine.scenarios.story import Scenario
from engine.words import Words


@dataclass
class Report:
    """What a run has found.

    `coverage` is of the packages whose scenarios were run, `beside` of others that these have visited.
    `refused` are findings on files and packages that cannot be read, one line each; `packages` those that
    could be read, by key.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    coverage: list[PackageCoverage] = field(default_factory=list)
    beside: list[PackageCoverage] = field(default_factory=list)
    refused: list[Words] = field(default_factory=list)
    packages: dict[str, Package] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether everything could be read and went as expected."""
        return not self.refused and all(outcome.passed for outcome in self.outcomes)


def run_paths(
    paths: Iterable[Path],
    keys: frozenset[str] = frozenset(),
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Run the scenarios at the paths; `keys` leaves only those of some packages. `tell` hears each outcome.

    Raises:
        NotFound: a path does not exist, there is no package at it, or none has a key of `keys`.
    """
    found = find(paths)
    report = Report()
    total = Coverage({package.key: package for package in found.packages.values()})
    report.packages.update(total.packages)
    unknown = keys - {package.key for package in found.packages.values()}
    if unknown:
        known = ", ".join(sorted(total.packages))
        raise NotFound(
            Words(
                f"there is no package {', '.join(sorted(unknown))}; there are {known}",
                f"没有流程包 {'、'.join(sorted(unknown))}；有 {known}",
            )
        )
    run: set[str] = set()
    for folder in found.named:
        if folder in found.refused:
            report.refused += [
                Words(finding.told("en"), finding.told("zh")) for finding in found.refused[folder].report
            ]
            continue
        package = found.packages[folder]
        if not keys or package.key in keys:
            run.add(package.key)
            total.visits.setdefault(package.key, Counter())
            total.include(_run_package(found, folder, package, report, tell))
    for key in total.visits:
        (report.coverage if key in run else report.beside).append(total.of(key))
    return report


def run_scenarios(
    scenarios: Iterable[Scenario],
    packages: Mapping[str, Package],
    tell: Callable[[Outcome], None] = lambda outcome: None,
    *,
    traced: bool = False,
    deadline: float | None = None,
    databases: Databases | None = None,
) -> tuple[list[Outcome], Coverage]:
    """Play scenarios with the packages that they may need; return the outcomes and what was visited.

    `traced` and `deadline` are those of `play`; after the deadline every scenario fails at its beginning.
    `databases` is where their databases come from, None: SQLite in a temporary folder.
    """
    coverage = Coverage(packages)
    outcomes = []
    with Theatre(packages, databases) as theatre:
        for scenario in scenarios:
            outcome = play(scenario, theatre, packages, traced=traced, deadline=deadline)
            coverage.include(outcome.coverage)
            outcomes.append(outcome)
            tell(outcome)
    return outcomes, coverage


def _run_package(
    found: Found, folder: Path, package: Package, report: Report, tell: Callable[[Outcome], None]
) -> Coverage:
    """Run the scenarios of one package; return what they visited, in it and in what it calls."""
    packages = found.by_key(folder)
    scenarios: list[Scenario] = []
    for file in found.files[folder]:
        try:
            scenarios += read_scenarios(_text(file), str(file), package.key, packages)
        except ScenarioRefused as error:
            report.refused += [Words(problem.told("en"), problem.told("zh")) for problem in error.problems]
    outcomes, coverage = run_scenarios(scenarios, packages, tell)
    report.outcomes += outcomes
    return coverage


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Words(f"cannot be read: {error}", f"无法读取：{error}")
        remedy = Words("save it as UTF-8 text", "存成 UTF-8 文字")
        raise ScenarioRefused([Problem(str(file), 1, "", problem, remedy)]) from None
