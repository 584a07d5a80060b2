"""The call that somebody names in a command: only one that they may see, for its number is copied."""

from __future__ import annotations

from engine.commands.work import Work
from engine.errors import InvalidInput, field_finding
from engine.org import Action, Directory, may, place_of_call
from engine.store.call_parts import parts_of
from engine.store.calls import CallRow, call_by_id
from engine.words import Words


def call_seen(work: Work, call_id: str | None, directory: Directory) -> CallRow | None:
    """Return the call of an id; None when none is named.

    Raises:
        InvalidInput: there is no such call that the actor may see; both are answered alike.
    """
    if call_id is None:
        return None
    row = call_by_id(work.tx, call_id)
    if row is not None:
        own = work.actor.id if work.actor.id in parts_of(work.tx, row.id).people() else row.agent_person_id
        place = place_of_call(row.department_id, own, directory)
        if may(work.actor, Action.SEE_CALL, place, directory):
            return row
    problem = Words(f"there is no call {call_id!r} that you may see", f"没有您可以查看的来电 {call_id!r}")
    remedy = Words("leave it out", "请去掉它")
    raise InvalidInput(problem, findings=[field_finding("call_id", problem, remedy)])
