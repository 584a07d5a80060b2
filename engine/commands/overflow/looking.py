"""Queues as the rules of overflow see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from engine.calling.overflow import Decision, Look, OverflowRule, Watch, decide
from engine.calling.service import AVAILABLE, BUSY
from engine.calling.tiers import serving
from engine.store.agents import all_skills, all_tiers, placed_agents
from engine.store.database import Transaction
from engine.store.edited_rows import QUEUES, QueueRow
from engine.store.exchange import heard_nodes
from engine.store.overflow import SwitchRow, open_switches, watches
from engine.store.stays import first_waiting

#: While something is seen whose time counts, that it was looked at is stored so often.
KEPT_EVERY = timedelta(seconds=10)


class Judged(NamedTuple):
    """What was decided of a queue; `rule` None: there is none any more, and callers come back."""

    queue: QueueRow | None
    rule: OverflowRule | None
    switch: SwitchRow | None
    watch: Watch
    decision: Decision

    @property
    def is_news(self) -> bool:
        """Something of it is to be stored."""
        if (self.switch is not None) != self.decision.over:
            return True
        was, now = self.watch, self.decision.watch
        if was._replace(looked_at=None) != now._replace(looked_at=None):
            return True
        return now.is_going_on and (
            was.looked_at is None or now.looked_at is None or now.looked_at - was.looked_at >= KEPT_EVERY
        )


def judged(tx: Transaction, rules: Mapping[str, OverflowRule], now: datetime) -> dict[str, Judged]:
    """Return what the rules say of their queues, by name; of those that a person has switched nothing."""
    switches = open_switches(tx)
    found: dict[str, Judged] = {}
    if not rules and not switches:
        return found
    known, seen = {one.name: one for one in QUEUES.all(tx) if one.active}, watches(tx)
    looks = _looks(tx, known)
    for name in sorted({*rules, *switches}):
        switch, rule, watch = switches.get(name), rules.get(name), seen.get(name, Watch())
        if switch is not None and switch.rule is None:
            continue
        queue = known.get(name)
        if rule is None or queue is None:
            if switch is not None:
                back = Decision(Watch(back_at=now, looked_at=now), False, None)
                found[name] = Judged(queue, None, switch, watch, back)
            continue
        to = looks.get(rule.to)
        look = looks[name]._replace(to_is_open=to is not None and to.heard and to.served)
        decision = decide(rule, switch is not None, watch, look, now)
        found[name] = Judged(queue, rule, switch, watch, decision)
    return found


def _looks(tx: Transaction, known: Mapping[str, QueueRow]) -> dict[str, Look]:
    heard, waiting = heard_nodes(tx), first_waiting(tx)
    there = {row.person_id for row, _ in placed_agents(tx) if row.state in (*AVAILABLE, *BUSY)}
    served = {
        one.queue for one in serving(known.values(), all_tiers(tx), all_skills(tx)) if one.person_id in there
    }
    return {
        name: Look(queue.node in heard, name in served, waiting.get(name)) for name, queue in known.items()
    }
