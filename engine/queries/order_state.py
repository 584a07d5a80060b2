"""Where an order stood at any moment, from its history alone, and the diagrams to show it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.history import ERASED, state_at
from engine.orders import WorkOrder
from engine.queries.order_history import OpenedTask, definitions_ever, names_of_order
from engine.queries.order_page import InstanceView, instance_views
from engine.queries.plain import Value, plain
from engine.queries.reading import Reading
from engine.queries.versions import Drawn, versions_of
from engine.store.history import chain_events


@dataclass(frozen=True)
class Place:
    """A token at an element."""

    token: int
    element: str
    name: str


@dataclass(frozen=True)
class InstanceState:
    """Where the tokens of one instance stood: at work, and waiting for an event.

    `definition` is the version that it ran on then: elements are that one's.
    """

    instance: str
    definition: str | None
    active: list[Place]
    waiting: list[Place]


@dataclass(frozen=True)
class Count:
    """How often an element was completed, or a flow taken."""

    element: str
    times: int


@dataclass(frozen=True)
class OrderState:
    """What was the case at `at` (aware UTC business time), after `events` of the history's events."""

    at: datetime
    events: int
    instances: list[InstanceState]
    passed: list[Count]
    flows: list[Count]
    tasks: list[OpenedTask]
    values: list[Value]


def order_state(reading: Reading, order: WorkOrder, at: datetime) -> OrderState:
    """Return where an order stood at the aware time `at`."""
    moment = state_at(chain_events(reading.tx, order.id), at)
    names = names_of_order(reading, order)
    keys = [key for key in dict.fromkeys([*moment.active, *moment.waiting]) if key]
    return OrderState(
        at=at,
        events=moment.events,
        instances=[
            InstanceState(
                key,
                moment.versions.get(key),
                _places(moment.active.get(key, {}), names),
                _places(moment.waiting.get(key, {}), names),
            )
            for key in keys
        ],
        passed=_counts(moment.passed),
        flows=_counts(moment.flows),
        tasks=[
            OpenedTask(
                key,
                told["element"],
                told["name"],
                reading.department_name(told.get("department")),
                reading.name_of(told.get("person")),
            )
            for key, told in moment.tasks.items()
        ],
        values=[
            Value(name, None, True) if value is ERASED else Value(name, plain(value))
            for name, value in sorted(moment.values.items())
        ],
    )


def _places(tokens: Mapping[int, str], names: Mapping[str, str]) -> list[Place]:
    return [Place(token, element, names.get(element, element)) for token, element in sorted(tokens.items())]


def _counts(counts: Mapping[str, int]) -> list[Count]:
    return [Count(element, times) for element, times in sorted(counts.items())]


@dataclass(frozen=True)
class OrderDiagrams:
    """The diagrams of an order: each instance names the version it runs on.

    Among the versions are those that it calls, and those from which and to which it was migrated.
    """

    instances: list[InstanceView]
    versions: list[Drawn]


def order_diagrams(reading: Reading, order: WorkOrder) -> OrderDiagrams:
    """Return the diagrams of an order that the actor may see."""
    instances = instance_views(reading, order)
    tokens = [token for instance in instances for token in instance.active]
    started_on = definitions_ever(reading, instances)
    return OrderDiagrams(instances, versions_of(reading, started_on, tokens))
