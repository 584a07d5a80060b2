"""What people add to an order: comments, attachments, and the units that support the one in charge."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from engine.store.tables.base import document, key, link, metadata, moment, reference

order_comment = Table(
    "order_comment",
    metadata,
    key(),
    reference("order_id", "work_order"),
    link("author_id"),
    Column("text", Text, nullable=False),
    #: As it was first written; null: it was not edited.
    Column("original", Text),
    document("mentions"),
    moment("written_at"),
    moment("edited_at", null=True),
    Column("revision", Integer, nullable=False),
    Index("ix_order_comment_order_id", "order_id", "written_at"),
)

#: 公开答复: what the customer reads who asks by number and telephone. Empty: it was withdrawn.
public_answer = Table(
    "public_answer",
    metadata,
    reference("order_id", "work_order", primary_key=True),
    Column("text", String(500), nullable=False),
    link("written_by"),
    moment("written_at"),
    Column("revision", Integer, nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    key(),
    reference("order_id", "work_order"),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    #: Of the content, SHA-256 as hex: under this name it lies in the folder of attachments.
    Column("digest", String(64), nullable=False),
    Column("scan", String(12), nullable=False),  # clean, unscanned
    link("uploaded_by", null=True),
    moment("uploaded_at"),
    link("removed_by", null=True),
    moment("removed_at", null=True),
    Index("ix_attachment_order_id", "order_id", "uploaded_at"),
    Index("ix_attachment_digest", "digest"),
)

order_support = Table(
    "order_support",
    metadata,
    reference("order_id", "work_order"),
    reference("department_id", "department"),
    Column("task", String(500), nullable=False, server_default=""),
    link("added_by", null=True),
    moment("added_at"),
    PrimaryKeyConstraint("order_id", "department_id"),
)

#: Who watches an order by their own wish 关注. It opens nothing: what one may not see, one's lists leave out.
order_watch = Table(
    "order_watch",
    metadata,
    reference("person_id", "person"),
    reference("order_id", "work_order"),
    moment("since"),
    PrimaryKeyConstraint("person_id", "order_id"),
    Index("ix_order_watch_order_id", "order_id"),
)
