"""`x-source` names a source of choices that there is, at a text field of a task's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.schemas import inside
from engine.org import SOURCES


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for key, schema in package.forms.items():
        yield from _form(package.label(f"forms/{key}.json"), schema)
    if package.fields:
        file = package.label(package.fields_path)
        for path in _named(package.fields, ""):
            yield Finding(file, None, path, "an order that is not yet opened has no choices", "leave it out")


def _form(file: str, schema: dict[str, Any]) -> Iterator[Finding]:
    properties = schema.get("properties")
    fields = properties if isinstance(properties, dict) else {}
    at = {f"properties/{name}/x-source": field for name, field in fields.items() if isinstance(field, dict)}
    for path in _named(schema, ""):
        field = at.get(path)
        if field is None:
            yield Finding(
                file,
                None,
                path,
                "only a field of the form itself has choices",
                "make it one, or leave it out",
            )
        elif field.get("type") != "string":
            yield Finding(file, None, path, "only a text has choices", 'write "type": "string"')
        elif field["x-source"] not in list(SOURCES):  # a list, as what is written there may be no text
            named = repr(field["x-source"])[:80]
            yield Finding(
                file, None, path, f"there is no source {named}", f"one of {', '.join(sorted(SOURCES))}"
            )


def _named(schema: Any, path: str) -> Iterator[str]:
    """Yield where a schema or one inside it names a source."""
    if not isinstance(schema, dict):
        return
    if "x-source" in schema:
        yield f"{path}/x-source" if path else "x-source"
    for here, inner in inside(schema, path):
        yield from _named(inner, here)
