"""Calls."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.calls import Call, CallPage, CallsQuery, LinkOrderBody, OrderOfCall
from api.schemas.pop import CallerConfirmed, ConfirmCallerBody, MyCalls
from engine.commands import Answer
from engine.commands.confirm_caller import ConfirmCaller
from engine.commands.link_order import LinkCallToOrder
from engine.org import Action
from engine.queries.calls import CallsWish, call_page, calls_page
from engine.queries.pop import my_calls

group = blueprint("calls", "Calls as the exchange tells of them.")


@endpoint(group, "GET", "/calls", "listCalls", Action.SEE_CALL, query=CallsQuery, answer=CallPage)
def list_calls(query: Values) -> Values:
    """Calls: mine, of my departments' queues, or all that one may see."""
    wish = CallsWish(
        query["scope"],
        query["state"],
        query["words"],
        query["live"],
        query["sort"],
        query["cursor"],
        query["limit"],
    )
    with reading() as look:
        return paged(calls_page(look, wish))


@endpoint(group, "GET", "/calls/mine", "listMyCalls", Action.TAKE_CALLS, answer=MyCalls)
def list_mine() -> Any:
    """My calls in one look: who rings and what is known of them, the last call, what I missed."""
    with reading() as look:
        return my_calls(look)


@endpoint(
    group,
    "POST",
    "/calls/<id:call_id>/confirm",
    "confirmCaller",
    Action.SEE_CUSTOMERS,
    body=ConfirmCallerBody,
    answer=CallerConfirmed,
    command=True,
)
def confirm_caller(body: Values, call_id: str) -> Answer:
    """Make sure who the caller is: until then every candidate is one perhaps."""
    return run(ConfirmCaller(call_id, body["premise_id"]))


@endpoint(
    group,
    "POST",
    "/calls/<id:call_id>/orders",
    "linkCallToOrder",
    Action.CHANGE_ORDER,
    body=LinkOrderBody,
    answer=OrderOfCall,
    command=True,
)
def link_order(body: Values, call_id: str) -> Answer:
    """Let the call stand in the history of an order, without urging it."""
    return run(LinkCallToOrder(call_id, body["order_id"]))


@endpoint(group, "GET", "/calls/<id:call_id>", "getCall", Action.SEE_CALL, answer=Call)
def get_call(call_id: str) -> Any:
    """One call, with who may be calling, their open orders, and what is to be done about it."""
    with reading() as look:
        return call_page(look, call_id)
