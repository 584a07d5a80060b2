"""Saved views of the inbox."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import document, flag, key, part, parts, text, texts, when, whole
from api.schemas.inbox import InboxFilters, export_columns


class SavedView(Schema):
    """What a list shows, under a name."""

    id = key("The view.")
    name = text("Its name.")
    filters = document("What it shows, and its order: the parameters of GET /inbox that were said.")
    columns = texts("The columns of an export, in order; none: all.")
    owner = key("Who saved it.")
    owner_name = text("Their name; null: not known any more.", null=True)
    department = key("The department it is shared with; null: none.", null=True)
    tier = key("The tier it is shared with, and all below; null: none.", null=True)
    shared_with = text("That department's or tier's name; null: it is its owner's alone.", null=True)
    mine = flag("I saved it.")
    may_change = flag("I may change and remove it.")
    changed_at = when("When it was changed last, business time, UTC.")
    revision = whole("Counts its changes, from 1: send it with a change.")


class SavedViews(Schema):
    """All views that one sees; nobody has more than a hundred of their own."""

    items = parts(SavedView, "One's own first, then by name.")


class ViewBody(Schema):
    """A view to be kept."""

    title = text("Its name.", least=1, most=60, data_key="name")
    filters = part(InboxFilters, "The parameters of GET /inbox.")
    columns = export_columns("The columns of an export, in order; left out: all.")
    department_id = key(
        "Share it with this department; left out: do not.", given=False, data_key="department"
    )
    tier_id = key("Share it with this tier and all below; left out: do not.", given=False, data_key="tier")


class ChangeViewBody(ViewBody):
    """A view that replaces one."""

    revision = whole("The revision that was seen.", least=1)


class ViewKept(Schema):
    """What was stored."""

    id = key("The view.")
    revision = whole("Its revision now.")


class ViewRemoved(Schema):
    """A view that is gone."""

    id = key("The view.")
    removed = flag("It is gone.")
