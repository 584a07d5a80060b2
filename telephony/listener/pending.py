"""Commands that were sent in the background and have no outcome yet.

Each has a Job-UUID of its own, made before it is sent. FreeSWITCH answers at once that it has taken it, and
tells the outcome by BACKGROUND_JOB (recordings 01 and 06). When the connection ends before that, or the time
is over, the outcome is unknown: the command may have been done. It is never sent again; what has become of
it is for the evidence to say.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum

from telephony.esl import Command, CommandRefused, commands

#: So many ids of commands that are settled are remembered, so that none is sent twice.
REMEMBERED = 10_000


class Outcome(StrEnum):
    """What became of a command."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Settled:
    """A command has its outcome. `text` is what FreeSWITCH said, or why nothing is known, in English."""

    job_uuid: str
    outcome: Outcome
    text: str


class PendingCommands:
    """The commands of one node. Times are seconds of a monotonic clock. Not safe for threads."""

    def __init__(self) -> None:
        self._deadlines: dict[str, float] = {}
        self._sent: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._deadlines)

    def bgapi(self, command: str, arguments: str, job_uuid: str, deadline: float) -> Command:
        """Note that a command goes out now, and return it.

        Raises:
            CommandRefused: one with this id went out before, or it cannot be sent as it is.
        """
        if job_uuid in self._sent:
            raise CommandRefused(f"the command {job_uuid} was sent before, and none is sent twice")
        made = commands.bgapi(command, arguments, job_uuid)
        self._sent[job_uuid] = None
        while len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)
        self._deadlines[job_uuid] = deadline
        return made

    def replied(self, job_uuid: str, ok: bool, text: str) -> list[Settled]:
        """Take the answer to `bgapi` itself: a refusal settles it, `+OK` only says that it was taken."""
        return [] if ok else self._settle(job_uuid, Outcome.REFUSED, text)

    def finished(self, job_uuid: str, ok: bool, text: str) -> list[Settled]:
        """Take the outcome; of a command that is not ours, or settled already, nothing follows."""
        return self._settle(job_uuid, Outcome.ANSWERED if ok else Outcome.REFUSED, text)

    def expire(self, now: float) -> list[Settled]:
        """Give up those whose time is over."""
        late = [job for job, deadline in self._deadlines.items() if deadline <= now]
        return [one for job in late for one in self._settle(job, Outcome.UNKNOWN, "no answer in time")]

    def lost(self) -> list[Settled]:
        """Give up all: the connection has ended."""
        gone = list(self._deadlines)
        return [one for job in gone for one in self._settle(job, Outcome.UNKNOWN, "the connection ended")]

    def _settle(self, job_uuid: str, outcome: Outcome, text: str) -> list[Settled]:
        if self._deadlines.pop(job_uuid, None) is None:
            return []
        return [Settled(job_uuid, outcome, text)]
