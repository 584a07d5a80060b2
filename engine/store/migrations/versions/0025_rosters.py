"""Rosters, and the log of hand-overs.

Revision 0025, after 0024.
"""

import sqlalchemy as sa
from alembic import op

from engine.store import types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shift",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("from_at", types.Moment(), nullable=False),
        sa.Column("until_at", types.Moment(), nullable=False),
        sa.Column("people", types.Document(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("cancelled_at", types.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_shift_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index("ix_shift_department_id", "shift", ["department_id", "from_at"])
    op.create_index("ix_shift_until_at", "shift", ["until_at"])
    op.create_table(
        "hand_over",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("department_id", types.Id(), nullable=False),
        sa.Column("shift_id", types.Id(), nullable=False),
        sa.Column("from_person_id", types.Id(), nullable=False),
        sa.Column("to_person_id", types.Id(), nullable=False),
        sa.Column("points", types.Document(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("written_at", types.Moment(), nullable=False),
        sa.Column("signed_at", types.Moment(), nullable=False),
        sa.Column("received_at", types.Moment(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_hand_over_department_id")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_hand_over_shift_id")),
        sa.ForeignKeyConstraint(["from_person_id"], ["person.id"], name=op.f("fk_hand_over_from_person_id")),
        sa.ForeignKeyConstraint(["to_person_id"], ["person.id"], name=op.f("fk_hand_over_to_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index("ix_hand_over_department_id", "hand_over", ["department_id", "written_at", "id"])
    op.create_index("ix_hand_over_shift_id", "hand_over", ["shift_id"])


def downgrade() -> None:
    op.drop_table("hand_over")
    op.drop_table("shift")
