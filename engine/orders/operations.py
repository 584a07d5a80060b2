"""What a service task of a diagram may do to its order within the step.

Each operation is a pure function: the order before, the inputs, now and who acts in; the order after, values
for the process and intents out. The commands store what they say. A new operation is one function here, one
entry in OPERATIONS and one test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from engine.errors import StepFailed
from engine.feel import narrowed
from engine.orders.order import LINK_KINDS, Category, Hold, Status, WorkOrder
from engine.orders.outage import Outage
from engine.orders.parties import CONCERNED, NAMED, Naming, namings
from engine.words import Words


@dataclass(frozen=True)
class OpenLinked:
    """Open another order, linked to this one by `kind`."""

    category: str
    title: str
    description: str
    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)


class Appointment(NamedTuple):
    """A limit of the order is due at the moment (aware) that was agreed with the customer."""

    limit: str
    at: datetime


@dataclass(frozen=True)
class Place:
    """A tier that an operation refers to."""

    id: str
    kind: str
    path: str
    name: str


class Places(Protocol):
    """Finds a tier by id or code, or None."""

    def __call__(self, reference: str) -> Place | None: ...


@dataclass(frozen=True)
class Outcome:
    """The order after, values given back to the process, and what else must be stored."""

    order: WorkOrder
    values: Mapping[str, Any] = field(default_factory=dict)
    linked: OpenLinked | None = None
    naming: tuple[Naming, ...] = ()
    #: The planned outage in which the order is to be connected.
    slot: Outage | None = None
    appointment: Appointment | None = None


Inputs = Mapping[str, Any]
#: The operation that is told which outages are planned at the order's premise, by this input.
TAKE_SLOT, PLANNED = "order.take-slot", "planned"
#: The highest priority that a diagram may give.
MOST_PRIORITY = 100
Operation = Callable[[WorkOrder, Inputs, datetime, str, Places], Outcome]


def hold(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """挂起: `reason` and `until` (date and time) are required; clocks that allow it pause.

    Holding an order that is held replaces the reason and the end.
    """
    del places
    reason, until = inputs.get("reason"), narrowed(inputs.get("until"))
    if not isinstance(reason, str) or not reason.strip():
        raise StepFailed(
            Words(
                "a hold needs a reason: give the input parameter `reason`",
                "挂起需要原因：请给出输入参数 `reason`",
            )
        )
    if not isinstance(until, datetime) or until.tzinfo is None:
        raise StepFailed(
            Words(
                "a hold needs an end: give the input parameter `until` as a date and time with zone",
                "挂起需要结束时间：请给出输入参数 `until`，写带时区的日期和时间",
            )
        )
    if until <= now:
        raise StepFailed(
            Words(
                f"a hold must end in the future, {until.isoformat()} is over",
                f"挂起必须在将来结束，{until.isoformat()} 已经过去",
            )
        )
    asked_by = inputs.get("asked_by")
    made = Hold(reason.strip(), until, asked_by if isinstance(asked_by, str) else None, actor, now)
    return Outcome(order.but(status=Status.HELD, hold=made))


def release(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """End a hold; an order that is not held stays as it is."""
    del inputs, now, actor, places
    if order.status != Status.HELD:
        return Outcome(order)
    return Outcome(order.but(status=Status.OPEN, hold=None))


def next_round(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """重派: the order goes round again; its own clock runs on, stage clocks start anew."""
    del inputs, now, actor, places
    return Outcome(order.but(round=order.round + 1, crew_id=None), {"round": order.round + 1})


def done(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """办结: the work is done and confirmed; `outcome` says how."""
    del actor, places
    outcome = inputs.get("outcome")
    return Outcome(
        order.but(
            status=Status.DONE, hold=None, done_at=now, outcome=str(outcome) if outcome else order.outcome
        )
    )


def archive(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """归档: nothing is to follow."""
    del actor, places
    outcome = inputs.get("outcome")
    return Outcome(
        order.but(
            status=Status.ARCHIVED,
            hold=None,
            done_at=order.done_at or now,
            archived_at=now,
            outcome=str(outcome) if outcome else order.outcome,
        )
    )


def cancel(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """用户撤销: ended without the work, at the customer's wish."""
    del actor, places
    reason = inputs.get("reason")
    return Outcome(
        order.but(
            status=Status.CANCELLED,
            archived_at=now,
            hold=None,
            outcome=str(reason or "cancelled")[:40],
        )
    )


