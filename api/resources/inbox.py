"""The inbox."""

from __future__ import annotations

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.inbox import InboxPage, InboxQuery
from engine.org import Action
from engine.queries.inbox import InboxWish, inbox_page

group = blueprint("inbox", "What is to be done by me and my departments.")


@endpoint(group, "GET", "/inbox", "listInbox", Action.WORK_TASK, query=InboxQuery, answer=InboxPage)
def list_inbox(query: Values) -> Values:
    """My lines, my departments' candidate lines, and lines where their attention was raised."""
    wish = InboxWish(
        scope=query["scope"],
        category=query["category"],
        overdue=query["overdue"],
        text=query["words"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return {**paged(inbox_page(look, wish)), "as_of": look.now}
