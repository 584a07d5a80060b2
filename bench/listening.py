"""The listener of a measurement, wired as `huan telephony run` wires it, which notes when it did what."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from engine.commands import Answer, Engine
from engine.commands.call_parts import Ring
from engine.commands.record_call import RecordCall
from engine.org import Actor
from engine.workers.queued import QueuedHints
from huan.heap import settle_heap
from huan.listening import dialogues_of, listener_of
from huan.settings import Settings
from huan.wiring import build
from telephony.dialogues import DialogueSettings
from telephony.esl import Event
from telephony.listener import Listener, NodeSettings, Settled


@dataclass
class Done:
    """When the listener did what, of the machine's monotonic clock.

    `followed` by the member of a queue: when his joining was known; `written` by call and agent: when the
    writing of the first record began that says that the agent's telephone rings. `commands` are counted by
    name, `seconds` is how long those of a name took in all.
    """

    followed: dict[str, float] = field(default_factory=dict)
    written: dict[tuple[str, str], float] = field(default_factory=dict)
    commands: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)


class _Noting(Engine):
    """An engine that notes what it runs."""

    done = Done()

    def run(self, command: Any, actor: Actor, key: str | None = None) -> Answer:
        began, done = time.monotonic(), self.done
        if isinstance(command, RecordCall):
            for part in command.parts:
                if isinstance(part, Ring):
                    done.written.setdefault((command.exchange_id, part.agent), began)
        try:
            return super().run(command, actor, key)
        finally:
            done.commands[command.name] += 1
            done.seconds[command.name] += time.monotonic() - began


class _Follower:
    """Goes along with the node."""

    def __init__(self, engine: _Noting) -> None:
        self._engine = engine

    def heard(self, events: Iterable[Event], at: datetime) -> None:
        now = time.monotonic()
        for event in events:
            if event.name == "CUSTOM" and event.text("CC-Action") == "member-queue-start":
                self._engine.done.followed[event.text("CC-Member-UUID") or ""] = now

    def began(self) -> None: ...
    def settled(self, settled: Settled) -> None: ...
    def ended(self) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Listening:
    """A listener to one node, and the dialogues of its callers."""

    def __init__(self, settings: Settings, node: NodeSettings, dialogues: int | None) -> None:
        served = DialogueSettings(port=dialogues) if dialogues is not None else None
        self._settings = replace(settings, exchanges=(node,), dialogues=served)
        self._system = build(self._settings)
        self._engine = _Noting(self._system.database, self._system.engine.services)
        if settings.redis_url is not None:
            self._engine.hints = QueuedHints(settings.redis_url)
        self._listener: Listener = listener_of(self._settings, self._engine)
        self._listener.accompany(lambda _: _Follower(self._engine))
        self._dialogues = dialogues_of(self._settings, self._engine)
        settle_heap()
        if self._dialogues is not None:
            self._dialogues.start()
        self._listener.start()

    def standing(self) -> dict[str, Any]:
        """Return how it is: `caught_up`, how many calls are `live` and `waiting` to be written, its counts."""
        node = self._listener.nodes[0]
        return {
            "caught_up": node.caught_up,
            "live": node.following.live,
            "waiting": self._listener.calls.waiting,
            "callers": self._dialogues.connections if self._dialogues is not None else 0,
            "counts": {**node.counts, **self._listener.writers.counts},
        }

    def caught_up(self, connects: int, seconds: float) -> dict[str, float]:
        """Wait until it has connected for the `connects`-th time and knows what is; return when it did what.

        `connected`, `known` and `written`, the last when no call waited any more to be written.
        """
        node, found = self._listener.nodes[0], {}
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            now = time.monotonic()
            if node.counts["connects"] >= connects:
                found.setdefault("connected", now)
                if node.caught_up:
                    found.setdefault("known", now)
                    if not self._listener.calls.waiting:
                        found["written"] = now
                        break
            time.sleep(0.01)
        return found

    def done(self) -> Done:
        """Take what was done since this was last asked."""
        taken, self._engine.done = self._engine.done, Done()
        return taken

    def close(self) -> None:
        """End it, and give the node back."""
        if self._dialogues is not None:
            self._dialogues.stop()
        self._listener.stop()
        self._system.close()
