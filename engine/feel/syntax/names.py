"""Which names of several tokens are in scope, and the longest of them at a place (clause 10.3.1.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.feel.errors import FeelSyntaxError
from engine.feel.syntax.lexer import Token, TokenKind, tokenize
from engine.feel.syntax.source import Source

_SINGLE = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_AROUND_SYMBOL = re.compile(r"\s*([-+*/.'’])\s*")
_SPACES = re.compile(r"\s+")


def canonical(text: str) -> str:
    """Return the key that a name written as `text` stands for: one space between words, none at symbols."""
    return _AROUND_SYMBOL.sub(r"\1", _SPACES.sub(" ", text.strip()))


class NameIndex:
    """The names of one scope; those made of several tokens are found by their first one."""

    __slots__ = ("_by_first", "_names")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._names: set[str] = set()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Put `name` into scope; what is no name (a string key such as "a!") cannot be found in a text."""
        self._names.add(name)
        if _SINGLE.fullmatch(name):
            return
        try:
            tokens = tokenize(Source(name, None))[:-1]
        except FeelSyntaxError:
            return
        if len(tokens) < 2 or tokens[0].kind is not TokenKind.WORD:
            return
        texts = tuple(token.text for token in tokens)
        known = self._by_first.setdefault(texts[0], [])
        if all(texts != other for other, _ in known):
            known.append((texts, name))
            known.sort(key=lambda entry: -len(entry[0]))

    def copy(self) -> NameIndex:
        """Return an index of the same names, to which others may be added."""
        made = NameIndex()
        made._names = set(self._names)
        made._by_first = {first: list(known) for first, known in self._by_first.items()}
        return made

    def __contains__(self, name: str) -> bool:
        """Return whether `name` is in this scope, whatever it is made of."""
        return name in self._names

    def longest(self, tokens: Sequence[Token], at: int, before: str | None = None) -> tuple[int, str] | None:
        """Return token count and name of the longest name at `at`, or None.

        With `before`, only a name that is followed by that symbol counts.
        """
        for texts, name in self._by_first.get(tokens[at].text, ()):
            end = at + len(texts)
            if end < len(tokens) and all(
                tokens[at + i].text == text and tokens[at + i].kind is not TokenKind.STRING
                for i, text in enumerate(texts)
            ):
                if before is None or tokens[end].text == before:
                    return len(texts), name
        return None
