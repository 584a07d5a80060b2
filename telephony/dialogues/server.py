"""Dialogues on the telephone: the server that FreeSWITCH dials, wired to the engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.commands import Engine
from engine.ids import new_id
from telephony.dialogues.arriving import read_arrival
from telephony.dialogues.conversation import Conversation, Desk
from telephony.dialogues.desk import EngineDesk
from telephony.dialogues.session import Session
from telephony.prompts import PromptFolder
from telephony.transport.outbound import LOOPBACK, PORT, Beside, OutboundServer


@dataclass(frozen=True)
class DialogueSettings:
    """Where FreeSWITCH finds the dialogues, which package answers it, and where the prompts lie."""

    host: str = LOOPBACK
    port: int = PORT
    package: str = "ivr-main"
    prompts: Path | None = None
    #: What our nodes call their folders of recordings, by the names that we have for them.
    recordings: Mapping[str, str] = field(default_factory=dict)
    #: How other exchanges reach our nodes, by the names that we have for them.
    trunks: Mapping[str, str] = field(default_factory=dict)


def dialogue_server(engine: Engine, settings: DialogueSettings) -> OutboundServer:
    """Return the server of an engine's dialogues; nothing is started."""
    desk = EngineDesk(
        engine,
        PromptFolder(settings.prompts),
        settings.package,
        recordings=settings.recordings,
        trunks=settings.trunks,
    )
    return server_of(desk, settings.host, settings.port)


def server_of(
    desk: Desk, host: str, port: int, clock: Callable[[], float] = time.monotonic
) -> OutboundServer:
    """Return a server whose callers speak with `desk`'s dialogues."""

    def answer(beside: Beside) -> Conversation:
        return Conversation(Session(new_id), desk, beside, read_arrival, clock)

    return OutboundServer(answer, host, port)
