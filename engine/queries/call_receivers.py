"""To whom a call can be handed on: colleagues with what they do at this moment, and queues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.calling.states import State
from engine.org import Action
from engine.queries.reading import Reading
from engine.store.agents import placed_agents
from engine.store.edited_rows import QUEUES

#: So many of each are offered; who looks for others searches.
MOST_RECEIVERS = 50
#: Who is free stands first, who is not there last.
_ORDER = (
    State.AVAILABLE,
    State.AFTER_CALL,
    State.RINGING,
    State.TALKING,
    State.BREAK,
    State.SIGNED_OUT,
)


@dataclass(frozen=True)
class Colleague:
    """Somebody whom the exchange can reach; `since` None: they were never signed in. Aware UTC."""

    id: str
    name: str
    departments: list[str]
    state: str
    since: datetime | None


@dataclass(frozen=True)
class QueueToReach:
    """A queue of a department; `name` is the exchange's for it."""

    name: str
    zh: str
    en: str
    department_name: str


@dataclass(frozen=True)
class CallReceivers:
    """Colleagues, the free ones first, and queues by name."""

    people: list[Colleague]
    queues: list[QueueToReach]


def call_receivers(reading: Reading, text: str | None) -> CallReceivers:
    """Return to whom the actor can hand a call on, of their tiers, those below and those above.

    `text` narrows them to names that contain it.

    Raises:
        NotAllowed: the actor has no telephone to do with.
    """
    reading = reading.by(Action.DIAL)
    wanted = (text or "").casefold()
    states = {row.person_id: row for row, _ in placed_agents(reading.tx)}
    people = []
    for one in reading.directory.people.values():
        row = states.get(one.id)
        departments = [key for key in reading.directory.departments_of(one.id) if _is_near(reading, key)]
        if not one.active or not one.agent or one.id == reading.actor.id or not departments:
            continue
        names = sorted(name for key in departments if (name := reading.department_name(key)))
        if wanted in " ".join([one.name, one.agent, *names]).casefold():
            state = row.state if row is not None else State.SIGNED_OUT.value
            people.append(Colleague(one.id, one.name, names, state, row.since if row is not None else None))
    people.sort(key=lambda one: (_ORDER.index(State(one.state)), one.name))
    queues = []
    for queue in QUEUES.all(reading.tx):
        owner = reading.directory.queue_department(queue.name)
        if not queue.active or queue.person_id is not None or owner is None:
            continue
        if wanted in " ".join([queue.name, queue.zh, queue.en, owner.name]).casefold():
            queues.append(QueueToReach(queue.name, queue.zh, queue.en, owner.name))
    queues.sort(key=lambda one: one.name)
    return CallReceivers(people[:MOST_RECEIVERS], queues[:MOST_RECEIVERS])


def _is_near(reading: Reading, department_id: str) -> bool:
    """Answer whether a department is of the actor's tiers, below or above them."""
    path = reading.path_of_department(department_id)
    return path is not None and any(path.startswith(own) or own.startswith(path) for own in reading.paths)
