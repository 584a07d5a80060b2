"""What a running instance sees of its order, call, limits and operations during a step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.commands.case import Case
from engine.commands.county import count_in
from engine.commands.limit_facts import limit_facts
from engine.commands.order_timers import ESTIMATE, arm_order_timer
from engine.commands.parties import named_party
from engine.commands.step.clocks import OrderClocks
from engine.errors import StepFailed
from engine.feel import Environment
from engine.limits import LimitValue, fact_names, seed_vocabulary
from engine.orders import OPERATIONS, PLANNED, TAKE_SLOT, OpenLinked, Outage, Place, WorkOrder
from engine.runtime import Binding, CompiledDefinition
from engine.store.outages import link_order, outages_of_order, planned_at, unlink_order
from engine.words import Words

#: Fields that bear these names are facts by which limit rules are chosen.
FACTS = fact_names()
#: ZoneInfo keeps its zones too, behind a look-up ten times as dear.
_zone = lru_cache(maxsize=256)(ZoneInfo)


class OrderSurroundings:
    """The engine's side of the runtime's port, for one step of one instance.

    The order changes in memory as fields are written and operations run, so that later conditions of the
    same step see it; the case stores it at the end.
    """

    def __init__(
        self,
        case: Case,
        clocks: OrderClocks | None,
        field_names: frozenset[str],
        call: Mapping[str, Any] | None,
    ) -> None:
        self._case = case
        self._clocks = clocks
        self._field_names: frozenset[str] = frozenset()
        self.declare_fields(field_names)
        #: The order's fields once this step has written to them; its own copy.
        self._fields: dict[str, Any] = {}
        self.linked: list[OpenLinked] = []
        self.milestones: list[str] = []
        #: Clocks whose rule a corrected fact has changed: key, the rule before or None, the rule now.
        self.rules_changed: list[tuple[str, str | None, str]] = []
        self._corrected = False
        #: Whether the step has shut the order to somebody who may have one of its tasks.
        self.shut = False
        #: From which county to which the step has moved the order, by name; None: it has not.
        self.county: tuple[str, str] | None = None
        #: The element that the trigger completes, and when that really happened (a late entry 补录).
        self.event: tuple[str, datetime] | None = None
        self._functions: dict[str, Callable[..., Any]] = {
            "limit": self._limit,
            "calls_out": lambda: case.work.services.calls_out,
        }
        self.facts: dict[str, Any] = {"call": dict(call) if call is not None else None}
        self._refresh()

    def declare_fields(self, field_names: frozenset[str]) -> None:
        """Say which fields the order has; a process without an order has none."""
        self._field_names = field_names if self._case.order is not None else frozenset()

    def _refresh(self) -> None:
        order = self._case.order
        self.facts["order"] = order.facts() if order is not None else None

    def environment(self) -> Environment:
        """Return the evaluation environment: business time, the tier's zone, the engine's functions."""
        return Environment(now=self._case.now, zone=self.zone, functions=self._functions)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the order's tier; Asia/Shanghai without an order."""
        order = self._case.order
        return _zone(self._case.directory.tiers[order.tier_id].zone if order else "Asia/Shanghai")

    def _limit(self, key: Any) -> LimitValue:
        if self._clocks is None:
            return LimitValue(str(key))
        return self._clocks.limits(self._case.now).limit(key)

    def owns(self, name: str) -> bool:
        """Return whether `name` is a field of the order that the package declares."""
        return name in self._field_names

    def write_field(self, name: str, value: Any) -> Any:
        """Write an order field; return its value before."""
        order = self._order()
        before = order.fields.get(name)
        if order.fields is not self._fields:
            self._fields = dict(order.fields)
            self._case.change_order(order.but(fields=self._fields))
        self._fields[name] = value
        self.facts["order"][name] = value
        if name in FACTS and value != before:
            self._corrected = True
        return before

    def reconsider(self) -> None:
        """Choose the limit rules anew where the step has written a fact that they ask for."""
        order = self._case.order
        if not self._corrected or self._clocks is None or order is None:
            return
        self._corrected = False
        work = self._case.work
        profile = work.services.limits(work.tx).profile(order.profile, self._case.now)
        self.rules_changed += self._clocks.reconsider(profile.rules_for(limit_facts(order)), self._case.now)

    def reach(self, milestone: str, element: str) -> None:
        """Start and stop the clocks that a milestone concerns, at the time it really happened."""
        self.milestones.append(milestone)
        self.reconsider()
        if self._clocks is not None:
            at = self.event[1] if self.event is not None and self.event[0] == element else self._case.now
            self._clocks.reach(milestone, at)

    def operate(self, operation: str, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run an operation on the order; what it asks to open is stored when the step is settled."""
        before = self._order()
        if operation == TAKE_SLOT:
            inputs = {**inputs, PLANNED: self._planned(before)}
        done = OPERATIONS[operation](before, inputs, self._case.now, self._case.work.actor.id, self._place)
        self._check_hold(done.order)
        self._case.change_order(done.order)
        self.shut |= done.order.restricted and (not before.restricted or bool(done.naming))
        for standing, reference in done.naming:
            self._case.add_parties(standing, [named_party(self._case, standing, reference)])
        if done.linked is not None:
            self.linked.append(done.linked)
        if done.slot is not None:
            self._take(done.order, done.slot)
        self._move_clocks(before, done.order)
        if done.order.tier_id != before.tier_id:
            self._move_county(before, done.order)
        if done.appointment is not None:
            self._appoint(*done.appointment)
        self._refresh()
        return done.values

    def _planned(self, order: WorkOrder) -> list[Outage]:
        if order.premise_id is None:
            return []
        return planned_at(self._case.work.tx, order.premise_id, self._case.now)

    def _take(self, order: WorkOrder, slot: Outage) -> None:
        """Take a place in a planned outage; one that was taken before is given up."""
        tx = self._case.work.tx
        for one in outages_of_order(tx, order.id):
            unlink_order(tx, one.id, order.id)
        link_order(tx, slot.id, order.id, wants_message=True, told=0, at=self._case.now)
        arm_order_timer(self._case.work, order.id, ESTIMATE, self._case.now)

    def _check_hold(self, order: WorkOrder) -> None:
        reasons = seed_vocabulary().pauses
        if order.hold is not None and order.hold.reason not in reasons:
            known = ", ".join(sorted(reasons))
            raise StepFailed(
                Words(
                    f"there is no reason {order.hold.reason!r} to hold an order; one of {known}",
                    f"没有挂起工单的原因 {order.hold.reason!r}；可选：{known}",
                )
            )

    def _appoint(self, limit: str, at: datetime) -> None:
        if self._clocks is None or not self._clocks.appoint(limit, at):
            raise StepFailed(
                Words(
                    f"no appointment can replace the limit {limit!r} of this order: "
                    "its rule must say `appointment: replaces`",
                    f"这张工单的时限 {limit!r} 不能由预约替代：规则须写明 `appointment: replaces`",
                )
            )

    def _move_clocks(self, before: WorkOrder, after: WorkOrder) -> None:
        if self._clocks is None:
            return
        if before.hold is not None and after.hold is not before.hold:
            self._clocks.release(self._case.now)
        if after.hold is not None and after.hold is not before.hold:
            self._clocks.hold(self._case.now, after.hold.reason)
        if before.live and not after.live:
            self._clocks.finish(self._case.now)
        if after.round > before.round:
            self._clocks.next_round(self._case.now)

    def _move_county(self, before: WorkOrder, after: WorkOrder) -> None:
        tiers = self._case.directory.tiers
        self.county = (
            self.county[0] if self.county else tiers[before.tier_id].name,
            tiers[after.tier_id].name,
        )
        if self._clocks is not None:
            count_in(self._case, self._clocks)

    def _place(self, reference: str) -> Place | None:
        directory = self._case.directory
        tier = directory.tiers.get(reference) or directory.by_code.get(reference)
        return Place(tier.id, tier.kind, tier.path, tier.name) if tier is not None else None

    def _order(self) -> WorkOrder:
        order = self._case.order
        if order is None:
            raise StepFailed(
                Words(
                    "this process serves no order, so there is nothing to write to",
                    "这个流程没有工单，所以没有可写入的对象",
                )
            )
        return order

    def called_definition(
        self, process_id: str, packages: Collection[str], binding: Binding, caller: str
    ) -> CompiledDefinition:
        """Return the definition, among those of `packages`, with a process, for a call activity."""
        work = self._case.work
        return work.services.called(work.tx, process_id, packages, binding, caller)

    def definition(self, definition_id: str) -> CompiledDefinition:
        """Return a compiled definition from the cache."""
        work = self._case.work
        return work.services.definition(work.tx, definition_id).compiled