def urge(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """催办: a reminder is counted."""
    del inputs, now, actor, places
    return Outcome(order.but(urges=order.urges + 1), {"urges": order.urges + 1})


def assign_crew(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """派工: `crew` is the id or code of a crew below the order's tier."""
    del now, actor
    crew = _place(inputs, "crew", ("crew",), places)
    if not crew.path.startswith(order.tier_path):
        raise StepFailed(
            Words(
                f"crew {crew.name} does not belong to the unit that has order {order.number}",
                f"班组 {crew.name} 不属于承办工单 {order.number} 的单位",
            )
        )
    return Outcome(order.but(crew_id=crew.id))


def move_to_unit(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """Give the order to another county (`unit`, id or code): the answer to a misdirected dispatch 误派."""
    del now, actor
    unit = _place(inputs, "unit", ("county",), places)
    return Outcome(order.but(tier_id=unit.id, tier_path=unit.path, crew_id=None))


def open_linked(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """Open a linked order of another `category`, such as the grievance of a customer whose power is back.

    `fields` is a context of the linked order's own fields; null, or nothing said, leaves them empty. `kind`
    says how they belong together (related, claim, child …); the category where it is not said.
    """
    del now, actor, places
    category = str(inputs.get("category"))
    if category not in set(Category):
        raise StepFailed(
            Words(
                f"there is no order category {category!r}; one of {', '.join(Category)}",
                f"没有工单类别 {category!r}；可选：{'、'.join(Category)}",
            )
        )
    title = str(inputs.get("title") or order.title)
    fields = inputs.get("fields")
    if fields is not None and not isinstance(fields, Mapping):
        raise StepFailed(
            Words(
                f"the fields of a linked order are a context of names and values, not {fields!r}",
                f"关联工单的字段应是由名称和值组成的上下文，而不是 {fields!r}",
            )
        )
    known = {name: value for name, value in (fields or {}).items() if value is not None}
    description = str(inputs.get("description") or "")
    kind = inputs.get("kind")
    if kind is None:
        kind = category
    elif kind not in LINK_KINDS:
        raise StepFailed(
            Words(
                f"orders cannot be linked as {kind!r}; one of {', '.join(LINK_KINDS)}",
                f"工单不能以 {kind!r} 关联；可选：{'、'.join(LINK_KINDS)}",
            )
        )
    return Outcome(order, linked=OpenLinked(category, title[:200], description, kind, known))


def set_priority(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """定优先级: `priority` is a whole number from 0 to 100; it follows danger and importance, not mood."""
    del now, actor, places
    wanted: Any = inputs.get("priority")
    is_number = isinstance(wanted, int | Decimal) and not isinstance(wanted, bool)
    if not is_number or not 0 <= wanted <= MOST_PRIORITY or wanted != int(wanted):
        raise StepFailed(
            Words(
                f"a priority is a whole number from 0 to {MOST_PRIORITY}, not {wanted!r}",
                f"优先级是 0 到 {MOST_PRIORITY} 的整数，而不是 {wanted!r}",
            )
        )
    return Outcome(order.but(priority=int(wanted)), {"priority": int(wanted)})


def restrict(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """限制查阅: from now on the order opens only to those `named`, never to those `concerned`.

    Departments to which the process gives tasks afterwards are named by that.
    """
    del now, actor, places
    return Outcome(order.but(restricted=True), naming=namings(inputs, NAMED, CONCERNED))


def name(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """指名: those `named` may open the restricted order as well."""
    del now, actor, places
    return Outcome(_restricted(order, "name"), naming=_somebody(inputs, NAMED))


def concern(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """涉事: the restricted order is about those `concerned`: closed to them, and to all below a unit."""
    del now, actor, places
    return Outcome(_restricted(order, "concern"), naming=_somebody(inputs, CONCERNED))


def _restricted(order: WorkOrder, operation: str) -> WorkOrder:
    if not order.restricted:
        raise StepFailed(
            Words(
                f"order {order.number} is not restricted: `order.restrict` comes before `order.{operation}`",
                f"工单 {order.number} 未限制查阅：`order.{operation}` 之前必须先有 `order.restrict`",
            )
        )
    return order


def _somebody(inputs: Inputs, standing: str) -> tuple[Naming, ...]:
    found = namings(inputs, standing)
    if not found:
        raise StepFailed(
            Words(f"say who: give the input parameter `{standing}`", f"请写明是谁：给出输入参数 `{standing}`")
        )
    return found


def take_slot(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """停电接火: take the next planned outage at the order's premise for connecting it.

    `not_before` (date and time) is optional. `slot` is given back: the beginning of the outage, or null when
    none is planned; then the diagram waits, and asks again. The engine puts the outages that are planned
    there into `planned`.
    """
    del now, actor, places
    not_before = narrowed(inputs.get("not_before"))
    if not_before is not None and (not isinstance(not_before, datetime) or not_before.tzinfo is None):
        raise StepFailed(
            Words(
                "`not_before` is a date and time with zone, or left out",
                "`not_before` 是带时区的日期和时间，或不写",
            )
        )
    planned: Sequence[Outage] = inputs[PLANNED]
    fitting = [one for one in planned if not_before is None or one.starts_at >= not_before]
    if not fitting:
        return Outcome(order, {"slot": None})
    return Outcome(order, {"slot": fitting[0].starts_at}, slot=fitting[0])


def appoint(order: WorkOrder, inputs: Inputs, now: datetime, actor: str, places: Places) -> Outcome:
    """改约: `limit` (a rule that allows it) is due `at` the date and time agreed with the customer."""
    del actor, places
    limit, at = inputs.get("limit"), narrowed(inputs.get("at"))
    if not isinstance(limit, str) or not limit:
        raise StepFailed(
            Words(
                "a new appointment replaces a limit: give the input parameter `limit`",
                "改约替代一个时限：请给出输入参数 `limit`",
            )
        )
    if not isinstance(at, datetime) or at.tzinfo is None or at <= now:
        raise StepFailed(
            Words(
                f"a new appointment is a date and time with zone in the future, not {at!s}",
                f"改约的时间应是将来的、带时区的日期和时间，而不是 {at!s}",
            )
        )
    return Outcome(order, appointment=Appointment(limit, at))


def _place(inputs: Inputs, name: str, kinds: tuple[str, ...], places: Places) -> Place:
    reference = inputs.get(name)
    place = places(reference) if isinstance(reference, str) else None
    if place is None or place.kind not in kinds:
        raise StepFailed(
            Words(
                f"{reference!r} is no {' or '.join(kinds)}: choose one from the list",
                f"{reference!r} 不是 {' 或 '.join(kinds)}：请从列表中选择",
            )
        )
    return place


OPERATIONS: dict[str, Operation] = {
    "order.hold": hold,
    "order.release": release,
    "order.next-round": next_round,
    "order.done": done,
    "order.archive": archive,
    "order.cancel": cancel,
    "order.urge": urge,
    "order.assign-crew": assign_crew,
    "order.move-to-unit": move_to_unit,
    "order.open-linked": open_linked,
    "order.set-priority": set_priority,
    "order.appoint": appoint,
    "order.restrict": restrict,
    "order.name": name,
    "order.concern": concern,
    TAKE_SLOT: take_slot,
}
