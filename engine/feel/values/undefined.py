"""How an operation says that FEEL does not define it for its operands."""

from __future__ import annotations


class NotDefined(Exception):
    """The result is null. The message says why, for the note; it never leaves this package."""
