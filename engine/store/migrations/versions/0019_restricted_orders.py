"""Restricted orders: who is named, who is concerned, who has looked.

Revision 0019, after 0018. No order that is there is restricted.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "work_order",
        sa.Column("restricted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_table(
        "order_party",
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("party_id", types.Id(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.Column("added_at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("order_id", "standing", "party_id", name=op.f("pk_order_party")),
    )
    op.create_index("ix_order_party_party_id", "order_party", ["party_id", "standing", "order_id"])
    op.create_table(
        "order_look",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("person_id", types.Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("looked_at", types.Moment(), nullable=False),
        sa.Column("until", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["work_order.id"], name=op.f("fk_order_look_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_order_look_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_look")),
    )
    op.create_index("ix_order_look_order_id", "order_look", ["order_id", "looked_at"])
    op.create_index("ix_order_look_looked_at", "order_look", ["looked_at"])
    op.create_index("ix_order_look_person_id", "order_look", ["person_id", "order_id", "until"])


def downgrade() -> None:
    op.drop_table("order_look")
    op.drop_table("order_party")
    with op.batch_alter_table("work_order") as batch:
        batch.drop_column("restricted")
