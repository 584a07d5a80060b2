"""Say in a short sentence what is wrong with a value, and what to do: one problem and remedy a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema_rs

from engine.words import Words

_TYPES = {
    "string": Words("a text", "文本"),
    "number": Words("a number", "数字"),
    "integer": Words("a whole number", "整数"),
    "boolean": Words("yes or no", "是或否"),
    "array": Words("a list", "列表"),
    "object": Words("a group of fields", "一组字段"),
    "null": Words("empty", "空"),
}
_FORMATS = {
    "date": Words("a date such as 2026-05-01", "日期，例如 2026-05-01"),
    "time": Words("a time such as 08:30:00+08:00", "时间，例如 08:30:00+08:00"),
    "date-time": Words(
        "a date and time such as 2026-05-01T08:30:00+08:00", "日期和时间，例如 2026-05-01T08:30:00+08:00"
    ),
    "duration": Words("a duration such as PT45M", "时长，例如 PT45M"),
    "email": Words("an e-mail address", "电子邮件地址"),
    "uri": Words("a web address", "网址"),
    "uuid": Words("a UUID", "UUID"),
    "ipv4": Words("an address such as 192.0.2.1", "地址，例如 192.0.2.1"),
}
MOST_CHOICES = 20
_UNKNOWN_FIELD = Words("there is no such field", "没有这个字段"), Words("leave it out", "请去掉它")
_UNFIT = Words("does not fit what the form allows", "不符合表单的要求"), Words("change it", "请修改")

Told = tuple[Words, Words]


def sentence(error: jsonschema_rs.ValidationError) -> Told:
    """Return problem and remedy of one finding of the validator."""
    keyword, limit = error.kind.name, error.kind.value
    choices = _choices(error)
    if choices is not None:
        return _choose(choices)
    match keyword:
        case "required":
            return Words("is missing", "没有填写"), Words("fill it in", "请填写")
        case "type":
            return _of_type([limit] if isinstance(limit, str) else list(limit))
        case "const":
            shown = _shown(limit)
            return Words(f"must be {shown}", f"必须是 {shown.zh}"), _enter(shown)
        case "format":
            wanted = _FORMATS.get(limit, Words(f"a value in the format {limit}", f"格式为 {limit} 的值"))
            return Words(f"must be {wanted}", f"必须是{wanted.zh}"), _enter(wanted)
        case "pattern":
            remedy = Words(
                f"write it as the pattern {_shown(limit)} says", f"请按 pattern {_shown(limit)} 书写"
            )
            return Words("has the wrong form", "格式不对"), remedy
        case "additionalProperties" | "unevaluatedProperties" | "falseSchema":
            return _UNKNOWN_FIELD
        case (
            "oneOf" | "anyOf" | "not" | "contains" | "propertyNames" | "unevaluatedItems" | "dependentSchemas"
        ):
            return _UNFIT
    return _LIMITS[keyword](limit) if keyword in _LIMITS else _UNFIT


def _choose(choices: list[Any]) -> Told:
    shown = [_shown(choice) for choice in choices[:MOST_CHOICES]]
    more = " …" if len(choices) > MOST_CHOICES else ""
    return Words("is none of the choices", "不在可选项之中"), Words(
        f"choose one of: {', '.join(shown)}{more}", f"请选择：{'、'.join(one.zh for one in shown)}{more}"
    )


def _of_type(names: list[str]) -> Told:
    kinds = [_TYPES.get(name, Words(name, name)) for name in names]
    wanted = Words(" or ".join(kinds), "或".join(kind.zh for kind in kinds))
    problem = Words(f"must be {wanted}", f"必须是{wanted.zh}")
    return problem, Words("leave it empty", "请留空") if wanted == "empty" else _enter(wanted)


def _enter(wanted: Words) -> Words:
    return Words(f"enter {wanted}", f"请输入 {wanted.zh}")


def _most(what: str, one: str, zh: str) -> Callable[[Any], Told]:
    return lambda limit: (
        Words(f"has more than {limit} {one if limit == 1 else what}", f"超过 {limit} {zh}"),
        Words(f"keep at most {limit}", f"最多 {limit} {zh}"),
    )


def _least(what: str, one: str, zh: str) -> Callable[[Any], Told]:
    return lambda limit: (
        Words(f"has fewer than {limit} {one if limit == 1 else what}", f"少于 {limit} {zh}"),
        Words(f"give at least {limit}", f"至少 {limit} {zh}"),
    )


def _bound(problem: str, remedy: str, problem_zh: str, remedy_zh: str) -> Callable[[Any], Told]:
    """Return what makes problem and remedy of a number's limit; `{}` in the texts is the limit."""
    return lambda limit: (
        Words(problem.format(_shown(limit)), problem_zh.format(_shown(limit).zh)),
        Words(remedy.format(_shown(limit)), remedy_zh.format(_shown(limit).zh)),
    )


_LIMITS: dict[str, Callable[[Any], Told]] = {
    "maxLength": _most("characters", "character", "个字符"),
    "minLength": _least("characters", "character", "个字符"),
    "maxItems": _most("entries", "entry", "项"),
    "minItems": _least("entries", "entry", "项"),
    "maxProperties": _most("fields", "field", "个字段"),
    "minProperties": _least("fields", "field", "个字段"),
    "maximum": _bound("is above {}", "enter {} or less", "大于 {}", "请输入不大于 {} 的值"),
    "minimum": _bound("is below {}", "enter {} or more", "小于 {}", "请输入不小于 {} 的值"),
    "exclusiveMaximum": _bound("is not below {}", "enter less than {}", "不小于 {}", "请输入小于 {} 的值"),
    "exclusiveMinimum": _bound("is not above {}", "enter more than {}", "不大于 {}", "请输入大于 {} 的值"),
    "multipleOf": _bound(
        "is no multiple of {}", "enter a multiple of {}", "不是 {} 的倍数", "请输入 {} 的倍数"
    ),
    "uniqueItems": lambda limit: (
        Words("has an entry twice", "有重复的项"),
        Words("remove one of them", "请删除其中一个"),
    ),
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


def _shown(value: Any) -> Words:
    if value is None:
        return Words("empty", "空")
    if isinstance(value, bool):
        return Words("yes", "是") if value else Words("no", "否")
    text = str(value)
    text = text if len(text) <= 60 else text[:59] + "…"
    return Words(text, text)
