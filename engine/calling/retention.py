"""How long recordings are kept: by what their orders are about, and for ever while somebody holds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class RecordingRules:
    """The rules of one installation.

    `version` is what the utility calls them: every deletion names it. `days` is how long a recording is kept
    that no order makes longer, `by_category` how long those of orders of a category are. With
    `delete_at_exchange` a file that is stored and proved is deleted on the exchange's disk. A browser that
    asks for more within `play_joined_seconds` goes on with the same listening.
    """

    version: str
    days: int
    by_category: Mapping[str, int]
    delete_at_exchange: bool
    play_joined_seconds: int

    @property
    def least_days(self) -> int:
        """The shortest time that any recording is kept."""
        return min([self.days, *self.by_category.values()])


@dataclass(frozen=True)
class Kept:
    """Until when a recording is kept (aware UTC), and for the sake of which category; None: of no order's."""

    until: datetime
    category: str | None


def kept(ended_at: datetime, categories: Collection[str], rules: RecordingRules) -> Kept:
    """Return how long a recording that ended at `ended_at` (aware) is kept: the longest that applies.

    `categories` are those of the orders that its call concerns.
    """
    days, category = max(
        [(rules.days, ""), *((rules.by_category.get(one, rules.days), one) for one in sorted(categories))],
        key=lambda found: found[0],
    )
    return Kept(ended_at + timedelta(days=days), category or None)


def first_question(ended_at: datetime, rules: RecordingRules) -> datetime:
    """Return from when on it is asked whether a recording may go, by the orders that its call has then."""
    return ended_at + timedelta(days=rules.least_days)
