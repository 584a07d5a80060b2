"""What the chain tells the outside after a commit, and who may listen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from engine.commands.work import Change, Hint


class Hints(Protocol):
    """Wakes workers and tells pages. A lost hint loses nothing: pollers find the rows."""

    def give(self, hints: Collection[Hint], changes: Collection[Change]) -> None:
        """Pass on what a committed command asked for."""


class NoHints:
    """Tells nobody; for commands run where no worker listens."""

    def give(self, hints: Collection[Hint], changes: Collection[Change]) -> None:
        """Do nothing."""
