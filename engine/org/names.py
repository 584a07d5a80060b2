"""Names that people can tell apart: no invisible characters, no mixed alphabets, none that only look alike.

Follows the idea of Unicode Technical Standard 39 (confusables, mixed scripts) as far as names of departments
and places in Chinese, Latin, Cyrillic and Greek letters need it.
"""

from __future__ import annotations

import unicodedata

from engine.words import Words

#: Letters that look like a Latin one in most fonts, by that letter.
_ALIKE = {
    "a": "аα",
    "b": "Вв",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еε",
    "h": "һнη",
    "i": "іιı",
    "j": "ј",
    "k": "кκ",
    "l": "ӏ|",
    "m": "мμ",
    "n": "п",
    "o": "оοσ",
    "p": "рρ",
    "q": "ԛ",
    "s": "ѕ",
    "t": "тτ",
    "u": "υ",
    "v": "ѵν",
    "w": "ԝω",
    "x": "хχ",
    "y": "уγ",
    "z": "ζ",
}
_SKELETON = {ord(other): latin for latin, others in _ALIKE.items() for other in others}
#: Characters that are shown as nothing, or turn the text around them.
_UNSEEN = frozenset("Cc Cf Cs Co Cn Zl Zp".split())
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5") | {
    chr(0xFE00 + n) for n in range(16)
}


def plain_name(text: str) -> str:
    """Return a name as it is kept: NFKC, without blanks at its ends, single blanks between words."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def name_key(text: str) -> str:
    """Return what two names that people would mix up share: without case, blanks and look-alike letters."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SKELETON)
    return "".join(folded.split())


def name_problem(text: str, most: int = 100) -> Words | None:
    """Return what is wrong with a name, None: nothing. `most` are the characters that it may have."""
    for character in text:
        if unicodedata.category(character) in _UNSEEN or character in _FILLERS:
            code = f"U+{ord(character):04X}"
            return Words(f"has an invisible character ({code})", f"含有不可见字符（{code}）")
    name = plain_name(text)
    if not name:
        return Words("is empty", "是空的")
    if len(name) > most:
        return Words(f"is longer than {most} characters", f"超过 {most} 个字符")
    if not any(character.isalnum() for character in name):
        return Words("has no letter or digit", "没有文字或数字")
    if unicodedata.combining(name[0]):
        return Words("begins with a mark that belongs to a letter", "以附加符号开头")
    scripts = {script for character in name if (script := _script(character)) is not None}
    if len(scripts) > 1:
        told = ", ".join(sorted(scripts))
        return Words(f"mixes letters that look alike ({told})", f"混用了外形相似的字母（{told}）")
    return None


def _script(character: str) -> str | None:
    """Return the alphabet of a letter whose letters look like another's, else None."""
    if not character.isalpha():
        return None
    name = unicodedata.name(character, "").split(" ", 1)[0]
    return name if name in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE") else None
