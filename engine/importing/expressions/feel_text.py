"""FEEL of Camunda 8 stays as it is written; only variables that have another name here are renamed in it."""

from __future__ import annotations

import re

from engine.definitions.expressions import HOST_FUNCTIONS
from engine.feel import Expression, FeelSyntaxError, compile_expression
from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.writer import Names, Written
from engine.words import Words

#: Texts and comments, which are passed over, and words.
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|//[^\n]*|/\*.*?\*/|(?P<name>[^\W\d]\w*)', re.DOTALL)
_DEFINED = re.compile(r'"(?:[^"\\]|\\.)*"|\bis defined\(\s*(?P<path>[^\W\d]\w*(?:\.\w+)*)\s*\)')
_BINDS = re.compile(r"\b(?:for|some|every)\s+([^\W\d]\w*)\s+in\b|,\s*([^\W\d]\w*)\s+in\b|\bfunction\s*\(")


def adapt_feel(text: str, names: Names) -> Written:
    """Return a FEEL expression with the variables' names of the package.

    Raises:
        Untranslatable: FEEL as executed here cannot read it, or a renamed variable is also one of its own.
    """
    source, cautions = _standard(text.strip().removeprefix("=").strip())
    read = _read(source)
    wanted = {name for name in names.renamed if name in read.names | read.item_names}
    if not wanted:
        return Written(source, cautions)
    for bound in _BINDS.finditer(source):
        if bound.group(0).startswith("function") or wanted & {bound.group(1), bound.group(2)}:
            raise Untranslatable(
                f"it has a variable of its own of a name that is changed here ({', '.join(sorted(wanted))})",
                f"它自己的变量与这里改名的变量同名（{'、'.join(sorted(wanted))}）",
            )
    made = _WORD.sub(lambda match: _renamed(source, match, names, wanted), source)
    _read(made)
    inside = sorted(wanted & read.item_names)
    caution = Words(
        f"inside [ ] {', '.join(inside)} was taken for the variable, not for an entry of the list's items",
        f"[ ] 里的 {'、'.join(inside)} 按变量处理，而不是列表元素的条目",
    )
    return Written(made, (*cautions, caution) if inside else cautions)


def _standard(source: str) -> tuple[str, tuple[Words, ...]]:
    """Return the text without what Camunda 8 adds to FEEL and the standard can say otherwise."""
    found = [one for one in _DEFINED.finditer(source) if one.group("path")]
    made = _DEFINED.sub(
        lambda one: f"({one.group('path')} != null)" if one.group("path") else one.group(0), source
    )
    caution = Words(
        "`is defined` became `!= null`: a variable that is there and null counts as missing",
        "`is defined` 改为 `!= null`：存在但为空的变量算作缺失",
    )
    return made, (caution,) if found else ()


def _read(source: str) -> Expression:
    try:
        return compile_expression(source, functions=HOST_FUNCTIONS)
    except FeelSyntaxError as error:
        line, column = error.position or (1, 1)
        raise Untranslatable(
            f"FEEL as executed here does not read it at {line}:{column}: {error.problem}",
            f"这里执行的 FEEL 读不懂第 {line} 行第 {column} 列：{error.problem}",
        ) from None


def _renamed(source: str, match: re.Match[str], names: Names, wanted: set[str]) -> str:
    """Return a word, renamed where it is the variable: not an entry after a dot, not a key before a colon."""
    name = match.group("name")
    before, after = source[: match.start()].rstrip(), source[match.end() :].lstrip()
    if name not in wanted or (before.endswith(".") and not before.endswith("..")) or after.startswith(":"):
        return match.group(0)
    return names.of(name)
