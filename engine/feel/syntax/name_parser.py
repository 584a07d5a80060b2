"""Names, paths and calls: which tokens belong to a name is known only from the names in scope."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from engine.feel.environment import Budget
from engine.feel.syntax import nodes
from engine.feel.syntax.cursor import Cursor
from engine.feel.syntax.foreign import OPERATORS, VALUES
from engine.feel.syntax.lexer import Token, TokenKind
from engine.feel.syntax.names import NameIndex, canonical
from engine.feel.syntax.nodes import Node
from engine.feel.syntax.source import Source
from engine.feel.syntax.vocabulary import Vocabulary
from engine.words import Words

_IN_NAMES = (TokenKind.WORD, TokenKind.KEYWORD, TokenKind.NUMBER)
_NAME_SYMBOLS = frozenset("./-’'+*")
_FULL_WIDTH = frozenset("，、。；：？！（）［］｛｝【】＜＞＝＋－＊／＂＇")


class NameParser(Cursor, ABC):
    """The part of the parser that knows scopes.

    `scopes` are the names of several tokens that can be meant at the place, `keys` those that can follow
    a dot. Inside `filters` any name may be an entry of the filtered item, and inside `tests` the name `?`
    has a meaning.
    """

    def __init__(self, source: Source, names: Iterable[str], words: Vocabulary, budget: Budget) -> None:
        super().__init__(source, budget)
        names = tuple(names)
        self.words = words
        self.scopes = [NameIndex(names)]
        self.keys = words.property_index.copy()
        for name in names:
            self.keys.add(name)
        self.filters = 0
        self.tests = 0

    @abstractmethod
    def inner(self) -> Node:
        """Parse an expression inside brackets of its own."""

    def name(self, token: Token) -> Node:
        """Parse what begins with a word: a call, `?` or a variable."""
        function = self.function_here()
        if function is not None and not self.is_local(function[1]):
            length, name = function
            self.at += length
            return self.call(name, token)
        if token.text == "?":
            return self.tested(token)
        length, name = self.variable_here()
        self.refuse_unknown_function(token, length, name)
        self.at += length
        self.look_at_name(name, token)
        if name in VALUES:
            self.warn(
                token,
                Words(
                    f"`{name}` is a name here; the value is written `{VALUES[name]}`",
                    f"`{name}` 在这里是名称；该值写作 `{VALUES[name]}`",
                ),
            )
        return nodes.Name(self.place(token), name)

    def look_at_name(self, name: str, token: Token) -> None:
        """Warn about a name that has swallowed an operator: rule 28 lets names hold full-width signs."""
        if not name.isascii() and not _FULL_WIDTH.isdisjoint(name):
            self.warn(
                token,
                Words(
                    f"the name `{name}` contains full-width punctuation; FEEL's is half-width",
                    f"名称 `{name}` 含有全角标点；FEEL 用半角标点",
                ),
            )

    def is_local(self, name: str) -> bool:
        """Return whether the text itself gives `name` a meaning here, which hides a function of that name."""
        return any(name in scope for scope in self.scopes[1:])

    def function_here(self) -> tuple[int, str] | None:
        """Return token count and name of the longest function name that is called here, or None."""
        found = self.words.function_index.longest(self.tokens, self.at, before="(")
        if found is not None:
            return found
        text = self.tokens[self.at].text
        if self.tokens[self.at + 1].text == "(" and text in self.words.functions:
            return 1, text
        return None

    def variable_here(self) -> tuple[int, str]:
        """Return token count and name of the longest name in scope, else of the single token."""
        best = self.words.function_index.longest(self.tokens, self.at) or (1, self.tokens[self.at].text)
        scopes = (*self.scopes, self.keys) if self.filters else self.scopes
        for scope in scopes:
            found = scope.longest(self.tokens, self.at)
            if found is not None and found[0] > best[0]:
                best = found
        if best[0] == 1 and self.filters:
            return self.words_here()
        return best

    def words_here(self) -> tuple[int, str]:
        """Return the run of words here as one name: where names are unknown, two words can only be one."""
        end = self.at + 1
        while self.tokens[end].kind is TokenKind.WORD and self.tokens[end].text not in OPERATORS:
            end += 1
        return end - self.at, " ".join(token.text for token in self.tokens[self.at : end])

    def path_name(self) -> str:
        """Parse the name after a dot; a keyword may be one there, because nothing else can follow."""
        token = self.tokens[self.at]
        if token.kind not in (TokenKind.WORD, TokenKind.KEYWORD):
            self.refuse(token, Words("a name", "名称"))
        length, name = self.keys.longest(self.tokens, self.at) or self.words_here()
        self.at += length
        self.look_at_name(name, token)
        return name

    def tested(self, token: Token) -> Node:
        """Parse `?`."""
        if not self.tests:
            raise self.source.error(
                token.start,
                Words(
                    "`?` stands for the tested value: it belongs in unary tests or after `in`",
                    "`?` 代表被检验的值，只能用在单元测试中或 `in` 之后",
                ),
            )
        self.at += 1
        return nodes.Tested(self.place(token))

    def refuse_unknown_function(self, token: Token, length: int, name: str) -> None:
        """Refuse words before a `(`, naming the functions that look like them.

        A name in scope may hold a function; any name may inside a filter, where it may be an entry.
        """
        end = self.at + length
        scopes = (*self.scopes, self.keys) if self.filters else self.scopes
        if self.tokens[end].text == "(" and any(name in scope for scope in scopes):
            return
        while self.tokens[end].kind is TokenKind.WORD or self.tokens[end].text == "of":
            end += 1
        if self.tokens[end].text != "(":
            return
        written = " ".join(part.text for part in self.tokens[self.at : end])
        near = self.words.near(written)
        likely = [f"`{other}`" for other in near]
        hint = Words(
            f"; did you mean {' or '.join(likely)}?" if near else "",
            f"；是否想写 {' 或 '.join(likely)}？" if near else "",
        )
        raise self.source.error(
            token.start,
            Words(f"unknown function `{written}`{hint}", f"未知函数 `{written}`{hint.zh}"),
            tuple(likely),
        )

    def call(self, function: str, token: Token) -> Node:
        """Parse the arguments of a call of a built-in or host function."""
        self.expect("(")
        positional, named = self.arguments()
        return nodes.Call(self.place(token), function, positional, named)

    def arguments(self) -> tuple[list[Node], list[tuple[str, Node]] | None]:
        """Parse what follows `(`: arguments by position, or else by name."""
        if self.accept(")"):
            return [], None
        named = self.named_arguments()
        if named is not None:
            return [], named
        positional = [self.inner()]
        while self.accept(","):
            positional.append(self.inner())
        self.expect(")", ",")
        return positional, None

    def named_arguments(self) -> list[tuple[str, Node]] | None:
        """Parse `name: value, ...)`; None, and nothing taken, when the arguments are not named."""
        name = self.name_before_colon()
        if name is None:
            return None
        arguments = [(name, self.inner())]
        while self.accept(","):
            name = self.name_before_colon()
            if name is None:
                self.refuse(self.tokens[self.at], Words("a parameter name and `:`", "参数名和 `:`"))
            arguments.append((name, self.inner()))
        self.expect(")", ",")
        return arguments

    def name_before_colon(self) -> str | None:
        """Take `some name:` if it stands here and return the name; else take nothing."""
        end = self.at
        if self.tokens[end].kind not in (TokenKind.WORD, TokenKind.KEYWORD):
            return None
        while (token := self.tokens[end]).kind in _IN_NAMES or token.text in _NAME_SYMBOLS:
            end += 1
        if token.text != ":":
            return None
        name = canonical(self.source.text[self.tokens[self.at].start : self.tokens[end - 1].end])
        self.at = end + 1
        return name
