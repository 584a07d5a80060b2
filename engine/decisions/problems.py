"""What is wrong in a DMN model: element, name, problem and remedy in English and Chinese, line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.errors import InvalidInput
from engine.words import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: `element` is an id or None, `line` that of the file; severity `error` or `warning`."""

    file: str
    element: str | None
    name: str
    problem: Words
    remedy: Words
    line: int | None = None
    severity: str = "error"

    def __str__(self) -> str:
        where = self.element or (f"line {self.line}" if self.line else "file")
        name = f" ({self.name})" if self.name else ""
        mark = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}: {where}{name}: {mark}{self.problem} — {self.remedy}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is told to be: the nearest element that a designer can find by id, name or line."""

    file: str
    id: str | None
    name: str
    line: int | None


class Problems:
    """Collects problems, each once."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def tell(self, place: Place, problem: Words, remedy: Words, severity: str = "error") -> None:
        """Note a problem at a place."""
        told = Problem(place.file, place.id, place.name, problem, remedy, place.line, severity)
        self._found.setdefault(told)

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Note what somebody else found."""
        self._found.update(dict.fromkeys(problems))


class DecisionsRefused(InvalidInput):
    """A file is no DMN model at all; `problems` says why."""

    code = "decisions-refused"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            Words(
                f"{len(problems)} problem(s); the first: {problems[0].problem}",
                f"{len(problems)} 个问题；第一个：{problems[0].problem.zh}",
            ),
            findings=[_document(p) for p in problems],
        )
        self.problems = problems


def _document(problem: Problem) -> dict[str, Any]:
    return {
        "field": problem.element or problem.name or problem.file,
        "line": problem.line,
        "problem": problem.problem,
        "remedy": problem.remedy,
    }
