"""Wording for emergencies; who called again today is found by an index.

Revision 0032, after 0031. There is no wording yet.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

REPEATS = sa.text("kind = 'repeat'")


def upgrade() -> None:
    op.create_table(
        "wording",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text_zh", sa.String(length=4000), nullable=False),
        sa.Column("text_en", sa.String(length=4000), nullable=True),
        sa.Column("category", sa.String(length=32), nullable=True),
        sa.Column("symptom", sa.String(length=100), nullable=True),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment(), nullable=True),
        sa.Column("changed_by", types.Id(), nullable=False),
        sa.Column("changed_at", types.Moment(), nullable=False),
        sa.Column("withdrawn_at", types.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_wording_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    op.create_index("ix_wording_changed_at", "wording", ["changed_at"])
    op.create_index("ix_wording_title", "wording", ["title"])
    op.create_index(
        "ix_call_order_linked_at",
        "call_order",
        ["linked_at"],
        postgresql_where=REPEATS,
        sqlite_where=REPEATS,
    )


def downgrade() -> None:
    op.drop_index("ix_call_order_linked_at", "call_order")
    op.drop_table("wording")
