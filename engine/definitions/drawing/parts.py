"""The parts that every drawing is made of: rectangles, icons in their place, lines of text, numbers."""

from __future__ import annotations

from xml.sax.saxutils import escape

from engine.definitions.drawing.lettering import lines_of
from engine.definitions.drawing.picture import Box, Point

#: The size of letters.
SIZE = 12.0
#: From one line of text to the next.
LINE = 14.0


def rect(box: Box, classes: str, radius: float = 0) -> str:
    return (
        f'<rect class="{classes}" x="{num(box.x)}" y="{num(box.y)}" width="{num(max(box.width, 0))}" '
        f'height="{num(max(box.height, 0))}" rx="{num(radius)}"/>'
    )


def placed(icon: str, at: Point, scale: float) -> str:
    return f'<g transform="translate({num(at.x)} {num(at.y)}) scale({num(scale)})">{icon}</g>' if icon else ""


def text_at(middle: Point, lines: list[str], turn: str = "", halo: bool = False) -> str:
    """Return lines around a middle."""
    if not any(lines):
        return ""
    top = middle.y - LINE * (len(lines) - 1) / 2 + 4.2
    spans = "".join(
        f'<tspan x="{num(middle.x)}" y="{num(top + LINE * number)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    classes = ' class="halo"' if halo else ""
    turned = f' transform="{turn}"' if turn else ""
    return f'<text text-anchor="middle"{classes}{turned}>{spans}</text>'


def one_line(text: str, width: float) -> str:
    lines = lines_of(text, max(width, 20.0), SIZE, 1)
    return lines[0] if lines else ""


def clean(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text[:500])


def num(number: float) -> str:
    """Return a number as SVG takes it, with no more digits than are seen."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
