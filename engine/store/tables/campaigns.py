"""Campaigns: lists of customers who are called, and the numbers that are called by none."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from engine.store.tables.base import document, key, link, metadata, moment, reference, revision

_WAITING = text("status = 'waiting'")
_HELD = text("status = 'held'")
_HOLDS = text("removed_at IS NULL")

#: Whose it is says its department: that one's agents call, who leads it there runs it.
campaign = Table(
    "campaign",
    metadata,
    key(),
    Column("name", String(100), nullable=False),
    Column("kind", String(20), nullable=False),  # follow-up, outage-notice, payment-reminder, result, survey
    reference("department_id", "department"),
    Column("tier_path", String(300), nullable=False),
    Column("script", Text, nullable=False, server_default=""),  # what agents say
    Column("mode", String(12), nullable=False, server_default="preview"),  # preview, progressive, dialogue
    link("queue_id", null=True),  # progressive: whose agents speak with whoever answers
    Column("dialogue", String(60)),  # dialogue: the package that whoever answers hears
    document("rules"),  # engine.calling.campaigns.CampaignRules
    Column("status", String(10), nullable=False),  # draft, running, paused, ended
    Column("entries", Integer, nullable=False, server_default="0"),
    link("created_by", null=True),
    moment("created_at"),
    moment("started_at", null=True),
    moment("ended_at", null=True),
    revision(),
    Index("ix_campaign_tier_path", "tier_path"),
    Index("ix_campaign_status", "status"),
)

#: A line of the list: a number once in each campaign.
campaign_entry = Table(
    "campaign_entry",
    metadata,
    key(),
    reference("campaign_id", "campaign"),
    Column("position", Integer, nullable=False),
    Column("number", String(40), nullable=False),
    Column("name", String(100)),
    reference("customer_id", "customer", null=True),
    reference("order_id", "work_order", null=True),
    document("fields"),  # amount, due, note
    Column("status", String(10), nullable=False),  # engine.calling.campaigns.EntryStatus
    moment("next_at", null=True),  # from when on it may be called; null: not any more
    document("tried"),  # the moments of the attempts so far
    Column("result", String(20)),
    Column("note", Text),
    link("held_by", null=True),
    moment("held_until", null=True),
    link("attempt_id", null=True),  # the attempt of which the result is awaited
    moment("changed_at"),
    UniqueConstraint("campaign_id", "position"),
    UniqueConstraint("campaign_id", "number"),
    Index(
        "ix_campaign_entry_waiting",
        "campaign_id",
        "next_at",
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    ),
    Index("ix_campaign_entry_held", "held_by", postgresql_where=_HELD, sqlite_where=_HELD),
    Index("ix_campaign_entry_order_id", "order_id"),
)

#: A number that nobody calls, while it holds; rows are never deleted.
do_not_call = Table(
    "do_not_call",
    metadata,
    key(),
    Column("number", String(40), nullable=False),
    Column("kind", String(20)),  # of campaigns; null: of every kind
    Column("reason", String(300), nullable=False),
    moment("from_at"),
    moment("until", null=True),  # null: until somebody takes it out
    link("entered_by", null=True),
    moment("removed_at", null=True),
    link("removed_by", null=True),
    Column("removal_reason", String(300)),
    Index("ix_do_not_call_number", "number", postgresql_where=_HOLDS, sqlite_where=_HOLDS),
)
