"""Say in a short sentence what is wrong with a value, and what to do: one problem and remedy a field."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

_TYPES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "yes or no",
    "array": "a list",
    "object": "a group of fields",
    "null": "empty",
}
_FORMATS = {
    "date": "a date such as 2026-05-01",
    "time": "a time such as 08:30:00+08:00",
    "date-time": "a date and time such as 2026-05-01T08:30:00+08:00",
    "duration": "a duration such as PT45M",
    "email": "an e-mail address",
    "uri": "a web address",
    "uuid": "a UUID",
    "ipv4": "an address such as 192.0.2.1",
}
MOST_CHOICES = 20


def sentence(error: jsonschema_rs.ValidationError) -> tuple[str, str]:
    """Return problem and remedy of one finding of the validator."""
    keyword, limit = error.kind.name, error.kind.value
    choices = _choices(error)
    if choices is not None:
        shown = ", ".join(map(_shown, choices[:MOST_CHOICES])) + (" …" if len(choices) > MOST_CHOICES else "")
        return "is none of the choices", f"choose one of: {shown}"
    match keyword:
        case "required":
            return "is missing", "fill it in"
        case "type":
            wanted = " or ".join(
                _TYPES.get(name, name) for name in ([limit] if isinstance(limit, str) else limit)
            )
            return f"must be {wanted}", f"enter {wanted}" if wanted != "empty" else "leave it empty"
        case "const":
            return f"must be {_shown(limit)}", f"enter {_shown(limit)}"
        case "format":
            wanted = _FORMATS.get(limit, f"a value in the format {limit}")
            return f"must be {wanted}", f"enter {wanted}"
        case "pattern":
            return "has the wrong form", f"write it as the pattern {_shown(limit)} says"
        case "additionalProperties" | "unevaluatedProperties" | "falseSchema":
            return "there is no such field", "leave it out"
        case (
            "oneOf" | "anyOf" | "not" | "contains" | "propertyNames" | "unevaluatedItems" | "dependentSchemas"
        ):
            return "does not fit what the form allows", "change it"
    return _LIMITS[keyword](limit) if keyword in _LIMITS else ("does not fit", "change it")


def _most(what: str, one: str) -> Any:
    return lambda limit: (f"has more than {limit} {one if limit == 1 else what}", f"keep at most {limit}")


def _least(what: str, one: str) -> Any:
    return lambda limit: (f"has fewer than {limit} {one if limit == 1 else what}", f"give at least {limit}")


_LIMITS: dict[str, Any] = {
    "maxLength": _most("characters", "character"),
    "minLength": _least("characters", "character"),
    "maxItems": _most("entries", "entry"),
    "minItems": _least("entries", "entry"),
    "maxProperties": _most("fields", "field"),
    "minProperties": _least("fields", "field"),
    "maximum": lambda limit: (f"is above {_shown(limit)}", f"enter {_shown(limit)} or less"),
    "minimum": lambda limit: (f"is below {_shown(limit)}", f"enter {_shown(limit)} or more"),
    "exclusiveMaximum": lambda limit: (f"is not below {_shown(limit)}", f"enter less than {_shown(limit)}"),
    "exclusiveMinimum": lambda limit: (f"is not above {_shown(limit)}", f"enter more than {_shown(limit)}"),
    "multipleOf": lambda limit: (
        f"is no multiple of {_shown(limit)}",
        f"enter a multiple of {_shown(limit)}",
    ),
    "uniqueItems": lambda limit: ("has an entry twice", "remove one of them"),
}


def _choices(error: jsonschema_rs.ValidationError) -> list[Any] | None:
    """Return what can be chosen, when the schema only lists values; else None."""
    if error.kind.name == "enum":
        return list(error.kind.value)
    if error.kind.name not in ("oneOf", "anyOf"):
        return None
    values = []
    for branch in error.kind.value:
        constants = [
            inner.kind.value
            for inner in branch
            if inner.kind.name == "const" and inner.instance_path == error.instance_path
        ]
        if len(constants) != 1:
            return None
        values += constants
    return values or None


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
