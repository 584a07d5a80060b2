"""String functions (Table 74). Lengths and positions count Unicode code points."""

from __future__ import annotations

import re
from typing import Any

from engine.feel.environment import Environment
from engine.feel.functions.positions import end_of_length, index_of_position
from engine.feel.functions.signature import a_list, function, number, optional, text
from engine.feel.regex import Pattern, compile_pattern
from engine.feel.values.kinds import kind_of
from engine.feel.values.numbers import Number
from engine.feel.values.undefined import NotDefined
from engine.words import Words

_REPLACEMENT_PART = re.compile(r"\\([\\$])|\$([0-9]+)|([\\$])|([^\\$]+)")


def _substring(env: Environment, string: str, start: Number, length: Number | None = None) -> str:
    first = index_of_position(start, len(string), "start position")
    return env.sized_text(string[first : end_of_length(first, length, len(string))])


def _string_length(env: Environment, string: str) -> int:
    del env
    return len(string)


def _upper_case(env: Environment, string: str) -> str:
    return env.sized_text(string.upper())


def _lower_case(env: Environment, string: str) -> str:
    return env.sized_text(string.lower())


def _substring_before(env: Environment, string: str, match: str) -> str:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return env.sized_text(before) if found else ""


def _substring_after(env: Environment, string: str, match: str) -> str:
    return env.sized_text(string.partition(match)[2]) if match else string


def _contains(env: Environment, string: str, match: str) -> bool:
    del env
    return match in string


def _starts_with(env: Environment, string: str, match: str) -> bool:
    del env
    return string.startswith(match)


def _ends_with(env: Environment, string: str, match: str) -> bool:
    del env
    return string.endswith(match)


def _pattern(env: Environment, pattern: str, flags: str | None = None) -> Pattern:
    if len(pattern) > env.budget.pattern_length:
        raise NotDefined(
            Words(
                f"the pattern is longer than {env.budget.pattern_length} characters",
                f"模式超过 {env.budget.pattern_length} 个字符",
            )
        )
    return compile_pattern(pattern, flags or "")


def _consuming_pattern(env: Environment, pattern: str, flags: str | None = None) -> Pattern:
    compiled = _pattern(env, pattern, flags)
    if compiled.matches_nothing(env.spend):
        raise NotDefined(Words("the pattern matches the empty string", "模式能匹配空文本"))
    return compiled


def _matches(env: Environment, string: str, pattern: str, flags: str | None = None) -> bool:
    return _pattern(env, pattern, flags).search(string, 0, env.spend) is not None


def _replace(env: Environment, string: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    compiled = _consuming_pattern(env, pattern, flags)
    template = _template(replacement, compiled.groups)
    parts: list[str] = []
    at = size = 0
    for spans in compiled.matches(string, env.spend):
        start, end = spans[0] or (at, at)
        parts.append(string[at:start])
        for part in template:
            span = None if isinstance(part, str) else spans[part]
            parts.append(part if isinstance(part, str) else string[span[0] : span[1]] if span else "")
            size += len(parts[-1])
        at = end
        env.allow_text(size)
    parts.append(string[at:])
    return env.sized_text("".join(parts))


def _template(replacement: str, groups: int) -> list[str | int]:
    """Return the parts of a replacement: text, or the number of a group ($0 is the whole match).

    `$12` is group 12 if there is one, else group 1 and a `2`; only `\\$` and `\\\\` are escapes.
    """
    parts: list[str | int] = []
    for escaped, digits, stray, plain in _REPLACEMENT_PART.findall(replacement):
        if stray:
            raise NotDefined(
                Words(
                    "in the replacement, write `\\$` for a dollar and `\\\\` for a backslash",
                    "替换文本中，美元符写作 `\\$`，反斜杠写作 `\\\\`",
                )
            )
        if digits:
            used = len(digits)
            while used > 1 and int(digits[:used]) > groups:
                used -= 1
            number_ = int(digits[:used])
            parts.append(number_ if number_ <= groups else "")
            parts.append(digits[used:])
        else:
            parts.append(escaped or plain)
    return parts


def _split(env: Environment, string: str, delimiter: str) -> list[str]:
    compiled = _consuming_pattern(env, delimiter)
    parts: list[str] = []
    at = 0
    for spans in compiled.matches(string, env.spend):
        start, end = spans[0] or (at, at)
        parts.append(env.sized_text(string[at:start]))
        at = end
    parts.append(env.sized_text(string[at:]))
    return env.sized_list(parts)


def _string_join(env: Environment, items: list[Any], delimiter: str | None = None) -> str:
    env.spend(len(items))
    for item in items:
        if item is not None and not isinstance(item, str):
            raise NotDefined(
                Words(
                    f"`list` holds a {kind_of(item)}; it must hold strings",
                    f"`list` 中有{kind_of(item).zh}，应都是文本",
                )
            )
    strings = [item for item in items if item is not None]
    between = delimiter or ""
    env.allow_text(sum(map(len, strings)) + len(between) * max(len(strings) - 1, 0))
    return env.sized_text(between.join(strings))


FUNCTIONS = (
    function("substring", _substring, text("string"), number("start position"), optional(number("length"))),
    function("string length", _string_length, text("string")),
    function("upper case", _upper_case, text("string")),
    function("lower case", _lower_case, text("string")),
    function("substring before", _substring_before, text("string"), text("match")),
    function("substring after", _substring_after, text("string"), text("match")),
    function(
        "replace", _replace, text("input"), text("pattern"), text("replacement"), optional(text("flags"))
    ),
    function("contains", _contains, text("string"), text("match"), boolean=True),
    function("starts with", _starts_with, text("string"), text("match"), boolean=True),
    function("ends with", _ends_with, text("string"), text("match"), boolean=True),
    function("matches", _matches, text("input"), text("pattern"), optional(text("flags")), boolean=True),
    function("split", _split, text("string"), text("delimiter")),
    function("string join", _string_join, a_list(), optional(text("delimiter"))),
)
