"""What people do with tasks and orders beside completing: reviews, rejections, urges, holds, supervision."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, text

from engine.store.tables.base import key, link, metadata, moment

#: A joint review 会签 of a task: its votes are the `reviewer` lines of `assignment`.
joint_review = Table(
    "joint_review",
    metadata,
    key(),
    link("task_id"),
    link("order_id", null=True),
    link("asked_by"),
    Column("question", String(1000), nullable=False),
    Column("rule", String(10), nullable=False),  # all, at-least, no-veto
    Column("needed", Integer, nullable=False),
    Column("outcome", String(10)),  # passed, failed, withdrawn
    moment("opened_at"),
    moment("closed_at", null=True),
    Index("ix_joint_review_task_id", "task_id"),
)

#: A unit that gave a task back 退单, once for each order unless the rule allows more.
rejection = Table(
    "rejection",
    metadata,
    key(),
    link("task_id"),
    link("order_id", null=True),
    link("department_id", null=True),
    Column("reason", String(40), nullable=False),
    Column("evidence", String(2000), nullable=False),
    link("rejected_by"),
    moment("rejected_at"),
    Index("ix_rejection_order_id", "order_id"),
    Index("ix_rejection_task_id", "task_id"),
)

urge = Table(
    "urge",
    metadata,
    key(),
    link("order_id", null=True),
    link("task_id", null=True),
    link("urged_by"),
    Column("note", String(1000), nullable=False),
    moment("urged_at"),
    Index("ix_urge_order_id_urged_at", "order_id", "urged_at"),
    Index("ix_urge_task_id_urged_at", "task_id", "urged_at"),
)

#: A hold 挂起 that waits for its approver, of an order whose process does not decide that itself.
hold_request = Table(
    "hold_request",
    metadata,
    key(),
    link("order_id"),
    Column("reason", String(40), nullable=False),
    moment("until"),
    Column("note", String(1000), nullable=False),
    link("asked_by"),
    moment("asked_at"),
    link("department_id"),
    Column("status", String(10), nullable=False),  # open, approved, refused, withdrawn
    link("judged_by", null=True),
    moment("judged_at", null=True),
    Column("opinion", String(1000)),
    Column("revision", Integer, nullable=False),
    Index("ix_hold_request_order_id", "order_id"),
    Index(
        "ix_hold_request_department_id_open",
        "department_id",
        "asked_at",
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    ),
)

#: A supervision order 督办单: a document of its own, about one or several orders.
supervision = Table(
    "supervision",
    metadata,
    key(),
    Column("number", String(20), nullable=False, unique=True),
    Column("status", String(10), nullable=False),  # issued, replied, sent-back, accepted, withdrawn
    Column("requirement", String(2000), nullable=False),
    moment("deadline"),
    link("issuer_id"),
    link("issuer_department_id"),
    link("department_id"),
    Column("tier_path", String(300), nullable=False),
    moment("issued_at"),
    Column("reply", String(4000)),
    link("replied_by", null=True),
    moment("replied_at", null=True),
    Column("verdict", String(2000)),
    link("judged_by", null=True),
    moment("judged_at", null=True),
    Column("rounds", Integer, nullable=False),
    moment("closed_at", null=True),
    Column("revision", Integer, nullable=False),
    Index(
        "ix_supervision_department_id_open",
        "department_id",
        "deadline",
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
    Index(
        "ix_supervision_issuer_department_id_open",
        "issuer_department_id",
        "deadline",
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
    Index("ix_supervision_issued_at", "issued_at"),
)

supervision_order = Table(
    "supervision_order",
    metadata,
    link("supervision_id"),
    link("order_id"),
    PrimaryKeyConstraint("supervision_id", "order_id"),
    Index("ix_supervision_order_order_id", "order_id"),
)
