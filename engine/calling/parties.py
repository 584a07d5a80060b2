"""Who is in a call now, by the record that the exchange's listener keeps beside the call's row."""

from __future__ import annotations

from collections.abc import Mapping
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


def held_legs(told: Mapping[str, Any] | None) -> frozenset[str]:
    """Return the channels that are on hold."""
    holds = (told or {}).get("holds") or []
    return frozenset(str(one["leg"]) for one in holds if one.get("until") is None)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
