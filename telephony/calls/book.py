"""Which legs there are, and which of them make a call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

from telephony.calls.evidence import Call, Leg, Rank
from telephony.calls.reading import Microseconds

FORGOTTEN_KEPT = 10_000


class Book:
    """All legs by uuid, grouped into calls. Legs of forgotten calls are remembered by uuid for a while, so
    that a late event does not open the call again.
    """

    def __init__(self) -> None:
        self.legs: dict[str, Leg] = {}
        self._calls: dict[Call, None] = {}
        self._forgotten: OrderedDict[str, None] = OrderedDict()
        self._rooms: dict[str, str] = {}

    def __iter__(self) -> Iterator[Call]:
        return iter(list(self._calls))

    def __contains__(self, call: Call) -> bool:
        return call in self._calls

    def leg(self, uuid: str, core: str) -> Leg | None:
        """Return the leg `uuid`, as a call of its own when it is new; None when its call was forgotten."""
        leg = self.legs.get(uuid)
        if leg is None and uuid not in self._forgotten:
            call = Call()
            leg = self._add(uuid, core, call)
            self._calls[call] = None
        return leg

    def _add(self, uuid: str, core: str, call: Call) -> Leg:
        leg = Leg(uuid, core, call)
        self.legs[uuid] = call.legs[uuid] = leg
        return leg

    def take_up(self, call: Call) -> bool:
        """Know a call that was put together elsewhere; False when one of its legs is known here already."""
        if any(uuid in self.legs or uuid in self._forgotten for uuid in call.legs):
            return False
        self.legs.update(call.legs)
        self._calls[call] = None
        for room, uuid in sorted(call.joins, key=call.joins.__getitem__):
            self._rooms.setdefault(room, uuid)
        return True

    def recall(self, call: Call) -> bool:
        """Know a call again that may have been forgotten; False when one of its legs is known."""
        if any(uuid in self.legs for uuid in call.legs):
            return False
        for uuid in call.legs:
            self._forgotten.pop(uuid, None)
        return self.take_up(call)

    def link(self, leg: Leg, uuid: str) -> Leg | None:
        """Make `leg` and the leg `uuid` one call, and return the latter; None when it was forgotten.

        Two calls that each have a caller of their own stay two, whatever connects them: an agent's
        standing channel or a conference room must not melt one customer's call into the next one's.
        """
        if uuid == leg.uuid:
            return leg
        other = self.legs.get(uuid)
        if other is None:
            return None if uuid in self._forgotten else self._add(uuid, leg.core, leg.call)
        if other.call is not leg.call and not (leg.call.has_caller and other.call.has_caller):
            gone = other.call
            leg.call.absorb(gone)
            del self._calls[gone]
        return other

    def bridge(self, leg: Leg, other: Leg, at: Microseconds) -> None:
        """Note that two legs were connected at `at`."""
        for one, partner in ((leg, other.uuid), (other, leg.uuid)):
            known = one.partners.get(partner)
            if known is None or at < known:
                one.partners[partner] = at
                one.told = None

    def join(self, leg: Leg, room: str, at: Microseconds) -> None:
        """Note that `leg` joined the conference `room`; who is in it belongs to one call."""
        known = leg.call.joins.get((room, leg.uuid))
        if known is None or at < known:
            leg.call.joins[room, leg.uuid] = at
        self.link(leg, self._rooms.setdefault(room, leg.uuid))

    def hearsay(self, leg: Leg, name: str, at: Microseconds, text: str | None) -> None:
        """Keep what an event of another leg says of `leg`."""
        leg.keep(name, Rank.HEARSAY, at, text)

    def forget(self, call: Call) -> None:
        """Drop a call and everything that refers to it, but for the uuids of its legs."""
        self._calls.pop(call, None)
        for uuid in call.legs:
            self.legs.pop(uuid, None)
            self._forgotten[uuid] = None
        while len(self._forgotten) > FORGOTTEN_KEPT:
            self._forgotten.popitem(last=False)
        call.legs.clear()  # a call and its legs refer to each other: do not leave them to the collector
        if call.joins:
            self._rooms = {room: uuid for room, uuid in self._rooms.items() if uuid in self.legs}
