"""Play the scenarios of a package that is still being drawn, from its files, with a trace to step through.

The files may be hostile: scenarios, steps, time and the size of what comes back are bounded. What a bound
inside cannot stop (memory, one expression that takes long) is for whoever calls this in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.definitions import Package, read_files
from engine.errors import NotFound
from engine.scenarios.databases import Databases
from engine.scenarios.folders import SCENARIOS
from engine.scenarios.play import Outcome
from engine.scenarios.reading import read_scenarios
from engine.scenarios.refused import Problem, ScenarioRefused
from engine.scenarios.run import run_scenarios
from engine.scenarios.story import Scenario
from engine.scenarios.telling import FORMAT, coverage_document, scenario_document
from engine.words import Words


@dataclass(frozen=True)
class Limits:
    """What playing the scenarios of one package may take."""

    seconds: float = 60.0
    files: int = 50
    scenarios: int = 100
    steps: int = 2000


DEFAULT_LIMITS = Limits()


def run_files(
    files: Mapping[str, bytes],
    beside: Iterable[Package] = (),
    only: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    *,
    traced: bool = True,
    databases: Databases | None = None,
) -> dict[str, Any]:
    """Play the scenarios among the files of a package, and return a JSON-able document.

    `files` are the package's, with `scenarios/*.yaml`; `beside` the packages that it may call or play with;
    `only` the name of one scenario, None plays all. `databases` is as in `run_scenarios`.

    {"format", "passed",
     "problems": [{"file", "line", "where", "problem", "remedy"}],   of scenario files that cannot be read
     "scenarios": [as in `document`, and "trace": [frames of `Frame.document`], "trace_cut": bool],
     "coverage": as in `document`, of this package, "beside": [of others that were visited]}

    Raises:
        DiagramRefused: the package cannot be read.
        NotFound: there is no scenario called `only`.
    """
    deadline = time.monotonic() + limits.seconds
    package = read_files({path: text for path, text in files.items() if not _is_scenario(path)})
    packages = {**{one.key: one for one in beside}, package.key: package}
    problems: list[Problem] = []
    scenarios = _read(files, package, packages, problems, limits)
    if only is not None:
        names = [scenario.name for scenario in scenarios]
        scenarios = [scenario for scenario in scenarios if scenario.name == only]
        if not scenarios and not problems:
            raise NotFound(
                Words(
                    f"there is no scenario {only!r}; there are {', '.join(names) or 'none'}",
                    f"没有场景 {only!r}；有 {'、'.join(names) or '无'}",
                )
            )
    _bound(scenarios, problems, limits)
    outcomes, coverage = run_scenarios(
        scenarios, packages, traced=traced, deadline=deadline, databases=databases
    )
    return {
        "format": FORMAT,
        "passed": not problems and all(outcome.passed for outcome in outcomes),
        "problems": [problem.document() for problem in problems],
        "scenarios": [_document(outcome) for outcome in outcomes],
        "coverage": coverage_document(coverage.of(package.key)),
        "beside": [coverage_document(coverage.of(key)) for key in coverage.visits if key != package.key],
    }


def _is_scenario(path: str) -> bool:
    return path.startswith(f"{SCENARIOS}/")


def _read(
    files: Mapping[str, bytes],
    package: Package,
    packages: Mapping[str, Package],
    problems: list[Problem],
    limits: Limits,
) -> list[Scenario]:
    """Return the scenarios that can be read; what is wrong with the others goes to `problems`."""
    paths = sorted(path for path in files if _is_scenario(path) and path.endswith(".yaml"))
    if len(paths) > limits.files:
        problem = Words(
            f"there are {len(paths)} scenario files; at most {limits.files} are played at once",
            f"有 {len(paths)} 个场景文件；一次最多演 {limits.files} 个",
        )
        remedy = Words("put several scenarios into one file", "把几个场景写进一个文件")
        problems.append(Problem(f"{SCENARIOS}/", 1, "", problem, remedy))
        return []
    scenarios: list[Scenario] = []
    for path in paths:
        try:
            scenarios += read_scenarios(files[path].decode("utf-8"), path, package.key, packages)
        except ScenarioRefused as error:
            problems += error.problems
        except UnicodeDecodeError as error:
            problem = Words(f"cannot be read: {error}", f"无法读取：{error}")
            remedy = Words("save it as UTF-8 text", "存成 UTF-8 文字")
            problems.append(Problem(path, 1, "", problem, remedy))
    return scenarios


def _bound(scenarios: list[Scenario], problems: list[Problem], limits: Limits) -> None:
    """Leave as many scenarios as may be played at once, and say so of the first that is left out."""
    steps = 0
    for number, scenario in enumerate(scenarios):
        steps += len(scenario.steps)
        if number >= limits.scenarios or steps > limits.steps:
            problem = Words(
                f"at most {limits.scenarios} scenarios with {limits.steps} steps together are played at "
                "once; this one and those after it were not",
                f"一次最多演 {limits.scenarios} 个场景、共 {limits.steps} 步；这个和它后面的没有演",
            )
            remedy = Words("play them one by one", "逐个来演")
            problems.append(Problem(scenario.file, scenario.line, "", problem, remedy))
            del scenarios[number:]
            return


def _document(outcome: Outcome) -> dict[str, Any]:
    trace = outcome.trace
    frames = [frame.document() for frame in trace.frames] if trace is not None else []
    return {
        **scenario_document(outcome),
        "trace": frames,
        "trace_cut": trace is not None and trace.cut,
    }
