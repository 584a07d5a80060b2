"""How a rule tells what it found, with element, name and line."""

from __future__ import annotations

from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope, SequenceFlow
from engine.definitions.package import Package


def told(
    package: Package,
    element: Node | Scope | SequenceFlow,
    problem: str,
    remedy: str,
    *,
    severity: str = "error",
    line: int | None = None,
) -> Finding:
    """Return a finding about something drawn in the package's diagram."""
    return Finding(
        package.label(package.diagram_path),
        element.id or None,
        element.name,
        problem,
        remedy,
        line or element.line,
        severity,
    )
