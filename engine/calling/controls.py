"""What a person can have the telephone do: each verb with who may, and what shows that it was done.

A control is a row before anything is sent. It is sent once. Where its outcome did not come, it is `unknown`,
and only evidence settles it: a channel that has its id, or what became of the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, StrEnum, auto
from typing import NamedTuple


class Verb(StrEnum):
    """What the telephone is asked to do."""

    DIAL = "dial"
    ANSWER = "answer"
    HOLD = "hold"
    RESUME = "resume"
    MUTE = "mute"
    UNMUTE = "unmute"
    TRANSFER = "transfer"  # blind: the caller goes at once
    CONSULT = "consult"  # the caller waits while the agent speaks with a third
    COMPLETE = "complete"  # the agent leaves the consultation, caller and third go on
    ABANDON = "abandon"  # the third is let go, the agent has the caller back
    CONFERENCE = "conference"  # the consultation becomes one talk of all three
    HANGUP = "hangup"
    PAUSE_RECORDING = "pause-recording"
    RESUME_RECORDING = "resume-recording"
    LISTEN = "listen"
    WHISPER = "whisper"
    BARGE = "barge"
    SEND_ON = "send-on"  # who waits in a queue leaves it for where its callers go now
    CALL = "call"  # the house calls a customer, who hears a dialogue


class Status(StrEnum):
    """How far a control is."""

    WRITTEN = "written"
    SENT = "sent"  # claimed by the node's owner; the bytes go out after this is stored
    DONE = "done"
    REFUSED = "refused"  # nothing was done
    FAILED = "failed"  # it was tried: busy, no answer …
    UNKNOWN = "unknown"  # it may have been done; evidence may still say so


OPEN = (Status.WRITTEN, Status.SENT)


class Who(Enum):
    """Who may use a verb."""

    DIALLER = auto()
    #: Whose telephone is in the call.
    PARTY = auto()
    SUPERVISOR = auto()
    #: Nobody's wish: a process or a campaign calls, a rule sends callers on.
    HOUSE = auto()


class Evidence(Enum):
    """What shows that a control was done, where FreeSWITCH's answer does not or did not come."""

    #: A channel has the control's id.
    CHANNEL = auto()
    #: That channel was answered: the control is under way until then, and has failed if it ends before.
    CHANNEL_ANSWERED = auto()
    OWN_LEG_ANSWERED = auto()
    OWN_LEG_GONE = auto()
    THIRD_LEG_GONE = auto()
    HELD = auto()
    RESUMED = auto()
    CALL_OVER = auto()
    #: Nothing tells: of sound alone no event speaks.
    NONE = auto()


class ControlRule(NamedTuple):
    """A row of the table. Of one `part` of a call only one control is under way at a time.

    `seconds` is how long its outcome is waited for once it is sent.
    """

    who: Who
    part: str
    evidence: Evidence
    seconds: float


_RING = 75.0
_TURN = 10.0
_TALK, _SOUND, _RECORDING, _SUPERVISION = "talk", "sound", "recording", "supervision"
RULES: Mapping[Verb, ControlRule] = {
    Verb.DIAL: ControlRule(Who.DIALLER, "dial", Evidence.CHANNEL, _RING),
    # A consultation is under way until whoever is consulted has answered.
    Verb.ANSWER: ControlRule(Who.PARTY, "answer", Evidence.OWN_LEG_ANSWERED, _TURN),
    Verb.HOLD: ControlRule(Who.PARTY, _TALK, Evidence.HELD, _TURN),
    Verb.RESUME: ControlRule(Who.PARTY, _TALK, Evidence.RESUMED, _TURN),
    Verb.MUTE: ControlRule(Who.PARTY, _SOUND, Evidence.NONE, _TURN),
    Verb.UNMUTE: ControlRule(Who.PARTY, _SOUND, Evidence.NONE, _TURN),
    Verb.TRANSFER: ControlRule(Who.PARTY, _TALK, Evidence.OWN_LEG_GONE, _TURN),
    Verb.CONSULT: ControlRule(Who.PARTY, _TALK, Evidence.CHANNEL_ANSWERED, _RING),
    Verb.COMPLETE: ControlRule(Who.PARTY, _TALK, Evidence.OWN_LEG_GONE, _TURN),
    Verb.ABANDON: ControlRule(Who.PARTY, _TALK, Evidence.THIRD_LEG_GONE, _TURN),
    Verb.CONFERENCE: ControlRule(Who.PARTY, _TALK, Evidence.NONE, _TURN),
    Verb.HANGUP: ControlRule(Who.PARTY, "end", Evidence.CALL_OVER, _TURN),
    Verb.PAUSE_RECORDING: ControlRule(Who.PARTY, _RECORDING, Evidence.NONE, _TURN),
    Verb.RESUME_RECORDING: ControlRule(Who.PARTY, _RECORDING, Evidence.NONE, _TURN),
    Verb.LISTEN: ControlRule(Who.SUPERVISOR, _SUPERVISION, Evidence.CHANNEL, _RING),
    Verb.WHISPER: ControlRule(Who.SUPERVISOR, _SUPERVISION, Evidence.CHANNEL, _RING),
    Verb.BARGE: ControlRule(Who.SUPERVISOR, _SUPERVISION, Evidence.CHANNEL, _RING),
    Verb.SEND_ON: ControlRule(Who.HOUSE, "queue", Evidence.NONE, _TURN),
    Verb.CALL: ControlRule(Who.HOUSE, "dial", Evidence.CHANNEL, _RING),
}
SUPERVISING = tuple(verb for verb, rule in RULES.items() if rule.who is Who.SUPERVISOR)
#: Which verb takes another one back.
_OPPOSITE = {
    Verb.RESUME: Verb.HOLD,
    Verb.UNMUTE: Verb.MUTE,
    Verb.RESUME_RECORDING: Verb.PAUSE_RECORDING,
}
#: A control that no process took within this many seconds is not sent any more: nobody wants it by then.
TAKEN_SECONDS = 5.0


