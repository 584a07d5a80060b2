"""What people are told, what they have read, how they want to be told, and what waits to go out."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, text

from engine.store.tables.base import key, link, metadata, moment, reference

notification = Table(
    "notification",
    metadata,
    key(),
    reference("department_id", "department", null=True),
    reference("person_id", "person", null=True),
    reference("order_id", "work_order", null=True),
    Column("job_id", String(36), unique=True),
    Column("kind", String(40)),  # null: written by a release that had no kinds
    Column("text", Text, nullable=False),
    Column("text_zh", Text),  # null: `text` is what it says in either language
    # A person's own notice; or a department's, read by a release that had no reading of one's own.
    Column("read", Boolean, nullable=False, server_default=text("false")),
    moment("created_at"),
    Index("ix_notification_department_id", "department_id", "created_at"),
    Index("ix_notification_person_id", "person_id", "created_at"),
)

#: Who has read a department's notice.
notification_read = Table(
    "notification_read",
    metadata,
    reference("notification_id", "notification"),
    reference("person_id", "person"),
    moment("read_at"),
    PrimaryKeyConstraint("notification_id", "person_id"),
)

#: How somebody is reached. Times of day are HH:MM in the zone of their tier.
notice_reader = Table(
    "notice_reader",
    metadata,
    reference("person_id", "person"),
    Column("email", String(254)),
    Column("phone", String(20)),
    Column("quiet_from", String(5)),
    Column("quiet_to", String(5)),
    Column("digest_at", String(5), nullable=False),
    Column("revision", Integer, nullable=False),
    PrimaryKeyConstraint("person_id"),
)

notice_choice = Table(
    "notice_choice",
    metadata,
    reference("person_id", "person"),
    Column("kind", String(40), nullable=False),
    Column("channel", String(10), nullable=False),  # app, email, sms, webhook
    Column("choice", String(10), nullable=False),  # now, hourly, daily, off
    PrimaryKeyConstraint("person_id", "kind", "channel"),
)

#: Notices that go out later: after quiet hours, or collected. A worker makes one job of what is due together.
notice_waiting = Table(
    "notice_waiting",
    metadata,
    key(),
    reference("person_id", "person"),
    Column("channel", String(10), nullable=False),
    Column("address", String(254), nullable=False),
    Column("kind", String(40), nullable=False),
    link("order_id", null=True),
    Column("order_number", String(20)),
    Column("text", Text, nullable=False),
    moment("created_at"),
    moment("due_at"),
    Index("ix_notice_waiting_due_at", "due_at"),
    Index("ix_notice_waiting_person_id", "person_id", "channel"),
)

#: The texts that a site has put in place of those that are shipped; earlier ones are in the history.
notice_template = Table(
    "notice_template",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("text_en", Text, nullable=False),
    Column("text_zh", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    moment("changed_at"),
    Column("changed_by", String(80), nullable=False),
)
