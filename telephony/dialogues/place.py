"""Where a step stands: whose call it is, what time it is, and where its prompts are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Sounds(Protocol):
    """Finds the recordings of prompts."""

    def source(self, texts: tuple[str, ...]) -> str:
        """Return what FreeSWITCH plays to say these texts one after the other: one word, without blanks."""


@dataclass(frozen=True)
class Arrival:
    """A caller, as the channel tells it. `call_id` is what the exchange's call is known by everywhere."""

    call_id: str
    uuid: str
    node: str
    caller: str | None
    caller_name: str | None
    dialled: str | None
    queue: str | None
    package: str | None
    answered: bool


@dataclass(frozen=True)
class Place:
    """What a step may look at. `now` gives business time, aware UTC; `checks` judge answers by name.

    `trunks` are dial strings by which the caller's exchange reaches others (our names for them). `recordings`
    is the folder on the exchange's disk where messages are recorded, None: none is known. `pressed` are keys
    that came before they were asked for.
    """

    arrival: Arrival
    now: Callable[[], datetime]
    zone: ZoneInfo
    sounds: Sounds
    checks: Mapping[str, Callable[[str], bool]]
    recordings: str | None = None
    trunks: Mapping[str, str] = field(default_factory=dict)
    pressed: list[str] = field(default_factory=list)
