"""Dialogues with callers: that they were, and how they ended.

Revision 0042, after 0041.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogue_run",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("exchange_id", sa.String(120), nullable=False),
        sa.Column("package", sa.String(60), nullable=False),
        sa.Column("definition_id", types.Id(), nullable=False),
        sa.Column("node", sa.String(80)),
        sa.Column("began_at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment()),
        sa.Column("outcome", sa.String(12)),
        sa.Column("trace", types.Document(), nullable=False),
        sa.Column("result", types.Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"], ["definition.id"], name=op.f("fk_dialogue_run_definition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_run")),
    )
    op.create_index("ix_dialogue_run_exchange_id", "dialogue_run", ["exchange_id"])
    op.create_index("ix_dialogue_run_began_at", "dialogue_run", ["began_at"])


def downgrade() -> None:
    op.drop_table("dialogue_run")
