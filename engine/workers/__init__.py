"""Who does it and when: leases, retries, pollers; hints inline or by RQ; the event hub."""

from engine.workers.campaigns import dial_campaigns, settle_campaigns, take_attempts
from engine.workers.hub import RESET, Hub, HubHints, Subscription
from engine.workers.inline import InlineWorker, worker_name
from engine.workers.migrations import advance_migrations
from engine.workers.recomputations import advance_recomputations
from engine.workers.reorganisations import advance_reorganisations
from engine.workers.turns import (
    apply_deliveries,
    call_back_in_turn,
    do_a_job,
    drain,
    fire_due_timers,
    give_up_attempts,
    keep_house,
    send_due_notices,
    settle_agents,
    settle_overflow,
    tell_of_limits,
)

__all__ = [
    "RESET",
    "Hub",
    "HubHints",
    "InlineWorker",
    "Subscription",
    "advance_migrations",
    "advance_recomputations",
    "advance_reorganisations",
    "apply_deliveries",
    "call_back_in_turn",
    "dial_campaigns",
    "do_a_job",
    "drain",
    "fire_due_timers",
    "give_up_attempts",
    "keep_house",
    "send_due_notices",
    "settle_agents",
    "settle_campaigns",
    "settle_overflow",
    "take_attempts",
    "tell_of_limits",
    "worker_name",
]
