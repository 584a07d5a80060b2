"""Check what a person typed against a form's JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import jsonschema_rs

from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.schemas import SchemaUnfit, sentence, validator_of
from engine.errors import field_finding
from engine.words import Words


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
            remedy = Words("deploy the package again, corrected", "请改正后重新部署流程包")
            found = Finding(file, None, error.path, error.problem, remedy)
            raise DiagramRefused([found]) from None

    def findings(self, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what is wrong, one finding a field: field, problem and remedy in both languages,
        and the rule that is broken.

        The field is a path with dots, None for the form as a whole. An empty list means that everything fits.
        """
        fields = ", ".join(sorted(self._names))
        problem = Words("there is no such field", "没有这个字段")
        remedy = Words(f"leave it out; fields: {fields}", f"请去掉它；字段有：{fields}")
        found = {
            name: _finding(name, problem, remedy, "properties") for name in values if name not in self._names
        }
        if found or not self._validator.is_valid(dict(values)):
            for error in self._validator.iter_errors(dict(values)):
                for field, problem, remedy, rule in _told(error):
                    # Of several things wrong with a field its type says most.
                    if field not in found or (rule == "type" and found[field]["rule"] != "properties"):
                        found[field] = _finding(field, problem, remedy, rule)
        return list(found.values())


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, Words, Words, str]]:
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


def _finding(field: str, problem: Words, remedy: Words, rule: str) -> dict[str, Any]:
    return {**field_finding(field or None, problem, remedy), "rule": rule}


def exact(value: Any) -> Any:
    """Return a JSON value with its fractions as decimals, as they were typed."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [exact(inner) for inner in value]
    return value
