"""What is wrong with a scenario file, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

from engine.errors import InvalidInput


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be read: where, what is wrong, what to write instead.

    `line` counts from 1; `where` is the path inside the file, such as `scenarios[2].steps[3].with`.
    """

    file: str
    line: int
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {where}{self.problem} — {self.remedy}"

    def document(self) -> dict[str, Any]:
        """Return the problem as a JSON-able object."""
        return asdict(self)


class ScenarioRefused(InvalidInput):
    """A scenario file cannot be read; `problems` holds everything that is wrong with it."""

    code = "scenario-refused"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.file, problem.line))
        super().__init__(
            "\n".join(str(problem) for problem in self.problems),
            findings=[problem.document() for problem in self.problems],
        )


def known_names(wrong: str, known: Iterable[str], most: int = 30) -> str:
    """Return how to go on after a name that is not known: the near ones first, then all of them."""
    names = sorted(set(known))
    if not names:
        return "there is none to name here"
    near = get_close_matches(wrong, names, n=3, cutoff=0.6)
    listed = ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
    return f"did you mean {' or '.join(near)}? known: {listed}" if near else f"known: {listed}"
