"""Read JUEL, the expression language of Camunda 7 (Jakarta Expression Language 4.0).

A text may be one expression, `${…}` or `#{…}`, plain words, or both mixed (a composite expression, §1.2.3).
Precedence as §1.19. What calls code of Java (beans, unknown methods) is named and left to a person.
"""

from __future__ import annotations

from decimal import Decimal

from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.juel_calls import function_of, member_of, method_of
from engine.importing.expressions.juel_lexer import Token, tokens_of
from engine.importing.expressions.tree import (
    NOTHING,
    Binary,
    Call,
    Choice,
    Item,
    Joined,
    Literal,
    Logic,
    Member,
    Name,
    Tree,
    Unary,
)

MOST_CHARACTERS = 10_000
MOST_LEVELS = 48
_LEVELS: tuple[dict[str, str], ...] = (
    {"==": "=", "!=": "!="},
    {"<": "<", ">": ">", "<=": "<=", ">=": ">="},
    {"+": "+", "-": "-"},
    {"*": "*", "/": "/", "%": "remainder"},
)
_CONSTANTS = {"true": True, "false": False, "null": None}


def parse_juel(text: str) -> Tree:
    """Return what a text with `${…}` in it means; a text without is that text.

    Raises:
        Untranslatable: it cannot be read, or uses what FEEL does not have.
    """
    if len(text) > MOST_CHARACTERS:
        raise Untranslatable(
            f"it has more than {MOST_CHARACTERS} characters", f"超过 {MOST_CHARACTERS} 个字符"
        )
    try:
        parts = [
            _Parser(tokens_of(part)).whole() if evaluated else Literal(part)
            for evaluated, part in _split(text)
        ]
    except RecursionError:
        raise Untranslatable("it is nested too deeply", "嵌套过深") from None
    if not parts:
        return Literal("")
    return parts[0] if len(parts) == 1 else Joined(tuple(parts))


def _split(text: str) -> list[tuple[bool, str]]:
    """Return the pieces of a text: whether each is evaluated, and what it says without the braces."""
    found: list[tuple[bool, str]] = []
    plain, at = "", 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 3] in ("${", "#{"):
            plain, at = plain + text[at + 1 : at + 3], at + 3
        elif text[at : at + 2] in ("${", "#{"):
            end = _closing(text, at + 2)
            if plain:
                found.append((False, plain))
            found.append((True, text[at + 2 : end]))
            plain, at = "", end + 1
        else:
            plain, at = plain + text[at], at + 1
    return [*found, (False, plain)] if plain else found


def _closing(text: str, at: int) -> int:
    """Return where the brace closes that was opened before `at`; one inside quotation marks does not."""
    depth, quote = 1, ""
    while at < len(text):
        character = text[at]
        if quote:
            if character == "\\":
                at += 1
            elif character == quote:
                quote = ""
        elif character in "'\"":
            quote = character
        else:
            depth += (character == "{") - (character == "}")
            if depth == 0:
                return at
        at += 1
    raise Untranslatable("a brace is not closed", "花括号没有闭合")


