"""All tables, one module per aggregate, in one metadata."""

from engine.store.tables.accounts import api_token, idempotency_key, sign_in, user_session
from engine.store.tables.activations import activation
from engine.store.tables.administration import administration_chain, administration_change
from engine.store.tables.agents import (
    agent_device,
    agent_state,
    agent_state_log,
    agent_tier,
    break_reason,
    person_skill,
    queue,
    skill,
)
from engine.store.tables.announcements import line_announcement
from engine.store.tables.attempts import call_attempt
from engine.store.tables.base import metadata
from engine.store.tables.call_callers import call_caller
from engine.store.tables.caller_flags import caller_flag
from engine.store.tables.calls import (
    call,
    call_leg,
    call_order,
    call_ring,
    call_supervision,
    call_talk,
    call_visit,
)
from engine.store.tables.campaigns import campaign, campaign_entry, do_not_call
from engine.store.tables.condition_starts import condition_start
from engine.store.tables.controls import call_control
from engine.store.tables.customers import customer, customer_pin, meter, premise
from engine.store.tables.definitions import definition, definition_scenarios
from engine.store.tables.dialogues import dialogue_run, queue_place, voicemail
from engine.store.tables.drafts import package_draft, package_draft_change
from engine.store.tables.exchange import exchange_gap, exchange_node
from engine.store.tables.history import anchor, anchor_head, history, history_value
from engine.store.tables.incidents import incident
from engine.store.tables.instance_migrations import instance_migration, migrated_instance
from engine.store.tables.instances import instance
from engine.store.tables.jobs import attempt, job
from engine.store.tables.limits import limit_recomputation, limit_version
from engine.store.tables.messages import delivery, message, subscription
from engine.store.tables.notices import (
    notice_choice,
    notice_reader,
    notice_template,
    notice_waiting,
    notification,
    notification_read,
)
from engine.store.tables.operations import (
    hold_request,
    joint_review,
    rejection,
    supervision,
    supervision_order,
    urge,
)
from engine.store.tables.order_notes import (
    attachment,
    order_comment,
    order_support,
    order_watch,
    public_answer,
)
from engine.store.tables.order_texts import order_text
from engine.store.tables.orders import order_clock, order_link, work_order
from engine.store.tables.organisation import (
    department,
    membership,
    organisation,
    person,
    supply_unit,
    territory,
    tier,
)
from engine.store.tables.outages import outage, outage_order, outage_premise
from engine.store.tables.overflow import overflow_call, overflow_switch, overflow_watch
from engine.store.tables.recordings import recording, recording_play
from engine.store.tables.releases import schema_revision
from engine.store.tables.reorganisations import reorganisation
from engine.store.tables.restrictions import order_look, order_party
from engine.store.tables.rosters import hand_over, shift
from engine.store.tables.routes import call_route
from engine.store.tables.sign_ins import oidc_login, rate_limit, sign_in_attempt
from engine.store.tables.substitution import substitution
from engine.store.tables.tasks import assignment, task
from engine.store.tables.time import business_clock, working_calendar
from engine.store.tables.timers import timer
from engine.store.tables.views import saved_view
from engine.store.tables.wording import wording

__all__ = [
    "activation",
    "administration_chain",
    "administration_change",
    "agent_device",
    "agent_state",
    "agent_state_log",
    "agent_tier",
    "anchor",
    "anchor_head",
    "api_token",
    "assignment",
    "attachment",
    "attempt",
    "break_reason",
    "business_clock",
    "call",
    "call_attempt",
    "call_caller",
    "call_control",
    "call_leg",
    "call_order",
    "call_ring",
    "call_route",
    "call_supervision",
    "call_talk",
    "call_visit",
    "caller_flag",
    "campaign",
    "campaign_entry",
    "condition_start",
    "customer",
    "customer_pin",
    "definition",
    "definition_scenarios",
    "delivery",
    "department",
    "dialogue_run",
    "do_not_call",
    "exchange_gap",
    "exchange_node",
    "hand_over",
    "history",
    "history_value",
    "hold_request",
    "idempotency_key",
    "incident",
    "instance",
    "instance_migration",
    "job",
    "joint_review",
    "limit_recomputation",
    "limit_version",
    "line_announcement",
    "membership",
    "message",
    "metadata",
    "meter",
    "migrated_instance",
    "notice_choice",
    "notice_reader",
    "notice_template",
    "notice_waiting",
    "notification",
    "notification_read",
    "oidc_login",
    "order_clock",
    "order_comment",
    "order_link",
    "order_look",
    "order_party",
    "order_support",
    "order_text",
    "order_watch",
    "organisation",
    "outage",
    "outage_order",
    "outage_premise",
    "overflow_call",
    "overflow_switch",
    "overflow_watch",
    "package_draft",
    "package_draft_change",
    "person",
    "person_skill",
    "premise",
    "public_answer",
    "queue",
    "queue_place",
    "rate_limit",
    "recording",
    "recording_play",
    "rejection",
    "reorganisation",
    "saved_view",
    "schema_revision",
    "shift",
    "sign_in",
    "sign_in_attempt",
    "skill",
    "subscription",
    "substitution",
    "supervision",
    "supervision_order",
    "supply_unit",
    "task",
    "territory",
    "tier",
    "timer",
    "urge",
    "user_session",
    "voicemail",
    "wording",
    "work_order",
    "working_calendar",
]
