"""When callers of one queue go to another, and when they come back: pure, times are aware UTC.

    home ──a cause has held for its time──▶ over ──no cause for back_seconds──▶ home

Causes, the gravest first: nobody hears the exchange (`dead`), nobody serves the queue (`no-agents`), the
first in it has waited for too long (`waiting`). One that a look does not find begins anew, and so does
everything when nobody has looked for a minute. So callers go over for `back_seconds` at least, and after they
have come back stay for as long as a cause needs: of a caller who waits only the time since then counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from engine.words import Words


class Cause(StrEnum):
    """Why callers go to another queue."""

    DEAD = "dead"
    NO_AGENTS = "no-agents"
    WAITING = "waiting"
    #: A person has said so.
    HAND = "hand"


#: What people read of a cause.
SAID = {
    Cause.DEAD: Words("nobody hears its exchange", "交换机无监听"),
    Cause.NO_AGENTS: Words("nobody serves it", "无人服务"),
    Cause.WAITING: Words("too long a wait", "等待过长"),
    Cause.HAND: Words("by hand", "人工"),
}

#: The key by which the house lets a caller leave a queue and join where its callers go now. Telephones have
#: no such key.
SEND_ON_KEY = "D"

#: Older than this, what was seen says nothing of the time between.
SEEN_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class OverflowRule:
    """When callers go to the queue `to`; seconds of a cause None: it is none. They come back once no cause
    has been seen for `back_seconds`. `with_waiting`: who waits already as they begin to go, goes too.
    """

    to: str
    back_seconds: int
    waiting_seconds: int | None = None
    no_agents_seconds: int | None = None
    dead_seconds: int | None = None
    with_waiting: bool = False


class Look(NamedTuple):
    """A queue as it is now. `first_since` is since when the first in it waits, None: nobody does.

    `to_is_open`: where callers would go, somebody serves them and the exchange is heard.
    """

    heard: bool
    served: bool
    first_since: datetime | None
    to_is_open: bool = True


class Watch(NamedTuple):
    """What was seen of a queue up to now, None: it does not hold.

    `dead_since`, `no_agents_since`: since when; `calm_since`: since when there has been no cause, of callers
    who go over; `back_at`: when they last came back; `looked_at`: when it was seen.
    """

    dead_since: datetime | None = None
    no_agents_since: datetime | None = None
    calm_since: datetime | None = None
    back_at: datetime | None = None
    looked_at: datetime | None = None

    @property
    def is_going_on(self) -> bool:
        """Something is seen whose time counts."""
        return (self.dead_since or self.no_agents_since or self.calm_since) is not None

    def seen_anew(self, now: datetime) -> Watch:
        """Return what still counts of it."""
        if self.looked_at is not None and now - self.looked_at <= SEEN_FOR:
            return self
        return Watch(back_at=self.back_at)


class Decision(NamedTuple):
    """What is seen now, and whether callers shall go over; `cause` is why, None: they shall not."""

    watch: Watch
    over: bool
    cause: Cause | None


def decide(rule: OverflowRule, over: bool, watch: Watch, look: Look, now: datetime) -> Decision:
    """Return whether callers go over from now on; `over` says whether they do."""
    watch = watch.seen_anew(now)
    dead_since = (watch.dead_since or now) if rule.dead_seconds is not None and not look.heard else None
    # What agents do and who waits is not known of an exchange that nobody hears.
    no_agents = rule.no_agents_seconds is not None and look.heard and not look.served
    no_agents_since = (watch.no_agents_since or now) if no_agents else None
    waits = look.heard and _waits(rule, look, watch.back_at, now)
    calm = dead_since is None and no_agents_since is None and not waits
    calm_since = (watch.calm_since or now) if calm and over else None
    seen = Watch(dead_since, no_agents_since, calm_since, watch.back_at, now)
    if over:
        if _held(calm_since, rule.back_seconds, now):
            return Decision(seen._replace(calm_since=None, back_at=now), False, None)
        return Decision(seen, True, None)
    cause = None
    if _held(dead_since, rule.dead_seconds, now):
        cause = Cause.DEAD
    elif _held(no_agents_since, rule.no_agents_seconds, now):
        cause = Cause.NO_AGENTS
    elif waits:
        cause = Cause.WAITING
    if cause is None or not look.to_is_open:
        return Decision(seen, False, None)
    return Decision(seen, True, cause)


def _held(since: datetime | None, seconds: int | None, now: datetime) -> bool:
    return since is not None and seconds is not None and now - since >= timedelta(seconds=seconds)


def _waits(rule: OverflowRule, look: Look, back_at: datetime | None, now: datetime) -> bool:
    if rule.waiting_seconds is None or look.first_since is None:
        return False
    since = look.first_since if back_at is None else max(look.first_since, back_at)
    return now - since >= timedelta(seconds=rule.waiting_seconds)
