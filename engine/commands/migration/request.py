"""What somebody wants migrated: the same for a trial, for a check and for the migration itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MigrationRequest:
    """The instances of `package` that stand on version `source` go to version `target`.

    `elements` and `flows` go before the proposed mapping; an element mapped to None has no counterpart.
    """

    package: str
    source: int
    target: int
    elements: Mapping[str, str | None] = field(default_factory=dict)
    flows: Mapping[str, str] = field(default_factory=dict)
