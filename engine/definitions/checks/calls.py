"""A call activity calls a process of this package, or of one that the sheet names in `calls`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.definitions.bindings import binding_of
from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import SHEET, Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    called: dict[str, bool] = {}
    for _, node in package.diagram.nodes():
        if node.kind == "callActivity":
            process = node.attributes.get("calledElement", "")
            latest = binding_of(node).kind == "latest"
            called[process] = called.get(process, True) and latest
            yield from _called(package, catalogue, node, process, latest)
    # What is bound to a version need not be active: the rule `bindings` looks whether it is there.
    if catalogue.packages is not None and all(called.values()):
        yield from _named(package, catalogue, catalogue.packages, set(called))


def _called(
    package: Package, catalogue: Catalogue, node: Node, called: str, latest: bool
) -> Iterator[Finding]:
    if not called:
        yield told(
            package,
            node,
            Words("it calls nothing", "它没有调用任何流程"),
            Words("set calledElement to the id of a process", "请把 calledElement 设为某个流程的 id"),
        )
        return
    own = package.diagram.processes.get(called)
    if own is not None:
        if not own.begins_plainly and binding_of(node).kind in ("latest", "deployment"):
            yield told(
                package,
                node,
                Words(
                    f"process {called!r} has no plain start event, at which a call begins",
                    f"流程 {called!r} 没有普通开始事件，调用无从开始",
                ),
                Words("give it one, or call another process", "请给它画一个，或调用别的流程"),
            )
        return
    if not package.calls:
        yield told(
            package,
            node,
            Words(
                f"process {called!r} is not drawn here, and package.yaml names no package that it calls",
                f"流程 {called!r} 不在本图中，package.yaml 也没有写明调用哪个流程包",
            ),
            Words(
                "add the package that has the process to calls in package.yaml",
                "请把拥有该流程的流程包写进 package.yaml 的 calls",
            ),
        )
        return
    if catalogue.packages is None or not latest:
        return
    owners = [key for key, processes in catalogue.packages.items() if called in processes]
    if set(owners) & set(package.calls):
        return
    unreadable = sorted(catalogue.unreadable & set(package.calls))
    if owners:
        yield told(
            package,
            node,
            Words(
                f"{called!r} belongs to package {owners[0]!r}, which is not named in calls",
                f"{called!r} 属于流程包 {owners[0]!r}，而 calls 中没有写它",
            ),
            Words(
                f"add {owners[0]} to calls in package.yaml", f"请把 {owners[0]} 加进 package.yaml 的 calls"
            ),
        )
    elif unreadable:
        yield told(
            package,
            node,
            Words(
                f"nobody knows whether {called!r} is there: package {unreadable[0]!r} cannot be read",
                f"无法确定有没有 {called!r}：流程包 {unreadable[0]!r} 读不出来",
            ),
            Words(f"check {unreadable[0]}", f"请检查 {unreadable[0]}"),
            severity="warning",
        )
    else:
        yield told(
            package,
            node,
            Words(f"no package has a process {called!r}", f"没有流程包拥有流程 {called!r}"),
            Words("deploy that package first", "请先部署那个流程包"),
        )


def _named(
    package: Package, catalogue: Catalogue, packages: Mapping[str, frozenset[str]], called: set[str]
) -> Iterator[Finding]:
    """Look at the packages that the sheet names."""
    file, line = package.label(SHEET), package.lines.get("calls")
    for key in package.calls:
        if key == package.key:
            remedy = Words(
                "remove it: a package may always call its own processes", "请删除：流程包总可以调用自己的流程"
            )
            problem = Words("it names the package itself", "它写的是流程包自己")
            yield Finding(file, None, "calls", problem, remedy, line)
        elif key not in packages:
            if key not in catalogue.unreadable:
                remedy = Words(
                    "deploy that package first, or remove it from calls", "请先部署它，或从 calls 中删除"
                )
                problem = Words(f"there is no package {key!r}", f"没有流程包 {key!r}")
                yield Finding(file, None, "calls", problem, remedy, line)
        elif not called & packages[key]:
            problem = Words(
                f"it names package {key!r}, but calls none of its processes",
                f"它写了流程包 {key!r}，却没有调用其中任何流程",
            )
            remedy = Words("remove it from calls", "请从 calls 中删除")
            yield Finding(file, None, "calls", problem, remedy, line, "warning")
