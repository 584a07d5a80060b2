"""What becomes known of calls goes to the engine: of each call the newest record, each call in order."""

from telephony.telling.coalesce import Calls, Telling
from telephony.telling.memory import EngineMemory
from telephony.telling.rows import TELEPHONY, messages_of, record_call, tell
from telephony.telling.writers import Writers

__all__ = [
    "TELEPHONY",
    "Calls",
    "EngineMemory",
    "Telling",
    "Writers",
    "messages_of",
    "record_call",
    "tell",
]
