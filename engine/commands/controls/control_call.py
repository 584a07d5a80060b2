"""Control a call in which one's telephone is: answer, hold, mute, hang up, and whatever needs no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.calling.controls import Done, Status, Verb, standing
from engine.calling.parties import is_aside
from engine.commands.command import Answer
from engine.commands.controls.writing import CallCase, answer_of
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput
from engine.org import Action
from engine.store.controls import controls_of_call
from engine.words import Words

#: Verbs that need nothing but the call.
PLAIN = (
    Verb.ANSWER,
    Verb.HOLD,
    Verb.RESUME,
    Verb.MUTE,
    Verb.UNMUTE,
    Verb.COMPLETE,
    Verb.ABANDON,
    Verb.CONFERENCE,
    Verb.HANGUP,
    Verb.PAUSE_RECORDING,
    Verb.RESUME_RECORDING,
)


@dataclass(frozen=True)
class ControlCall:
    """Have one of the plain verbs done in a call."""

    name: ClassVar[str] = "control-call"

    call_id: str
    verb: Verb

    def perform(self, work: Work) -> Answer:
        """Write it; what is under way already by the same person is a success.

        Raises:
            NotFound, NotAllowed: as for every call; only who is in it controls it.
            Conflict: the call, the person's telephone, the consultation or the recording is not there.
            HeldByAnother: somebody's control is under way; NoExchange.
        """
        if self.verb not in PLAIN:
            raise InvalidInput(Words(f"{self.verb} needs more", f"{self.verb} 还需要别的信息"))
        case = CallCase.of(work, self.call_id)
        case.require(Action.CONTROL_CALL)
        own = case.require_own()
        if (one := case.under_way(self.verb)) is not None:
            return answer_of(one)
        target: dict[str, Any] = {"own": own.channel}
        match self.verb:
            case Verb.ANSWER:
                if own.answered_at is not None:
                    raise Conflict(Words("you have answered already", "您已接听"))
            case Verb.HANGUP if is_aside(case.told, own.channel):
                target["leaves"] = True  # the customer is another's, and goes on
            case Verb.HANGUP | Verb.COMPLETE:
                target["customer"] = case.customer.channel
            case Verb.PAUSE_RECORDING | Verb.RESUME_RECORDING:
                target |= _recording(case)
        if self.verb in (Verb.COMPLETE, Verb.ABANDON, Verb.CONFERENCE):
            target["third"] = _consultation(case)
        return case.write(self.verb, target)


def _recording(case: CallCase) -> dict[str, Any]:
    """Return the recording that goes on, with the channel on which it was begun: the customer's."""
    recordings = case.told.get("recordings") or []
    paths = [str(one["path"]) for one in recordings if one.get("ended_at") is None and one.get("path")]
    if not paths:
        raise Conflict(Words("the call is not being recorded", "这通电话没有在录音"))
    return {"customer": case.customer.channel, "path": paths[-1]}


def _consultation(case: CallCase) -> str:
    """Return the channel of whom the actor consults: it has the id of the control that began it."""
    done = [
        Done(one.id, Verb(one.verb), Status(one.status), one.person_id)
        for one in controls_of_call(case.work.tx, case.row.id)
    ]
    found = standing(done, case.work.actor.id).consultation
    if found is None:
        raise Conflict(Words("you consult nobody at the moment", "您目前没有在咨询"))
    return found
