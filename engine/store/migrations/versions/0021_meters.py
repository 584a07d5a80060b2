"""Meters at premises.

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meter",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("premise_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("multiplier", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["premise_id"], ["premise.id"], name=op.f("fk_meter_premise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter")),
        sa.UniqueConstraint("number", name=op.f("uq_meter_number")),
    )
    op.create_index("ix_meter_premise_id", "meter", ["premise_id"])


def downgrade() -> None:
    op.drop_table("meter")
