"""How a rule tells what it found, with element, name and line."""

from __future__ import annotations

from collections.abc import Iterable

from engine.definitions.findings import Finding
from engine.definitions.model import Node, Scope, SequenceFlow
from engine.definitions.package import Package
from engine.words import Words


def told(
    package: Package,
    element: Node | Scope | SequenceFlow,
    problem: Words,
    remedy: Words,
    *,
    severity: str = "error",
    line: int | None = None,
    path: Iterable[str] = (),
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
        tuple(path),
    )
