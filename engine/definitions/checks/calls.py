"""A call activity calls a process of this package, or of one that the sheet names in `calls`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import SHEET, Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    called = []
    for _, node in package.diagram.nodes():
        if node.kind == "callActivity":
            called.append(node.attributes.get("calledElement", ""))
            yield from _called(package, catalogue, node, called[-1])
    if catalogue.packages is not None:
        yield from _named(package, catalogue, catalogue.packages, set(called))


def _called(package: Package, catalogue: Catalogue, node: Node, called: str) -> Iterator[Finding]:
    if not called:
        yield told(package, node, "it calls nothing", "set calledElement to the id of a process")
        return
    own = package.diagram.processes.get(called)
    if own is not None:
        if not own.begins_plainly:
            yield told(
                package,
                node,
                f"process {called!r} has no plain start event, at which a call begins",
                "give it one, or call another process",
            )
        return
    if not package.calls:
        yield told(
            package,
            node,
            f"process {called!r} is not drawn here, and package.yaml names no package that it calls",
            "add the package that has the process to calls in package.yaml",
        )
        return
    if catalogue.packages is None:
        return
    owners = [key for key, processes in catalogue.packages.items() if called in processes]
    if set(owners) & set(package.calls):
        return
    unreadable = sorted(catalogue.unreadable & set(package.calls))
    if owners:
        yield told(
            package,
            node,
            f"{called!r} belongs to package {owners[0]!r}, which is not named in calls",
            f"add {owners[0]} to calls in package.yaml",
        )
    elif unreadable:
        yield told(
            package,
            node,
            f"nobody knows whether {called!r} is there: package {unreadable[0]!r} cannot be read",
            f"check {unreadable[0]}",
            severity="warning",
        )
    else:
        yield told(package, node, f"no package has a process {called!r}", "deploy that package first")


def _named(
    package: Package, catalogue: Catalogue, packages: Mapping[str, frozenset[str]], called: set[str]
) -> Iterator[Finding]:
    """Look at the packages that the sheet names."""
    file, line = package.label(SHEET), package.lines.get("calls")
    for key in package.calls:
        if key == package.key:
            remedy = "remove it: a package may always call its own processes"
            yield Finding(file, None, "calls", "it names the package itself", remedy, line)
        elif key not in packages:
            if key not in catalogue.unreadable:
                remedy = "deploy that package first, or remove it from calls"
                yield Finding(file, None, "calls", f"there is no package {key!r}", remedy, line)
        elif not called & packages[key]:
            problem = f"it names package {key!r}, but calls none of its processes"
            yield Finding(file, None, "calls", problem, "remove it from calls", line, "warning")