class _Parser:
    """A recursive-descent parser over the words of one expression."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.level = 0

    def whole(self) -> Tree:
        tree = self._expression()
        if self._next.kind != "end":
            raise self._unexpected()
        return tree

    @property
    def _next(self) -> Token:
        return self.tokens[self.at]

    def _take(self, *signs: str) -> str | None:
        """Take the next word when it is one of these signs, and return it."""
        if self._next.kind == "sign" and self._next.word in signs:
            self.at += 1
            return self.tokens[self.at - 1].word
        return None

    def _need(self, sign: str) -> None:
        if self._take(sign) is None:
            raise self._unexpected()

    def _unexpected(self) -> Untranslatable:
        word = self._next.word or "the end"
        return Untranslatable(
            f"{word!r} is not expected there", f"此处不应出现 {self._next.word or '结尾'!r}"
        )

    def _expression(self) -> Tree:
        self.level += 1
        if self.level > MOST_LEVELS:
            raise Untranslatable(f"it is nested deeper than {MOST_LEVELS}", f"嵌套超过 {MOST_LEVELS} 层")
        condition = self._logic()
        if self._take("?"):
            then = self._expression()
            self._need(":")
            condition = Choice(condition, then, self._expression())
        self.level -= 1
        return condition

    def _logic(self) -> Tree:
        operands = [self._conjunction()]
        while self._take("||"):
            operands.append(self._conjunction())
        return operands[0] if len(operands) == 1 else Logic("or", tuple(operands))

    def _conjunction(self) -> Tree:
        operands = [self._binary(0)]
        while self._take("&&"):
            operands.append(self._binary(0))
        return operands[0] if len(operands) == 1 else Logic("and", tuple(operands))

    def _binary(self, level: int) -> Tree:
        if level == len(_LEVELS):
            return self._unary()
        tree = self._binary(level + 1)
        signs = _LEVELS[level]
        while (sign := self._take(*signs)) is not None:
            tree = _calculated(signs[sign], tree, self._binary(level + 1))
        return tree

    def _unary(self) -> Tree:
        signs: list[str] = []
        while True:
            if (sign := self._take("!", "-")) is not None:
                signs.append(sign)
            elif self._next == Token("name", "empty"):
                self.at += 1
                signs.append("empty")
            else:
                break
        tree = self._value()
        for sign in reversed(signs):
            if sign == "empty":
                tree = empty(tree)
            else:
                tree = Unary("not" if sign == "!" else "-", tree)
        return tree

    def _value(self) -> Tree:
        tree = self._primary()
        while True:
            if self._take("."):
                tree = self._after_dot(tree)
            elif self._take("["):
                tree = _indexed(tree, self._expression())
                self._need("]")
            else:
                return tree

    def _after_dot(self, base: Tree) -> Tree:
        if self._next.kind != "name":
            raise self._unexpected()
        name = self._next.word
        self.at += 1
        if self._take("("):
            return method_of(base, name, self._arguments())
        return member_of(base, name)

    def _arguments(self) -> tuple[Tree, ...]:
        if self._take(")"):
            return ()
        found = [self._expression()]
        while self._take(","):
            found.append(self._expression())
        self._need(")")
        return tuple(found)

    def _primary(self) -> Tree:
        token = self._next
        if self._take("("):
            tree = self._expression()
            self._need(")")
            return tree
        if token.kind in ("end", "sign"):
            raise self._unexpected()
        self.at += 1
        if token.kind == "number":
            return Literal(Decimal(token.word))
        if token.kind == "text":
            return Literal(token.word)
        if token.word in _CONSTANTS:
            return Literal(_CONSTANTS[token.word])
        if self._take("("):
            return function_of(token.word, self._arguments())
        if self._next == Token("sign", ":"):
            self._refuse_prefix(token.word)
        return Name(token.word)

    def _refuse_prefix(self, prefix: str) -> None:
        """Refuse `fn:name(…)`, a function of a tag library; a `:` of a choice has no call after it."""
        after = self.tokens[self.at + 1 : self.at + 3]
        if len(after) == 2 and after[0].kind == "name" and after[1] == Token("sign", "("):
            name = f"{prefix}:{after[0].word}"
            raise Untranslatable(f"{name}() is a function of Java", f"{name}() 是 Java 函数")


def empty(tree: Tree) -> Tree:
    """Return the test of `empty` (§1.8): null, an empty text, list or map."""
    return Call("list contains", (NOTHING, tree), truth=True)


def _calculated(operator: str, left: Tree, right: Tree) -> Tree:
    """Return an operation; the `+` of JUEL only adds numbers (§1.7.1), where FEEL's also joins texts."""
    if operator in "+-*/" or operator == "remainder":
        for side in (left, right):
            if isinstance(side, Literal | Joined) and not (
                isinstance(side, Literal) and isinstance(side.value, Decimal)
            ):
                raise Untranslatable(
                    "JUEL calculates with numbers only, and one side is a text",
                    "JUEL 的运算只针对数字，而其中一边是文本",
                )
    return Binary(operator, left, right)


def _indexed(base: Tree, key: Tree) -> Tree:
    if isinstance(key, Literal) and isinstance(key.value, str):
        return Member(base, key.value)
    if isinstance(key, Literal) and isinstance(key.value, Decimal) and key.value == int(key.value):
        return Item(base, int(key.value))
    raise Untranslatable(
        "a variable between [ and ] may be a key or a position", "方括号里的变量可能是键，也可能是位置"
    )
