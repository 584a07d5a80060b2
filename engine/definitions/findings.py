"""What a check found, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import InvalidInput
from engine.words import Words

_WARNING = Words("warning: ", "警告：")


@dataclass(frozen=True)
class Finding:
    """One finding: where, what is wrong, what to do. `severity` is `error` or `warning`.

    `path` are the ids of the elements and flows that lead to what is wrong, in order, for painting; empty
    where the element itself says it all. `rule` is the rule of engine.definitions.checks that found it; empty
    for what is found while a package is read.
    """

    file: str
    element: str | None
    name: str
    problem: Words
    remedy: Words
    line: int | None = None
    severity: str = "error"
    path: tuple[str, ...] = ()
    rule: str = ""

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: str) -> str:
        """Return the finding as one line, in `zh` or `en`."""
        mark = "" if self.severity == "error" else _WARNING.within(language)
        problem, remedy = self.problem.within(language), self.remedy.within(language)
        if language == "zh":
            where = self.element or (f"第 {self.line} 行" if self.line else "文件")
            name = f"（{self.name}）" if self.name else ""
            return f"{self.file}: {where}{name}：{mark}{problem} —— {remedy}"
        where = self.element or (f"line {self.line}" if self.line else "file")
        name = f" ({self.name})" if self.name else ""
        return f"{self.file}: {where}{name}: {mark}{problem} — {remedy}"

    def document(self) -> dict[str, Any]:
        """Return the finding as a JSON-able object; `problem` and `remedy` are English, `…_zh` Chinese."""
        return {
            "file": self.file,
            "element": self.element,
            "name": self.name,
            "problem": str(self.problem),
            "problem_zh": self.problem.zh,
            "remedy": str(self.remedy),
            "remedy_zh": self.remedy.zh,
            "line": self.line,
            "severity": self.severity,
            "path": list(self.path),
            "rule": self.rule,
        }


def finding_of(document: Mapping[str, Any]) -> Finding:
    """Return the finding that `Finding.document` wrote."""
    return Finding(
        file=document["file"],
        element=document["element"],
        name=document["name"],
        problem=Words(document["problem"], document["problem_zh"]),
        remedy=Words(document["remedy"], document["remedy_zh"]),
        line=document["line"],
        severity=document["severity"],
        path=tuple(document["path"]),
        rule=document["rule"],
    )


class DiagramRefused(InvalidInput):
    """A package cannot be executed as the standard says; `report` holds every finding."""

    code = "diagram-refused"

    def __init__(self, report: list[Finding]) -> None:
        errors = [finding for finding in report if finding.severity == "error"]
        super().__init__(
            Words(
                f"{len(errors)} finding(s); the first: {errors[0]}",
                f"{len(errors)} 个问题；第一个：{errors[0].told('zh')}",
            )
            if errors
            else Words("refused", "被拒绝"),
            findings=[finding.document() for finding in report],
        )
        self.report = report
