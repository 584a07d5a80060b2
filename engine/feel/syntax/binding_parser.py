"""What binds names: `for`, `some`, `every` and function definitions (grammar rules 44, 46, 55-57)."""

from __future__ import annotations

from abc import abstractmethod

from engine.feel.syntax import nodes
from engine.feel.syntax.lexer import Token, TokenKind
from engine.feel.syntax.names import NameIndex, canonical
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.type_parser import TypeParser
from engine.feel.types.model import ANY, Type
from engine.words import Words

_IN_NAMES = (TokenKind.WORD, TokenKind.KEYWORD, TokenKind.NUMBER)
_NAME_SYMBOLS = frozenset("./-’'+*")
_AN_ITERATOR = Words("a name and `in`", "名称和 `in`")
PARTIAL = "partial"
"""In the result of `for`: the list of the results so far (clause 10.3.2.14)."""


class BindingParser(TypeParser):
    """The part of the parser whose expressions bring names of their own."""

    @abstractmethod
    def expression(self, power: int = 0, *, test: bool = False) -> Node:
        """Parse what binds tighter than `power`."""

    def loop(self, token: Token) -> Node:
        """Parse what follows `for`."""
        self.scopes.append(NameIndex())
        iterators = self.iterators("return")
        self.scopes[-1].add(PARTIAL)
        result = self.expression()
        self.scopes.pop()
        return nodes.For(self.place(token), iterators, result)

    def quantified(self, token: Token) -> Node:
        """Parse what follows `some` or `every`."""
        self.scopes.append(NameIndex())
        iterators = self.iterators("satisfies")
        condition = self.expression()
        self.scopes.pop()
        return nodes.Quantified(self.place(token), token.text == "every", iterators, condition)

    def iterators(self, closing: str) -> list[nodes.Iterator]:
        """Parse `name in source, ...` and the keyword after it; each source sees the names before it."""
        found: list[nodes.Iterator] = []
        while True:
            token = self.tokens[self.at]
            name = self.name_until("in")
            self.expect("in")
            source = self.inner()
            end = self.inner() if self.accept("..") else None
            found.append(nodes.Iterator(self.place(token), name, source, end))
            self.scopes[-1].add(name)
            if self.accept(closing):
                return found
            if self.tokens[self.at].text != ",":
                self.refuse(self.tokens[self.at], f"`{closing}`", "`,`")
            self.at += 1

    def function_literal(self, token: Token) -> Node:
        """Parse what follows `function`."""
        self.expect("(")
        parameters: list[tuple[str, Type]] = []
        scope = NameIndex()
        while not self.accept(")"):
            if parameters:
                self.expect(",")
            first = self.tokens[self.at]
            name = self.name_until(":", ",", ")")
            if name in scope:
                raise self.source.error(
                    first.start, Words(f"the parameter `{name}` stands twice", f"参数 `{name}` 出现了两次")
                )
            scope.add(name)
            parameters.append((name, self.type() if self.accept(":") else ANY))
            if self.tokens[self.at].text not in (",", ")"):
                self.refuse(self.tokens[self.at], "`,`", "`)`")
        self.refuse_external()
        self.scopes.append(scope)
        body = self.expression()
        self.scopes.pop()
        return nodes.FunctionLiteral(self.place(token), parameters, body)

    def refuse_external(self) -> None:
        """Refuse code of other languages: an expression of a package must not run it in the engine."""
        token = self.tokens[self.at]
        if token.text == "external":
            raise self.source.error(
                token.start,
                Words(
                    "external functions (Java, PMML) are not executed here: write the function in FEEL",
                    "这里不执行外部函数（Java、PMML）：请用 FEEL 写出函数",
                ),
                (Words("the body in FEEL", "用 FEEL 写的函数体"),),
            )

    def name_until(self, *closing: str) -> str:
        """Take the name before one of `closing`, which stays."""
        first = self.tokens[self.at]
        end = self.at
        if first.kind is TokenKind.WORD:
            while (token := self.tokens[end]).text not in closing and (
                token.kind in _IN_NAMES or token.text in _NAME_SYMBOLS
            ):
                end += 1
        if end == self.at or self.tokens[end].text not in closing:
            wanted = _AN_ITERATOR if closing == ("in",) else Words("a parameter name", "参数名")
            self.refuse(first if end == self.at else self.tokens[self.at + 1], wanted)
        name = canonical(self.source.text[first.start : self.tokens[end - 1].end])
        self.at = end
        self.look_at_name(name, first)
        return name
