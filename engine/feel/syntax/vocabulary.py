"""The function and property names that a text may use."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from engine.feel.syntax.names import NameIndex


class Vocabulary:
    """The callable names, built-in ones and the host's, and the names of properties."""

    __slots__ = ("function_index", "functions", "property_index")

    def __init__(self, functions: Iterable[str], property_names: Iterable[str]) -> None:
        self.functions = frozenset(functions)
        self.function_index = NameIndex(self.functions)
        self.property_index = NameIndex(name for name in property_names if " " in name)

    def near(self, name: str) -> list[str]:
        """Return up to three names that look like `name`, best first."""
        return get_close_matches(name, sorted(self.functions), n=3, cutoff=0.6)
