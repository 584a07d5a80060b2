"""Numbers, life cycle, and what diagrams may do to an order."""

from engine.orders.merging import Shared, require_mergeable
from engine.orders.number import check_digit, order_number, read_number, spoken_groups
from engine.orders.operations import OPERATIONS, OpenLinked, Outcome, Place, Places
from engine.orders.order import LINK_KINDS, LIVE, RESTRICTED, Category, Hold, Status, WorkOrder
from engine.orders.parties import CONCERNED, NAMED, STANDINGS, Naming, Party
from engine.orders.pieces import MOST_WORDS, Piece, is_worth_finding, new_texts, pieces, questions, texts_of
from engine.orders.rules import OrderRules

__all__ = [
    "CONCERNED",
    "LINK_KINDS",
    "LIVE",
    "MOST_WORDS",
    "NAMED",
    "OPERATIONS",
    "RESTRICTED",
    "STANDINGS",
    "Category",
    "Hold",
    "Naming",
    "OpenLinked",
    "OrderRules",
    "Outcome",
    "Party",
    "Piece",
    "Place",
    "Places",
    "Shared",
    "Status",
    "WorkOrder",
    "check_digit",
    "is_worth_finding",
    "new_texts",
    "order_number",
    "pieces",
    "questions",
    "read_number",
    "require_mergeable",
    "spoken_groups",
    "texts_of",
]
