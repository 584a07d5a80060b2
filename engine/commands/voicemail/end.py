"""A caller has left a message, or has said nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.dialogues import is_message
from engine.commands.command import Answer
from engine.commands.voicemail.joining import join
from engine.commands.work import Work
from engine.store.calls import lock_call_of_exchange
from engine.store.voicemails import lock_voicemail, update_voicemail


@dataclass(frozen=True)
class EndVoicemail:
    """What was recorded is `ms` milliseconds long; None: that is not known, and it counts as a message."""

    name: ClassVar[str] = "end-voicemail"

    exchange_id: str
    voicemail: str
    ms: int | None

    def perform(self, work: Work) -> Answer:
        """`left` False: nothing was said. What the listener has ended already stays as it is."""
        # As `RecordCall` locks it: one of both finds the other's row.
        work.tx.lock_channel([("call", self.exchange_id)])
        row = lock_voicemail(work.tx, self.voicemail)
        if row is None:
            return {"left": False}
        if row.status == "recording":
            now, _ = work.services.time_and_place(work.tx)
            left = is_message(self.ms)
            row = row._replace(status="left" if left else "empty", ended_at=now, ms=self.ms)
            update_voicemail(work.tx, row)
            call = lock_call_of_exchange(work.tx, self.exchange_id)
            if left and call is not None:
                join(work, row, call)
        return {"left": row.status == "left"}
