"""What people write who come from other languages, and what FEEL writes instead.

Much of it would be FEEL by the letter: `x == 3` compares x with the range `= 3`, `x = True` with a variable.
"""

from __future__ import annotations

import re

from engine.words import Words

#: Comparisons as other languages write them, without the blanks between.
COMPARISONS = {
    "==": "`=`",
    "===": "`=`",
    "=>": "`>=`",
    "=<": "`<=`",
    "<>": "`!=`",
    "><": "`!=`",
    "!==": "`!=`",
    "=!=": "`!=`",
    ">==": "`>=`",
    "<==": "`<=`",
    ">=": "`>=`",
    "<=": "`<=`",
    ">>": "`>`",
    "<<": "`<`",
}
ANY_COMPARISON = Words("one of `=`, `!=`, `<`, `<=`, `>`, `>=`", "`=`、`!=`、`<`、`<=`、`>`、`>=` 之一")
#: Signs that no token of FEEL begins with; longer ones first.
SIGNS = {
    "&&": "`and`",
    "&": Words("`and`, or `+` between texts", "`and`，文本之间写 `+`"),
    "||": "`or`",
    "|": "`or`",
    "!": "`not(…)`",
    "%": "`modulo(a, b)`",
    "^": "`**`",
    "≥": "`>=`",
    "≤": "`<=`",
    "≠": "`!=`",
    "“": '`"`',
    "”": '`"`',
    "‘": '`"`',
    "„": '`"`',
    "«": '`"`',
    "»": '`"`',
    "–": "`-`",
    "—": "`-`",
    "×": "`*`",
    "÷": "`/`",
}
#: Names that stand for a value elsewhere; legal as names, and surely not meant.
VALUES = {
    **dict.fromkeys(("True", "TRUE"), "true"),
    **dict.fromkeys(("False", "FALSE"), "false"),
    **dict.fromkeys(("None", "Null", "NULL", "nil", "undefined"), "null"),
}
#: FEEL's operators in letters as other languages write them; no part of a name unless a name in scope has it.
OPERATORS = {
    written: word for word in ("and", "or", "in", "between") for written in (word.upper(), word.capitalize())
}
_SPACED_UNEQUAL = re.compile(r"!\s+=")


def sign_at(text: str, offset: int) -> tuple[str, str] | None:
    """Return the foreign sign at a place and what to write, in words; None when there is none."""
    unequal = _SPACED_UNEQUAL.match(text, offset)
    if unequal is not None:
        return unequal.group(), "`!=`"
    if text[offset] == ";":
        return ";", ""
    return next(((sign, instead) for sign, instead in SIGNS.items() if text.startswith(sign, offset)), None)


def comparison(written: str) -> str:
    """Return what to write, in words, instead of several signs of comparison in a row."""
    return COMPARISONS.get("".join(written.split()), ANY_COMPARISON)
