"""Rosters 排班: who is on duty when; and the log by which one shift hands over to the next 交接班日志."""

from sqlalchemy import Column, Index, String, Table, Text

from engine.store.tables.base import document, key, metadata, moment, reference, revision

shift = Table(
    "shift",
    metadata,
    key(),
    reference("department_id", "department"),
    Column("name", String(40), nullable=False),  # day shift, night shift …
    moment("from_at"),
    moment("until_at"),  # not included
    document("people"),  # ids of those who are on duty, whoever leads first
    Column("note", String(500)),
    moment("cancelled_at", null=True),
    revision(),
    Index("ix_shift_department_id", "department_id", "from_at"),
    Index("ix_shift_until_at", "until_at"),
)

hand_over = Table(
    "hand_over",
    metadata,
    key(),
    reference("department_id", "department"),
    reference("shift_id", "shift"),  # the one that ends
    reference("from_person_id", "person"),
    reference("to_person_id", "person"),
    document("points"),  # what is open: text, and the number of an order or none
    Column("remarks", Text),
    moment("written_at"),
    moment("signed_at"),  # by whoever hands over
    moment("received_at", null=True),  # by whoever takes over
    revision(),
    Index("ix_hand_over_department_id", "department_id", "written_at", "id"),
    Index("ix_hand_over_shift_id", "shift_id"),
)
