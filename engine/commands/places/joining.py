"""A place in a queue and its call find each other, whoever comes later: dialogue or listener."""

from __future__ import annotations

from collections.abc import Iterable

from engine.calling.messages import CALL_BACK_REQUESTED
from engine.commands.call_messages import tell_call
from engine.commands.work import NOWHERE, Work
from engine.store.calls import CallRow
from engine.store.queue_places import TOLD, PlaceRow, update_place


def tell_place(work: Work, row: PlaceRow, call: CallRow) -> None:
    """Tell the process of the call that somebody has to call back."""
    now, _ = work.services.time_and_place(work.tx)
    update_place(work.tx, row._replace(call_id=call.id, status=TOLD))
    tell_call(work, CALL_BACK_REQUESTED, call.id, {"queue": row.queue}, row.id, now)
    work.changed("call", [call.id])
    work.changed("calls", [row.department_id or NOWHERE])


def tell_places(work: Work, call: CallRow, places: Iterable[PlaceRow]) -> None:
    """Tell of places that were asked for before the call's row was there; the call's lock is held."""
    for row in places:
        if row.call_id is None:
            tell_place(work, row, call)
