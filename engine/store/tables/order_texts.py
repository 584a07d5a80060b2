"""What orders are found by: the pieces of their texts.

A row a text, never changed: a step that writes a text adds a row and touches nothing else. On SQLite the
full-text index beside it (`order_text_index`, FTS5) is kept by triggers, which the migration makes: a batch
alteration of this table would drop them.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table

from engine.store.tables.base import link, metadata
from engine.store.types import Tokens

#: SQLite's index of the table; not part of the metadata, as PostgreSQL has none.
TEXT_INDEX = "order_text_index"
#: PostgreSQL's.
PIECE_INDEX = "ix_order_text_tokens"

order_text = Table(
    "order_text",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    link("order_id"),
    Column("tokens", Tokens, nullable=False),
    Index("ix_order_text_order_id", "order_id"),
    Index(PIECE_INDEX, "tokens", postgresql_using="gin").ddl_if(dialect="postgresql"),
)
