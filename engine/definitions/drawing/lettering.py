"""How much room a text takes, and where its lines break: Chinese between any two signs, others at blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Longer names are cut: they are a stranger's.
MOST = 300


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is at a font size."""
    return sum(_width(sign) for sign in text) * size


def lines_of(text: str, width: float, size: float, most: int = 6) -> list[str]:
    """Return a text in lines that fit into a width, at most so many, with an ellipsis when cut."""
    shortened = _printable(text)
    lines: list[str] = []
    line = ""
    for part in _parts(shortened):
        if line and width_of(line + part.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += part if line else part.lstrip()
        while width_of(line.rstrip(), size) > width and len(line) > 1:
            fits = max(
                1, next(n for n in range(len(line), 0, -1) if n == 1 or width_of(line[:n], size) <= width)
            )
            lines.append(line[:fits])
            line = line[fits:]
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"]
    return lines


def _printable(text: str) -> str:
    """Return a text without what XML or a line cannot hold, cut where it is too long."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: MOST + 1])
    return plain if len(plain) <= MOST else plain[: MOST - 1] + "…"


def _parts(text: str) -> Iterator[str]:
    """Yield the pieces between which a line may break; a blank belongs to the piece before it."""
    piece = ""
    for sign in text:
        if piece and (_is_wide(sign) or _is_wide(piece[-1]) or piece[-1] == " "):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _width(sign: str) -> float:
    if _is_wide(sign):
        return 1.0
    if sign in "iljt.,:;|!'()[] ":
        return 0.32
    return 0.68 if sign.isupper() or sign in "mw@%" else 0.54
