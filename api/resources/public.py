"""For customers, without signing in: little is told, and how often it can be asked is limited."""

from __future__ import annotations

from datetime import datetime

from api.access import Access
from api.accounts import DOORKEEPER
from api.context import door, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.public import PublicStatus, StatusBody
from engine.commands.public_status import AskStatus
from engine.credentials import TooMany
from engine.errors import NotFound
from engine.words import Words

group = blueprint("public", "What customers ask without signing in.")


@endpoint(
    group,
    "POST",
    "/public/orders/status",
    "askOrderStatus",
    Access.PUBLIC,
    body=StatusBody,
    answer=PublicStatus,
    problems=(404, 429),
)
def ask_status(body: Values) -> Values:
    """How an order stands, by its number and the telephone number from which it was told.

    `answer` is what the utility has written for the customer, in its own words.

    A wrong number and a wrong telephone are answered alike. Asked too often, from one address or for one
    number, it is refused for a while.
    """
    answer = system().engine.run(AskStatus(body["number"], body["phone"], door().address), DOORKEEPER)
    if answer["wait"] is not None:
        raise TooMany(answer["wait"])
    if not answer["found"]:
        raise NotFound(
            Words(
                "there is no such order for this telephone number; check both, or call us",
                "没有与该电话号码对应的工单；请核对两者，或致电我们",
            )
        )
    expected = answer["expected_at"]
    return {**answer, "expected_at": datetime.fromisoformat(expected) if expected is not None else None}
