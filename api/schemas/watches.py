"""Watching an order by one's own wish."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import flag, key, whole


class Watched(Schema):
    """Whether one watches an order."""

    order = key("The order.")
    watching = flag("You watch it.")
    watchers = whole("How many people watch it by their own wish.")
