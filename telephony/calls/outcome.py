"""How a call ended and by whom: two decision tables."""

from __future__ import annotations

from telephony.calls.evidence import Call, Leg
from telephony.calls.reading import Microseconds
from telephony.calls.record import Outcome, Party

# The far end of a leg ended it, by these values of sip_hangup_disposition; send_* is FreeSWITCH's doing.
_BY_FAR_END = {"recv_bye", "recv_cancel", "recv_refuse"}
# Nobody picked up, as opposed to: could not be reached, or refused. Causes as in Q.850 and switch_types.h.
_NOBODY = {
    "NO_ANSWER",
    "NO_USER_RESPONSE",
    "ALLOTTED_TIMEOUT",
    "ORIGINATOR_CANCEL",
    "PROGRESS_TIMEOUT",
    "NORMAL_CLEARING",
    "NONE",
}


def ended_by_far_end(leg: Leg) -> bool:
    """True when the phone or network at the end of `leg` hung up, cancelled or refused."""
    return leg.text("disposition") in _BY_FAR_END or (
        leg.inbound and leg.text("cause") == "ORIGINATOR_CANCEL"
    )


def decide_outcome(
    first: Leg, answered: Microseconds | None, waited_for: bool, dialogue: bool, lost: bool
) -> Outcome:
    """Decide the outcome of a call that is over; the first line that fits counts.

    | what is known                                                                    | outcome   |
    |----------------------------------------------------------------------------------|-----------|
    | its end was not seen                                                             | lost      |
    | the customer was connected with a person                                         | answered  |
    | inbound, waited for nobody, and a dialogue spoke with the caller                 | answered  |
    | inbound, waited for nobody, was answered, and ended normally by FreeSWITCH       | answered  |
    | inbound, and the caller hung up, or it ended normally and nobody knows by whom   | abandoned |
    | nobody picked up                                                                 | no-answer |
    | any other cause: busy, refused, unreachable …                                    | failed    |

    To wait is to be in a queue, to be parked, or to have a phone ring. A caller of whom no more is known
    than that he hung up counts as abandoned: a needless call back is better than none.
    """
    if lost:
        return Outcome.LOST
    if answered is not None:
        return Outcome.ANSWERED
    by_far_end = ended_by_far_end(first)
    if first.inbound and not waited_for and first.answered is not None:
        if dialogue or (not by_far_end and first.text("cause") == "NORMAL_CLEARING"):
            return Outcome.ANSWERED
    unknown = first.text("disposition") is None and first.text("cause") == "NORMAL_CLEARING"
    if first.inbound and (by_far_end or unknown):
        return Outcome.ABANDONED
    return Outcome.NO_ANSWER if (first.text("cause") or "NONE") in _NOBODY else Outcome.FAILED


def who_hung_up(call: Call, first: Leg) -> Party | None:
    """Decide who ended a call: whoever's channel was ended by its far end, else FreeSWITCH itself.

    Of several legs the first one and the one it was connected with last are asked: others left earlier.
    """
    if ended_by_far_end(first):
        return _party(first, first)
    if first.partners:
        _, last = max((at, uuid) for uuid, at in first.partners.items())
        partner = call.legs.get(last)
        if partner is not None and ended_by_far_end(partner):
            return _party(partner, first)
    return Party.SYSTEM if first.text("disposition") is not None else None


def _party(leg: Leg, first: Leg) -> Party:
    if first.inbound:
        return Party.CALLER if leg is first else Party.AGENT
    return Party.AGENT if leg.agent is not None else Party.CALLEE
