"""Run every rule over a package."""

from __future__ import annotations

from engine.definitions.catalogue import EMPTY, Catalogue
from engine.definitions.checks import (
    boundaries,
    calls,
    event_gateways,
    event_subprocesses,
    executable,
    expressions,
    flows,
    forms,
    ids,
    loops,
    marks,
    messages,
    owners,
    schema,
    service_tasks,
    starts,
    supported,
    timers,
    unread,
    user_tasks,
    writes,
)
from engine.definitions.findings import Finding
from engine.definitions.package import Package

RULES = (
    schema,
    ids,
    executable,
    owners,
    supported,
    unread,
    flows,
    starts,
    boundaries,
    event_subprocesses,
    event_gateways,
    messages,
    timers,
    loops,
    expressions,
    user_tasks,
    service_tasks,
    calls,
    forms,
    writes,
    marks,
)


def check_package(package: Package, catalogue: Catalogue = EMPTY) -> list[Finding]:
    """Return all findings, errors first, then by file and line; without errors it can be deployed."""
    found = [finding for rule in RULES for finding in rule.check(package, catalogue)]
    return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[bool, str, int]:
    return finding.severity != "error", finding.file, finding.line or 0


def errors_of(findings: list[Finding]) -> list[Finding]:
    """Return those that forbid to deploy."""
    return [finding for finding in findings if finding.severity == "error"]
