"""What a text can be found by: Chinese as pieces of one and two characters, everything else as whole words.

No database splits Chinese into words; a piece of two characters is the shortest thing that people look for,
and a longer word is the pieces that it consists of. Text and question go through the same mill (NFKC of
Unicode 15.1, annex 15, then case folding), so that full-width letters, compatibility ideographs and capitals
are what they look like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from engine.errors import InvalidInput, field_finding
from engine.orders.order import WorkOrder
from engine.words import Words

#: Longer words are known by their beginning.
LONGEST_WORD = 40
#: A telephone or meter number is known by its last digits too.
SPOKEN_DIGITS = 4
#: How many words a question may have; each is looked up by itself.
MOST_WORDS = 6
_SEPARATORS = re.compile(r"[\s-]")
_SCRIPTS = ("CJK ", "HIRAGANA", "KATAKANA", "HANGUL")


class Piece(NamedTuple):
    """Something to look for. `begins`: it is the beginning of a word, else a whole piece."""

    text: str
    begins: bool


def pieces(texts: Iterable[str]) -> list[str]:
    """Return the pieces of some texts, each once, sorted."""
    found: set[str] = set()
    for text in texts:
        for run, is_ideographic in _runs(text):
            if is_ideographic:
                found.update(run)
                found.update(run[n : n + 2] for n in range(len(run) - 1))
            else:
                found.add(run[:LONGEST_WORD])
                if run.isdecimal() and len(run) > SPOKEN_DIGITS:
                    found.add(run[-SPOKEN_DIGITS:])
    return sorted(found)


def questions(typed: str) -> list[list[Piece]]:
    """Return what to look for: one list of pieces for each word that was typed, all of which must be there.

    Digits in groups are one number, as it is read out.

    Raises:
        InvalidInput: there is nothing in it to look for, or there are too many words.
    """
    number = _SEPARATORS.sub("", typed)
    words = [
        asked for word in ([number] if number.isdecimal() else typed.split()) if (asked := _question(word))
    ]
    if not words or len(words) > MOST_WORDS:
        told = Words(
            f"type one to {MOST_WORDS} words with letters, digits or characters",
            f"请输入一到 {MOST_WORDS} 个含有汉字、字母或数字的词",
        )
        raise InvalidInput(
            told, findings=[field_finding("words", Words("cannot be looked for", "无法查找"), told)]
        )
    return words


def is_worth_finding(text: str) -> bool:
    """Return whether somebody may look for a form's text: prose or a number, not the key of a choice."""
    return not text.isascii() or sum(map(str.isdecimal, text)) > SPOKEN_DIGITS


def texts_of(order: WorkOrder) -> list[str]:
    """Return the texts that an order is found by."""
    own = (order.number, order.title, order.description, order.caller_name, order.caller_number)
    return [*(text for text in own if text), *_prose(order.fields.values())]


def new_texts(before: WorkOrder, after: WorkOrder) -> list[str]:
    """Return the texts that a change has brought; what was said before stays findable until it is erased."""
    found = []
    if before.fields is not after.fields:
        was = before.fields
        found = _prose(value for name, value in after.fields.items() if value != was.get(name))
    if before.title is not after.title or before.description is not after.description:
        found += [after.title, after.description]
    return found


def _prose(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str) and is_worth_finding(value)]


def _question(word: str) -> list[Piece]:
    asked: list[Piece] = []
    for run, is_ideographic in _runs(word):
        if not is_ideographic:
            asked.append(Piece(run[:LONGEST_WORD], True))
        elif len(run) == 1:
            asked.append(Piece(run, False))
        else:
            asked += [Piece(run[n : n + 2], False) for n in range(len(run) - 1)]
    return asked


def _runs(text: str) -> list[tuple[str, bool]]:
    """Return the runs of letters and digits of a text, and of each whether it is written without blanks."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return [("".join(characters), kind == 2) for kind, characters in groupby(plain, _kind) if kind != 0]


def _kind(character: str) -> int:
    """Return 0 for what is no letter, 2 for scripts without blanks, 1 for all other letters and digits."""
    if character.isascii():
        return int(character.isalnum())
    if not character.isalnum():
        return 0
    return 2 if unicodedata.name(character, "").startswith(_SCRIPTS) else 1
