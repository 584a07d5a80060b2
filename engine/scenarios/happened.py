"""Events of the history compared with what a scenario expects of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.history import SealedEvent
from engine.scenarios.cast import Cast
from engine.scenarios.expectations import EventLike
from engine.scenarios.matching import contains
from engine.scenarios.moments import moment_at, told
from engine.scenarios.seen import written_by
from engine.scenarios.words import differs, in_order, pairs
from engine.words import Words, in_chinese

MOST_TOLD = 20


@dataclass(frozen=True)
class Happened:
    """Compares events with descriptions; times of day are those of `now`."""

    cast: Cast
    now: datetime

    def in_step(self, expected: Sequence[EventLike], found: Sequence[SealedEvent]) -> Iterator[Words]:
        """Yield a line unless the step's events are those expected, all of them, in order."""
        if len(found) != len(expected) or not all(map(self.is_like, found, expected)):
            plain = all(like == EventLike(type=like.type) for like in expected)
            there = (event.type if plain else self.tell(event) for event in found)
            wanted = in_order(map(told_event_like, expected))
            yield differs(Words("history of this step", "这一步的历史"), wanted, in_order(there))

    def in_order(self, expected: Iterable[EventLike], found: Sequence[SealedEvent]) -> Iterator[Words]:
        """Yield a line for the first that is missing; others may stand in between."""
        left = iter(found)
        after: str = Words("the beginning", "开始")
        for like in expected:
            wanted = told_event_like(like)
            if not any(self.is_like(event, like) for event in left):
                same = [self.tell(event) for event in found if like.type in (None, event.type)]
                there = in_order(same[-MOST_TOLD:])
                yield Words(
                    f"events: expected {wanted} after {after}; there are {there}",
                    f"事件：{in_chinese(after)} 之后应有 {wanted}；有 {there.zh}",
                )
                return
            after = wanted

    def is_like(self, event: SealedEvent, like: EventLike) -> bool:
        """Return whether an event is as described."""
        return (
            like.type in (None, event.type)
            and like.at in (None, event.element_id)
            and like.by in (None, self.cast.person_name(event.actor))
            and like.on_behalf_of in (None, self.cast.person_name(event.on_behalf_of))
            and (like.happened is None or event.event_at == moment_at(like.happened, self.now))
            and (not like.values or contains(written_by(event), like.values))
        )

    def tell(self, event: SealedEvent) -> str:
        """Tell an event with its element, who, when, and what it has written."""
        at = f" at {event.element_id}" if event.element_id else ""
        by, when = self.cast.person_name(event.actor), told(event.event_at)
        values = written_by(event)
        return f"{event.type}{at} by {by} ({when})" + (f" with {pairs(values)}" if values else "")


def told_event_like(like: EventLike) -> str:
    """Tell an event as it is described."""
    parts = [
        like.type or "an event",
        f"at {like.at}" if like.at else "",
        f"by {like.by}" if like.by else "",
        f"with {pairs(like.values)}" if like.values else "",
    ]
    return " ".join(part for part in parts if part)
