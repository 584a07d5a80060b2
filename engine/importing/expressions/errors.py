"""Why an expression is left to a person."""

from __future__ import annotations

from engine.words import Words


class Untranslatable(Exception):
    """An expression has no equal in FEEL, or cannot be read; `reason` says why, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.reason = Words(en, zh)
