"""What really happened, gathered: the events of an order and of its call, and what they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.errors import NotFound
from engine.history import SealedEvent
from engine.ids import is_id
from engine.orders import WorkOrder
from engine.scenarios.recording.refusing import RecordingRefused
from engine.scenarios.seen import body_of
from engine.store.calls import CallRow, call_by_id
from engine.store.database import Transaction
from engine.store.definitions import definition_by_id
from engine.store.history import chain_events
from engine.store.instances import InstanceRow, instance_by_id, instances_of_call, instances_of_order
from engine.store.messages import MessageRow, message_by_id
from engine.store.orders import order_by_id, order_by_number
from engine.words import Words

MOST_EVENTS = 2000


@dataclass(frozen=True)
class Story:
    """The events in the order in which they were entered, and the rows that they refer to.

    `packages` gives the key of the package that each instance ran on; `messages` those that were received.
    """

    order: WorkOrder | None
    call: CallRow | None
    instances: Mapping[str, InstanceRow]
    packages: Mapping[str, str]
    events: list[SealedEvent]
    messages: dict[str, MessageRow] = field(default_factory=dict)


def story_of(tx: Transaction, key: str) -> Story:
    """Return what happened to an order, given by number or id, or to a call or instance without one, by id.

    Raises:
        NotFound: there is nothing with this number or id.
        RecordingRefused: its history is too long, or parts of it were erased.
    """
    named = is_id(key)
    order = order_by_number(tx, key) or (order_by_id(tx, key) if named else None)
    instances = list(instances_of_order(tx, order.id)) if order is not None else []
    called = order.call_id if order is not None else key if named else None
    call = call_by_id(tx, called) if called is not None else None
    if call is not None:
        known = {row.id for row in instances}
        instances = [row for row in instances_of_call(tx, call.id) if row.id not in known] + instances
    if order is None and call is None:
        found = instance_by_id(tx, key) if named else None
        if found is None:
            raise NotFound(
                Words(f"there is no order, call or instance {key}", f"没有工单、来电或流程实例 {key}")
            )
        instances = [found]
        call = call_by_id(tx, found.call_id) if found.call_id is not None else None
    chains = [*([order.id] if order is not None else []), *(row.id for row in instances)]
    events = [event for chain in dict.fromkeys(chains) for event in chain_events(tx, chain)]
    if not events:
        raise NotFound(Words(f"nothing has happened to {key} yet", f"{key} 还没有发生任何事"))
    events.sort(key=lambda event: event.entered_at)
    _require_whole(events)
    rows = {row.id: row for row in instances}
    definitions = {row.definition_id for row in instances}
    versions = [row for one in definitions if (row := definition_by_id(tx, one)) is not None]
    packages = {row.id: row.package for row in versions}
    received = [body_of(event).get("message") for event in events]
    messages = [message_by_id(tx, one) for one in received if isinstance(one, str)]
    return Story(
        order,
        call,
        rows,
        {key: packages[row.definition_id] for key, row in rows.items()},
        events,
        {row.id: row for row in messages if row is not None},
    )


def _require_whole(events: list[SealedEvent]) -> None:
    if len(events) > MOST_EVENTS:
        raise RecordingRefused(
            Words(
                f"the history has {len(events)} events; at most {MOST_EVENTS} are written as a scenario",
                f"历史有 {len(events)} 个事件；最多把 {MOST_EVENTS} 个写成场景",
            )
        )
    if any(event.type == "values.erased" for event in events):
        raise RecordingRefused(
            Words(
                "values of this history were erased, and nobody can say any more what was decided",
                "这份历史中有值已被擦除，无法再知道当时怎样决定；请换一张工单",
            )
        )
