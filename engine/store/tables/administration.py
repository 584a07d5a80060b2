"""What was changed in the administration of the installation, and the chain of each subject."""

from sqlalchemy import Column, Index, Integer, String, Table

from engine.store.tables.base import key, link, metadata, moment

#: The head of each subject's chain in `history`.
administration_chain = Table(
    "administration_chain",
    metadata,
    key(),  # the chain's name
    Column("subject", String(40), nullable=False, unique=True),  # organisation, calendars, limits, accounts …
    Column("chain_length", Integer, nullable=False),
    Column("chain_head", String(64), nullable=False),
)

#: By what a change is found. What it was is the event of the chain, whose values can be erased.
administration_change = Table(
    "administration_change",
    metadata,
    key(),
    Column("subject", String(40), nullable=False),
    Column("item", String(200), nullable=False),  # the key of what was changed within the subject
    Column("label", String(200)),  # what people call it
    Column("kind", String(10), nullable=False),  # created, changed, removed
    Column("tier_path", String(300)),  # whose it is; none: it concerns the whole installation
    link("chain"),
    Column("seq", Integer, nullable=False),
    moment("changed_at"),
    Column("changed_by", String(80), nullable=False),
    Index("ix_administration_change_changed_at", "changed_at", "id"),
    Index("ix_administration_change_item", "subject", "item", "changed_at", "id"),
    Index("ix_administration_change_changed_by", "changed_by", "changed_at", "id"),
)
