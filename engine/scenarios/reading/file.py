"""Read a scenario file: what is given for all its scenarios, parts that several play, and the scenarios.

given: …            for every scenario that does not say otherwise, key by key
parts:
  NAME: [steps]     a part, played by `- play: NAME`
scenarios:
  - name: …
    given: …
    expect: …       right after what is given
    steps: [steps]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from engine.definitions import Package
from engine.scenarios.actions import EndJob
from engine.scenarios.expectations import NOTHING_EXPECTED
from engine.scenarios.names import Names
from engine.scenarios.reading.expect import read_expectation
from engine.scenarios.reading.given import BEGIN, GIVEN, read_given
from engine.scenarios.reading.steps import Reader
from engine.scenarios.refused import Problem, ScenarioRefused, known_names
from engine.scenarios.source import Node, Refused, read_yaml
from engine.scenarios.story import Scenario, Step
from engine.words import Words

MOST_NESTED = 10
MOST_STEPS = 1000


def read_scenarios(text: str, file: str, package: str, packages: Mapping[str, Package]) -> list[Scenario]:
    """Return the scenarios of a file of package `package`.

    `packages` are the packages that may play, by key: the own one, those it calls, and those that a scenario
    names under `given.packages`.

    Raises:
        ScenarioRefused: with everything that is wrong, each with its line.
    """
    root = read_yaml(text, file)
    problems: list[Problem] = []
    scenarios: list[Scenario] = []
    try:
        fields = root.fields(("given", "parts", "scenarios", "note"), ("scenarios",))
        common = fields["given"].fields(GIVEN) if "given" in fields else {}
        parts = (
            {name: node.items() for name, node in fields["parts"].mapping().items()}
            if "parts" in fields
            else {}
        )
        entries = fields["scenarios"].items()
    except Refused as error:
        raise ScenarioRefused([error.problem]) from None
    file_reader = _File(package, packages, common, parts, problems)
    for node in entries:
        read = file_reader.scenario(node)
        if read is not None:
            scenarios.append(read)
    if not problems and not scenarios:
        none = Words("there is no scenario", "没有场景")
        problems.append(Problem(file, root.line, "scenarios", none, Words("write one", "写一个")))
    for twice in _twice(scenarios):
        same = Words(f"two scenarios are called {twice.name!r}", f"有两个场景叫 {twice.name!r}")
        problems.append(Problem(file, twice.line, "", same, Words("rename one", "给一个换个名字")))
    if problems:
        raise ScenarioRefused(problems)
    return scenarios


class _File:
    def __init__(
        self,
        package: str,
        packages: Mapping[str, Package],
        common: dict[str, Node],
        parts: dict[str, list[Node]],
        problems: list[Problem],
    ) -> None:
        self.package, self.packages = package, packages
        self.common, self.parts, self.problems = common, parts, problems

    def scenario(self, node: Node) -> Scenario | None:
        """Return one scenario, or None when something about it was refused."""
        before = len(self.problems)
        try:
            fields = node.fields(("name", "given", "expect", "steps", "note"), ("name",))
            own = fields["given"].fields(GIVEN) if "given" in fields else {}
            merged = _merged(self.common, own)
            names = self._names(merged)
            given = read_given(merged, self.packages[self.package], names)
            expect = read_expectation(fields["expect"], names) if "expect" in fields else NOTHING_EXPECTED
            reader = Reader(self.packages[self.package], names)
            entries = fields["steps"].items() if "steps" in fields else []
            steps = tuple(islice(self._steps(reader, entries), MOST_STEPS + 1))
            if len(steps) > MOST_STEPS:
                raise node.refuse(
                    Words(f"more than {MOST_STEPS} steps", f"多于 {MOST_STEPS} 步"),
                    Words("make several scenarios of it", "分成几个场景"),
                )
        except Refused as error:
            self.problems.append(error.problem)
            return None
        if len(self.problems) > before:
            return None
        return Scenario(
            package=self.package,
            name=fields["name"].text(),
            file=node.file,
            line=node.line,
            given=given,
            steps=steps,
            expect_at_start=expect,
            jobs_by_hand=frozenset(one.action.element for one in steps if isinstance(one.action, EndJob)),
        )

    def _steps(self, reader: Reader, nodes: list[Node], depth: int = 0) -> Iterator[Step]:
        for node in nodes:
            try:
                if isinstance(node.value, dict) and "play" in node.value:
                    yield from self._part(reader, node, depth)
                else:
                    yield reader.step(node)
            except Refused as error:
                self.problems.append(error.problem)

    def _part(self, reader: Reader, node: Node, depth: int) -> Iterator[Step]:
        wanted = node.fields(("play", "note"))["play"]
        name = wanted.text()
        if name not in self.parts:
            problem = Words(f"there is no part {name!r}", f"没有叫 {name!r} 的片段")
            raise wanted.refuse(problem, known_names(name, self.parts))
        if depth >= MOST_NESTED:
            raise wanted.refuse(
                Words(f"part {name!r} plays itself", f"片段 {name!r} 又演到自己"),
                Words("take the circle apart", "把这个圈拆开"),
            )
        yield from self._steps(reader, self.parts[name], depth + 1)

    def _names(self, given: dict[str, Node]) -> Names:
        """Return the names of the packages in play: the own one, what it calls, what the scenario adds."""
        wanted = [self.package]
        for node in given["packages"].one_or_many() if "packages" in given else []:
            wanted.append(node.choice(list(self.packages)))
        for key in wanted:
            called = self.packages[key].calls
            wanted += [one for one in called if one in self.packages and one not in wanted]
        return Names(tuple(self.packages[key] for key in dict.fromkeys(wanted)))


def _merged(common: dict[str, Node], own: dict[str, Node]) -> dict[str, Node]:
    """Return what is given: the scenario's own beginning replaces the file's, and null means none."""
    if any(key in BEGIN for key in own):
        common = {key: node for key, node in common.items() if key not in BEGIN}
    return {key: node for key, node in {**common, **own}.items() if node.value is not None}


def _twice(scenarios: list[Scenario]) -> list[Scenario]:
    seen: set[str] = set()
    twice = []
    for scenario in scenarios:
        if scenario.name in seen:
            twice.append(scenario)
        seen.add(scenario.name)
    return twice
