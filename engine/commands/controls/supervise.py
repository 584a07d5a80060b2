"""Listen in on a call, whisper to its agent, or speak with both: with permission, a reason and a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.calling.controls import SUPERVISING, Verb
from engine.calling.parties import is_aside, listening_legs, parties
from engine.commands.command import Answer
from engine.commands.controls.writing import CallCase, answer_of, reason_given, telephone_of
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput
from engine.org import Action
from engine.words import Words


@dataclass(frozen=True)
class SuperviseCall:
    """Let the supervisor's telephone ring, and bring it into the call. The control's row is the record.

    Whoever listens in already goes on in the way that is asked for; their telephone does not ring again.
    """

    name: ClassVar[str] = "supervise-call"

    call_id: str
    verb: Verb
    reason: str

    def perform(self, work: Work) -> Answer:
        """Write it; what is under way already is a success.

        Raises:
            NotFound, NotAllowed: as for every call; only leaders of its place.
            InvalidInput: no reason.
            Conflict: nobody speaks with the caller yet, or the supervisor does so themselves.
            NoTelephone, NoExchange, HeldByAnother.
        """
        if self.verb not in SUPERVISING:
            raise InvalidInput(Words(f"{self.verb} is no supervision", f"{self.verb} 不是监听"))
        case = CallCase.of(work, self.call_id)
        case.require(Action.SUPERVISE_CALL)
        reason = reason_given(self.reason)
        listening, own = listening_legs(case.told), case.own
        if own is not None and own.channel not in listening:
            raise Conflict(Words("you are in this call yourself", "您自己就在这通电话中"))
        agents = [
            one
            for one in parties(case.told)
            if one.agent is not None
            and one.answered_at is not None
            and one.ended_at is None
            # Another supervisor is no agent.
            and one.channel not in listening
        ]
        if not agents:
            raise Conflict(Words("nobody speaks with the caller yet", "还没有人与来电人通话"))
        if (one := case.under_way(self.verb)) is not None:
            return answer_of(one)
        having = [one for one in agents if not is_aside(case.told, one.channel)]
        target = {
            **telephone_of(work, case.directory, work.actor.id),
            **({"listening": own.channel} if own is not None else {}),
            "supervised": (having or agents)[-1].channel,
            "customer": case.customer.channel,
        }
        return case.write(self.verb, target, reason=reason)
