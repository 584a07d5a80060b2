"""Let a recorded call ring now: its times moved to this moment, its events as far apart as they were."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from api.system import Recording
from engine.calling.retention import RecordingRules
from engine.commands import Engine
from engine.commands.recordings.fetch import ClaimRecordings, StoreRecording
from engine.errors import HuanError, NotFound
from engine.ids import new_id
from engine.words import Words
from telephony.calls import CallRecord, Fact
from telephony.captures import demonstration
from telephony.recordings import RecordingStore
from telephony.recordings.finder import FINDER
from telephony.replay import replay
from telephony.simulator.recording import RATE, speech
from telephony.sink import EngineSink

#: How long the demonstration's recordings are.
SOUND_SECONDS = 8
log = structlog.get_logger("huan.demonstration")
RECORDINGS = (
    Recording("01_queue_answered.plain", "来电：坐席接听", "A call that an agent answers", 10),
    Recording("02_queue_abandoned.plain", "来电：客户放弃", "A call that the caller gives up", 5),
)


@dataclass
class _Timeline:
    """Takes records and facts with the moment at which each became known."""

    steps: list[tuple[datetime, CallRecord | Fact]]
    at: datetime | None = None

    def record(self, call: CallRecord) -> None:
        parts = [each for ring in call.rings for each in (ring.at, ring.until)]
        parts += [each for talk in call.talks for each in (talk.at, talk.until)]
        known = [call.started_at, call.queued_at, call.answered_at, call.ended_at, *parts]
        self.at = max(moment for moment in known if moment is not None)
        self.steps.append((self.at, call))

    def fact(self, fact: Fact) -> None:
        self.steps.append((self.at or fact.at, fact))


class RecordedCalls:
    """The calls of the demonstration; each ringing plays in a thread of its own.

    Their recordings were not kept with them: in `store` each gets two voices that take turns.
    """

    def __init__(self, engine: Engine, store: RecordingStore, rules: RecordingRules) -> None:
        self._engine, self._store, self._rules = engine, store, rules

    def recordings(self) -> Sequence[Recording]:
        """Return the calls that can ring."""
        return RECORDINGS

    def ring(self, recording: str) -> Mapping[str, Any]:
        """Let a call ring in the background; return `call`, the exchange's id for it."""
        if recording not in {each.key for each in RECORDINGS}:
            raise NotFound(Words(f"there is no recording {recording!r}", f"没有录制 {recording!r}"))
        timeline, began = self._prepare(recording)
        first = next(step for _, step in timeline.steps if isinstance(step, CallRecord))
        threading.Thread(target=self._play, args=(timeline, began), name="ringing", daemon=True).start()
        return {"call": first.call_id}

    def _prepare(self, recording: str) -> tuple[_Timeline, datetime]:
        with self._engine.database.reading() as tx:
            now, _ = self._engine.services.time_and_place(tx)
        path, run = demonstration(recording), new_id()
        once = _Timeline([])
        replay([path], once, run=run)
        began = min(step.started_at for _, step in once.steps if isinstance(step, CallRecord))
        moved = _Timeline([])
        replay([path], moved, shift=now - began, run=run)
        return moved, now

    def _play(self, timeline: _Timeline, began: datetime) -> None:
        sink, started = EngineSink(self._engine), datetime.now(UTC)
        for at, step in timeline.steps:
            wait = (at - began) - (datetime.now(UTC) - started)
            if wait > timedelta():
                time.sleep(wait.total_seconds())
            try:
                sink.record(step) if isinstance(step, CallRecord) else sink.fact(step)
            except HuanError as error:
                log.warning("the demonstration's call is lost", code=error.code)
                return
        nodes = {step.node for _, step in timeline.steps if isinstance(step, CallRecord) and step.node}
        try:
            self._give_sound(sorted(nodes))
        except HuanError as error:
            log.warning("the demonstration's call cannot be heard", code=error.code)

    def _give_sound(self, nodes: Sequence[str]) -> None:
        """Store something that can be heard for every recording of these exchanges that is to be fetched."""
        claimed = self._engine.run(ClaimRecordings(nodes), FINDER)["claimed"]
        for one in claimed:
            with tempfile.TemporaryFile() as file:
                file.write(speech(SOUND_SECONDS * RATE))
                kept = self._store.keep_open(file)
            self._engine.run(
                StoreRecording(
                    one["id"], one["attempt"], kept.digest, kept.bytes, kept.ms, kept.peaks, self._rules
                ),
                FINDER,
            )
