"""Run every rule over a package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from types import ModuleType

from engine.definitions.catalogue import EMPTY, Catalogue
from engine.definitions.checks import (
    ad_hoc,
    assignments,
    behaviors,
    bindings,
    boundaries,
    calls,
    category_limits,
    closed_loop,
    closed_loop_limits,
    compensation,
    conditions,
    decisions,
    dialogues,
    directions,
    endless,
    event_gateways,
    event_subprocesses,
    executable,
    exempt,
    expressions,
    flows,
    forms,
    ids,
    instantiating,
    links,
    loops,
    mappings,
    marks,
    message_flows,
    messages,
    names,
    owners,
    placed,
    reachable,
    references,
    rejecting,
    schema,
    scripts,
    service_tasks,
    soundness,
    sources,
    start_conditions,
    starts,
    supported,
    task_moments,
    tasks,
    timers,
    transactions,
    types,
    unread,
    user_tasks,
    values,
    writes,
)
from engine.definitions.checks.in_chinese import HOLDS
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.words import Words

RULES = (
    schema,
    values,
    ids,
    executable,
    owners,
    supported,
    unread,
    links,
    flows,
    directions,
    references,
    message_flows,
    reachable,
    endless,
    starts,
    start_conditions,
    boundaries,
    event_subprocesses,
    event_gateways,
    instantiating,
    messages,
    tasks,
    compensation,
    transactions,
    ad_hoc,
    timers,
    loops,
    behaviors,
    expressions,
    conditions,
    types,
    decisions,
    user_tasks,
    assignments,
    task_moments,
    service_tasks,
    dialogues,
    calls,
    bindings,
    mappings,
    placed,
    forms,
    rejecting,
    sources,
    scripts,
    names,
    writes,
    marks,
    category_limits,
    soundness,
    closed_loop,
    closed_loop_limits,
    exempt,
)
#: More findings than this help nobody: whoever mends the first ones sees the rest.
MOST_FINDINGS = 500


def check_package(
    package: Package, catalogue: Catalogue = EMPTY, rules: Sequence[ModuleType] = RULES
) -> list[Finding]:
    """Return all findings, errors first, then by file and line; without errors it can be deployed.

    `rules` are those that are asked, all by default.
    """
    found = (
        replace(finding, rule=name_of(rule))
        for rule in rules
        for finding in islice(rule.check(package, catalogue), MOST_FINDINGS)
    )
    return sorted(found, key=_place)[:MOST_FINDINGS]


def name_of(rule: ModuleType) -> str:
    """Return the name of a rule: that of its file."""
    return rule.__name__.rpartition(".")[2]


def rules() -> dict[str, Words]:
    """Return what each rule holds, in one sentence, by its name, in the order in which they run."""
    return {
        name_of(rule): Words((rule.__doc__ or "").split("\n\n")[0].replace("\n", " "), HOLDS[name_of(rule)])
        for rule in RULES
    }


def _place(finding: Finding) -> tuple[bool, str, int]:
    return finding.severity != "error", finding.file, finding.line or 0


def errors_of(findings: list[Finding]) -> list[Finding]:
    """Return those that forbid to deploy."""
    return [finding for finding in findings if finding.severity == "error"]
