"""Numbers, life cycle, and what diagrams may do to an order."""

from engine.orders.number import check_digit, order_number, read_number, spoken_groups
from engine.orders.operations import OPERATIONS, OpenLinked, Outcome, Place, Places
from engine.orders.order import LIVE, Category, Hold, Status, WorkOrder
from engine.orders.pieces import MOST_WORDS, Piece, is_worth_finding, new_texts, pieces, questions, texts_of

__all__ = [
    "LIVE",
    "MOST_WORDS",
    "OPERATIONS",
    "Category",
    "Hold",
    "OpenLinked",
    "Outcome",
    "Piece",
    "Place",
    "Places",
    "Status",
    "WorkOrder",
    "check_digit",
    "is_worth_finding",
    "new_texts",
    "order_number",
    "pieces",
    "questions",
    "read_number",
    "spoken_groups",
    "texts_of",
]
