"""Make a version the active one of its package, or leave the package without: what every way to do so shares.

Deploying, activating, rolling back and deactivating all end here, so that start events, caches and the record
of who did what are the same for each. The caller has taken `CHANGING`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.commands.step.waits import TIMER_KINDS
from engine.commands.work import Work
from engine.errors import InvalidInput
from engine.feel import Environment, FeelError
from engine.ids import new_id
from engine.limits import timer_spec, timer_to_document
from engine.runtime import CompiledDefinition
from engine.runtime.specs.event_definitions import ConditionalEvent, MessageEvent, SignalEvent, TimerEvent
from engine.store.activations import ActivationRow, insert_activation
from engine.store.condition_starts import (
    ConditionStartRow,
    condition_starts_of,
    delete_condition_starts,
    insert_condition_start,
)
from engine.store.definitions import (
    DefinitionRow,
    activate_definition,
    active_definitions,
    deactivate_definitions,
)
from engine.store.messages import (
    TOGETHER,
    SubscriptionRow,
    close_subscriptions_of_definition,
    insert_subscription,
)
from engine.store.organisation import changed
from engine.store.timers import TimerRow, delete_timers_of_definition, insert_timer
from engine.words import Words

#: The zone in which the start timers of a package are reckoned: they belong to no tier yet.
START_ZONE = "Asia/Shanghai"
#: Conditional starts whose condition holds, each by its element and the condition's text.
Holding = frozenset[tuple[str, str]]
#: Taken by everything that changes what is active, so that two at once cannot both take a process id or a
#: category.
CHANGING = ("huan:packages", "")
#: Taken by whoever evaluates conditional start events or changes which there are, after `CHANGING`.
CONDITIONS = ("huan:conditions", "")


def make_active(
    work: Work, package: str, definition_id: str, version: int, what: str, now: datetime, reason: str | None
) -> None:
    """Let new instances start on a version, and its start events wait; note who did it.

    `what` is `deployed`, `activated` or `rolled-back`.
    """
    before, holding = _stop_listening(work, package)
    activate_definition(work.tx, package, definition_id)
    _note(work, package, (definition_id, version), before, what, now, reason)
    _listen(work, work.services.definition(work.tx, definition_id).compiled, holding, now)


def make_inactive(work: Work, package: str, now: datetime, reason: str | None) -> None:
    """Leave a package without an active version; note who did it."""
    before, _ = _stop_listening(work, package)
    deactivate_definitions(work.tx, package)
    _note(work, package, None, before, "deactivated", now, reason)


def require_own_category(
    work: Work, package: str, category: str | None, together: Collection[str] = ()
) -> None:
    """Refuse a category that another active package serves; `together` are those that change with it.

    Raises:
        InvalidInput: naming that package.
    """
    for row in active_definitions(work.tx):
        other = row.package != package and row.package not in together
        if category and row.category == category and other:
            raise InvalidInput(
                Words(
                    f"orders of category {category!r} are served by package {row.package!r} already; "
                    "change the category, or deploy that package without it first",
                    f"类别 {category!r} 的工单已由流程包 {row.package!r} 办理；请改变类别，"
                    "或先部署去掉该类别的那个流程包",
                )
            )


def _stop_listening(work: Work, package: str) -> tuple[DefinitionRow | None, Holding]:
    """Take away the start timers and subscriptions of the version that is active.

    Return it, and its conditional starts whose condition holds: another version with the same one must not
    begin a process before the condition has been false.
    """
    work.tx.lock_channel([CONDITIONS])
    for row in active_definitions(work.tx):
        if row.package == package:
            delete_timers_of_definition(work.tx, row.id)
            close_subscriptions_of_definition(work.tx, row.id)
            judged = condition_starts_of(work.tx, row.id)
            delete_condition_starts(work.tx, row.id)
            return row, frozenset((one.element_id, one.condition) for one in judged if one.holds)
    return None, frozenset()


def _note(
    work: Work,
    package: str,
    after: tuple[str, int] | None,
    before: DefinitionRow | None,
    what: str,
    now: datetime,
    reason: str | None,
) -> None:
    definition_id, version = after or (None, None)
    insert_activation(
        work.tx,
        ActivationRow(
            id=new_id(),
            package=package,
            definition_id=definition_id,
            previous_id=before.id if before is not None else None,
            what=what,
            version=version,
            previous_version=before.version if before is not None else None,
            reason=reason,
            actor_id=work.actor.id,
            at=now,
        ),
    )
    changed(work.tx)  # every process looks again which versions are active
    work.changed("package", [package])


def _listen(work: Work, compiled: CompiledDefinition, holding: Holding, now: datetime) -> None:
    """Wait for the start events of the main process."""
    for element_id, start in compiled.scopes[compiled.main].event_starts.items():
        for number, definition in enumerate(start.definitions):
            if isinstance(definition, MessageEvent | SignalEvent):
                kind = "message" if isinstance(definition, MessageEvent) else "signal"
                kind = TOGETHER if start.together else kind
                _subscribe(work, compiled, element_id, definition.name, kind, now)
            elif isinstance(definition, TimerEvent):
                _arm(work, compiled, element_id, definition, now)
            elif isinstance(definition, ConditionalEvent):
                text = definition.condition.text
                holds = (element_id, text) in holding
                row = ConditionStartRow(new_id(), compiled.id, element_id, number, text, holds)
                insert_condition_start(work.tx, row)


def _subscribe(
    work: Work,
    compiled: CompiledDefinition,
    element_id: str,
    name: str,
    kind: str,
    now: datetime,
) -> None:
    row = SubscriptionRow(
        id=new_id(),
        instance_id=None,
        definition_id=compiled.id,
        order_id=None,
        token=0,
        element_id=element_id,
        name=name,
        key="",
        message_id=None,
        opened_at=now,
        kind=kind,
    )
    work.tx.lock_channel([(row.name, "")])
    insert_subscription(work.tx, row)


def _arm(work: Work, compiled: CompiledDefinition, element_id: str, event: TimerEvent, now: datetime) -> None:
    zone = ZoneInfo(START_ZONE)
    try:
        value = event.expression.evaluate({}, Environment(now=now, zone=zone))
    except FeelError as error:
        raise InvalidInput(error.message.at(element_id)) from error
    spec = timer_spec(TIMER_KINDS[event.form], value, zone, element_id).anchored(now)
    row = TimerRow(
        id=new_id(),
        instance_id=None,
        definition_id=compiled.id,
        order_id=None,
        token=0,
        element_id=element_id,
        due_at=spec.first_due(now),
        limit_rule=None,
        spec=timer_to_document(spec),
        parked=False,
        armed_at=now,
    )
    insert_timer(work.tx, row)
