"""Calls."""

from __future__ import annotations

from typing import Any

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.calls import Call, CallPage, CallsQuery
from engine.org import Action
from engine.queries.calls import CallsWish, call_page, calls_page

group = blueprint("calls", "Calls as the exchange tells of them.")


@endpoint(group, "GET", "/calls", "listCalls", Action.SEE_CALL, query=CallsQuery, answer=CallPage)
def list_calls(query: Values) -> Values:
    """The newest calls: mine, of my departments' queues, or all that one may see."""
    wish = CallsWish(query["scope"], query["state"], query["cursor"], query["limit"])
    with reading() as look:
        return paged(calls_page(look, wish))


@endpoint(group, "GET", "/calls/<id:call_id>", "getCall", Action.SEE_CALL, answer=Call)
def get_call(call_id: str) -> Any:
    """One call, with who may be calling, their open orders, and what is to be done about it."""
    with reading() as look:
        return call_page(look, call_id)
