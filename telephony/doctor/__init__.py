"""What is wrong with a FreeSWITCH, and what to do: asked read-only over its event socket."""

from telephony.doctor.examination import examine, without_answer
from telephony.doctor.finding import Finding
from telephony.doctor.interview import Refused, interview
from telephony.doctor.rules import RULES
from telephony.doctor.seen import Folder, Seen, Wanted

__all__ = [
    "RULES",
    "Finding",
    "Folder",
    "Refused",
    "Seen",
    "Wanted",
    "examine",
    "interview",
    "without_answer",
]
