"""A call activity that is bound to a version names one that is there."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.bindings import BINDINGS, binding_of, call_activities
from engine.definitions.catalogue import Catalogue, KnownVersion
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words

#: Which attribute belongs to which binding.
_OWN = {"version": "calledElementVersion", "versionTag": "calledElementVersionTag"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for node in call_activities(package):
        kind = binding_of(node).kind
        if kind not in BINDINGS:
            known = ", ".join(BINDINGS)
            yield told(
                package,
                node,
                Words(f"there is no binding {kind!r}", f"没有绑定方式 {kind!r}"),
                Words(f"use one of: {known}", f"请用其中之一：{known}"),
            )
            continue
        yield from _stray(package, node, kind)
        if kind == "deployment":
            yield from _together(package, catalogue, node)
        elif kind == "version":
            yield from _number(package, catalogue, node)
        elif kind == "versionTag":
            yield from _tag(package, catalogue, node)


def _stray(package: Package, node: Node, kind: str) -> Iterator[Finding]:
    """Refuse what belongs to another binding: it would have no effect."""
    for other, attribute in _OWN.items():
        if other != kind and node.camunda.get(attribute):
            yield told(
                package,
                node,
                Words(
                    f"{attribute} has no effect with the binding {kind!r}",
                    f"绑定方式为 {kind!r} 时 {attribute} 不起作用",
                ),
                Words(
                    f"remove it, or set calledElementBinding to {other}",
                    f"请删除，或把 calledElementBinding 设为 {other}",
                ),
            )


def _together(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    called, together = node.attributes["calledElement"], catalogue.together
    if called in package.diagram.processes or together is None:
        return
    if any(called in together.get(key, ()) for key in package.calls):
        return
    beside = ", ".join(sorted(together))
    yield told(
        package,
        node,
        Words(
            f"no package of calls that is deployed with it has the process {called!r} "
            f"(deployed with it: {beside or 'none'})",
            f"calls 中没有一同部署的流程包拥有流程 {called!r}（一同部署的：{beside or '无'}）",
        ),
        Words(
            "deploy both packages in one call, such as `huan deploy FOLDER`, or use the binding latest",
            "请在一次部署中部署两个流程包，例如 `huan deploy FOLDER`，或用绑定方式 latest",
        ),
    )


def _number(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    number, given = binding_of(node).version, node.camunda.get("calledElementVersion", "")
    if number is None or number < 1:
        yield told(
            package,
            node,
            Words(
                f"it is bound to a version, but calledElementVersion {given!r} is no whole number above 0",
                f"它绑定到某个版本，但 calledElementVersion {given!r} 不是大于 0 的整数",
            ),
            Words("write the number of a version, such as 2", "请写版本号，例如 2"),
        )
        return
    having = _having(package, catalogue, node)
    if having is not None and all(version.number != number for version in having):
        there = ", ".join(str(version.number) for version in having)
        called = node.attributes["calledElement"]
        yield told(
            package,
            node,
            Words(
                f"no package of calls has a version {number} with the process {called!r}",
                f"calls 中没有流程包的版本 {number} 拥有流程 {called!r}",
            ),
            Words(f"versions with it: {there or 'none'}", f"拥有它的版本：{there or '无'}"),
        )


def _tag(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    called, tag = node.attributes["calledElement"], binding_of(node).tag
    if not tag:
        yield told(
            package,
            node,
            Words("it is bound to a version tag, but names none", "它绑定到版本标签，但没有写标签"),
            Words("set camunda:calledElementVersionTag", "请设置 camunda:calledElementVersionTag"),
        )
        return
    having = _having(package, catalogue, node)
    if having is not None and all(version.tags.get(called) != tag for version in having):
        tags = ", ".join(dict.fromkeys(one.tags[called] for one in having if called in one.tags))
        yield told(
            package,
            node,
            Words(
                f"no version of a package of calls has the process {called!r} with the tag {tag!r}",
                f"calls 中没有流程包的版本拥有带标签 {tag!r} 的流程 {called!r}",
            ),
            Words(f"tags of it: {tags or 'none'}", f"它的标签：{tags or '无'}"),
        )


def _having(package: Package, catalogue: Catalogue, node: Node) -> list[KnownVersion] | None:
    """Return the versions that have the called process; None when nobody knows which there are."""
    called = node.attributes["calledElement"]
    owners = (package.key,) if called in package.diagram.processes else package.calls
    if any(key not in catalogue.versions for key in owners):
        return None
    versions = [version for key in owners for version in catalogue.versions[key]]
    return [version for version in versions if called in version.processes]
