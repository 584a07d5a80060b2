"""Who leads at a queue and where its callers go is told of a switch, and of its end."""

from __future__ import annotations

from engine.calling.overflow import SAID, Cause
from engine.commands.leaders import nearest_leaders
from engine.commands.notifications.tell import tell
from engine.commands.work import Work
from engine.org import Action, Directory, place_of_call
from engine.store.edited_rows import QUEUES, QueueRow
from engine.store.overflow import SwitchRow
from engine.words import Words


def tell_leaders(
    work: Work,
    directory: Directory,
    queue: QueueRow,
    was: SwitchRow | None,
    becomes: SwitchRow | None,
    why: str | None,
) -> None:
    """Tell the leaders of both centres where callers go from now on; nobody, where they go as before."""
    before = was.to_queue if was is not None else None
    now = becomes.to_queue if becomes is not None else None
    if before == now:
        return
    names = {queue.name, before, now} - {None}
    people: set[str] = set()
    for name in names:
        department = directory.queue_department(str(name))
        place = place_of_call(department.id if department is not None else None, None, directory)
        people.update(nearest_leaders(Action.SWITCH_OVERFLOW, place, directory))
    values = {"queue": Words(queue.en, queue.zh), "to": _named(work, now or before), "reason": why}
    if becomes is not None and now is not None:
        tell(
            work,
            "overflow-begun",
            people=sorted(people),
            values={**values, "cause": SAID[Cause(becomes.cause)]},
        )
    else:
        tell(work, "overflow-ended", people=sorted(people), values=values)


def _named(work: Work, name: str | None) -> Words | None:
    found = QUEUES.find(work.tx, name) if name is not None else None
    return Words(found.en, found.zh) if found is not None else None
