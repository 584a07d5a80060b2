"""What the values of an order are called: the forms and fields of the versions that its processes run on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.orders import WorkOrder
from engine.org import SOURCES
from engine.queries.options import options
from engine.queries.order_page import instance_views
from engine.queries.reading import Reading
from engine.queries.versions import versions_of


@dataclass(frozen=True)
class NamedForm:
    """A form, and the elements that have it. `key` None: the order fields of the package."""

    package: str
    version: int
    key: str | None
    elements: list[str]
    form: Mapping[str, Any]


@dataclass(frozen=True)
class NamedChoice:
    """What a value of a field with `x-source` stands for."""

    source: str
    value: str
    label: str


@dataclass(frozen=True)
class OrderForms:
    """The forms of an order's processes, and what the values of their sources stand for."""

    forms: list[NamedForm]
    choices: list[NamedChoice]


def order_forms(reading: Reading, order: WorkOrder) -> OrderForms:
    """Return the forms of an order that the actor may see, those of its own processes first.

    Versions that this release cannot run are left out.
    """
    instances = instance_views(reading, order)
    tokens = [token for instance in instances for token in instance.active]
    found: list[NamedForm] = []
    for drawn in versions_of(reading, (one.definition for one in instances), tokens):
        version = reading.version(drawn.id)
        if version is None:
            continue
        places: dict[str, list[str]] = {}
        for _, node in version.package.diagram.nodes():
            if key := node.camunda.get("formKey"):
                places.setdefault(key, []).append(node.id)
        if version.package.fields:
            found.append(NamedForm(drawn.package, drawn.version, None, [], version.package.fields))
        found += [
            NamedForm(drawn.package, drawn.version, key, places.get(key, []), form.schema)
            for key, form in sorted(version.forms.items())
        ]
    return OrderForms(found, _choices(reading, order, found))


def _choices(reading: Reading, order: WorkOrder, forms: list[NamedForm]) -> list[NamedChoice]:
    used: set[str] = {
        part.get("x-source", "")
        for one in forms
        for part in one.form.get("properties", {}).values()
        if isinstance(part, Mapping)
    }
    return [
        NamedChoice(source, option.value, option.label)
        for source in sorted(used & set(SOURCES))
        for option in options(reading, source, order)
    ]
