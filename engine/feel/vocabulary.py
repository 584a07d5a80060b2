"""The names that a text may call: FEEL's functions and the host's."""

from __future__ import annotations

from functools import lru_cache

from engine.feel.functions import FUNCTIONS
from engine.feel.syntax.vocabulary import Vocabulary
from engine.feel.values.properties import NAMES


@lru_cache(maxsize=64)
def vocabulary(functions: frozenset[str]) -> Vocabulary:
    """Return the vocabulary with the host's `functions`; ValueError for the name of a built-in one."""
    taken = functions & FUNCTIONS.keys()
    if taken:
        raise ValueError(f"the host cannot redefine the built-in functions {sorted(taken)}")
    return Vocabulary((*FUNCTIONS, *functions), NAMES)
