"""FEEL text to tokens (grammar rules 25-37, 61-64 and clause 10.3.1.4).

A name of several words is several tokens; which of them belong together is decided in the parser, where
the names in scope are known.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import Enum

from engine.feel.syntax.foreign import sign_at
from engine.feel.syntax.source import Source
from engine.feel.values.numbers import from_literal
from engine.words import Words, in_chinese

KEYWORDS = frozenset(
    (
        *("and", "between", "else", "every", "external", "false", "for", "function", "if", "in"),
        *("instance", "not", "null", "of", "or", "return", "satisfies", "some", "then", "true"),
    )
)
"""The literal terminal symbols that look like words; a name cannot begin with one."""

_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
# The white space of rule 61 wins over the name characters of rule 28, whose ranges contain some of it.
_SPACE = "\n-\r\t \u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"

_TOKEN = re.compile(
    rf"""
      (?P<space> (?: [{_SPACE}]+ | //[^\n-\r]* | /\*.*?\*/ )+ )
    | (?P<number> [0-9]+ (?:\.[0-9]+)? (?:[eE][+-]?[0-9]+)? | \.[0-9]+ (?:[eE][+-]?[0-9]+)? )
    | (?P<word> (?![{_SPACE}]) [{_START}] (?: (?![{_SPACE}]) [{_PART}] )* )
    | (?P<string> " (?: [^"\\\n-\r] | \\[^\n-\r] )* " )
    | (?P<symbol> \*\* | \.\. | <= | >= | != | -> | /(?!\*) | [-+*<>=()\[\]{{}},.:@'’] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\"'\\nrt]))")
_SIMPLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


class TokenKind(Enum):
    """What a token is; a keyword is a word that the grammar reserves."""

    NUMBER = "number"
    STRING = "string"
    WORD = "word"
    KEYWORD = "keyword"
    SYMBOL = "symbol"
    END = "end"


class Token:
    """One token: its text as written, its value (numbers, strings), and where it starts and ends."""

    __slots__ = ("end", "kind", "start", "text", "value")

    def __init__(
        self, kind: TokenKind, text: str, start: int, end: int, value: int | Decimal | str | None = None
    ) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.value = value

    def described(self) -> Words:
        """Return how a message names this token."""
        if self.kind is TokenKind.END:
            return Words("the end", "结尾")
        return Words(f"`{self.text}`", f" `{self.text}`")


def tokenize(source: Source) -> list[Token]:
    """Return the tokens of `source`, the last one END; raise FeelSyntaxError at what is none."""
    text = source.text
    tokens: list[Token] = []
    offset = 0
    match_at = _TOKEN.match
    while offset < len(text):
        match = match_at(text, offset)
        if match is None:
            raise _no_token(source, offset)
        kind, end = match.lastgroup, match.end()
        if kind == "word":
            word = match.group()
            tokens.append(Token(TokenKind.KEYWORD if word in KEYWORDS else TokenKind.WORD, word, offset, end))
        elif kind == "symbol":
            tokens.append(Token(TokenKind.SYMBOL, match.group(), offset, end))
        elif kind == "number":
            tokens.append(_number(source, match.group(), offset, end))
        elif kind == "string":
            value = unescape(source, match.group()[1:-1], offset + 1)
            tokens.append(Token(TokenKind.STRING, match.group(), offset, end, value))
        offset = end
    tokens.append(Token(TokenKind.END, "", len(text), len(text)))
    return tokens


def _number(source: Source, text: str, start: int, end: int) -> Token:
    try:
        return Token(TokenKind.NUMBER, text, start, end, from_literal(text))
    except (InvalidOperation, ArithmeticError) as error:
        raise source.error(
            start,
            Words(
                f"the number {text[:20]} is outside the range of FEEL numbers",
                f"数字 {text[:20]} 超出 FEEL 数字的范围",
            ),
        ) from error


def unescape(source: Source, text: str, start: int) -> str:
    r"""Replace the escapes of rule 64; a backslash before anything else stands for itself (`"\s"`).

    Two `\u` escapes that form a surrogate pair are one character, as in JSON.
    """
    if "\\" not in text:
        return text
    parts: list[str] = []
    at = 0
    for match in _ESCAPE.finditer(text):
        parts.append(text[at : match.start()])
        short, long, simple = match.groups()
        if simple:
            parts.append(_SIMPLE_ESCAPES[simple])
        else:
            code = int(short or long, 16)
            if code > 0x10FFFF:
                raise source.error(
                    start + match.start(),
                    Words(f"{match.group()} is no Unicode character", f"{match.group()} 不是 Unicode 字符"),
                )
            parts.append(chr(code))
        at = match.end()
    parts.append(text[at:])
    value = "".join(parts)
    if any("\ud800" <= character <= "\udfff" for character in value):
        try:
            return value.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError as error:
            raise source.error(
                start,
                Words("half of a surrogate pair is no Unicode character", "半个代理对不是 Unicode 字符"),
            ) from error
    return value


def _no_token(source: Source, offset: int) -> Exception:
    text = source.text
    character = text[offset]
    if character == '"':
        return source.error(
            offset,
            Words(
                'this string has no end; it must be closed by `"` on the same line '
                "(a line break is written \\n)",
                '这段文本没有结束；须在同一行用 `"` 结束（换行写作 \\n）',
            ),
            ('`"`',),
        )
    if text.startswith("/*", offset):
        return source.error(offset, Words("this comment has no end", "这段注释没有结束"), ("`*/`",))
    foreign = sign_at(text, offset)
    if foreign is not None:
        sign, instead = foreign
        if not instead:
            return source.error(
                offset,
                Words(
                    f"`{sign}` is not FEEL: an expression is one, remove it",
                    f"`{sign}` 不是 FEEL：只有一个表达式，请删去",
                ),
            )
        return source.error(
            offset,
            Words(
                f"`{sign}` is not FEEL: write {instead}", f"`{sign}` 不是 FEEL：请写 {in_chinese(instead)}"
            ),
            (instead,),
        )
    return source.error(offset, Words(f"unexpected character `{character}`", f"意外的字符 `{character}`"))
