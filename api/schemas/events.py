"""The stream of events."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields

from api.schemas.common import Query
from api.topics import MOST_TOPICS
from engine.words import Words


class Topics(fields.String):
    """Topics with commas between them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text: str = super()._deserialize(value, attr, data, **options)
        topics = [topic.strip().lower() for topic in text.split(",") if topic.strip()]
        if not 0 < len(topics) <= MOST_TOPICS:
            raise ValidationError(
                Words(
                    f"1 to {MOST_TOPICS} topics, with commas between them.",
                    f"1 到 {MOST_TOPICS} 个主题，用逗号分开",
                )
            )
        return topics


class EventsQuery(Query):
    """What to tell of."""

    topics = Topics(
        required=True,
        metadata={
            "description": (
                "With commas: inbox, board, supervisions, rosters, wording, notifications, calls, incidents, "
                "outages, packages, drafts, administration, order:ID, call:ID, task:ID."
            ),
            "examples": ["inbox,notifications"],
        },
    )
