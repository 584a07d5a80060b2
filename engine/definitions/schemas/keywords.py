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
from engine.words import Words

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

_WRITE_ITSELF = Words("write the schema itself, or #/$defs/NAME", "请直接写出 schema，或 #/$defs/NAME")
_WRITE_OUT = Words("write out what is meant", "请把意思直接写出来")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a schema: `path` leads there, as `properties/cause/maxLength`.

    `is_word`: a word that nobody knows, which a validator ignores; the rest of the schema can still be tried.
    """

    path: str
    problem: Words
    remedy: Words
    is_word: bool = False


def faults_of(schema: dict[str, Any]) -> list[Fault]:
    """Return what a form's schema may not say. Its shape is left to the metaschema."""
    found = list(islice(_faults(schema, ""), MOST_FAULTS))
    if not all(fault.is_word for fault in found):
        return found
    if _patterns(schema) > MOST_PATTERNS:
        found.append(
            Fault(
                "pattern",
                Words(f"has more than {MOST_PATTERNS} patterns", f"超过 {MOST_PATTERNS} 个 pattern"),
                Words("make the form smaller", "请把表单改小"),
            )
        )
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
                    Words(f"the dialect {_shown(value)} is not read", f"不读取方言 {_shown(value)}"),
                    Words(
                        f"write {DIALECT}, at the top, or nothing", f"请在最上层写 {DIALECT}，或什么都不写"
                    ),
                )
        elif keyword in _NAMING:
            yield Fault(
                here,
                Words("a schema has no address or dynamic name here", "这里的 schema 没有地址或动态名称"),
                _WRITE_ITSELF,
            )
        elif keyword not in KEYWORDS and not keyword.startswith("x-"):
            near = _EARLIER.get(keyword) or get_close_matches(keyword, sorted(KEYWORDS), n=1, cutoff=0.8)
            remedy = Words("remove it, or begin its name with x-", "请删除，或让名称以 x- 开头")
            if near:
                remedy = Words(f"write {near[0]}", f"请写 {near[0]}")
            problem = Words("unknown keyword, which would be ignored", "未知的关键字，会被忽略")
            yield Fault(here, problem, remedy, is_word=True)
        elif keyword == "format" and str(value) not in FORMATS:
            known = ", ".join(sorted(FORMATS))
            yield Fault(
                here,
                Words(
                    f"unknown format {_shown(value)}, which would be ignored",
                    f"未知的格式 {_shown(value)}，会被忽略",
                ),
                Words(f"one of {known}", f"可用：{known}"),
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
                "$ref",
                Words(
                    f"references unfold to more than {MOST_VALUES} values",
                    f"引用展开后超过 {MOST_VALUES} 个值",
                ),
                Words("write a smaller form", "请写小一些的表单"),
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
            raise _Unresolved(
                Fault(
                    here,
                    Words(f"{reference!r} leads round to itself", f"{reference!r} 绕回了自己"),
                    _WRITE_OUT,
                )
            )
        if len(around) == MOST_STEPS:
            problem = Words(
                f"references lead on through more than {MOST_STEPS} others",
                f"引用连续经过了 {MOST_STEPS} 个以上的引用",
            )
            raise _Unresolved(Fault(here, problem, _WRITE_OUT))
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
        problem = Words(f"{_shown(reference)} leaves the file", f"{_shown(reference)} 指向文件之外")
        raise _Unresolved(Fault(path, problem, _WRITE_ITSELF))
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
                    path,
                    Words(f"{_shown(reference)} is not in the file", f"文件中没有 {_shown(reference)}"),
                    Words("correct it, or write the schema itself", "请改正，或直接写出 schema"),
                )
            )
    if not isinstance(target, dict):
        raise _Unresolved(
            Fault(
                path,
                Words(f"{_shown(reference)} is no schema", f"{_shown(reference)} 不是 schema"),
                Words("point to a schema, such as #/$defs/NAME", "请指向一个 schema，例如 #/$defs/NAME"),
            )
        )
    return target


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
