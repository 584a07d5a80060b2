"""A caller wants to be called back, and keeps the place in the queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.places.joining import tell_place
from engine.commands.work import Work
from engine.ids import new_id
from engine.store.calls import lock_call_of_exchange
from engine.store.dialogues import dialogues_of_call
from engine.store.queue_places import WAITING, PlaceRow, insert_place, places_of_exchange


@dataclass(frozen=True)
class AskCallBack:
    """Keep a place in `queue` for the caller of the exchange's call `exchange_id`, to be called at `number`.

    He has waited since his call began, as mod_callcenter counts where the queue's `time-base-score` is
    `system`: that is where he stands among those who hold the line.
    """

    name: ClassVar[str] = "ask-call-back"

    exchange_id: str
    queue: str
    number: str = field(repr=False)

    def perform(self, work: Work) -> Answer:
        """`new` False: the place is kept already. `joined_at` is since when he has waited."""
        # As `RecordCall` locks it: one of both finds the other's row.
        work.tx.lock_channel([("call", self.exchange_id)])
        known = [one for one in places_of_exchange(work.tx, self.exchange_id) if one.queue == self.queue]
        if known:
            return {"place": known[0].id, "joined_at": known[0].joined_at.isoformat(), "new": False}
        now, directory = work.services.time_and_place(work.tx)
        began = min([now, *(one.began_at for one in dialogues_of_call(work.tx, self.exchange_id))])
        department = directory.queue_department(self.queue)
        row = PlaceRow(
            id=new_id(),
            exchange_id=self.exchange_id[:120],
            call_id=None,
            queue=self.queue,
            department_id=department.id if department is not None else None,
            number=self.number,
            joined_at=began,
            asked_at=now,
            base_seconds=round((now - began).total_seconds()),
            status=WAITING,
        )
        insert_place(work.tx, row)
        call = lock_call_of_exchange(work.tx, self.exchange_id)
        if call is not None:
            tell_place(work, row, call)
        return {"place": row.id, "joined_at": began.isoformat(), "new": True}
