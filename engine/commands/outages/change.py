"""Change what is known of an outage: title, cause, times, place, and above all its estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from engine.commands.command import Answer
from engine.commands.order_timers import ESTIMATE, arm_order_timer
from engine.commands.outages.place import require_place
from engine.commands.outages.record import let_orders_know, locked_going_on, recorded, save, wrong
from engine.commands.work import Work
from engine.orders import CAUSES, Outage, OutageKind, OutageStatus, require_sensible, status_at
from engine.store.outages import (
    keep_told,
    link_order,
    numbers_of,
    orders_of,
    outside,
    premises_of,
    set_premises,
    unexplained_orders,
)
from engine.words import Words

#: What can be changed; kind and county stay.
CHANGING = ("title", "cause", "description", "transformer_area", "starts_at", "expected_at")


@dataclass(frozen=True)
class ChangeOutage:
    """Change some of what `CHANGING` names, and the premises that it names.

    Who is linked learns of another estimate, or of another beginning when it is planned, once each. Fault
    reports in work at a new place are explained by an outage that has begun. What was linked stays linked.
    """

    name: ClassVar[str] = "change-outage"

    outage_id: str
    revision: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    add_premise_ids: Sequence[str] = ()
    remove_premise_ids: Sequence[str] = ()

    def perform(self, work: Work) -> Answer:
        """Change it. The answer says how many orders are told, how many are explained now that were not, and
        how many are linked whose premise is none of its place.

        Raises:
            RevisionConflict: somebody has changed it meanwhile; it says who.
            HeldByAnother: it is over; it says by whom.
            InvalidInput: something cannot be changed, or times or place make no sense.
        """
        before, now = locked_going_on(work, self.outage_id, self.revision)
        after = self._changed(before, now)
        old = premises_of(work.tx, before.id)
        kept = set(old) - set(self.remove_premise_ids)
        new = sorted(kept | set(self.add_premise_ids))
        moves = new != sorted(old) or after.transformer_area != before.transformer_area
        told = linked = 0
        if after != before or moves:
            if moves:
                require_place(work, after.tier_id, after.transformer_area, new)
            values = _place(work, old, new)
            after = recorded(work, before, after, "changed", now, reason=self.reason.strip(), values=values)
            save(work, after)
            if moves:
                set_premises(work.tx, after.id, new)
                linked = _explain(work, after, now)
            if _tells(before, after):
                told = let_orders_know(work, after.id, now)
            else:
                keep_told(work.tx, after.id, before.revision, before.revision + 1)
            after = after._replace(revision=after.revision + 1)
        strange = len(outside(work.tx, after.id))
        return {
            "outage": after.id,
            "revision": after.revision,
            "told": told,
            "linked": linked,
            "outside": strange,
        }

    def _changed(self, before: Outage, now: datetime) -> Outage:
        unknown = sorted(set(self.changes) - set(CHANGING))
        if unknown or self.changes.get("cause", before.cause) not in CAUSES:
            name = unknown[0] if unknown else "cause"
            raise wrong(name, Words("cannot be changed to this", "不能这样修改"))
        given: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) else value for name, value in self.changes.items()
        }
        for name in ("title", "transformer_area"):
            if given.get(name) == "":
                raise wrong(name, Words("is missing", "缺少"))
        after = before._replace(**given)
        after = after._replace(status=status_at(after, now))
        require_sensible(after, now)
        return after


def _place(work: Work, old: Sequence[str], new: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    """Return what the history says of premises: the numbers of those that came and those that went."""
    added, removed = set(new) - set(old), set(old) - set(new)
    values: dict[str, tuple[Any, Any]] = {}
    if added:
        values["premises_added"] = (None, numbers_of(work.tx, added))
    if removed:
        values["premises_removed"] = (numbers_of(work.tx, removed), None)
    return values


def _explain(work: Work, after: Outage, now: datetime) -> int:
    """Link the fault reports in work at its place that are not; return how many these are."""
    if after.status != OutageStatus.ACTIVE:
        return 0
    known = {one.order_id for one in orders_of(work.tx, after.id)}
    found = [order_id for order_id in unexplained_orders(work.tx, after) if order_id not in known]
    for order_id in found:
        link_order(work.tx, after.id, order_id, wants_message=True, told=0, at=now)
        arm_order_timer(work, order_id, ESTIMATE, now)
    return len(found)


def _tells(before: Outage, after: Outage) -> bool:
    """Answer whether customers must hear of the change."""
    moved = after.kind == OutageKind.PLANNED and after.starts_at != before.starts_at
    return moved or after.expected_at != before.expected_at
