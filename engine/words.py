"""Sentences that exist in English and in Chinese."""

from __future__ import annotations

from typing import Any


class Words(str):
    """A sentence in both languages: as a text it is the English one, `zh` holds the Chinese one.

    A text, because programs compare and store messages, and they did so before there was a second language.
    What is quoted in one sentence ('…', "…", `…`) is quoted in the other, unchanged.
    """

    zh: str

    def __new__(cls, en: str, zh: str) -> Words:
        made = super().__new__(cls, en)
        made.zh = zh
        return made

    @classmethod
    def same(cls, text: str) -> Words:
        """Return a text that is the same in both: a name, a number, what another program said."""
        return cls(text, text)

    def __getnewargs__(self) -> Any:
        """Return what a copy is made of, as `pickle` and `copy` ask."""
        return str(self), self.zh

    def within(self, language: str) -> str:
        """Return the sentence in `zh` or, for any other language, in English."""
        return self.zh if language == "zh" else str(self)

    def at(self, where: str) -> Words:
        """Return the sentence with the place before it that it speaks of."""
        return Words(f"{where}: {self}", f"{in_chinese(where)}：{self.zh}")


def in_chinese(text: str) -> str:
    """Return the Chinese of a text that exists in both languages, else the text itself: a name, a code."""
    return text.zh if isinstance(text, Words) else text
