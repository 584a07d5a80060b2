"""Check what a person typed against a form's JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs


class Form:
    """One form, ready to check. Fields that the schema does not name are refused."""

    def __init__(self, key: str, schema: Mapping[str, Any]) -> None:
        self.key = key
        self.schema = schema
        self._names = frozenset(schema.get("properties", {}))
        self._validator = jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=True)

    def findings(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what is wrong: field, problem, remedy. An empty list means that everything fits."""
        found: list[dict[str, Any]] = [
            {
                "field": name,
                "problem": "there is no such field",
                "remedy": f"fields: {', '.join(sorted(self._names))}",
            }
            for name in values
            if name not in self._names
        ]
        if not found and self._validator.is_valid(dict(values)):
            return []
        for error in self._validator.iter_errors(dict(values)):
            path = ".".join(str(part) for part in error.instance_path)
            missing = _missing(error.message) if not path else None
            found.append(
                {
                    "field": missing or path or None,
                    "problem": error.message,
                    "remedy": "fill it in" if missing else "correct it",
                }
            )
        return found


def _missing(message: str) -> str | None:
    """Return the name in `"name" is a required property`."""
    name, _, rest = message.partition(" is a required property")
    return name.strip('"') if not rest and name != message else None


def exact(value: Any) -> Any:
    """Return a JSON value with its fractions as decimals, as they were typed."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    return value
