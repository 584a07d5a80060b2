"""The function and property names that a text may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from engine.feel.syntax.names import NameIndex


class Vocabulary:
    """The callable names: built-in ones and the host's. `later` maps a name to why it is not there yet."""

    __slots__ = ("function_index", "functions", "later", "property_names")

    def __init__(
        self, functions: Iterable[str], property_names: Iterable[str], later: Mapping[str, str]
    ) -> None:
        self.functions = frozenset(functions) | later.keys()
        self.function_index = NameIndex(self.functions)
        self.property_names = tuple(name for name in property_names if " " in name)
        self.later = later

    def near(self, name: str) -> list[str]:
        """Return up to three names that look like `name`, best first."""
        return get_close_matches(name, sorted(self.functions - self.later.keys()), n=3, cutoff=0.6)
