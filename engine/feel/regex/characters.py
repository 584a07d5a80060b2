"""The character classes of XML Schema part 2, appendix G: categories, blocks, \\s \\i \\c \\d \\w, case."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

from engine.feel.regex.charset import LAST, CharSet, Range
from engine.feel.values.undefined import NotDefined
from engine.words import Words

# Everything assigned lies below the first bound or in the tags and variation selectors of plane 14; what
# lies between is unassigned and the two last planes are for private use.
_SCANNED = ((0, 0x3FFFF), (0xE0000, 0xE0FFF))
_UNASSIGNED = ((0x40000, 0xDFFFF), (0xE1000, 0xEFFFF), (0xFFFFE, 0xFFFFF), (0x10FFFE, LAST))
_PRIVATE = ((0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
_CASED = (0, 0x1FFFF)

ANY = CharSet(((0, LAST),))
NO_NEWLINE = ANY - CharSet.of("\n\r")
SPACE = CharSet.of("\t\n\r ")
NAME_START = CharSet.of(":_") | CharSet(
    (
        (0x41, 0x5A),
        (0x61, 0x7A),
        (0xC0, 0xD6),
        (0xD8, 0xF6),
        (0xF8, 0x2FF),
        (0x370, 0x37D),
        (0x37F, 0x1FFF),
        (0x200C, 0x200D),
        (0x2070, 0x218F),
        (0x2C00, 0x2FEF),
        (0x3001, 0xD7FF),
        (0xF900, 0xFDCF),
        (0xFDF0, 0xFFFD),
        (0x10000, 0xEFFFF),
    )
)
NAME = NAME_START | CharSet.of("-.\u00b7") | CharSet(((0x30, 0x39), (0x300, 0x36F), (0x203F, 0x2040)))

_BLOCKS: dict[str, Range] = {
    "BasicLatin": (0x0000, 0x007F),
    "Latin-1Supplement": (0x0080, 0x00FF),
    "LatinExtended-A": (0x0100, 0x017F),
    "LatinExtended-B": (0x0180, 0x024F),
    "IPAExtensions": (0x0250, 0x02AF),
    "SpacingModifierLetters": (0x02B0, 0x02FF),
    "CombiningDiacriticalMarks": (0x0300, 0x036F),
    "GreekandCoptic": (0x0370, 0x03FF),
    "Greek": (0x0370, 0x03FF),
    "Cyrillic": (0x0400, 0x04FF),
    "Armenian": (0x0530, 0x058F),
    "Hebrew": (0x0590, 0x05FF),
    "Arabic": (0x0600, 0x06FF),
    "Devanagari": (0x0900, 0x097F),
    "Thai": (0x0E00, 0x0E7F),
    "HangulJamo": (0x1100, 0x11FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "SuperscriptsandSubscripts": (0x2070, 0x209F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "EnclosedAlphanumerics": (0x2460, 0x24FF),
    "BoxDrawing": (0x2500, 0x257F),
    "GeometricShapes": (0x25A0, 0x25FF),
    "CJKRadicalsSupplement": (0x2E80, 0x2EFF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "Bopomofo": (0x3100, 0x312F),
    "EnclosedCJKLettersandMonths": (0x3200, 0x32FF),
    "CJKCompatibility": (0x3300, 0x33FF),
    "CJKUnifiedIdeographsExtensionA": (0x3400, 0x4DBF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7AF),
    "PrivateUse": (0xE000, 0xF8FF),
    "PrivateUseArea": (0xE000, 0xF8FF),
    "CJKCompatibilityIdeographs": (0xF900, 0xFAFF),
    "CJKCompatibilityForms": (0xFE30, 0xFE4F),
    "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
}


@cache
def category(name: str) -> CharSet:
    """Return a general category such as Lu, or all that begin with one letter; NotDefined when unknown."""
    ranges = [item for known, found in _categories().items() if known.startswith(name) for item in found]
    if not ranges or len(name) not in (1, 2):
        raise NotDefined(Words(f"there is no character category {name}", f"没有字符类别 {name}"))
    return CharSet(ranges, r"\d" if name == "Nd" else None)


def block(name: str) -> CharSet:
    """Return a Unicode block by its name without spaces; NotDefined for one this engine does not know."""
    if name not in _BLOCKS:
        raise NotDefined(Words(f"the character block {name} is not known here", f"这里不认识字符区块 {name}"))
    return CharSet((_BLOCKS[name],))


@cache
def word() -> CharSet:
    """Return what \\w matches: everything but punctuation, separators and the category of others."""
    return ANY - (category("P") | category("Z") | category("C"))


def ignoring_case(characters: CharSet) -> CharSet:
    """Return the set with the case variants of its members."""
    variants = _case_variants()
    extra = [
        (other, other)
        for low, high in characters.ranges
        for code in (range(low, high + 1) if high - low < len(variants) else variants)
        if low <= code <= high
        for other in variants.get(code, ())
    ]
    return characters | CharSet(extra)


@cache
def _categories() -> dict[str, list[Range]]:
    found: dict[str, list[Range]] = defaultdict(list)
    for first, last in _SCANNED:
        start, current = first, unicodedata.category(chr(first))
        for code in range(first + 1, last + 1):
            name = unicodedata.category(chr(code))
            if name != current:
                found[current].append((start, code - 1))
                start, current = code, name
        found[current].append((start, last))
    found["Cn"].extend(_UNASSIGNED)
    found["Co"].extend(_PRIVATE)
    return dict(found)


@cache
def _case_variants() -> dict[int, tuple[int, ...]]:
    """Return, for every cased character, the others that are the same letter in another case."""
    letters: dict[str, set[int]] = defaultdict(set)
    for code in range(_CASED[0], _CASED[1] + 1):
        character = chr(code)
        forms = {character.lower(), character.upper(), character.casefold()} - {character}
        for form in forms:
            if len(form) == 1:
                folded = form.casefold()
                letters[folded].update((code, ord(form)))
    return {code: tuple(group - {code}) for group in letters.values() for code in group}
