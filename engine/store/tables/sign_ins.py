"""Attempts to sign in, limits by address and name, and sign-ins that another house is asked about."""

from sqlalchemy import Column, Index, Integer, String, Table

from engine.store.tables.base import key, link, metadata, moment

sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    key(),
    Column("username", String(60), nullable=False),
    link("person_id", null=True),
    Column("via", String(12), nullable=False),  # password, oidc
    Column("result", String(20), nullable=False),  # success, wrong-password, locked …
    Column("address", String(45), nullable=False),
    Column("agent", String(200), nullable=False),
    moment("at"),
    Index("ix_sign_in_attempt_at", "at", "id"),
    Index("ix_sign_in_attempt_person_id", "person_id", "at"),
)

rate_limit = Table(
    "rate_limit",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("count", Integer, nullable=False),
    moment("until"),
    Index("ix_rate_limit_until", "until"),
)

oidc_login = Table(
    "oidc_login",
    metadata,
    Column("state_hash", String(64), primary_key=True),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("back_to", String(300), nullable=False),
    moment("expires_at"),
    Index("ix_oidc_login_expires_at", "expires_at"),
)
