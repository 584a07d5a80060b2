"""How much a type holds when it is unfolded: a few lines can name a type twice, and that one twice again."""

from __future__ import annotations

from engine.feel.types.model import Type

MOST_PARTS = 2_000


def is_too_large(type_: Type) -> bool:
    """Return whether a type has more than `MOST_PARTS` parts within parts, too many to compare."""
    stack, seen = [type_], 0
    while stack:
        seen += 1
        if seen > MOST_PARTS:
            return True
        stack += stack.pop().parts()
    return False
