"""Put a checked version of limits in force from a moment on, and say first what that changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.commands.command import Answer
from engine.commands.limit_facts import limit_facts
from engine.commands.limits.case import LimitsCase
from engine.commands.limits_in_force import read_content
from engine.commands.work import Hint, Work
from engine.errors import InvalidInput, field_finding
from engine.ids import new_id
from engine.limits import OrderClock, Profile, from_text, reconsidered, same_promise
from engine.store.clocks import read_time, time_of_order
from engine.store.limits import RecomputationRow, ask_recomputation, running_orders
from engine.store.orders import order_by_id
from engine.store.organisation import changed
from engine.words import Words

#: So many running orders are looked at to say what will change; more would keep whoever asks waiting.
MOST_LOOKED_AT = 500


@dataclass(frozen=True)
class PutLimitsInForce:
    """Put a version in force at `valid_from` (aware; None: now). Running orders follow as its rules say.

    `dry_run`: only say what would change for orders that run now.
    """

    name: ClassVar[str] = "put-limits-in-force"

    version_id: str
    revision: int | None
    valid_from: datetime | None = None
    reason: str | None = None
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Put it in force; the answer counts, by rule, what the running orders looked at do.

        Raises:
            NotAllowed, NotFound, RevisionConflict: as they say.
            Conflict: it is not checked.
            InvalidInput: it would have been in force already: a promise is not changed for the past.
        """
        case = LimitsCase(work, self.version_id, self.revision)
        case.require_state("checked")
        at = self.valid_from or case.now
        if at < case.now:
            raise InvalidInput(
                Words("limits cannot be in force from the past on", "时限规则不能从过去生效"),
                findings=[
                    field_finding(
                        "valid_from",
                        Words("lies in the past", "在过去"),
                        Words(
                            "name a coming moment, or leave it out for now", "写将来的时刻，或不写表示现在"
                        ),
                    )
                ],
            )
        row = case.row
        profile = read_content(row.content, row.version)
        answer = {"id": row.id, "valid_from": at, **_effect(work, profile, case.now)}
        if self.dry_run:
            return {**answer, "state": row.state, "revision": row.revision}
        put = case.put(self.reason, state="in-force", valid_from=at, put_at=case.now, put_by=work.actor.id)
        ask_recomputation(
            work.tx,
            RecomputationRow(
                id=new_id(),
                cause="version",
                version_id=row.id,
                profile=row.profile,
                calendar=None,
                from_at=at,
                cursor=None,
                examined=0,
                changed=0,
                failed=0,
                state="waiting",
                created_at=case.now,
                created_by=work.actor.id,
                finished_at=None,
            ),
        )
        changed(work.tx)
        work.hints.add(Hint.MIGRATIONS)
        return {**answer, "state": put.state, "revision": put.revision}


def _effect(work: Work, profile: Profile, now: datetime) -> Answer:
    """Count by rule what the running orders that are looked at would do under a profile."""
    ids, running = running_orders(work.tx, profile.key, MOST_LOOKED_AT)
    counts: Counter[tuple[str, str]] = Counter()
    _, directory = work.services.time_and_place(work.tx)
    for order_id in ids:
        order = order_by_id(work.tx, order_id)
        if order is None:
            continue
        tier = directory.tiers[order.tier_id]
        calendar = work.services.calendar(work.tx, tier.calendar, tier.zone)
        rules = profile.rules_for(limit_facts(order))
        for row in read_time(*work.tx.fetch(*time_of_order(order_id))).clocks:
            clock, rule = from_text(row.clock), rules.get(row.rule)
            if rule is not None and clock.stopped_at is None and not same_promise(clock.terms, rule.terms):
                after = reconsidered(clock, rule, rule.when_rule_changes, now, calendar)
                counts[row.rule, _became(clock, after)] += 1
    rules_told = [
        {
            "rule": key,
            "kept": counts[key, "kept"],
            "sooner": counts[key, "sooner"],
            "later": counts[key, "later"],
        }
        for key in sorted({key for key, _ in counts})
    ]
    return {"running": running, "looked_at": len(ids), "rules": rules_told}


def _became(before: OrderClock, after: OrderClock) -> str:
    """Say whether a clock stays as it was, or what it promises is less or more."""
    if after is before:
        return "kept"
    was, now = before.terms.amount(), after.terms.amount()
    less = was is not None and now is not None and was.unit is now.unit and now.value <= was.value
    return "sooner" if less else "later"
