"""Who a caller is, once somebody has made sure: until then every candidate is one perhaps."""

from sqlalchemy import Column, ForeignKey, Table

from engine.store.tables.base import link, metadata, moment, reference
from engine.store.types import Id

call_caller = Table(
    "call_caller",
    metadata,
    Column("call_id", Id, ForeignKey("call.id"), primary_key=True),
    reference("premise_id", "premise"),
    link("confirmed_by"),
    moment("confirmed_at"),
)
