"""How people and machines sign in, and what they asked before."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table

from engine.credentials import SCOPES
from engine.store.tables.base import document, key, metadata, moment, reference

sign_in = Table(
    "sign_in",
    metadata,
    Column("username", String(60), primary_key=True),
    reference("person_id", "person"),
    Column("password_hash", String(200), nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    moment("locked_until", null=True),
    #: How often it was locked since the last right password: each lock lasts longer.
    Column("locks", Integer, nullable=False, server_default="0"),
)

user_session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    reference("person_id", "person"),
    Column("csrf", String(64), nullable=False),
    moment("created_at"),
    moment("seen_at"),
    moment("expires_at"),
    # From where; null: opened by a release that did not keep it.
    Column("address", String(45)),
    Column("agent", String(200)),
    Index("ix_session_person_id", "person_id"),
)

api_token = Table(
    "api_token",
    metadata,
    key(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    reference("person_id", "person"),
    moment("created_at"),
    moment("expires_at", null=True),
    moment("revoked_at", null=True),
    # Scopes with blanks between them. A token of a release without scopes may everything.
    Column("scopes", String(200), nullable=False, server_default=" ".join(SCOPES)),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("actor", String(80), nullable=False),
    Column("key", String(120), nullable=False),
    Column("digest", String(64), nullable=False),
    document("answer", null=True),
    moment("expires_at"),
    PrimaryKeyConstraint("actor", "key"),
    # Keys expire in the order in which they were written: ranges of pages are index enough.
    Index("ix_idempotency_key_expires_at", "expires_at", postgresql_using="brin"),
)
