"""Keys that a customer presses while somebody speaks with them, for processes that ask for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from engine.calling.controls import Done, Status, Verb, standing
from engine.calling.messages import DIGITS
from engine.commands.call_messages import brought
from engine.commands.command import Answer
from engine.commands.correlate import correlate
from engine.commands.work import Work
from engine.store.call_orders import numbers_of_call
from engine.store.calls import call_by_id
from engine.store.controls import controls_of_call
from engine.store.messages import is_listened_to


@dataclass(frozen=True)
class TellDigits:
    """Tell keys to the process of a call and to those of its orders; `fact_id` is the fact's own id.

    Keys may be a secret. They are told, and so stand in a row, only where a diagram has an event for them at
    that moment, and never while the recording is paused, as it is when a card number is asked for.
    """

    name: ClassVar[str] = "tell-digits"

    call_id: str
    digits: str = field(repr=False)
    fact_id: str

    def perform(self, work: Work) -> Answer:
        """Correlate them; the answer counts who got them, at once or next."""
        now, _ = work.services.time_and_place(work.tx)
        call = call_by_id(work.tx, self.call_id)
        if call is None:
            return {"told": 0}
        keys = [call.id, *numbers_of_call(work.tx, call.id)]
        work.tx.lock_channel([(DIGITS, key) for key in keys])
        listening = [key for key in keys if is_listened_to(work.tx, DIGITS, key)]
        if not listening or self._is_secret(work):
            return {"told": 0}
        payload = brought(DIGITS, call, {"digits": self.digits})
        for key in listening:
            correlate(work, DIGITS, key, payload, f"{self.fact_id}:{key}", now, starts=False)
        return {"told": len(listening)}

    def _is_secret(self, work: Work) -> bool:
        done = [
            Done(one.id, Verb(one.verb), Status(one.status), one.person_id)
            for one in controls_of_call(work.tx, self.call_id)
        ]
        return standing(done, "").recording_paused
