"""How values, names and differences are written in a message, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.words import Words, in_chinese

NONE, NOTHING, NOBODY, NEVER = (
    Words("none", "无"),
    Words("nothing", "空"),
    Words("nobody", "无人"),
    Words("never", "不会"),
)


def listed(names: Iterable[str]) -> Words:
    """Return names in alphabetical order, `none` for none."""
    return in_order(sorted(names))


def in_order(names: Iterable[str]) -> Words:
    """Return names as they come, `none` for none."""
    known = list(names)
    return Words(", ".join(known), ", ".join(map(in_chinese, known))) if known else NONE


def shown(value: Any) -> Words:
    """Return a value as a scenario writes it."""
    if value is None:
        return NOTHING
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Words(text, text)


def pairs(values: Mapping[str, Any]) -> Words:
    """Return named values in one line."""
    if not values:
        return NOTHING
    told = [(name, shown(value)) for name, value in values.items()]
    return Words(
        ", ".join(f"{name}: {value}" for name, value in told),
        ", ".join(f"{name}: {value.zh}" for name, value in told),
    )


def differs(subject: Words, expected: str, found: str) -> Words:
    """Return the line that says what was expected of something and what it is."""
    return Words(
        f"{subject}: expected {expected}; found {found}",
        f"{subject.zh}：应为 {in_chinese(expected)}；实为 {in_chinese(found)}",
    )
