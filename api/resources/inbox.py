"""The inbox."""

from __future__ import annotations

from api.context import reading
from api.endpoint import Values, blueprint, endpoint
from api.inbox_wish import inbox_wish
from api.pages import paged
from api.schemas.inbox import InboxPage, InboxQuery
from engine.org import Action
from engine.queries.inbox import inbox_page

group = blueprint("inbox", "What is to be done by me and my departments.")


@endpoint(group, "GET", "/inbox", "listInbox", Action.WORK_TASK, query=InboxQuery, answer=InboxPage)
def list_inbox(query: Values) -> Values:
    """My lines, my departments' candidate lines, lines where attention was raised; or those below me.

    `count` stops at 1,000, and when filtered also where 10,000 lines have been looked at; `count_is_capped`
    says that there may be more.
    """
    wish = inbox_wish(query, query["cursor"], query["limit"])
    with reading() as look:
        return {**paged(inbox_page(look, wish)), "as_of": look.now}
