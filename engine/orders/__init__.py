"""Numbers, life cycle, and what diagrams may do to an order."""

from engine.orders.number import check_digit, order_number, read_number, spoken_groups
from engine.orders.operations import OPERATIONS, OpenLinked, Outcome, Place, Places
from engine.orders.order import LIVE, Category, Hold, Status, WorkOrder

__all__ = [
    "LIVE",
    "OPERATIONS",
    "Category",
    "Hold",
    "OpenLinked",
    "Outcome",
    "Place",
    "Places",
    "Status",
    "WorkOrder",
    "check_digit",
    "order_number",
    "read_number",
    "spoken_groups",
]
