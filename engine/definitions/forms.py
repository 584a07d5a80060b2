"""Check what a person typed against a form's JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs

from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.schemas import SchemaUnfit, sentence, validator_of


class Form:
    """One form, ready to check. Fields that the schema does not name are refused."""

    def __init__(self, key: str, schema: Mapping[str, Any]) -> None:
        self.key = key
        self.schema = schema
        self._names = frozenset(schema.get("properties", {}))
        try:
            self._validator = validator_of(schema)
        except SchemaUnfit as error:
            file = f"forms/{key}.json"
            found = Finding(file, None, error.path, error.problem, "deploy the package again, corrected")
            raise DiagramRefused([found]) from None

    def findings(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what is wrong, one finding a field: field, problem, remedy, and the rule that is broken.

        The field is a path with dots, None for the form as a whole. An empty list means that everything fits.
        """
        fields = ", ".join(sorted(self._names))
        found = {
            name: _finding(name, "there is no such field", f"leave it out; fields: {fields}", "properties")
            for name in values
            if name not in self._names
        }
        if found or not self._validator.is_valid(dict(values)):
            for error in self._validator.iter_errors(dict(values)):
                for field, problem, remedy, rule in _told(error):
                    # Of several things wrong with a field its type says most.
                    if field not in found or (rule == "type" and found[field]["rule"] != "properties"):
                        found[field] = _finding(field, problem, remedy, rule)
        return list(found.values())


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str, str, str]]:
    """Yield the fields that an error of the validator concerns, with what to say of each."""
    problem, remedy = sentence(error)
    rule, path = error.kind.name, [str(part) for part in error.instance_path]
    names: list[str] = []
    if rule == "required":
        names = [str(error.kind.value)]
    elif rule in ("additionalProperties", "unevaluatedProperties"):
        names = [str(name) for name in error.kind.value]
    for name in names or [""]:
        yield ".".join((*path, *([name] if name else []))), problem, remedy, rule


def _finding(field: str, problem: str, remedy: str, rule: str) -> dict[str, Any]:
    return {"field": field or None, "problem": problem, "remedy": remedy, "rule": rule}


def exact(value: Any) -> Any:
    """Return a JSON value with its fractions as decimals, as they were typed."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    return value
