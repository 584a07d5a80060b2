"""Notices to a person or their departments."""

from __future__ import annotations

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.common import PageQuery
from api.schemas.inbox import NoticePage, Read
from engine.commands import Answer
from engine.commands.notify import ReadNotification
from engine.errors import NotFound
from engine.queries.notifications import unread_notices
from engine.words import Words

group = blueprint("notifications", "What processes tell people.")


@endpoint(
    group,
    "GET",
    "/notifications",
    "listNotifications",
    Access.SIGNED_IN,
    query=PageQuery,
    answer=NoticePage,
)
def list_notifications(query: Values) -> Values:
    """Unread notices of one's own and one's departments, newest first."""
    with reading() as look:
        return paged(unread_notices(look, query["cursor"], query["limit"]))


@endpoint(
    group,
    "POST",
    "/notifications/<id:notification_id>/read",
    "readNotification",
    Access.SIGNED_IN,
    answer=Read,
    command=True,
)
def read_notification(notification_id: str) -> Answer:
    """Mark a notice as read; a department's notice is read for all of it."""
    answer = run(ReadNotification(notification_id))
    if not answer["read"]:
        raise NotFound(
            Words(f"there is no notice {notification_id} for you", f"没有给您的通知 {notification_id}")
        )
    return answer
