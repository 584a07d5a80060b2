"""What a caller heard and pressed before an agent, or instead of one: the dialogues of a call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.queries.reading import Reading
from engine.store.dialogues import DialogueRow, dialogues_of_call


@dataclass(frozen=True)
class DialogueStep:
    """An element of the diagram, when it began (aware UTC), what was said there, and how it came out.

    `outcome` is `pressed 1` for a choice of one key; what was longer or secret was never kept. None: it was
    not seen.
    """

    element: str
    topic: str
    at: datetime
    said: str | None
    outcome: str | None


@dataclass(frozen=True)
class DialogueLine:
    """A dialogue. `outcome` None: it goes on, or its end was not seen."""

    id: str
    package: str
    began_at: datetime
    ended_at: datetime | None
    outcome: str | None
    satisfaction: str | None
    steps: list[DialogueStep]


def dialogues_shown(reading: Reading, exchange_id: str) -> list[DialogueLine]:
    """Return the dialogues of a call of the exchange, the first first."""
    return [_line(row) for row in dialogues_of_call(reading.tx, exchange_id)]


def _line(row: DialogueRow) -> DialogueLine:
    return DialogueLine(
        row.id,
        row.package,
        row.began_at,
        row.ended_at,
        row.outcome,
        row.result.get("satisfaction"),
        [_step(row.began_at, one) for one in row.trace],
    )


def _step(began: datetime, entry: dict[str, Any]) -> DialogueStep:
    return DialogueStep(
        entry["element"],
        entry["topic"],
        began + timedelta(seconds=float(entry["at"])),
        entry.get("said"),
        entry.get("outcome"),
    )
