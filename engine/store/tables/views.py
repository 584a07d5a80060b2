"""Saved views: what a list shows and how it is sorted, kept under a name for oneself or for others."""

from sqlalchemy import Column, Index, Integer, String, Table

from engine.store.tables.base import document, key, metadata, moment, reference

saved_view = Table(
    "saved_view",
    metadata,
    key(),
    reference("owner_id", "person"),
    # For whom, beside the owner: one of both, or nobody.
    reference("department_id", "department", null=True),
    reference("tier_id", "tier", null=True),
    Column("name", String(60), nullable=False),
    document("filters"),
    document("columns"),
    moment("changed_at"),
    Column("revision", Integer, nullable=False),
    Index("ix_saved_view_owner_id", "owner_id"),
    Index("ix_saved_view_department_id", "department_id"),
    Index("ix_saved_view_tier_id", "tier_id"),
)
