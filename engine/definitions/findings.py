"""What a check found, and how it is told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from engine.errors import InvalidInput


@dataclass(frozen=True)
class Finding:
    """One finding: where, what is wrong, what to do. `severity` is `error` or `warning`."""

    file: str
    element: str | None
    name: str
    problem: str
    remedy: str
    line: int | None = None
    severity: str = "error"

    def __str__(self) -> str:
        where = self.element or (f"line {self.line}" if self.line else "file")
        name = f" ({self.name})" if self.name else ""
        mark = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}: {where}{name}: {mark}{self.problem} — {self.remedy}"

    def document(self) -> dict[str, Any]:
        """Return the finding as a JSON-able object."""
        return asdict(self)


class DiagramRefused(InvalidInput):
    """A package cannot be executed as the standard says; `report` holds every finding."""

    code = "diagram-refused"

    def __init__(self, report: list[Finding]) -> None:
        errors = [finding for finding in report if finding.severity == "error"]
        super().__init__(
            f"{len(errors)} finding(s); the first: {errors[0]}" if errors else "refused",
            findings=[finding.document() for finding in report],
        )
        self.report = report
