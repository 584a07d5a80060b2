"""Orders: lists, one order's page, opening one."""

from __future__ import annotations

from typing import Any

from flask import Response

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import tag_of, tagged, unchanged
from api.order_view import lasting, order_view
from api.pages import paged
from api.schemas.orders import (
    Intake,
    IntakeQuery,
    OpenedOrder,
    OpenOrderBody,
    Order,
    OrderPage,
    OrdersQuery,
    SearchQuery,
)
from engine.commands.open_order import OpenOrder
from engine.errors import NotFound
from engine.orders import read_number
from engine.org import Action
from engine.queries import Reading, order_page
from engine.queries.orders import OrdersWish, orders_page, visible_order_by_number
from engine.queries.packages import intake
from engine.words import Words

group = blueprint("orders", "Work orders.")


@endpoint(group, "GET", "/orders", "listOrders", Action.SEE_ORDER, query=OrdersQuery, answer=OrderPage)
def list_orders(query: Values) -> Values:
    """The orders that one may see: at or below one's tiers, and those with a line in one's inbox."""
    wish = OrdersWish(
        status=query["status"],
        category=query["category"],
        stage=query["stage"],
        tier_id=query["tier"],
        text=query["words"],
        opened_from=query["opened_from"],
        opened_to=query["opened_to"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return {**paged(orders_page(look, wish)), "as_of": look.now}


@endpoint(group, "GET", "/search", "searchOrders", Action.SEE_ORDER, query=SearchQuery, answer=OrderPage)
def search(query: Values) -> Values:
    """Orders of which the texts have some words, the newest first: of those that one may see."""
    wish = OrdersWish(text=query["words"], cursor=query["cursor"], most=query["limit"])
    with reading() as look:
        return {**paged(orders_page(look, wish)), "as_of": look.now}


@endpoint(
    group,
    "POST",
    "/orders",
    "openOrder",
    Action.OPEN_ORDER,
    body=OpenOrderBody,
    answer=OpenedOrder,
    status=201,
    command=True,
)
def open_order(body: Values) -> Values:
    """Open an order and start its process.

    With an open order of the same premise or caller it is a conflict whose `orders` lists them: join the
    call to one of them, or open another on purpose (`beside`).
    """
    answer = run(OpenOrder(**body))
    return {"instance": None, "message": None, "message_zh": None, **answer}


@endpoint(
    group,
    "GET",
    "/orders/intake",
    "getIntake",
    Action.OPEN_ORDER,
    query=IntakeQuery,
    answer=Intake,
    problems=(409,),
)
def get_intake(query: Values) -> Any:
    """The form with which an order of a category begins."""
    with reading() as look:
        return intake(look, query["category"])


@endpoint(
    group,
    "GET",
    "/orders/by-number/<string:number>",
    "getOrderByNumber",
    Action.SEE_ORDER,
    answer=Order,
    tagged=True,
)
def by_number(number: str) -> Any:
    """An order by its number, as a customer reads it out: blanks and hyphens do not matter.

    A wrong check digit is refused with 422: one of the digits was misheard.
    """
    digits = read_number(number)
    with reading() as look:
        found = visible_order_by_number(look, digits)
        if found is None:
            raise NotFound(
                Words(f"there is no order {digits} that you may see", f"没有您可以查看的工单 {digits}")
            )
        return _answer(look, order_page.page_of_order(look, found))


@endpoint(group, "GET", "/orders/<id:order_id>", "getOrder", Action.SEE_ORDER, answer=Order, tagged=True)
def get_order(order_id: str) -> Any:
    """Everything the page of an order needs: facts, clocks, tasks, links, calls, where it stands."""
    with reading() as look:
        return _answer(look, order_page.order_page(look, order_id))


def _answer(look: Reading, page: order_page.OrderPage) -> Any:
    view = order_view(look, page)
    tag = tag_of(page.order.revision, lasting(view))
    same: Response | None = unchanged(tag)
    return same if same is not None else (view, tagged(tag))
