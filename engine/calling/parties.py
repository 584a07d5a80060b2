"""Who is in a call now, by the record that the exchange's listener keeps beside the call's row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Party(NamedTuple):
    """A channel of a call. `agent` is the name by which the exchange knows whose telephone it is, None: an
    outside party. Times are aware UTC.
    """

    channel: str
    agent: str | None
    answered_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None


def parties(told: Mapping[str, Any] | None) -> list[Party]:
    """Return all channels of a call, the first one first; none when nothing was kept of them."""
    legs = (told or {}).get("legs") or []
    return [
        Party(
            str(leg["uuid"]),
            leg.get("agent"),
            _moment(leg.get("answered_at")),
            _moment(leg.get("ended_at")),
            leg.get("hangup_cause"),
        )
        for leg in legs
        if leg.get("uuid")
    ]


def customer_of(told: Mapping[str, Any] | None) -> Party | None:
    """Return the outside party's channel while it lives: of an inbound call the first one, for whom it rings;
    of one that we began the first that is no agent's.
    """
    found = parties(told)
    if (told or {}).get("direction") == "inbound":
        found = found[:1]
    else:
        found = [one for one in found if one.agent is None]
    return next((one for one in found if one.ended_at is None), None)


def party_of(told: Mapping[str, Any] | None, is_theirs: Callable[[str | None], bool]) -> Party | None:
    """Return somebody's channel that lives, rather one that was answered; None: they have none in the call.

    `is_theirs` answers whether the exchange means them by a telephone's name.
    """
    theirs = [one for one in parties(told) if one.ended_at is None and is_theirs(one.agent)]
    answered = [one for one in theirs if one.answered_at is not None]
    return next(iter(reversed(answered or theirs)), None)


def listening_legs(told: Mapping[str, Any] | None) -> frozenset[str]:
    """Return the channels on which a supervisor listens in, whispers or barges in."""
    return frozenset(str(one["leg"]) for one in (told or {}).get("monitorings") or [])


def is_aside(told: Mapping[str, Any] | None, channel: str) -> bool:
    """Answer whether the customer is another's: whoever is on this channel is consulted, the third of three,
    or listens in.
    """
    having = [str(one["leg"]) for one in (told or {}).get("talks") or [] if one.get("until") is None]
    return bool(having) and channel not in having


def held_legs(told: Mapping[str, Any] | None) -> frozenset[str]:
    """Return the channels that are on hold."""
    holds = (told or {}).get("holds") or []
    return frozenset(str(one["leg"]) for one in holds if one.get("until") is None)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
