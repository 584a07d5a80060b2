"""A form while it is being made, and what is to be told about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.definitions.schemas import SchemaUnfit, validator_of
from engine.importing.report import Kind
from engine.words import Words

#: One thing to tell: what became of it, and in words.
Told = tuple[Kind, Words]
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


@dataclass
class Made:
    """A form's schema, and what is to be told. `rename` gives a field's name in the package."""

    rename: Callable[[str], str]
    title: str = ""
    properties: dict[str, Any] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def tell(self, kind: Kind, en: str, zh: str) -> None:
        """Note something for the report."""
        self.told.append((kind, Words(en, zh)))

    def add(self, key: str, schema: dict[str, Any], *, required: bool = False) -> None:
        """Add a field; the first of a name stays."""
        name = self.rename(key)
        if name in self.properties:
            self.tell(Kind.LEFT_OUT, f"a second field {key!r} of the form", f"表单中第二个字段 {key!r}")
            return
        pattern = schema.get("pattern")
        if pattern is not None and not _fits(pattern):
            del schema["pattern"]
            self.tell(
                Kind.DECIDE,
                f"field {key!r}: the pattern `{pattern}` is not executed here",
                f"字段 {key!r}：这里不执行正则 `{pattern}`",
            )
        self.properties[name] = schema
        if required:
            self.required.append(name)

    def schema(self) -> dict[str, Any]:
        """Return the whole form."""
        made: dict[str, Any] = {"$schema": SCHEMA, "type": "object"}
        if self.title:
            made |= {"title": self.title, "x-en": self.title}
        made["properties"] = self.properties
        if self.required:
            made["required"] = self.required
        return made


def _fits(pattern: Any) -> bool:
    try:
        validator_of({"type": "object", "properties": {"x": {"type": "string", "pattern": pattern}}})
    except SchemaUnfit:
        return False
    return isinstance(pattern, str)


def titled(label: Any) -> dict[str, Any]:
    """Return title and English title for a label in one language; nobody translates it by guess."""
    text = " ".join(str(label).split())[:200] if isinstance(label, str | int | float) else ""
    return {"title": text, "x-en": text} if text else {}


def choices(values: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Return the `oneOf` of a choice: values with their labels, each value once."""
    found: dict[str, dict[str, Any]] = {}
    for value, label in values:
        found.setdefault(
            repr(value), {"const": value, **titled(label if label not in (None, "") else str(value))}
        )
    return list(found.values())
