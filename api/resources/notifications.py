"""Notices to a person or their departments."""

from __future__ import annotations

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.notifications import AllRead, NoticePage, NoticeQuery, Read
from engine.commands import Answer
from engine.commands.notifications.read import ReadAllNotifications, ReadNotification
from engine.errors import NotFound
from engine.queries.notifications import Wanted, notices
from engine.words import Words

group = blueprint("notifications", "What people are told, and how they want to be told.")


@endpoint(
    group,
    "GET",
    "/notifications",
    "listNotifications",
    Access.SIGNED_IN,
    query=NoticeQuery,
    answer=NoticePage,
)
def list_notifications(query: Values) -> Values:
    """Notices of one's own and one's departments, newest first; the unread ones when nothing is said."""
    kinds = [query["kind"]] if query["kind"] is not None else None
    with reading() as look:
        page, unread = notices(
            look, Wanted(query["state"], kinds, query["order"]), query["cursor"], query["limit"]
        )
    return {**paged(page), "unread": unread}


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
    """Mark a notice as read; a department's notice is read for oneself, not for the others."""
    answer = run(ReadNotification(notification_id))
    if not answer["read"]:
        raise NotFound(
            Words(f"there is no notice {notification_id} for you", f"没有给您的通知 {notification_id}")
        )
    return answer


@endpoint(
    group,
    "POST",
    "/notifications/read",
    "readAllNotifications",
    Access.SIGNED_IN,
    answer=AllRead,
    command=True,
)
def read_all_notifications() -> Answer:
    """Mark everything as read that is there now."""
    return run(ReadAllNotifications())
