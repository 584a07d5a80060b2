"""Read JSON that a stranger may have written: bounded size, depth and count, no key twice."""

from __future__ import annotations

import json
from typing import Any

import orjson

from engine.definitions.findings import DiagramRefused, Finding
from engine.words import Words

MOST_BYTES = 500_000
MOST_VALUES = 10_000
MOST_DEPTH = 24


class _Twice(Exception):
    """An object has a key twice: one of the two values would be lost in silence."""


def parse_json(content: bytes, file: str) -> dict[str, Any]:
    """Return the object that `content` is.

    Raises:
        DiagramRefused: no JSON object, too large, too deep, or a key stands twice.
    """
    if len(content) > MOST_BYTES:
        raise _refused(
            file,
            Words(f"has {len(content)} bytes", f"有 {len(content)} 字节"),
            Words(f"a schema has at most {MOST_BYTES} bytes", f"一个 schema 最多 {MOST_BYTES} 字节"),
        )
    try:
        document = orjson.loads(content)
        _bounded(document, file)
        json.loads(content, object_pairs_hook=_unique)
    except orjson.JSONDecodeError as error:
        raise _refused(
            file,
            Words(f"is no JSON: {error.msg}", f"不是 JSON：{error.msg}"),
            Words("mend it there", "请在那里改正"),
            error.lineno,
        ) from None
    except _Twice as error:
        raise _refused(
            file,
            Words(f"the key {error} stands twice in one object", f"键 {error} 在一个对象中出现两次"),
            Words("keep one", "请只保留一个"),
        ) from None
    if not isinstance(document, dict):
        raise _refused(
            file,
            Words("is no JSON object", "不是 JSON 对象"),
            Words('write a JSON Schema: {"type": "object", …}', '请写 JSON Schema：{"type": "object", …}'),
        )
    return document


def _bounded(document: Any, file: str) -> None:
    count, stack = 0, [(document, 1)]
    while stack:
        value, depth = stack.pop()
        count += 1
        if count > MOST_VALUES:
            raise _refused(
                file,
                Words(f"has more than {MOST_VALUES} values", f"超过 {MOST_VALUES} 个值"),
                Words("make the form smaller", "请把表单改小"),
            )
        if depth > MOST_DEPTH:
            raise _refused(
                file,
                Words(f"is nested deeper than {MOST_DEPTH}", f"嵌套超过 {MOST_DEPTH} 层"),
                Words("make the form flatter", "请减少嵌套"),
            )
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        stack.extend((inner, depth + 1) for inner in inside)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _Twice(repr(name))
        made[name] = value
    return made


def _refused(file: str, problem: Words, remedy: Words, line: int | None = None) -> DiagramRefused:
    return DiagramRefused([Finding(file, None, "", problem, remedy, line)])
