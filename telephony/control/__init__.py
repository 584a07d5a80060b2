"""Controls: a row becomes one command, sent once, and what FreeSWITCH says becomes the row's outcome."""

from telephony.control.outcome import Look, looks_at
from telephony.control.plan import Ask, NotPlanned, Planned, plan
from telephony.control.sender import Sender

__all__ = ["Ask", "Look", "NotPlanned", "Planned", "Sender", "looks_at", "plan"]
