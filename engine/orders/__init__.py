"""Numbers, life cycle, and what diagrams may do to an order."""

from engine.orders.area_calls import AreaRow, Report, Suspicion, suspected
from engine.orders.merging import Shared, require_mergeable
from engine.orders.number import check_digit, order_number, read_number, spoken_groups
from engine.orders.operations import OPERATIONS, PLANNED, TAKE_SLOT, OpenLinked, Outcome, Place, Places
from engine.orders.order import FLAG_KINDS, LINK_KINDS, LIVE, RESTRICTED, Category, Hold, Status, WorkOrder
from engine.orders.outage import (
    CAUSES,
    Outage,
    OutageKind,
    OutageStatus,
    require_sensible,
    status_at,
)
from engine.orders.parties import CONCERNED, NAMED, STANDINGS, Naming, Party
from engine.orders.pieces import MOST_WORDS, Piece, is_worth_finding, new_texts, pieces, questions, texts_of
from engine.orders.priority import PriorityRow, priority_of
from engine.orders.rules import OrderRules

__all__ = [
    "CAUSES",
    "CONCERNED",
    "FLAG_KINDS",
    "LINK_KINDS",
    "LIVE",
    "MOST_WORDS",
    "NAMED",
    "OPERATIONS",
    "PLANNED",
    "RESTRICTED",
    "STANDINGS",
    "TAKE_SLOT",
    "AreaRow",
    "Category",
    "Hold",
    "Naming",
    "OpenLinked",
    "OrderRules",
    "Outage",
    "OutageKind",
    "OutageStatus",
    "Outcome",
    "Party",
    "Piece",
    "Place",
    "Places",
    "PriorityRow",
    "Report",
    "Shared",
    "Status",
    "Suspicion",
    "WorkOrder",
    "check_digit",
    "is_worth_finding",
    "new_texts",
    "order_number",
    "pieces",
    "priority_of",
    "questions",
    "read_number",
    "require_mergeable",
    "require_sensible",
    "spoken_groups",
    "status_at",
    "suspected",
    "texts_of",
]
