"""What is wrong with a scenario file, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from engine.errors import InvalidInput
from engine.words import Words


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be read: where, what is wrong, what to write instead.

    `line` counts from 1; `where` is the path inside the file, such as `scenarios[2].steps[3].with`.
    """

    file: str
    line: int
    where: str
    problem: Words
    remedy: Words

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: str) -> str:
        """Return the problem as one line, in `zh` or `en`."""
        problem, remedy = self.problem.within(language), self.remedy.within(language)
        if language == "zh":
            where = f"{self.where}：" if self.where else ""
            return f"{self.file}:{self.line}: {where}{problem} —— {remedy}"
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {where}{problem} — {remedy}"

    def document(self) -> dict[str, Any]:
        """Return the problem as a JSON-able object; `problem` and `remedy` are English, `…_zh` Chinese."""
        return {
            "file": self.file,
            "line": self.line,
            "where": self.where,
            "problem": str(self.problem),
            "problem_zh": self.problem.zh,
            "remedy": str(self.remedy),
            "remedy_zh": self.remedy.zh,
        }


class ScenarioRefused(InvalidInput):
    """A scenario file cannot be read; `problems` holds everything that is wrong with it."""

    code = "scenario-refused"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.where))
        super().__init__(
            Words(
                "\n".join(str(problem) for problem in self.problems),
                "\n".join(problem.told("zh") for problem in self.problems),
            ),
            findings=[problem.document() for problem in self.problems],
        )


def known_names(wrong: str, known: Iterable[str], most: int = 30) -> Words:
    """Return how to go on after a name that is not known: the near ones first, then all of them."""
    names = sorted(set(known))
    if not names:
        return Words("there is none to name here", "这里没有可写的名称")
    near = get_close_matches(wrong, names, n=3, cutoff=0.6)
    listed, more = ", ".join(names[:most]), len(names) - most
    en = f"known: {listed}" + (f" and {more} more" if more > 0 else "")
    zh = f"已知的有：{listed}" + (f" 等另外 {more} 个" if more > 0 else "")
    if near:
        return Words(f"did you mean {' or '.join(near)}? {en}", f"是不是 {' 或 '.join(near)}？{zh}")
    return Words(en, zh)
