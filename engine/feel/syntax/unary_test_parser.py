"""Unary tests and what follows `in` (grammar rules 7-17 and 49)."""

from __future__ import annotations

from abc import abstractmethod

from engine.feel.syntax import nodes
from engine.feel.syntax.binding_parser import BindingParser
from engine.feel.syntax.lexer import Token, TokenKind
from engine.feel.syntax.nodes import Node

COMPARISON = 3
"""How tightly comparisons, `between` and `in` bind."""


class UnaryTestParser(BindingParser):
    """The part of the parser that reads tests of a value; `?` has a meaning inside them."""

    @abstractmethod
    def operators(self, left: Node, power: int) -> Node:
        """Parse the operators after `left` that bind tighter than `power`."""

    @abstractmethod
    def interval(self, start: Node, start_included: bool, token: Token) -> Node:
        """Parse the end of a range after its `..`."""

    def unary_tests(self) -> Node:
        token = self.tokens[self.at]
        if token.text == "-" and self.tokens[self.at + 1].kind is TokenKind.END:
            self.at += 1
            return nodes.Tests(self.place(token), None)
        self.tests += 1
        if token.text == "not" and self.tokens[self.at + 1].text == "(":
            return self.negated_tests(token)
        return nodes.Tests(self.place(token), self.test_list(self.inner()))

    def negated_tests(self, token: Token) -> Node:
        self.at += 2
        alternatives = self.test_list(self.inner())
        self.expect(")", ",")
        place = self.place(token)
        if self.tokens[self.at].kind is TokenKind.END or len(alternatives) > 1:
            return nodes.Tests(place, alternatives, negated=True)
        first = self.operators(nodes.Call(place, "not", alternatives), 0)
        return nodes.Tests(place, self.test_list(first))

    def test_list(self, first: Node) -> list[Node]:
        alternatives = [first]
        while self.accept(","):
            alternatives.append(self.inner())
        return alternatives

    def tests_after_in(self) -> list[Node]:
        """Parse rules 49c and 49d: one test, or several in parentheses."""
        self.tests += 1
        if self.tokens[self.at].text == "(":
            token = self.next()
            first = self.inner()
            if self.accept(".."):
                alternatives = [self.interval(first, False, token)]
            else:
                alternatives = self.test_list(first)
                self.expect(")", ",")
                if len(alternatives) == 1:  # it may have been the start of `(a + 1) * 2`
                    alternatives = [self.operators(first, COMPARISON)]
        else:
            alternatives = [self.expression(COMPARISON, test=True)]
        self.tests -= 1
        return alternatives
