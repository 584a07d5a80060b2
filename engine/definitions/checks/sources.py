"""`x-source` names a source of choices that there is, at a text field of a task's form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package
from engine.definitions.schemas import inside
from engine.org import SOURCES
from engine.words import Words


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for key, schema in package.forms.items():
        yield from _form(package.label(f"forms/{key}.json"), schema)
    if package.fields:
        file = package.label(package.fields_path)
        for path in _named(package.fields, ""):
            yield Finding(
                file,
                None,
                path,
                Words("an order that is not yet opened has no choices", "工单尚未建立，没有可选项"),
                Words("leave it out", "请去掉它"),
            )


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
                Words("only a field of the form itself has choices", "只有表单自己的字段才有可选项"),
                Words("make it one, or leave it out", "请把它放到表单字段上，或去掉它"),
            )
        elif field.get("type") != "string":
            yield Finding(
                file,
                None,
                path,
                Words("only a text has choices", "只有文本才有可选项"),
                Words('write "type": "string"', '请写 "type": "string"'),
            )
        elif field["x-source"] not in list(SOURCES):  # a list, as what is written there may be no text
            named = repr(field["x-source"])[:80]
            known = ", ".join(sorted(SOURCES))
            yield Finding(
                file,
                None,
                path,
                Words(f"there is no source {named}", f"没有来源 {named}"),
                Words(f"one of {known}", f"可用：{known}"),
            )


def _named(schema: Any, path: str) -> Iterator[str]:
    """Yield where a schema or one inside it names a source."""
    if not isinstance(schema, dict):
        return
    if "x-source" in schema:
        yield f"{path}/x-source" if path else "x-source"
    for here, inner in inside(schema, path):
        yield from _named(inner, here)
