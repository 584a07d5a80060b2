"""Tokens to nodes: a Pratt parser for grammar rules 1-66 (DMN 1.5, clause 10.3.1.2).

Precedence, lowest first: or; and; comparison, between, in; + -; * /; **; unary minus; then path, filter
and invocation. All binary operators are left associative, and unary minus binds tighter than **, so that
`-4 ** 2` is 16: the standard says so, and a warning tells the author.

Names are resolved while parsing, because only the names in scope tell whether `a-b` is a name or a
difference: the longest name in scope wins (clause 10.3.1.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NoReturn

from engine.feel.environment import Budget, Note
from engine.feel.syntax import nodes
from engine.feel.syntax.foreign import comparison
from engine.feel.syntax.lexer import Token, TokenKind
from engine.feel.syntax.names import NameIndex
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.source import Place, Source
from engine.feel.syntax.unary_test_parser import COMPARISON, UnaryTestParser
from engine.feel.syntax.vocabulary import Vocabulary
from engine.feel.types.model import Type
from engine.feel.values.temporal_text import parse_temporal
from engine.feel.values.undefined import NotDefined
from engine.words import Words, in_chinese

_OR, _AND = 1, 2
_SUM, _PRODUCT, _POWER, _UNARY, _POSTFIX = range(COMPARISON + 1, COMPARISON + 6)
_BINDING = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "between", "in"), COMPARISON),
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
    "/": _PRODUCT,
    "**": _POWER,
    **dict.fromkeys((".", "[", "(", "instance"), _POSTFIX),
}
_COMPARATORS = frozenset(("=", "!=", "<", "<=", ">", ">="))
_CONSTANTS = {"true": True, "false": False, "null": None}
_TEMPORAL_FORMS = ('@"2024-01-31"', '@"13:20:00"', '@"2024-01-31T13:20:00"', '@"PT45M"')


def parse_expression(
    source: Source,
    names: Iterable[str],
    words: Vocabulary,
    budget: Budget,
    types: Mapping[str, Type],
) -> Parsed:
    """Return the tree of one expression; raise FeelSyntaxError when the text is none."""
    parser = _Parser(source, names, words, budget, types)
    node = parser.expression()
    return parser.finished(node)


def parse_unary_tests(
    source: Source,
    names: Iterable[str],
    words: Vocabulary,
    budget: Budget,
    types: Mapping[str, Type],
) -> Parsed:
    """Return the tree of unary tests (rule 15); raise FeelSyntaxError when the text is none."""
    parser = _Parser(source, names, words, budget, types)
    return parser.finished(parser.unary_tests())


class Parsed:
    """A tree and what the author should look at although it is FEEL."""

    __slots__ = ("node", "warnings")

    def __init__(self, node: Node, warnings: list[Note]) -> None:
        self.node = node
        self.warnings = warnings


class _Parser(UnaryTestParser):
    def __init__(
        self,
        source: Source,
        names: Iterable[str],
        words: Vocabulary,
        budget: Budget,
        types: Mapping[str, Type],
    ) -> None:
        super().__init__(source, names, words, budget, types)
        self.depth = 0
        self.open_end = False  # whether `[` may close a range here instead of opening a filter
        self.bare_negation: Node | None = None  # the last `-x` without parentheses around it

    def finished(self, node: Node) -> Parsed:
        token = self.tokens[self.at]
        if token.kind is not TokenKind.END:
            self.refuse_rest(token)
        levels = 2 * self.budget.depth
        if len(self.tokens) > levels and nodes.height(node) > levels:
            raise self.source.error(
                0,
                Words(f"the expression is nested deeper than {levels} levels", f"表达式嵌套超过 {levels} 层"),
            )
        return Parsed(node, self.warnings)

    def expression(self, power: int = 0, *, test: bool = False) -> Node:
        """Parse what binds tighter than `power`; a `test` may begin with a comparison, such as `> 3`."""
        self.depth += 1
        if self.depth > self.budget.depth:
            token = self.tokens[self.at]
            raise self.source.error(
                token.start,
                Words(
                    f"the expression is nested deeper than {self.budget.depth} levels",
                    f"表达式嵌套超过 {self.budget.depth} 层",
                ),
            )
        node = self.operators(self.prefix(test or not power), power)
        self.depth -= 1
        return node

    def inner(self) -> Node:
        """Parse an expression inside brackets of its own."""
        open_end, self.open_end = self.open_end, False
        node = self.expression()
        self.open_end = open_end
        return node

    def operators(self, left: Node, power: int) -> Node:
        while True:
            token = self.tokens[self.at]
            binding = _BINDING.get(token.text)
            if binding is None or binding <= power or (token.text == "[" and self.closes_range()):
                return left
            self.at += 1
            left = self.operator(left, token, binding)

    def operator(self, left: Node, token: Token, binding: int) -> Node:
        sign, place = token.text, self.place(token)
        if binding == _POSTFIX:
            return self.postfix(left, sign, place)
        if sign == "in":
            return nodes.In(place, left, self.tests_after_in())
        if sign == "between":
            low = self.expression(COMPARISON)
            self.expect("and")
            return nodes.Between(place, left, low, self.expression(COMPARISON))
        if sign == "**" and left is self.bare_negation:
            self.warn(
                token,
                Words(
                    "`-a ** b` means `(-a) ** b` in FEEL; write the parentheses you mean",
                    "`-a ** b` 在 FEEL 中就是 `(-a) ** b`；请写出需要的括号",
                ),
            )
        right = self.expression(binding)
        if binding == COMPARISON:
            return nodes.Comparison(place, sign, left, right)
        if binding == _AND:
            return nodes.Conjunction(place, _operands(nodes.Conjunction, left, right))
        if binding == _OR:
            return nodes.Disjunction(place, _operands(nodes.Disjunction, left, right))
        return nodes.Arithmetic(place, sign, left, right)

    def postfix(self, left: Node, sign: str, place: Place) -> Node:
        if sign == ".":
            return nodes.Path(place, left, self.path_name())
        if sign == "[":
            self.filters += 1
            condition = self.inner()
            self.filters -= 1
            self.expect("]")
            return nodes.Filter(place, left, condition)
        if sign == "instance":
            self.expect("of")
            return nodes.InstanceOf(place, left, self.type())
        positional, named = self.arguments()
        return nodes.Invocation(place, left, positional, named)

    def closes_range(self) -> bool:
        """Return whether the `[` here closes a range: it can, and no expression follows it."""
        return self.open_end and not _can_start(self.tokens[self.at + 1])

    def prefix(self, test: bool) -> Node:
        token = self.tokens[self.at]
        if token.kind is TokenKind.WORD:
            return self.name(token)
        self.at += 1
        if token.kind in (TokenKind.NUMBER, TokenKind.STRING):
            return nodes.Literal(self.place(token), token.value)
        if token.kind is TokenKind.KEYWORD and token.text in _CONSTANTS:
            return nodes.Literal(self.place(token), _CONSTANTS[token.text])
        parse = _PREFIXES.get(token.text)
        if parse is not None:
            return parse(self, token)
        if test and token.text in _COMPARATORS:
            return nodes.Comparator(self.place(token), token.text, self.expression(COMPARISON))
        self.at -= 1
        return self.refuse_prefix(token)

    def refuse_prefix(self, token: Token) -> NoReturn:
        if token.text in _COMPARATORS:
            self.refuse_comparison(token)
        if token.text in ("'", "’"):
            raise self.source.error(
                token.start,
                Words(
                    f"expected an expression, found `{token.text}`; texts stand in double quotes",
                    f"此处应为表达式，却是 `{token.text}`；文本用双引号",
                ),
            )
        self.refuse(token, Words("an expression", "表达式"))

    def refuse_comparison(self, token: Token) -> NoReturn:
        """Refuse a sign of comparison after another one, or where no test can begin."""
        first = last = self.at
        while first and self.tokens[first - 1].text in _COMPARATORS:
            first -= 1
        while self.tokens[last + 1].text in _COMPARATORS:
            last += 1
        if first == last:
            raise self.source.error(
                token.start,
                Words(
                    f"expected an expression, found {token.described()}; "
                    f"a test such as `{token.text} …` stands alone or in parentheses",
                    f"此处应为表达式，却是{token.described().zh}；"
                    f"`{token.text} …` 这样的检验须单独写或放在括号中",
                ),
                (Words("an expression", "表达式"),),
            )
        start = self.tokens[first].start
        written = self.source.text[start : self.tokens[last].end]
        instead = comparison(written)
        raise self.source.error(
            start,
            Words(
                f"`{written}` is not FEEL: write {instead}",
                f"`{written}` 不是 FEEL：请写 {in_chinese(instead)}",
            ),
            (instead,),
        )

    def negation(self, token: Token) -> Node:
        operand = self.number() or self.expression(_UNARY)
        value = operand.value if isinstance(operand, nodes.Literal) else None
        if type(value) is int or type(value) is Decimal:
            node: Node = nodes.Literal(self.place(token), -value if value else 0)
        else:
            node = nodes.Negation(self.place(token), operand)
        self.bare_negation = node
        return node

    def number(self) -> Node | None:
        """Take a number here: the sign is part of it (rule 37), so that `-1 instance of number` is true."""
        token = self.tokens[self.at]
        if token.kind is not TokenKind.NUMBER:
            return None
        self.at += 1
        return nodes.Literal(self.place(token), token.value)

    def parenthesis(self, token: Token) -> Node:
        node = self.inner()
        if self.accept(".."):
            return self.interval(node, False, token)
        self.expect(")")
        self.bare_negation = None
        return node

    def list_or_interval(self, token: Token) -> Node:
        if self.accept("]"):
            return nodes.ListLiteral(self.place(token), [])
        items = [self.inner()]
        if self.accept(".."):
            return self.interval(items[0], True, token)
        while self.accept(","):
            items.append(self.inner())
        self.expect("]", ",")  # a comma was taken above, so only `]` passes
        return nodes.ListLiteral(self.place(token), items)

    def open_interval(self, token: Token) -> Node:
        start = self.inner()
        self.expect("..")
        return self.interval(start, False, token)

    def interval(self, start: Node, start_included: bool, token: Token) -> Node:
        open_end, self.open_end = self.open_end, True
        end = self.expression(COMPARISON)
        self.open_end = open_end
        closing = self.expect("]", ")", "[")
        return nodes.Interval(self.place(token), start, end, start_included, closing.text == "]")

    def context(self, token: Token) -> Node:
        entries: list[tuple[str, Node]] = []
        self.scopes.append(NameIndex())
        while not self.accept("}"):
            if entries:
                self.expect(",")
            key = self.key()
            if any(key == other for other, _ in entries):
                self.warn(
                    self.tokens[self.at - 2],
                    Words(
                        f"the key `{key}` stands twice; the context is null",
                        f"键 `{key}` 出现了两次，上下文将为空值",
                    ),
                )
            if self.tokens[self.at].text == "function":
                self.scopes[-1].add(key)  # a function may call itself
            entries.append((key, self.inner()))
            self.scopes[-1].add(key)
            self.keys.add(key)
            if self.tokens[self.at].text not in (",", "}"):
                self.refuse(self.tokens[self.at], "`,`", "`}`")
        self.scopes.pop()
        return nodes.ContextLiteral(self.place(token), entries)

    def key(self) -> str:
        token = self.tokens[self.at]
        if token.kind is TokenKind.STRING:
            self.at += 1
            self.expect(":")
            return str(token.value)
        key = self.name_before_colon()
        if key is None:
            self.refuse(token, Words("a key and `:`", "键和 `:`"))
        return key

    def condition(self, token: Token) -> Node:
        condition = self.inner()
        self.expect("then")
        consequent = self.inner()
        self.expect("else")
        return nodes.If(self.place(token), condition, consequent, self.expression())

    def temporal(self, token: Token) -> Node:
        text = self.next()
        if text.kind is not TokenKind.STRING:
            self.at -= 1
            self.refuse(text, *_TEMPORAL_FORMS)
        try:
            return nodes.Literal(self.place(token), parse_temporal(str(text.value)))
        except NotDefined as undefined:
            raise self.source.error(token.start, undefined.reason, _TEMPORAL_FORMS) from undefined

    def not_function(self, token: Token) -> Node:
        if self.tokens[self.at].text != "(":
            self.refuse(self.tokens[self.at], "`(`")
        return self.call("not", token)


_PREFIXES: dict[str, Callable[[_Parser, Token], Node]] = {
    "-": _Parser.negation,
    "(": _Parser.parenthesis,
    "[": _Parser.list_or_interval,
    "]": _Parser.open_interval,
    "{": _Parser.context,
    "@": _Parser.temporal,
    "if": _Parser.condition,
    "not": _Parser.not_function,
    "for": _Parser.loop,
    "some": _Parser.quantified,
    "every": _Parser.quantified,
    "function": _Parser.function_literal,
}


def _operands(kind: type[nodes.Conjunction] | type[nodes.Disjunction], left: Node, right: Node) -> list[Node]:
    """Return the operands of a flat chain: `and` and `or` are associative, and chains get long."""
    operands: list[Node] = []
    for side in (left, right):
        operands.extend(side.operands if isinstance(side, kind) else (side,))
    return operands


def _can_start(token: Token) -> bool:
    if token.kind in (TokenKind.WORD, TokenKind.NUMBER, TokenKind.STRING):
        return True
    return token.text in _PREFIXES or token.text in _COMPARATORS or token.text in _CONSTANTS