def in_the_way(verb: Verb, open_verbs: Iterable[Verb]) -> bool:
    """Answer whether one of the controls under way in a call keeps another one from being written."""
    part = RULES[verb].part
    return any(RULES[one].part == part for one in open_verbs)


class Said(NamedTuple):
    """What FreeSWITCH's answer makes of a control; `status` SENT: it is under way, evidence settles it."""

    status: Status
    answer: str


def said(verb: Verb, outcome: str, text: str) -> Said:
    """Judge an answer. `outcome` is `answered`, `refused` or `unknown`, `text` what came with it.

    Whoever could not be reached was tried: that is a failure. A command that FreeSWITCH did not take did
    nothing: that is a refusal (recording 06 has the bodies of both).
    """
    answer = " ".join(text.split())[:200]
    if outcome == "unknown":
        return Said(Status.UNKNOWN, answer)
    if outcome == "answered":
        under_way = RULES[verb].evidence is Evidence.CHANNEL_ANSWERED
        return Said(Status.SENT if under_way else Status.DONE, answer)
    rings = RULES[verb].evidence in (Evidence.CHANNEL, Evidence.CHANNEL_ANSWERED)
    tried = rings and answer.startswith("-ERR ") and answer.split()[1].isupper()
    return Said(Status.FAILED if tried else Status.REFUSED, answer)


class Standing(NamedTuple):
    """What the controls of a call have come to. `consultation` is the id of the consult that goes on.

    `aside`: the customer is another's; one is consulted, the third of three, or listens in.
    """

    held: bool
    muted: bool
    recording_paused: bool
    consultation: str | None
    aside: bool = False


class Done(NamedTuple):
    """A control of a call, oldest first in lists."""

    id: str
    verb: Verb
    status: Status
    person_id: str | None


def standing(controls: Iterable[Done], person_id: str) -> Standing:
    """Return how a call stands for a person by what was done in it; the recording is everybody's."""
    held = muted = paused = False
    consultation: str | None = None
    for one in controls:
        if one.verb is Verb.CONSULT and one.status in (Status.SENT, Status.DONE):
            consultation = one.id if one.person_id == person_id else consultation
            continue
        if one.status is not Status.DONE:
            continue
        if one.verb in (Verb.PAUSE_RECORDING, Verb.RESUME_RECORDING):
            paused = one.verb is Verb.PAUSE_RECORDING
        if one.person_id != person_id:
            continue
        match one.verb:
            case Verb.HOLD | Verb.RESUME:
                held = one.verb is Verb.HOLD
            case Verb.MUTE | Verb.UNMUTE:
                muted = one.verb is Verb.MUTE
            case Verb.COMPLETE | Verb.ABANDON | Verb.CONFERENCE:
                consultation = None
            case Verb.TRANSFER:
                held, consultation = False, None
    return Standing(held, muted, paused, consultation)


def undoes(verb: Verb) -> Verb | None:
    """Return the verb that this one takes back; None: none."""
    return _OPPOSITE.get(verb)
