"""Saved views of the inbox: list, save, change, remove."""

from __future__ import annotations

from api.access import Access
from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.inbox_wish import plain_filters
from api.schemas.views import ChangeViewBody, SavedViews, ViewBody, ViewKept, ViewRemoved
from engine.commands import Answer
from engine.commands.views.change_view import ChangeView
from engine.commands.views.make_view import MakeView
from engine.commands.views.remove_view import RemoveView
from engine.queries.views import saved_views

group = blueprint("views", "What a list shows, kept under a name for oneself or for others.")


@endpoint(group, "GET", "/views", "listViews", Access.SIGNED_IN, answer=SavedViews)
def list_views() -> Values:
    """My own views, my departments', and those of my tiers and the tiers above."""
    with reading() as look:
        return {"items": saved_views(look)}


@endpoint(
    group,
    "POST",
    "/views",
    "makeView",
    Access.SIGNED_IN,
    body=ViewBody,
    answer=ViewKept,
    status=201,
    command=True,
)
def make_view(body: Values) -> Answer:
    """Save a view for oneself; whoever leads shares it with a department or tier."""
    return run(MakeView(**_kept(body)))


@endpoint(
    group,
    "PUT",
    "/views/<id:view_id>",
    "changeView",
    Access.SIGNED_IN,
    body=ChangeViewBody,
    answer=ViewKept,
    command=True,
)
def change_view(body: Values, view_id: str) -> Answer:
    """Replace a view over the revision that was seen."""
    return run(ChangeView(view_id, **_kept(body)))


@endpoint(
    group,
    "DELETE",
    "/views/<id:view_id>",
    "removeView",
    Access.SIGNED_IN,
    answer=ViewRemoved,
    command=True,
)
def remove_view(view_id: str) -> Answer:
    """Remove one's own view, or one that is shared where one may share."""
    return run(RemoveView(view_id))


def _kept(body: Values) -> Values:
    """Return the body with its filters as they are stored."""
    return {**body, "filters": plain_filters(body["filters"])}
