"""Accounts: scopes of tokens, where sessions come from, attempts to sign in, limits, OpenID Connect.

Revision 0026, after 0025. Tokens that are there keep what they may: everything.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

#: The scopes of this release, written out: a migration stays as it was.
ALL = "orders:read orders:write tasks packages admin me"


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("locks", sa.Integer(), server_default="0", nullable=False))
    op.add_column("session", sa.Column("address", sa.String(length=45), nullable=True))
    op.add_column("session", sa.Column("agent", sa.String(length=200), nullable=True))
    op.add_column("api_token", sa.Column("scopes", sa.String(length=200), server_default=ALL, nullable=False))
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("person_id", types.Id(), nullable=True),
        sa.Column("via", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at", "id"])
    op.create_index("ix_sign_in_attempt_person_id", "sign_in_attempt", ["person_id", "at"])
    op.create_table(
        "rate_limit",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_limit")),
    )
    op.create_index("ix_rate_limit_until", "rate_limit", ["until"])
    op.create_table(
        "oidc_login",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=128), nullable=False),
        sa.Column("back_to", sa.String(length=300), nullable=False),
        sa.Column("expires_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_oidc_login")),
    )
    op.create_index("ix_oidc_login_expires_at", "oidc_login", ["expires_at"])


def downgrade() -> None:
    op.drop_table("oidc_login")
    op.drop_table("rate_limit")
    op.drop_table("sign_in_attempt")
    for table, names in (
        ("api_token", ["scopes"]),
        ("session", ["agent", "address"]),
        ("sign_in", ["locks"]),
    ):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
