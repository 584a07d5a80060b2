"""Forms and the order's fields are JSON Schemas that can be checked and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from engine.definitions.catalogue import Catalogue
from engine.definitions.findings import Finding
from engine.definitions.package import Package

_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_TYPES = {"string", "number", "integer", "boolean", "array", "object"}


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for key, schema in package.forms.items():
        yield from _schema(package, f"forms/{key}.json", schema)
    if package.fields:
        yield from _schema(package, "fields", package.fields)


def _schema(package: Package, path: str, schema: dict[str, Any]) -> Iterator[Finding]:
    file = package.label(path)
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        where = "/".join(str(part) for part in error.absolute_path)
        yield Finding(file, None, where, f"is no JSON Schema: {error.message}", "correct it")
        return
    if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
        yield Finding(
            file, None, "", "is no object with properties", 'write {"type": "object", "properties": …}'
        )
        return
    for reference in _references(schema):
        yield Finding(file, None, "", f"$ref {reference!r} leaves the file", "write the schema itself")
    for name, field in schema["properties"].items():
        if not _NAME.match(name):
            yield Finding(
                file, None, name, "the field's name is no variable name", "use letters, digits and _"
            )
        elif not isinstance(field, dict) or (field.get("type") not in _TYPES and "enum" not in field):
            yield Finding(file, None, name, "the field has no type", f"one of {', '.join(sorted(_TYPES))}")
    missing = set(schema.get("required", [])) - set(schema["properties"])
    for name in sorted(missing):
        yield Finding(file, None, name, "is required but no property", "add it, or do not require it")


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            yield reference
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)
