"""Types as FEEL writes them (grammar rule 52): `list<number>`, `function<string> -> boolean`, `tOrder`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from engine.feel.environment import Budget
from engine.feel.syntax.lexer import TokenKind
from engine.feel.syntax.name_parser import NameParser
from engine.feel.syntax.names import NameIndex
from engine.feel.syntax.source import Source
from engine.feel.syntax.vocabulary import Vocabulary
from engine.feel.types.model import BUILT_IN, ContextType, FunctionType, ListType, RangeType, Type
from engine.words import Words

_NAMED = NameIndex(BUILT_IN)


class TypeParser(NameParser):
    """The part of the parser that reads types. `types` are those of the caller, by their names."""

    def __init__(
        self,
        source: Source,
        names: Iterable[str],
        words: Vocabulary,
        budget: Budget,
        types: Mapping[str, Type],
    ) -> None:
        super().__init__(source, names, words, budget)
        self.types = types
        self.type_index = NameIndex(types) if types else _NAMED

    def type(self, depth: int = 0) -> Type:
        """Parse a type; refuse an unknown one, naming those that look like it."""
        token = self.tokens[self.at]
        if depth > self.budget.depth:
            raise self.source.error(
                token.start,
                Words(
                    f"the type is nested deeper than {self.budget.depth} levels",
                    f"类型嵌套超过 {self.budget.depth} 层",
                ),
            )
        if token.kind not in (TokenKind.WORD, TokenKind.KEYWORD):
            self.refuse(token, Words("a type", "类型"))
        parametric = self.tokens[self.at + 1].text == "<"
        if parametric and token.text in ("list", "range", "context", "function"):
            self.at += 2
            return self.parametric(token.text, depth + 1)
        return self.named_type()

    def parametric(self, word: str, depth: int) -> Type:
        """Parse what follows `list<`, `range<`, `context<` or `function<`."""
        if word == "context":
            return self.context_type(depth)
        if word == "function":
            return self.function_type(depth)
        inner = self.type(depth)
        self.expect(">")
        return ListType(inner) if word == "list" else RangeType(inner)

    def context_type(self, depth: int) -> Type:
        """Parse `name: type, ...>`; each name stands once."""
        entries: dict[str, Type] = {}
        while not self.accept(">"):
            if entries:
                self.expect(",", ">")
            token = self.tokens[self.at]
            name = self.name_before_colon()
            if name is None:
                self.refuse(token, Words("a name and `:`", "名称和 `:`"))
            if name in entries:
                raise self.source.error(
                    token.start, Words(f"the entry `{name}` stands twice", f"条目 `{name}` 出现了两次")
                )
            entries[name] = self.type(depth)
            if self.tokens[self.at].text not in (",", ">"):
                self.refuse(self.tokens[self.at], "`,`", "`>`")
        return ContextType(entries)

    def function_type(self, depth: int) -> Type:
        """Parse `type, ...> -> type`."""
        parameters: list[Type] = []
        while not self.accept(">"):
            if parameters:
                self.expect(",")
            parameters.append(self.type(depth))
            if self.tokens[self.at].text not in (",", ">"):
                self.refuse(self.tokens[self.at], "`,`", "`>`")
        self.expect("->")
        return FunctionType(tuple(parameters), self.type(depth))

    def named_type(self) -> Type:
        """Parse the longest name of a type here: the caller's, else a built-in one."""
        first = self.tokens[self.at]
        for index, types in ((self.type_index, self.types), (_NAMED, BUILT_IN)):
            found = index.longest(self.tokens, self.at)
            if found is not None and found[1] in types:
                self.at += found[0]
                return types[found[1]]
        self.at += 1
        known = self.types.get(first.text) or BUILT_IN.get(first.text)
        if known is None:
            raise self.unknown_type(first.text, first.start)
        return known

    def unknown_type(self, name: str, offset: int) -> Exception:
        """Return the error for a type that nobody has defined."""
        names = [*self.types, *BUILT_IN]
        near = [f"`{other}`" for other in get_close_matches(name, names, n=3, cutoff=0.6)]
        hint = Words(
            f"; did you mean {' or '.join(near)}?" if near else "",
            f"；是否想写 {' 或 '.join(near)}？" if near else "",
        )
        return self.source.error(
            offset,
            Words(f"there is no type `{name}`{hint}", f"没有类型 `{name}`{hint.zh}"),
            tuple(near) or (Words("a type", "类型"),),
        )
