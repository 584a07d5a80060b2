"""Why a history cannot be written as a scenario."""

from __future__ import annotations

from engine.errors import InvalidInput
from engine.words import Words


class RecordingRefused(InvalidInput):
    """A history cannot be written as a scenario; `words` say why, and what to do, in both languages."""

    code = "recording-refused"

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words
