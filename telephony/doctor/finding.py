"""Something to mend."""

from __future__ import annotations

from dataclasses import dataclass

from engine.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (`problem`), `where`, and what to do (`remedy`). `rule` is the name of what found it."""

    rule: str
    where: str
    problem: Words
    remedy: Words

    def within(self, language: str) -> str:
        """Return it as two lines in `zh` or `en`."""
        return (
            f"{self.rule}: {self.where}: {self.problem.within(language)}\n  → {self.remedy.within(language)}"
        )
