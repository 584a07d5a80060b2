"""The house calls back who keeps a place in a queue: as a process asks for it, when his turn comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from engine.calling.places import Line, is_turn
from engine.calling.service import AVAILABLE, BUSY
from engine.calling.tiers import serving
from engine.commands.command import Answer
from engine.commands.work import Hint, Work
from engine.store.agents import all_skills, all_tiers, placed_agents
from engine.store.database import Transaction
from engine.store.edited_rows import QUEUES
from engine.store.instances import instance_by_id
from engine.store.jobs import wake_job
from engine.store.queue_places import (
    CALLED,
    IN_LINE,
    OVER,
    PlaceRow,
    holding_since,
    jobs_of_places,
    place_by_id,
    places_in_line,
    places_of_call,
    update_place,
)


class Stood(NamedTuple):
    """A place whose caller is to be called: by which exchange, and what the dialogue has to know."""

    place: PlaceRow
    node: str | None
    variables: dict[str, Any]


def kept_place(work: Work, instance_id: str | None) -> PlaceRow | None:
    """Return the place that the caller of a process keeps; None: he keeps none."""
    process = instance_by_id(work.tx, instance_id) if instance_id is not None else None
    places = places_of_call(work.tx, process.call_id) if process is not None and process.call_id else []
    return places[-1] if places else None


def step_up(work: Work, place: PlaceRow) -> Stood | None:
    """Let a place be called, if it is its turn; None: it is in line. One after the other in each queue."""
    work.tx.lock_channel([("queue-place", place.queue)])
    if not _is_turn(work.tx, place):
        update_place(work.tx, place._replace(status=IN_LINE))
        return None
    update_place(work.tx, place._replace(status=CALLED))
    queue = QUEUES.find(work.tx, place.queue)
    variables = {"kept_queue": place.queue, "waited_since": place.joined_at.isoformat()}
    return Stood(place, queue.node if queue is not None else None, variables)


def step_back(work: Work, place: PlaceRow) -> None:
    """Note that a caller was called, whatever came of it: whoever is next may be called."""
    update_place(work.tx, place._replace(status=OVER))


def due_places(tx: Transaction) -> list[str]:
    """Return the places of which something is to be done now: their turn has come, or nobody calls them."""
    found = []
    for place_id, job_id in jobs_of_places(tx).items():
        place = place_by_id(tx, place_id)
        assert place is not None
        if job_id is None or (place.status == IN_LINE and _is_turn(tx, place)):
            found.append(place_id)
    return found


@dataclass(frozen=True)
class SettlePlace:
    """Wake the job that calls a place back; one that nobody calls back any more is given up."""

    name: ClassVar[str] = "settle-place"

    place_id: str

    def perform(self, work: Work) -> Answer:
        """Return `settled`: False where somebody else was there first."""
        job_id = jobs_of_places(work.tx).get(self.place_id)
        place = place_by_id(work.tx, self.place_id)
        if place is None or place.status not in (IN_LINE, CALLED):
            return {"settled": False}
        if job_id is None:
            step_back(work, place)
            return {"settled": True}
        woken = place.status == IN_LINE and wake_job(work.tx, job_id)
        if woken:
            work.hints.add(Hint.JOBS)
        return {"settled": woken}


def _is_turn(tx: Transaction, place: PlaceRow) -> bool:
    others = [one for one in places_in_line(tx, place.queue) if one.id != place.id]
    return is_turn(
        _line(tx, place.queue, sum(one.status == CALLED for one in others)),
        place.joined_at,
        [one.joined_at for one in others if one.status == IN_LINE],
    )


def _line(tx: Transaction, queue: str, called: int) -> Line:
    serves = {
        one.person_id for one in serving(QUEUES.all(tx), all_tiers(tx), all_skills(tx)) if one.queue == queue
    }
    agents = [(row.state, busy) for row, busy in placed_agents(tx) if row.person_id in serves]
    return Line(
        waiting=tuple(holding_since(tx, queue)),
        called=called,
        free=sum(state in AVAILABLE and not busy for state, busy in agents),
        served=any(state in (*AVAILABLE, *BUSY) for state, _ in agents),
    )
