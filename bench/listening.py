"""The listener of a measurement, wired as `huan telephony run` wires it, which notes when it did what."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from bench.stage import settings_on
from engine.commands import Answer, Engine
from engine.commands.call_parts import Ring
from engine.commands.record_call import RecordCall
from engine.org import Actor
from engine.workers.queued import QueuedHints
from huan.heap import settle_heap
from huan.listening import dialogues_of, listener_of
from huan.wiring import build
from telephony.dialogues import DialogueSettings
from telephony.esl import Event
from telephony.listener import Listener, NodeSettings, Settled

LOOK_SECONDS = 0.01


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
    seconds: defaultdict[str, float] = field(default_factory=partial(defaultdict, float))


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

    def __init__(self, url: str, redis_url: str, node: NodeSettings, dialogues: int | None) -> None:
        served = DialogueSettings(port=dialogues) if dialogues is not None else None
        settings = replace(settings_on(url), exchanges=(node,), dialogues=served)
        self._system = build(settings)
        self._engine = _Noting(self._system.database, self._system.engine.services, QueuedHints(redis_url))
        self._listener: Listener = listener_of(settings, self._engine)
        self._listener.accompany(lambda _: _Follower(self._engine))
        self._dialogues = dialogues_of(settings, self._engine)
        self._moments: dict[int, dict[str, float]] = {}
        settle_heap()
        threading.Thread(target=self._look, daemon=True).start()
        if self._dialogues is not None:
            self._dialogues.start()
        self._listener.start()

    def standing(self) -> dict[str, Any]:
        """Return how it is: `caught_up`, how many calls are `live` and wait to be written, its counts."""
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
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and "written" not in self._moments.get(connects, {}):
            time.sleep(LOOK_SECONDS)
        return dict(self._moments.get(connects, {}))

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

    def _look(self) -> None:
        node = self._listener.nodes[0]
        while True:
            if connects := node.counts["connects"]:
                found, now = self._moments.setdefault(connects, {}), time.monotonic()
                found.setdefault("connected", now)
                if node.caught_up:
                    found.setdefault("known", now)
                    if not self._listener.calls.waiting:
                        found.setdefault("written", now)
            time.sleep(LOOK_SECONDS)
