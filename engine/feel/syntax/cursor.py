"""The place in a text where the parser stands, and how it complains."""

from __future__ import annotations

from typing import NoReturn

from engine.feel.environment import Budget, Note
from engine.feel.syntax.foreign import OPERATORS
from engine.feel.syntax.lexer import Token, TokenKind, tokenize
from engine.feel.syntax.source import Place, Source
from engine.words import Words, in_chinese


class Cursor:
    """Walks over the tokens of a source. Tokens are compared by their text: a string's has its quotes."""

    def __init__(self, source: Source, budget: Budget) -> None:
        if len(source.text) > budget.expression_length:
            raise source.error(
                0,
                Words(
                    f"the expression is longer than {budget.expression_length} characters",
                    f"表达式超过 {budget.expression_length} 个字符",
                ),
            )
        self.source = source
        self.budget = budget
        self.tokens = tokenize(source)
        self.at = 0
        self.warnings: list[Note] = []

    def refuse(self, token: Token, *expected: str) -> NoReturn:
        """Raise the syntax error that `token` stands where something else was expected."""
        self.refuse_foreign_operator(token)
        wanted = Words(" or ".join(expected), " 或 ".join(map(in_chinese, expected)))
        raise self.source.error(
            token.start,
            Words(
                f"expected {wanted}, found {token.described()}",
                f"此处应为 {wanted.zh}，却是{token.described().zh}",
            ),
            expected,
        )

    def warn(self, token: Token, message: Words) -> None:
        """Tell the author about something that is FEEL, but surely not meant."""
        line, column = self.source.position(token.start)
        self.warnings.append(Note(message, line, column, self.source.where))

    def place(self, token: Token) -> Place:
        """Return where `token` stands."""
        return Place(self.source, token.start)

    def next(self) -> Token:
        """Take a token."""
        token = self.tokens[self.at]
        self.at += 1
        return token

    def accept(self, text: str) -> bool:
        """Take the token when it is `text`, and return whether it was."""
        if self.tokens[self.at].text == text:
            self.at += 1
            return True
        return False

    def expect(self, *texts: str) -> Token:
        """Take one of `texts`; refuse everything else."""
        token = self.tokens[self.at]
        if token.text not in texts:
            self.refuse(token, *(f"`{text}`" for text in texts))
        self.at += 1
        return token

    def refuse_foreign_operator(self, token: Token) -> None:
        """Refuse `AND` where `and` is meant; do nothing at any other token."""
        if token.kind is TokenKind.WORD and token.text in OPERATORS:
            keyword = f"`{OPERATORS[token.text]}`"
            raise self.source.error(
                token.start,
                Words(
                    f"`{token.text}` is not FEEL: write {keyword}",
                    f"`{token.text}` 不是 FEEL：请写 {keyword}",
                ),
                (keyword,),
            )

    def refuse_rest(self, token: Token) -> NoReturn:
        """Refuse what follows a complete expression."""
        previous = self.tokens[self.at - 1] if self.at else token
        self.refuse_foreign_operator(token)
        if token.kind is TokenKind.WORD and previous.kind is TokenKind.WORD:
            raise self.source.error(
                token.start,
                Words(
                    f"expected an operator or the end, found the name `{token.text}`; "
                    f"no name in scope is written `{previous.text} {token.text}`",
                    f"此处应为运算符或结尾，却是名称 `{token.text}`；"
                    f"没有写作 `{previous.text} {token.text}` 的名称",
                ),
                (Words("an operator", "运算符"), Words("the end", "结尾")),
            )
        self.refuse(token, Words("an operator", "运算符"), Words("the end", "结尾"))
