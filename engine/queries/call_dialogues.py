"""What a caller heard and pressed before an agent, or instead of one: the dialogues of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.queries.reading import Reading
from engine.queries.versions import element_names, versions_of
from engine.store.dialogues import DialogueRow, dialogues_of_call


@dataclass(frozen=True)
class DialogueStep:
    """An element of the diagram, as it is drawn, when it began (aware UTC), what was said there, and how it
    came out.

    `outcome` is `pressed 1` for a choice of one key; what was longer or secret was never kept. None: it was
    not seen.
    """

    element: str
    element_name: str
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
    return [_line(reading, row) for row in dialogues_of_call(reading.tx, exchange_id)]


def _line(reading: Reading, row: DialogueRow) -> DialogueLine:
    names = names_in_dialogue(reading, row)
    return DialogueLine(
        row.id,
        row.package,
        row.began_at,
        row.ended_at,
        row.outcome,
        row.result.get("satisfaction"),
        [_step(row.began_at, one, names) for one in row.trace],
    )


def names_in_dialogue(reading: Reading, row: DialogueRow) -> dict[str, str]:
    """Return the drawn names of the elements of a dialogue and of those that it calls, by element id."""
    return element_names(versions_of(reading, [row.definition_id], ()))


def _step(began: datetime, entry: dict[str, Any], names: Mapping[str, str]) -> DialogueStep:
    element = entry["element"]
    return DialogueStep(
        element,
        names.get(element, element),
        entry["topic"],
        began + timedelta(seconds=float(entry["at"])),
        entry.get("said"),
        entry.get("outcome"),
    )
