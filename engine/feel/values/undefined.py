"""How an operation says that FEEL does not define it for its operands."""

from __future__ import annotations

from engine.words import Words


class NotDefined(Exception):
    """The result is null. The reason says why, for the note; it never leaves this package."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason)
        self.reason = reason
