"""Open an order: what the agent heard on the telephone becomes a numbered order that goes its round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from engine.commands.area_calls import look_around
from engine.commands.call_seen import call_seen
from engine.commands.calls_in_orders import link_call
from engine.commands.case import Case
from engine.commands.command import Answer
from engine.commands.limit_facts import limit_facts
from engine.commands.opening import NewOrder, new_order
from engine.commands.repeats import require_no_order_alike
from engine.commands.starting import Start, note_unstarted, start_instance
from engine.commands.version import Definition
from engine.commands.work import Work
from engine.definitions import exact
from engine.errors import BrokenVersion, InvalidInput, StepFailed, field_finding
from engine.limits import LimitRule
from engine.orders import NAMED, RESTRICTED, Outage, Party, priority_of
from engine.org import Action, Directory, Target, require
from engine.store.calls import call_by_id
from engine.store.customers import PremiseRow, premise_by_id, territory_tier
from engine.store.orders import insert_order
from engine.store.organisation import supply_unit_tier
from engine.store.outages import link_order, outages_at
from engine.store.restrictions import put_parties
from engine.words import Words

#: How long ago a call may have been that is entered now: what is older has been entered wrongly.
LATEST_ENTRY = timedelta(days=31)


@dataclass(frozen=True)
class OpenOrder:
    """Open an order of a category and start the process of its package.

    Where it belongs comes from the premise, else from `territory_id`, else from `tier_id` (a county). With
    an open order of the same premise or caller the command is refused and names it, unless `beside` says
    that this is another matter: a repeated caller joins the open order. `outage_id` is a known outage at the
    premise, which the caller has been told of; with `wants_message` they hear when it ends.
    `danger`: people or things are in danger. `event_at` is when the customer called; None is
    the start of the call, or now.
    """

    name: ClassVar[str] = "open-order"

    category: str
    title: str
    description: str = ""
    premise_id: str | None = None
    customer_id: str | None = None
    territory_id: str | None = None
    tier_id: str | None = None
    area: str | None = None
    customer_class: str | None = None
    caller_name: str | None = None
    caller_number: str | None = None
    call_id: str | None = None
    priority: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    event_at: datetime | None = None
    beside: bool = False
    outage_id: str | None = None
    wants_message: bool = False
    danger: bool = False
    without_process: bool = False

    def perform(self, work: Work) -> Answer:
        """Open and start; the answer has the order's id, number and first tasks.

        Raises:
            InvalidInput: something needed is missing or wrong; every field is named.
            Conflict: there is an open order already (`orders` lists those that the actor may see).
            Deactivated: the package that serves the category was taken out of service.
        """
        now, directory = work.services.time_and_place(work.tx)
        wanted, premise = self._place(work, directory, now)
        tier = directory.tiers[wanted.tier_id]
        require(work.actor, Action.OPEN_ORDER, Target(tier.path), directory)
        if not self.beside:
            require_no_order_alike(work, directory, wanted.category, wanted.premise_id, wanted.caller_number)
        if premise is not None and premise.cut_off_for_debt and wanted.category == "fault-report":
            raise InvalidInput(
                Words(
                    "the premise is cut off for debt: open a service request for reconnection instead",
                    "该户号因欠费已停电：请改开复电的服务申请",
                ),
                findings=[
                    field_finding(
                        "category",
                        Words("the premise is cut off for debt", "该户号因欠费已停电"),
                        Words.same("service-request"),
                    )
                ],
            )
        wanted = replace(wanted, priority=max(wanted.priority, self._decided(work, wanted)))
        definition = self._definition(work, wanted.category)
        if definition is not None:
            _check_fields(definition, wanted.fields)
            wanted = replace(wanted, package=definition.row.package)
        order = new_order(work, wanted, now, directory)
        rules = self._rules(work, wanted, order.profile, now)
        order = order.but(restricted=order.category in RESTRICTED)
        known = self._outage(work, premise)
        if known is not None:
            order = order.but(expected_at=known.expected_at)
        insert_order(work.tx, order)
        if order.restricted and order.opened_by is not None:
            put_parties(work.tx, order.id, NAMED, [Party("person", order.opened_by)], work.actor.id, now)
        if known is not None:
            wishes, told = self.wants_message, known.revision
            link_order(work.tx, known.id, order.id, wants_message=wishes, told=told, at=now)
            work.changed("outage", [known.tier_id])
        if known is None:
            look_around(work, order, premise)
        answer: Answer = {"order": order.id, "number": order.number, "opened": []}
        if definition is None and not self.without_process:
            work.changed("order", [order.id])
        elif definition is None or self.without_process:
            case = Case(work, order, None)
            note_unstarted(case)
            case.save()
        else:
            wanted_start = Start(definition, order.number, call_id=self.call_id, person_id=work.actor.id)
            instance_id, _, settled = start_instance(work, wanted_start, order, rules)
            answer |= {"instance": instance_id, "opened": settled.opened}
        call = call_by_id(work.tx, self.call_id) if self.call_id is not None else None
        if call is not None:
            link_call(Case.of_order(work, order.id), call, "opened")
        return answer

    def _definition(self, work: Work, category: str) -> Definition | None:
        """Return the version to start on; None, when the order is taken all the same, for a broken one."""
        try:
            return work.services.active_for_category(work.tx, category)
        except BrokenVersion:
            if self.without_process:
                return None
            raise

    def _decided(self, work: Work, wanted: NewOrder) -> int:
        """Return the priority by danger and importance; the rules of orders decide."""
        return priority_of(
            work.services.order_rules.priorities,
            danger=self.danger,
            category=wanted.category,
            customer_class=wanted.customer_class,
        )

    def _outage(self, work: Work, premise: PremiseRow | None) -> Outage | None:
        if self.outage_id is None:
            return None
        found = outages_at(work.tx, premise.id) if premise is not None else []
        known = next((one for one in found if one.id == self.outage_id), None)
        if known is None:
            problem = Words("is no outage at this premise now", "不是该户号当前的停电事件")
            raise InvalidInput(
                Words("the outage does not explain this order", "该停电事件与此工单无关"),
                findings=[field_finding("outage_id", problem, Words("leave it out", "请去掉它"))],
            )
        return known

    def keep(self, work: Work, error: StepFailed) -> Answer:
        """The process could not start: the order exists all the same, with an incident to start it."""
        answer = replace(self, without_process=True).perform(work)
        return {**answer, "message": error.message, "message_zh": error.message.zh}

    def _place(self, work: Work, directory: Directory, now: datetime) -> tuple[NewOrder, PremiseRow | None]:
        premise = premise_by_id(work.tx, self.premise_id) if self.premise_id is not None else None
        if self.premise_id is not None and premise is None:
            raise InvalidInput(
                Words(f"there is no premise {self.premise_id!r}", f"没有户号 {self.premise_id!r}")
            )
        call = call_seen(work, self.call_id, directory)
        territory = premise.territory_id if premise is not None else self.territory_id
        tier_id = territory_tier(work.tx, territory) if territory is not None else self.tier_id
        if tier_id is None or tier_id not in directory.tiers:
            finding = field_finding(
                "premise_id",
                Words("nobody knows whose it is", "不知道是谁的"),
                Words("name the premise", "请指明户号"),
            )
            raise InvalidInput(
                Words(
                    "say where it is: name the premise, or at least the territory",
                    "请说明地点：指明户号，至少指明区域",
                ),
                findings=[finding],
            )
        event_at = self.event_at or (min(call.started_at, now) if call is not None else now)
        if event_at.tzinfo is None or event_at > now:
            raise InvalidInput(
                Words(
                    "event_at must be a time with zone that is not in the future",
                    "event_at 必须是带时区且不在将来的时间",
                )
            )
        if event_at < now - LATEST_ENTRY:
            raise InvalidInput(
                Words(
                    f"event_at is more than {LATEST_ENTRY.days} days ago; was the year mistyped?",
                    f"event_at 早于 {LATEST_ENTRY.days} 天之前；年份是否写错？",
                )
            )
        departments = [membership.department_id for membership in directory.memberships_of(work.actor.id)]
        unit_tier = supply_unit_tier(work.tx, premise.supply_unit_id) if premise is not None else None
        return (
            NewOrder(
                category=self.category,
                title=self.title,
                tier_id=tier_id,
                event_at=event_at,
                description=self.description,
                fields=exact(self.fields),
                area=self.area or (premise.area if premise is not None else None),
                customer_class=self.customer_class
                or (premise.customer_class if premise is not None else None)
                or "ordinary",
                priority=self.priority,
                territory_id=territory,
                supply_unit_id=premise.supply_unit_id if premise is not None else None,
                unit_tier_id=unit_tier,
                customer_id=self.customer_id or (premise.customer_id if premise is not None else None),
                premise_id=self.premise_id,
                caller_name=self.caller_name or (call.caller_name if call is not None else None),
                caller_number=self.caller_number or (call.caller_number if call is not None else None),
                call_id=self.call_id,
                origin_department_id=departments[0] if departments else None,
                opened_by=None if work.actor.is_system else work.actor.id,
                found_by=premise.texts() if premise is not None else (),
                outage_id=self.outage_id,
            ),
            premise,
        )

    def _rules(self, work: Work, wanted: NewOrder, key: str, now: datetime) -> dict[str, LimitRule]:
        profile = work.services.limits(work.tx).profile(key, now)
        facts = limit_facts(wanted)
        undecided = profile.undecided(facts)
        missing = sorted(
            {name for names in undecided.values() for name in names} & {"area", "customer_class"}
        )
        if missing:
            raise InvalidInput(
                Words(
                    f"the time limits need to know: {', '.join(missing)}",
                    f"时限需要知道：{'、'.join(missing)}",
                ),
                findings=[
                    field_finding(name, Words("is not known", "未知"), Words("fill it in", "请填写"))
                    for name in missing
                ],
            )
        return dict(profile.rules_for(facts))


def _check_fields(definition: Definition, fields: Mapping[str, Any]) -> None:
    """Check the order's fields against the form of the plain start event, else against what is declared."""
    nodes = definition.package.diagram.processes[definition.row.process].nodes.values()
    starts = [node for node in nodes if node.kind == "startEvent" and not node.events]
    key = starts[0].camunda.get("formKey") if starts else None
    if key is not None:
        findings = definition.forms[key].findings(fields)
    else:
        findings = [
            field_finding(
                name,
                Words("the package declares no such field", "流程包没有声明这个字段"),
                Words("leave it out", "请去掉它"),
            )
            for name in sorted(set(fields) - definition.compiled.field_names)
        ]
    if findings:
        raise InvalidInput(
            Words(f"{len(findings)} field(s) need attention", f"有 {len(findings)} 个字段需要注意"),
            findings=findings,
        )
