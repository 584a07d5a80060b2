"""Fetches recordings: whatever an exchange has told of is copied from its disk, proved, and noted.

Its thread deletes by rule, too: it is where the folder of recordings can be written.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from engine.calling.recordings import UNTOLD, Reason
from engine.calling.retention import RecordingRules
from engine.commands import Engine
from engine.commands.recordings.fetch import (
    ClaimRecordings,
    FetchAgain,
    RecordingNotStored,
    StoreRecording,
)
from engine.errors import HuanError, Unavailable
from engine.org import Actor
from engine.store.exchange import all_nodes
from engine.workers.recordings import sweep_recordings
from telephony.recordings.source import NotRead, Source, opened
from telephony.recordings.store import Kept, RecordingStore
from telephony.recordings.wave import NotAWave

log = structlog.get_logger("huan.recordings")
FINDER = Actor("system:recordings")
#: How long it waits when there is nothing to fetch, and how often it deletes by rule.
PAUSE_SECONDS = 5.0
SWEEP_SECONDS = 3600.0


@dataclass(frozen=True)
class RecordingFolder:
    """Where an exchange's recordings are: `told` is what it calls the folder, `here` where we see it.

    `node` is our name for the exchange.
    """

    node: str
    here: Path
    told: str


class Finder:
    """Fetches the recordings of some exchanges. `machine_now` is the clock of files, seconds since 1970."""

    def __init__(
        self,
        engine: Engine,
        folders: Iterable[RecordingFolder],
        store: RecordingStore,
        rules: RecordingRules,
        machine_now: Callable[[], float] = time.time,
    ) -> None:
        self._engine, self._store, self._rules = engine, store, rules
        self._folders = {folder.node: folder for folder in folders}
        self._machine_now = machine_now
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recordings", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the recording that is being fetched."""
        self._stop.set()
        self._thread.join(timeout=30)

    def turn(self) -> int:
        """Fetch what is due; return how many recordings were tried.

        Raises:
            Unavailable: the database does not answer.
        """
        folders = self._by_switchname()
        if not folders:
            return 0
        claimed = self._engine.run(ClaimRecordings(tuple(folders)), FINDER)["claimed"]
        for one in claimed:
            self._fetch(one, folders.get(one["node"]))
        return len(claimed)

    def _by_switchname(self) -> dict[str, RecordingFolder]:
        """Return the folders by the exchanges' own names for themselves, as far as these are known."""
        with self._engine.database.reading() as tx:
            rows = all_nodes(tx)
        return {
            row.switchname: self._folders[row.name]
            for row in rows
            if row.switchname is not None and row.name in self._folders
        }

    def _fetch(self, claimed: dict[str, Any], folder: RecordingFolder | None) -> None:
        """Copy, prove, measure; note it; then delete it at the exchange, if the rules say so."""
        key, attempt = claimed["id"], claimed["attempt"]
        if folder is None:
            self._failed(claimed, Reason.OUTSIDE)
            return
        try:
            with opened(folder.here, folder.told, claimed["path"]) as source:
                self._require_still(source, claimed["ended"])
                kept = self._kept(source)
                command = StoreRecording(
                    key, attempt, kept.digest, kept.bytes, kept.ms, kept.peaks, self._rules
                )
                if not self._engine.run(command, FINDER)["stored"]:
                    return
                if not self._store.has(kept.digest):
                    # A sweep took the same content away a moment before it was ours.
                    self._engine.run(FetchAgain(key), FINDER)
                    return
                log.info("a recording is stored", recording=key, ms=kept.ms, header_lied=kept.header_lied)
                if self._rules.delete_at_exchange:
                    self._delete(source, key)
        except (NotRead, NotAWave) as error:
            self._failed(claimed, error.reason)

    def _kept(self, source: Source) -> Kept:
        try:
            kept = self._store.keep_open(source.file)
        except Unavailable as error:
            raise NotRead(Reason.NO_ROOM) from error
        except OSError as error:
            raise NotRead(Reason.UNREADABLE) from error
        if not source.unchanged():
            raise NotRead(Reason.GROWING)
        return kept

    def _require_still(self, source: Source, ended: bool) -> None:
        """A recording whose end was not told is over when nobody has written to its file for a while."""
        if not ended and source.still_for(self._machine_now()) < UNTOLD.total_seconds():
            raise NotRead(Reason.GROWING)

    def _delete(self, source: Source, key: str) -> None:
        try:
            source.delete()
        except OSError as error:
            log.warning("a recording stays at the exchange", recording=key, error=error.strerror)

    def _failed(self, claimed: dict[str, Any], reason: Reason) -> None:
        """Note it. The path stays out of the log: it may hold the caller's number."""
        answer = self._engine.run(RecordingNotStored(claimed["id"], claimed["attempt"], reason), FINDER)
        log.warning(
            "a recording is not stored",
            recording=claimed["id"],
            reason=reason.value,
            attempt=claimed["attempt"],
            try_at=answer["try_at"],
        )

    def _run(self) -> None:
        swept: float | None = None
        while not self._stop.is_set():
            try:
                if swept is None or time.monotonic() - swept > SWEEP_SECONDS:
                    swept = time.monotonic()
                    sweep_recordings(self._engine, self._store.folder, self._rules)
                while self.turn() and not self._stop.is_set():
                    pass
            except HuanError as error:
                log.warning("recordings wait", code=error.code)
            except Exception:
                log.exception("fetching recordings broke")
            self._stop.wait(PAUSE_SECONDS)
