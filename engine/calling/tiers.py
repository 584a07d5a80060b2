"""Which agent serves which queue, and how long they may work after a call: from rows to wishes, pure.

1. A queue of one person (familiar agent) is served by that person alone.
2. Who was given a queue serves it at the level that was given.
3. Who has a queue's skill serves it as well: an expert (5) at level 1, a beginner (1) at level 5.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

#: Skills reach from 1 (can) to 5 (expert); tiers of an exchange are served from the lowest level up.
BEST = 5


class Queue(Protocol):
    """What is asked of a queue."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def after_call_seconds(self) -> int: ...
    @property
    def skill_id(self) -> str | None: ...
    @property
    def person_id(self) -> str | None: ...


class Given(Protocol):
    """A queue that somebody was given."""

    @property
    def queue_id(self) -> str: ...
    @property
    def person_id(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def position(self) -> int: ...


class Known(Protocol):
    """What somebody can."""

    @property
    def person_id(self) -> str: ...
    @property
    def skill_id(self) -> str: ...
    @property
    def level(self) -> int: ...


class Serves(NamedTuple):
    """That a person serves a queue (by its name at the exchange)."""

    person_id: str
    queue: str
    level: int
    position: int


def serving(queues: Iterable[Queue], given: Iterable[Given], known: Iterable[Known]) -> list[Serves]:
    """Return who serves these queues, sorted; one line for each person and queue."""
    given, known = list(given), list(known)
    found: dict[tuple[str, str], Serves] = {}
    for queue in queues:
        if queue.person_id is not None:
            found[queue.person_id, queue.name] = Serves(queue.person_id, queue.name, 1, 1)
            continue
        for one in known:
            if one.skill_id == queue.skill_id:
                found[one.person_id, queue.name] = Serves(one.person_id, queue.name, BEST + 1 - one.level, 1)
        for tier in given:
            if tier.queue_id == queue.id:
                found[tier.person_id, queue.name] = Serves(
                    tier.person_id, queue.name, tier.level, tier.position
                )
    return sorted(found.values())


def after_call_seconds(queues: Iterable[Queue], served: Iterable[str]) -> int:
    """Return how long somebody who serves these queues (names) may work after a call: the longest of them."""
    names = set(served)
    return max((queue.after_call_seconds for queue in queues if queue.name in names), default=0)
