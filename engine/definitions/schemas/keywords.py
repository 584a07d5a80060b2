"""Which keywords a form's schema may use, and where schemas stand in schemas.

JSON Schema ignores a keyword that it does not know: a mistyped `maxlength` would limit nothing. So unknown
ones are refused, `x-…` being free for pages. Everything that could name another document is refused too, and
so is a reference that leads round or that unfolds to more than a form may have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

from engine.definitions.safe_json import MOST_VALUES

#: What earlier dialects called differently.
_EARLIER = {"definitions": ["$defs"], "dependencies": ["dependentRequired"]}
#: More faults than this in one schema say nothing new.
MOST_FAULTS = 50
#: Patterns are compiled one by one.
MOST_PATTERNS = 200
#: References through which a reference may lead.
MOST_STEPS = 20
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ONE = frozenset(
    ("additionalProperties", "items", "contains", "not", "if", "then", "else", "propertyNames")
) | {"unevaluatedItems", "unevaluatedProperties"}
_LIST = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_MAP = frozenset(("properties", "patternProperties", "dependentSchemas", "$defs"))
_PLAIN = frozenset(
    (
        *(
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
        ),
        *("maxLength", "minLength", "pattern", "format", "maxItems", "minItems", "uniqueItems"),
        *("maxContains", "minContains", "maxProperties", "minProperties", "required", "dependentRequired"),
        *("title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "$comment"),
        "$ref",
    )
)
KEYWORDS = _ONE | _LIST | _MAP | _PLAIN
_NAMING = frozenset(
    ("$id", "id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor")
) | {"$vocabulary"}
FORMATS = frozenset(
    (
        *("date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4"),
        *("ipv6", "uri", "uri-reference", "iri", "iri-reference", "uuid", "regex", "uri-template"),
        *("json-pointer", "relative-json-pointer"),
    )
)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a schema: `path` leads there, as `properties/cause/maxLength`.

    `is_word`: a word that nobody knows, which a validator ignores; the rest of the schema can still be tried.
    """

    path: str
    problem: str
    remedy: str
    is_word: bool = False


def faults_of(schema: dict[str, Any]) -> list[Fault]:
    """Return what a form's schema may not say. Its shape is left to the metaschema."""
    found = list(islice(_faults(schema, ""), MOST_FAULTS))
    if not all(fault.is_word for fault in found):
        return found
    if _patterns(schema) > MOST_PATTERNS:
        found.append(Fault("pattern", f"has more than {MOST_PATTERNS} patterns", "make the form smaller"))
        return found
    return [*found, *_unfolding(schema)]


def _patterns(schema: Any) -> int:
    if not isinstance(schema, dict):
        return 0
    keyed = schema.get("patternProperties")
    own = ("pattern" in schema) + (len(keyed) if isinstance(keyed, dict) else 0)
    return own + sum(_patterns(inner) for _, inner in inside(schema))


def _faults(schema: Any, path: str) -> Iterator[Fault]:
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        here = f"{path}/{keyword}" if path else keyword
        if keyword == "$schema":
            if path or value != DIALECT:
                yield Fault(
                    here,
                    f"the dialect {_shown(value)} is not read",
                    f"write {DIALECT}, at the top, or nothing",
                )
        elif keyword in _NAMING:
            yield Fault(
                here,
                "a schema has no address or dynamic name here",
                "write the schema itself, or #/$defs/NAME",
            )
        elif keyword not in KEYWORDS and not keyword.startswith("x-"):
            near = _EARLIER.get(keyword) or get_close_matches(keyword, sorted(KEYWORDS), n=1, cutoff=0.8)
            remedy = f"write {near[0]}" if near else "remove it, or begin its name with x-"
            yield Fault(here, "unknown keyword, which would be ignored", remedy, is_word=True)
        elif keyword == "format" and str(value) not in FORMATS:
            yield Fault(
                here,
                f"unknown format {_shown(value)}, which would be ignored",
                f"one of {', '.join(sorted(FORMATS))}",
                is_word=True,
            )
    for here, inner in inside(schema, path):
        yield from _faults(inner, here)


def inside(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the schemas directly inside a schema, each with its path; values such as `const` are none."""
    for keyword, value in schema.items():
        here = f"{path}/{keyword}" if path else keyword
        if keyword in _ONE:
            yield here, value
        elif keyword in _LIST and isinstance(value, list):
            yield from ((f"{here}/{number}", inner) for number, inner in enumerate(value))
        elif keyword in _MAP and isinstance(value, dict):
            yield from ((f"{here}/{name}", inner) for name, inner in value.items())


def _unfolding(schema: dict[str, Any]) -> Iterator[Fault]:
    """Yield references that lead nowhere or round, or that unfold to too much."""
    sizes: dict[str, int] = {}
    try:
        if _size(schema, schema, "", sizes, ()) > MOST_VALUES:
            yield Fault(
                "$ref", f"references unfold to more than {MOST_VALUES} values", "write a smaller form"
            )
    except _Unresolved as wrong:
        yield wrong.fault


class _Unresolved(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _size(
    root: dict[str, Any], schema: Any, path: str, sizes: dict[str, int], around: tuple[str, ...]
) -> int:
    """Return how many values a schema has once its references are unfolded; each target is counted once."""
    if not isinstance(schema, dict):
        return 1
    size = len(schema)
    for here, inner in inside(schema, path):
        size += _size(root, inner, here, sizes, around)
    reference = schema.get("$ref")
    if isinstance(reference, str):
        here = f"{path}/$ref" if path else "$ref"
        if reference in around:
            raise _Unresolved(Fault(here, f"{reference!r} leads round to itself", "write out what is meant"))
        if len(around) == MOST_STEPS:
            problem = f"references lead on through more than {MOST_STEPS} others"
            raise _Unresolved(Fault(here, problem, "write out what is meant"))
        if reference not in sizes:
            target = _target(root, reference, here)
            sizes[reference] = _size(
                root, target, reference.lstrip("#").lstrip("/"), sizes, (*around, reference)
            )
        size += sizes[reference]
    return size


def _target(root: dict[str, Any], reference: str, path: str) -> Any:
    """Return the schema that a reference such as `#/$defs/place` means (RFC 6901)."""
    if reference != "#" and not reference.startswith("#/"):
        remedy = "write the schema itself, or #/$defs/NAME"
        raise _Unresolved(Fault(path, f"{_shown(reference)} leaves the file", remedy))
    target: Any = root
    for part in reference.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(target, dict) and name in target:
            target = target[name]
        elif isinstance(target, list) and name.isdecimal() and int(name) < len(target):
            target = target[int(name)]
        else:
            raise _Unresolved(
                Fault(
                    path, f"{_shown(reference)} is not in the file", "correct it, or write the schema itself"
                )
            )
    if not isinstance(target, dict):
        raise _Unresolved(
            Fault(path, f"{_shown(reference)} is no schema", "point to a schema, such as #/$defs/NAME")
        )
    return target


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
