"""The words of a JUEL expression (Jakarta Expression Language 4.0, §1.3 to §1.19)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.importing.expressions.errors import Untranslatable

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+)
    | (?P<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>[^\W\d][\w$]*|\$[\w$]+)
    | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<sign>&&|\|\||==|!=|<=|>=|->|\+=|[-+*/%<>!?:.,()\[\]{};=])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
#: Words of the language, and the signs that they stand for (§1.17).
_WORDS = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "gt": ">",
    "le": "<=",
    "ge": ">=",
    "div": "/",
    "mod": "%",
}


@dataclass(frozen=True)
class Token:
    """One word: `kind` is `number`, `name`, `text`, `sign` or `end`; of a text, `word` is what it says."""

    kind: str
    word: str


def tokens_of(source: str) -> list[Token]:
    """Return the words of an expression without its braces, closed by one of kind `end`.

    Raises:
        Untranslatable: a character belongs to no word.
    """
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise Untranslatable(
                f"the character {source[at]!r} at {at + 1} is no part of an expression",
                f"第 {at + 1} 个字符 {source[at]!r} 不是表达式的一部分",
            )
        at = match.end()
        kind, word = str(match.lastgroup), match.group()
        if kind == "text":
            found.append(Token(kind, _ESCAPE.sub(r"\1", word[1:-1])))
        elif kind == "name" and word in _WORDS:
            found.append(Token("sign", _WORDS[word]))
        elif kind != "blank":
            found.append(Token(kind, word))
    return [*found, Token("end", "")]
