"""Types of FEEL from JSON Schema 2020-12: what a value that the schema lets through certainly is.

A keyword that says nothing certain widens the type; what cannot be told is Any. Formats change nothing: a
date in JSON is a string until `date(…)` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.feel.types.kinds import joined, kind_type
from engine.feel.types.model import (
    ANY,
    BOOLEAN,
    NULL,
    NUMBER,
    STRING,
    ChoiceType,
    ContextType,
    ListType,
    SimpleType,
    Type,
)

_DEEPEST = 24
#: Schemas that are read before the rest counts as Any: references can unfold to more than anybody can read.
_MOST_SCHEMAS = 10_000
_SIMPLE: Mapping[str, Type] = {
    "string": STRING,
    "number": NUMBER,
    "integer": NUMBER,
    "boolean": BOOLEAN,
    "null": NULL,
}


def type_of_schema(schema: Any, root: Mapping[str, Any] | None = None, *, closed: bool = False) -> Type:
    """Return the type of the values that `schema` describes; Any where it says nothing certain.

    `root` is the document that local references lead into (the schema itself by default). `closed` says that
    the caller refuses fields that are not in `properties`, whatever `additionalProperties` says.
    """
    if root is None:
        root = schema if isinstance(schema, Mapping) else {}
    return _Reader(root, closed).read(schema, 0)


class _Reader:
    def __init__(self, root: Mapping[str, Any], closed: bool) -> None:
        self.root = root
        self.closed = closed
        self.left = _MOST_SCHEMAS

    def read(self, schema: Any, depth: int) -> Type:
        self.left -= 1
        if not isinstance(schema, Mapping) or depth > _DEEPEST or self.left < 0:
            return ANY
        if "$ref" in schema:
            return self.read(self.referred(schema["$ref"]), depth + 1)
        choice = _choice(schema)
        if choice is not None:
            return choice
        named = schema.get("type")
        names = [named] if isinstance(named, str) else named if isinstance(named, Sequence) else []
        found = [self.of_name(str(name), schema, depth) for name in names if name != "null"]
        if found:
            return joined(found)
        for keyword in ("oneOf", "anyOf"):
            if isinstance(schema.get(keyword), Sequence):
                return joined([self.read(part, depth + 1) for part in schema[keyword]])
        if isinstance(schema.get("allOf"), Sequence):
            known = [type_ for part in schema["allOf"] if (type_ := self.read(part, depth + 1)) != ANY]
            return known[0] if len(known) == 1 else ANY
        return self.of_name("object", schema, depth) if "properties" in schema else ANY

    def of_name(self, name: str, schema: Mapping[str, Any], depth: int) -> Type:
        if name == "array":
            return ListType(self.read(schema.get("items"), depth + 1))
        if name == "object":
            return self.context(schema, depth)
        return _SIMPLE.get(name, ANY)

    def context(self, schema: Mapping[str, Any], depth: int) -> Type:
        properties = schema.get("properties")
        entries = properties if isinstance(properties, Mapping) else {}
        required = schema.get("required")
        needed = {str(name) for name in required} if isinstance(required, Sequence) else set()
        open_ended = {
            "patternProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "if",
            "dependentSchemas",
        } & schema.keys()
        refuses = self.closed or schema.get("additionalProperties") is False
        return ContextType(
            {str(name): self.read(entry, depth + 1) for name, entry in entries.items()},
            closed=refuses and not open_ended,
            optional=frozenset(str(name) for name in entries) - needed,
        )

    def referred(self, reference: Any) -> Any:
        """Return what a reference into this document leads to; None for any other."""
        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        found: Any = self.root
        for part in reference[1:].split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, Mapping) else None
        return found


def _choice(schema: Mapping[str, Any]) -> Type | None:
    """Return the type of `enum`, `const` or a `oneOf` of constants of one kind, else None."""
    values: list[Any] = []
    if "const" in schema:
        values = [schema["const"]]
    elif isinstance(schema.get("enum"), Sequence):
        values = list(schema["enum"])
    elif isinstance(schema.get("oneOf"), Sequence):
        parts = schema["oneOf"]
        if not parts or not all(isinstance(part, Mapping) and "const" in part for part in parts):
            return None
        values = [part["const"] for part in parts]
    types = {kind_type(value) for value in values if value is not None}
    if len(types) != 1:
        return None
    (base,) = types
    if not isinstance(base, SimpleType) or base not in (STRING, NUMBER):
        return base
    return ChoiceType(base, tuple(value for value in values if value is not None))
