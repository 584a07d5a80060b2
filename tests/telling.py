"""A command that does nothing but tell, for the tests of notices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands import Answer
from engine.commands.notifications import tell
from engine.commands.work import Work


@dataclass(frozen=True)
class Tell:
    """Tell a kind; `more` are the other arguments of `tell`."""

    name: ClassVar[str] = "tell-in-a-test"

    kind: str
    more: dict[str, Any] = field(default_factory=dict)

    def perform(self, work: Work) -> Answer:
        """Tell it; the answer has the ids of the notices."""
        return {"told": tell(work, self.kind, **self.more)}
