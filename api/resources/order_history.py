"""The history of an order, where it stood at any moment, and its diagrams."""

from __future__ import annotations

from typing import Any

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.schemas.history import History, HistoryQuery, OrderDiagrams, OrderForms, OrderState, StateQuery
from engine.org import Action
from engine.queries import order_history as histories
from engine.queries.order_forms import order_forms
from engine.queries.order_state import order_diagrams, order_state
from engine.queries.visibility import visible_order

group = blueprint("order history", "What has happened to an order.")


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/history",
    "getOrderHistory",
    Action.SEE_ORDER,
    query=HistoryQuery,
    answer=History,
)
def get_history(query: Values, order_id: str) -> Any:
    """Who did what, when, and what changed: oldest first."""
    with reading() as look:
        order = visible_order(look, order_id)
        return histories.order_history(look, order, query["after"], query["limit"])


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/state",
    "getOrderState",
    Action.SEE_ORDER,
    query=StateQuery,
    answer=OrderState,
)
def get_state(query: Values, order_id: str) -> Any:
    """Where the order stood at a moment, from its history alone."""
    with reading() as look:
        order = visible_order(look, order_id)
        return order_state(look, order, query["at"] or look.now)


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/diagram",
    "getOrderDiagrams",
    Action.SEE_ORDER,
    answer=OrderDiagrams,
)
def get_diagrams(order_id: str) -> Any:
    """The diagrams of the versions that the order's processes run on, and of those they call."""
    with reading() as look:
        return order_diagrams(look, visible_order(look, order_id))


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/forms",
    "getOrderForms",
    Action.SEE_ORDER,
    answer=OrderForms,
)
def get_forms(order_id: str) -> Any:
    """What the order's values are called, in both languages: the forms and fields of its processes."""
    with reading() as look:
        return order_forms(look, visible_order(look, order_id))
