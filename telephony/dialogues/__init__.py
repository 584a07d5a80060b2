"""Dialogues with callers, drawn as diagrams: FreeSWITCH dials us, a caller hears what the diagram says.

`session` is one channel without a socket; `conversation` brings it together with a diagram in memory; `steps`
are what each topic does; `desk` is the engine; `server` listens.
"""

from telephony.dialogues.server import DialogueSettings, dialogue_server

__all__ = ["DialogueSettings", "dialogue_server"]
