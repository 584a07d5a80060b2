"""Orders are found by the pieces of their texts.

Revision 0013, after 0012. Orders that are there are found by what they have.
"""

import orjson
import sqlalchemy as sa
from alembic import op

from engine.orders import is_worth_finding, pieces
from engine.store import types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEX = "order_text_index"
KEPT = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(tokens, content='order_text', content_rowid='number', "
    "tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER huan_order_text_insert AFTER INSERT ON order_text BEGIN "
    f"INSERT INTO {INDEX} (rowid, tokens) VALUES (NEW.number, NEW.tokens); END",
    "CREATE TRIGGER huan_order_text_delete AFTER DELETE ON order_text BEGIN "
    f"INSERT INTO {INDEX} ({INDEX}, rowid, tokens) VALUES ('delete', OLD.number, OLD.tokens); END",
)
ORDERS = (
    "SELECT o.id, o.number, o.title, o.description, o.caller_name, o.caller_number, o.fields, p.address, "
    "p.number AS premise, c.name, c.number AS customer FROM work_order o LEFT JOIN premise p ON p.id = "
    "o.premise_id LEFT JOIN customer c ON c.id = o.customer_id WHERE o.id > {after} ORDER BY o.id LIMIT 1000"
)


def upgrade() -> None:
    op.create_table(
        "order_text",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", types.Id(), nullable=False),
        sa.Column("tokens", types.Tokens(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_order_text")),
    )
    op.create_index("ix_order_text_order_id", "order_text", ["order_id"])
    connection = op.get_bind()
    is_lite = connection.dialect.name == "sqlite"
    if is_lite:
        for statement in KEPT:
            op.execute(statement)
        insert = sa.text("INSERT INTO order_text (order_id, tokens) VALUES (:order_id, :tokens)")
    else:
        insert = sa.text(
            "INSERT INTO order_text (order_id, tokens) VALUES (:order_id, array_to_tsvector(:tokens))"
        )
    orders = sa.text(ORDERS.format(after=":after" if is_lite else "CAST(:after AS uuid)"))
    after = "00000000-0000-0000-0000-000000000000"
    while part := connection.execute(orders, {"after": after}).mappings().all():
        after = str(part[-1]["id"])
        rows = [{"order_id": row["id"], "tokens": _pieces(row)} for row in part]
        if is_lite:
            rows = [{**row, "tokens": " ".join(row["tokens"])} for row in rows]
        connection.execute(insert, rows)
    if not is_lite:
        op.create_index("ix_order_text_tokens", "order_text", ["tokens"], postgresql_using="gin")


def _pieces(row: sa.RowMapping) -> list[str]:
    fields = orjson.loads(row["fields"]) if isinstance(row["fields"], str) else row["fields"]
    texts = [value for value in fields.values() if isinstance(value, str) and is_worth_finding(value)]
    return pieces([*texts, *(row[name] for name in row if name not in ("id", "fields") and row[name])])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TABLE {INDEX}")
    op.drop_table("order_text")
