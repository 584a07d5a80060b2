"""Compare forms and the order's fields: which fields there are, and what each takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from engine.definitions.comparison.difference import Difference, change
from engine.words import Words

_WORDS: dict[str, Words] = {
    "title": Words("the label", "标签"),
    "x-en": Words("the English label", "英文标签"),
    "description": Words("the explanation", "说明"),
    "x-en-description": Words("the English explanation", "英文说明"),
    "x-say": Words("what the agent says", "话术"),
    "x-en-say": Words("what the agent says in English", "英文话术"),
    "x-say-last": Words("what the agent says last", "结束话术"),
    "x-en-say-last": Words("what the agent says last in English", "英文结束话术"),
    "type": Words("the type", "类型"),
    "enum": Words("the choices", "可选值"),
    "oneOf": Words("the choices", "可选值"),
    "maxLength": Words("the most characters", "最大长度"),
    "minLength": Words("the least characters", "最小长度"),
    "minimum": Words("the least", "最小值"),
    "maximum": Words("the most", "最大值"),
    "format": Words("the format", "格式"),
    "default": Words("what is filled in", "默认值"),
}


def compare_forms(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    """Yield what differs between the forms of two versions, by their keys."""
    for key in dict.fromkeys([*new, *old]):
        file = f"forms/{key}.json"
        if key not in old:
            yield _whole("added", Words(f"added form {key}", f"新增表单 {key}"), file, "form")
        elif key not in new:
            yield _whole("removed", Words(f"removed form {key}", f"删除表单 {key}"), file, "form")
        else:
            where = Words(f"form {key}", f"表单 {key}")
            yield from compare_schemas(old[key], new[key], file, where, "form")


def compare_schemas(
    old: Mapping[str, Any], new: Mapping[str, Any], file: str, where: Words, about: str
) -> Iterator[Difference]:
    """Yield what differs between two JSON Schemas of fields."""
    before, after = _fields(old), _fields(new)
    for name in dict.fromkeys([*after, *before]):
        if name not in before:
            words = Words(f"{where}: added field '{name}'", f"{where.zh}：新增字段 '{name}'")
            yield _whole("added", words, file, about)
        elif name not in after:
            words = Words(f"{where}: removed field '{name}'", f"{where.zh}：删除字段 '{name}'")
            yield _whole("removed", words, file, about)
        else:
            field = Words(f"{where}, field '{name}'", f"{where.zh}，字段 '{name}'")
            yield from _keywords(before[name], after[name], file, field, about)
    yield from _required(old, new, file, where, about)
    before, after = (
        {key: value for key, value in one.items() if key not in ("properties", "required")}
        for one in (old, new)
    )
    yield from _keywords(before, after, file, where, about)


def _fields(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found = schema.get("properties", {})
    return found if isinstance(found, dict) else {}


def _keywords(old: Any, new: Any, file: str, where: Words, about: str) -> Iterator[Difference]:
    olds, news = (one if isinstance(one, dict) else {"": one} for one in (old, new))
    for key in dict.fromkeys([*news, *olds]):
        before, after = (_text(one[key]) if key in one else None for one in (olds, news))
        if before != after:
            what = _WORDS.get(key, Words(f"the rule {key}", f"规则 {key}"))
            yield change(about, file, None, None, where, what, before, after)


def _required(
    old: Mapping[str, Any], new: Mapping[str, Any], file: str, where: Words, about: str
) -> Iterator[Difference]:
    before, after = (set(map(str, one.get("required", ()))) for one in (old, new))
    for name in sorted(after - before):
        words = Words(f"{where}: field '{name}' is required now", f"{where.zh}：字段 '{name}' 改为必填")
        yield Difference("changed", about, file, None, None, "false", "true", words)
    for name in sorted(before - after):
        words = Words(f"{where}: field '{name}' may be left out now", f"{where.zh}：字段 '{name}' 改为可不填")
        yield Difference("changed", about, file, None, None, "true", "false", words)


def _whole(what: str, words: Words, file: str, about: str) -> Difference:
    return Difference(what, about, file, None, None, None, None, words)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str).decode()
