"""What marshmallow says about a field, with its Chinese and with what to do.

Its sentences are matched as they are, so that a rule of a schema needs no sentence of its own. A test goes
through all that the schemas can say: one that is missing here would be told in English only.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.words import Words

_CORRECT = Words("correct it", "请改正")
_OF_ITS_KIND: dict[str, str] = {
    "Not a valid string.": "不是文本",
    "Not a valid utf-8 string.": "不是 UTF-8 文本",
    "Not a valid integer.": "不是整数",
    "Not a valid number.": "不是数字",
    "Number too large.": "数字太大",
    "Special numeric values (nan or infinity) are not permitted.": "不能是 nan 或无穷大",
    "Not a valid boolean.": "不是真假值",
    "Not a valid datetime.": "不是日期和时间",
    "Not a valid aware datetime.": "不是带时区的日期和时间",
    "Not a valid list.": "不是列表",
    "Not a valid mapping type.": "不是对象",
    "Invalid type.": "不是对象",
    "Invalid input type.": "不是对象",
    "Invalid value.": "值不对",
}
_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"Shorter than minimum length (\S+)\.", lambda m: f"短于最小长度 {m[1]}"),
        (r"Longer than maximum length (\S+)\.", lambda m: f"超过最大长度 {m[1]}"),
        (r"Length must be between (\S+) and (\S+)\.", lambda m: f"长度必须在 {m[1]} 到 {m[2]} 之间"),
        (
            r"Must be greater than or equal to (\S+) and less than or equal to (\S+)\.",
            lambda m: f"必须在 {m[1]} 到 {m[2]} 之间",
        ),
        (r"Must be greater than or equal to (\S+)\.", lambda m: f"必须大于或等于 {m[1]}"),
        (r"Must be less than or equal to (\S+)\.", lambda m: f"必须小于或等于 {m[1]}"),
        (r"Must be one of: (.*)\.", lambda m: f"必须是其中之一：{m[1]}"),
        (r'"(.*)" cannot be formatted as a datetime\.', lambda m: f'"{m[1]}" 不能写成日期和时间'),
    )
)
_TOLD: dict[str, tuple[Words, Words]] = {
    "Unknown field.": (
        Words("there is no such field", "没有这个字段"),
        Words("leave it out", "请去掉它"),
    ),
    "Missing data for required field.": (Words("is missing", "缺少"), Words("fill it in", "请填写")),
    "Field may not be null.": (
        Words("may not be null", "不能为空"),
        Words("fill it in, or leave it out", "请填写，或去掉它"),
    ),
}


def told_of_field(sentence: str) -> tuple[Words, Words]:
    """Return problem and remedy for a sentence of marshmallow's, or one of ours that a schema raises."""
    if isinstance(sentence, Words):
        return sentence, _CORRECT
    return _TOLD.get(sentence) or (Words(sentence, _chinese(sentence)), _CORRECT)


def _chinese(sentence: str) -> str:
    for pattern, told in _BOUNDS:
        found = pattern.fullmatch(sentence)
        if found is not None:
            return told(found)
    return _OF_ITS_KIND.get(sentence, sentence)
