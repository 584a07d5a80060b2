"""What a column of a table holds: its names, how its text is read, what was expected when it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.words import Words

#: Returns the value of a text, or raises ValueError.
Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """A column `name`, in Chinese `zh`; `expected` says what its cells may hold."""

    name: str
    zh: str
    read: Reader
    expected: Words
    required: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table `name`, in Chinese `zh`. `key` are the columns by which a line is known."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading names, in either language, capitals or not."""
        plain = heading.strip().casefold()
        return next((one for one in self.columns if plain in (one.name, one.zh.casefold())), None)


def text(name: str, zh: str, most: int, *, required: bool = False) -> Column:
    """Return a column of texts up to `most` characters."""

    def read(cell: str) -> str:
        if len(cell) > most or any(ord(character) < 32 for character in cell):
            raise ValueError(cell)
        return cell

    expected = Words(f"a text of at most {most} characters on one line", f"不超过 {most} 个字符的一行文字")
    return Column(name, zh, read, expected, required)


def code(name: str, zh: str, most: int, *, required: bool = False) -> Column:
    """Return a column of codes: letters, digits, hyphens, dots, underscores."""
    pattern = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{most - 1}}}")

    def read(cell: str) -> str:
        if not pattern.fullmatch(cell):
            raise ValueError(cell)
        return cell

    expected = Words(
        f"1 to {most} letters, digits, dots, hyphens and underscores",
        f"1 到 {most} 个字母、数字、点、连字符和下划线",
    )
    return Column(name, zh, read, expected, required)


def one_of(name: str, zh: str, words: dict[str, str], *, required: bool = False) -> Column:
    """Return a column that holds one of a few words, in either language."""
    known = {**{word: word for word in words}, **{chinese: word for word, chinese in words.items()}}

    def read(cell: str) -> str:
        if cell.casefold() not in known:
            raise ValueError(cell)
        return known[cell.casefold()]

    return Column(name, zh, read, Words(", ".join(words), "、".join(words.values())), required)


def flag(name: str, zh: str) -> Column:
    """Return a column of yes and no; an empty cell is no."""
    yes, no = {"yes", "true", "1", "是"}, {"no", "false", "0", "否", ""}

    def read(cell: str) -> bool:
        plain = cell.casefold()
        if plain not in yes | no:
            raise ValueError(cell)
        return plain in yes

    return Column(name, zh, read, Words("yes or no", "是 或 否"))


def number(name: str, zh: str, least: float, most: float) -> Column:
    """Return a column of numbers."""

    def read(cell: str) -> float:
        value = float(cell)
        if not least <= value <= most:
            raise ValueError(cell)
        return value

    return Column(
        name, zh, read, Words(f"a number from {least:g} to {most:g}", f"{least:g} 到 {most:g} 的数")
    )


def whole(name: str, zh: str, least: int, most: int) -> Column:
    """Return a column of whole numbers."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", cell) or not least <= int(cell) <= most:
            raise ValueError(cell)
        return int(cell)

    return Column(
        name, zh, read, Words(f"a whole number from {least} to {most}", f"{least} 到 {most} 的整数")
    )
