"""What is to be seen of a scenario's system at one moment: read from the database, never remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import orjson

from engine.feel import decode_value
from engine.history import SealedEvent
from engine.inbox import TaskFacts
from engine.orders import WorkOrder
from engine.queries import Reading
from engine.queries.order_clocks import ClockView, order_clocks
from engine.scenarios.stage import SYSTEM, Stage
from engine.store.database import Transaction
from engine.store.definitions import all_definitions
from engine.store.history import chain_page, chains
from engine.store.incidents import IncidentRow
from engine.store.jobs import JobRow, job_by_id
from engine.store.orders import order_by_id
from engine.store.overview import (
    InstanceGlance,
    NoticeRow,
    Wait,
    all_instances,
    all_notices,
    all_waits,
    linked_categories,
    open_incidents,
    unfinished_jobs,
)
from engine.store.tasks import open_tasks

MOST_EVENTS = 100_000


if TYPE_CHECKING:
    from engine.scenarios.telephone import Telephone


@dataclass
class Memory:
    """What the teller of a scenario remembers: ids to look by, and how much of the history they have seen."""

    order_id: str | None = None
    call_id: str | None = None
    exchange_id: str = "scenario"
    dialogue: Telephone | None = None
    dialogue_run: str | None = None
    read: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """All that stands at one moment. `events`, `notices` and `asked` (jobs) are those of the last step."""

    order: WorkOrder | None
    tasks: list[TaskFacts]
    instances: list[InstanceGlance]
    timers: list[Wait]
    messages: list[Wait]
    jobs: list[JobRow]
    incidents: list[IncidentRow]
    clocks: Mapping[str, ClockView]
    linked: list[str]
    events: list[SealedEvent]
    asked: list[JobRow]
    notices: list[NoticeRow]

    def after(self, before: Seen) -> Seen:
        """Return this moment with the events, effects and notices of the one before it too."""
        return replace(
            self,
            events=before.events + self.events,
            asked=before.asked + self.asked,
            notices=before.notices + self.notices,
        )

    def tasks_at(self, element: str) -> list[TaskFacts]:
        """Return the open tasks of an element."""
        return [task for task in self.tasks if task.element_id == element]


def look(stage: Stage, memory: Memory) -> Seen:
    """Return what stands now; the memory notes how far the history was read."""
    with stage.database.reading() as tx:
        events: list[SealedEvent] = []
        for chain in chains(tx):
            new = chain_page(tx, chain, memory.read.get(chain, 0), MOST_EVENTS)
            if new:
                memory.read[chain] = new[-1].seq
            events += new
        events.sort(key=lambda event: event.entered_at)
        wanted = [job[0] for event in events for job in body_of(event).get("jobs", ())]
        asked = [job for job in (job_by_id(tx, key) for key in wanted) if job is not None]
        done = [body_of(event).get("job") for event in events if event.type == "job.done"]
        timers, messages = all_waits(tx)
        order = order_by_id(tx, memory.order_id) if memory.order_id is not None else None
        return Seen(
            order=order,
            tasks=open_tasks(tx),
            instances=all_instances(tx),
            timers=timers,
            messages=messages,
            jobs=unfinished_jobs(tx),
            incidents=open_incidents(tx),
            clocks=_clocks(stage, tx, order),
            linked=linked_categories(tx, order.id) if order is not None else [],
            events=events,
            asked=asked,
            notices=[row for row in all_notices(tx) if row.job_id in done],
        )


def _clocks(stage: Stage, tx: Transaction, order: WorkOrder | None) -> dict[str, ClockView]:
    """Return an order's clocks by rule."""
    if order is None:
        return {}
    reading = Reading.begin(tx, SYSTEM, stage.engine.services)
    return {clock.rule: clock for clock in order_clocks(reading, order)}


def packages_of_instances(tx: Transaction) -> dict[str, str]:
    """Return the key of the package that each instance runs on."""
    packages = {row.id: row.package for row in all_definitions(tx)}
    return {one.id: packages[one.definition_id] for one in all_instances(tx)}


def body_of(event: SealedEvent) -> dict[str, Any]:
    """Return what an event says."""
    body: dict[str, Any] = orjson.loads(event.body)
    return body


def written_by(event: SealedEvent) -> dict[str, Any]:
    """Return the values that an event has written, by name; those that were erased are left out."""
    content = orjson.loads(event.content) if event.content is not None else {}
    return {name: decode_value(kept[2]) for name, kept in content.items() if kept is not None}


def last_values(events: list[SealedEvent]) -> dict[str, Any]:
    """Return what was written last under each name, in all scopes together."""
    values: dict[str, Any] = {}
    for event in events:
        values |= written_by(event)
    return values
