"""A step of a scenario that cannot be played as it is written."""

from __future__ import annotations

from engine.errors import HuanError
from engine.words import Words


class Unplayable(HuanError):
    """A step cannot be played as it is written; `refused` does not excuse it."""

    code = "unplayable"

    def __init__(self, words: Words) -> None:
        super().__init__(words)
