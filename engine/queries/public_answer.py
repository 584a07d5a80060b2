"""What a customer may read about an order, as colleagues see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.orders import WorkOrder
from engine.org import Action
from engine.queries.reading import Reading
from engine.queries.visibility import target_of_order
from engine.store.public_answers import public_answer_of


@dataclass(frozen=True)
class PublicAnswer:
    """The public answer; `text` None: there is none, or it was withdrawn. `revision` 0: never was any.

    `written_at` is aware UTC business time, None with `written_by_name`: nobody has written yet. `told`
    False: the order is restricted, so nobody outside is told anything.
    """

    text: str | None
    written_by_name: str | None
    written_at: datetime | None
    revision: int
    told: bool
    may_write: bool


def public_answer_view(reading: Reading, order: WorkOrder) -> PublicAnswer:
    """Return the public answer of an order that the actor may see."""
    may_write = reading.may(Action.ANSWER_PUBLIC, target_of_order(reading.tx, order))
    row = public_answer_of(reading.tx, order.id)
    if row is None:
        return PublicAnswer(None, None, None, 0, not order.restricted, may_write)
    return PublicAnswer(
        row.text or None,
        reading.name_of(row.written_by),
        row.written_at,
        row.revision,
        not order.restricted,
        may_write,
    )
