"""Limits, reasons for a hold and facts of the order are such as the package's category can have.

A limit that no profile has for orders of the category never runs: what waits for it waits for ever. A reason
that no limit of the category is paused for pauses nothing. A field that bears the name of a fact chooses
limits, so that a value which no rule can ask for would choose none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.marks import limits_of_node
from engine.definitions.checks.told import told
from engine.definitions.constants import constant_of
from engine.definitions.findings import Finding
from engine.definitions.model import Node
from engine.definitions.package import Package
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    for _, node in package.diagram.nodes():
        yield from _limits(package, catalogue, node)
        yield from _reasons(package, catalogue, node)
    for name, schema in package.fields.get("properties", {}).items():
        yield from _fact(package, catalogue, name, schema)


def _limits(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    known = (catalogue.limits_of or {}).get(package.category or "")
    if known is None or catalogue.limits is None:
        return
    for limit in dict.fromkeys(limits_of_node(node)):
        if limit in catalogue.limits and limit not in known:
            yield told(
                package,
                node,
                Words(
                    f"no operator profile has a limit {limit!r} for orders of category {package.category!r}",
                    f"没有任何企业规则对类别 {package.category!r} 的工单规定时限 {limit!r}",
                ),
                Words(
                    f"add it to a profile, or name one of: {', '.join(sorted(known)) or 'none'}",
                    f"请把它加入企业规则，或改用：{'、'.join(sorted(known)) or '无'}",
                ),
            )


def _reasons(package: Package, catalogue: Catalogue, node: Node) -> Iterator[Finding]:
    if node.camunda.get("topic") != "order.hold" or catalogue.pauses is None:
        return
    for parameter in node.inputs:
        constant = constant_of(parameter.expression) if parameter.name == "reason" else None
        if constant is None or not isinstance(constant.value, str):
            continue
        reason, allowed = constant.value, (catalogue.pauses_of or {}).get(package.category or "")
        if reason not in catalogue.pauses:
            yield told(
                package,
                node,
                Words(f"there is no reason {reason!r} to hold an order", f"没有挂起工单的原因 {reason!r}"),
                Words(
                    f"one of: {', '.join(sorted(catalogue.pauses))}",
                    f"可用：{'、'.join(sorted(catalogue.pauses))}",
                ),
            )
        elif allowed is not None and reason not in allowed:
            yield told(
                package,
                node,
                Words(
                    f"no limit of category {package.category!r} is paused for {reason!r}",
                    f"类别 {package.category!r} 的时限都不因 {reason!r} 暂停",
                ),
                Words(
                    f"allow it in a rule's pauses, or name one of: {', '.join(sorted(allowed)) or 'none'}",
                    f"请在规则的 pauses 中允许它，或改用：{'、'.join(sorted(allowed)) or '无'}",
                ),
            )


def _fact(package: Package, catalogue: Catalogue, name: str, schema: Any) -> Iterator[Finding]:
    known = (catalogue.facts or {}).get(name)
    if known is None:
        return
    for value in _values(schema):
        shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        if shown not in known:
            yield Finding(
                package.label(package.fields_path),
                None,
                f"properties/{name}",
                Words(
                    f"the field {name!r} chooses limits, and no rule can ask for {value!r}",
                    f"字段 {name!r} 决定时限，而没有规则能问 {value!r}",
                ),
                Words(
                    f"one of: {', '.join(sorted(known))}; or give the field another name",
                    f"可用：{'、'.join(sorted(known))}；或给字段另取名称",
                ),
            )
            return


def _values(schema: Any) -> Iterator[Any]:
    """Yield the values that a field can have, as far as its schema lists them."""
    if not isinstance(schema, Mapping):
        return
    if schema.get("type") == "boolean":
        yield from (True, False)
    yield from schema.get("enum", ())
    if "const" in schema:
        yield schema["const"]
    for choice in schema.get("oneOf", ()):
        yield from _values(choice)
