"""The step: decode one instance under lock, let a trigger move it to rest, hand over to the settling."""

from __future__ import annotations

from datetime import datetime

from engine.commands.case import Case
from engine.commands.step.clocks import OrderClocks
from engine.commands.step.surroundings import OrderSurroundings
from engine.commands.version import Definition
from engine.errors import Conflict, StepFailed
from engine.runtime import Instance, Kind, ReturnPlan, decode, is_stuck, place
from engine.runtime.specs.tasks import UserTask
from engine.store.calls import call_by_id
from engine.store.clocks import OrderTime
from engine.words import Words


class Step:
    """One instance in memory, with the clocks of its order. `instance` is what triggers are applied to."""

    def __init__(self, case: Case, time: OrderTime, *, even_suspended: bool = False) -> None:
        row = case.row
        assert row is not None
        if row.status == "suspended" and not even_suspended:
            raise Conflict(
                Words("the process is suspended: resume it first", "流程已暂停：请先恢复"), instance=row.id
            )
        if row.status not in ("active", "suspended"):
            raise Conflict(Words("the process has ended", "流程已结束"), instance=row.id)
        work = case.work
        self.case = case
        self.instance_id = row.id
        self.definition: Definition = work.services.definition(work.tx, row.definition_id)
        self.clocks = clocks_of(case, time)
        call = call_by_id(work.tx, row.call_id) if row.call_id is not None else None
        self.call = call
        self.surroundings = OrderSurroundings(
            case,
            self.clocks,
            self.definition.compiled.field_names,
            call.as_facts() if call is not None else None,
        )
        if row.state is None:
            self.instance = Instance(self.definition.compiled, self.surroundings)
        else:
            self.instance = decode(row.state, self.surroundings)

    def definition_of(self, token: int) -> Definition:
        """Return the version in which a token stands: a called process may be another package's."""
        work, scope = self.case.work, self.instance.live_token(token).workflow
        return work.services.definition(work.tx, scope.definition_id)

    def take_version(self, definition: Definition) -> None:
        """Go on in another version: the order has the fields that it declares."""
        self.definition = definition
        self.surroundings.declare_fields(definition.compiled.field_names)

    def happened(self, element_id: str, at: datetime) -> None:
        """Say when the trigger's element really completed, so that milestones count from there."""
        self.surroundings.event = (element_id, at)

    def go_back(self, plan: ReturnPlan) -> None:
        """Place the token at the plan's earlier element; stage clocks follow the closed and opened tasks."""
        place(self.instance, plan)
        if self.clocks is None:
            return
        left, again = [], None
        for kind, _, _, _, _, spec in self.instance.transitions:
            limit = spec.assignment.limit if isinstance(spec, UserTask) else None
            if limit is not None and kind is Kind.CANCELLED:
                left.append(limit)
            elif limit is not None and kind is Kind.OPENED:
                again = limit
        self.clocks.go_back(left, again, self.case.now)

    def require_movable(self) -> None:
        """Raise StepFailed when the instance can never move again although tokens are left."""
        if is_stuck(self.instance):
            elements = sorted(
                {
                    token.task_spec.element_id
                    for scope in self.instance.scopes.values()
                    for token in scope.tasks.values()
                }
            )
            raise StepFailed(
                Words(
                    "after this step nothing could ever move again; "
                    f"tokens would be left at {', '.join(elements)}: "
                    "the diagram joins branches that were not all taken",
                    f"这一步之后不会再有任何进展；令牌将留在 {'、'.join(elements)}："
                    "流程图汇合了并未全部走过的分支",
                ),
                element=elements[0],
            )


def clocks_of(case: Case, time: OrderTime) -> OrderClocks | None:
    """Return the clocks of the case's order; None without an order."""
    order = case.order
    if order is None:
        return None
    tier = case.directory.tiers[order.tier_id]
    calendar = case.work.services.calendar(case.work.tx, tier.calendar, tier.zone)
    return OrderClocks(order.id, time, calendar, case.work.services.limits(case.work.tx).rule)
