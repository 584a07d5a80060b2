"""Brings the call records of a node into what is followed: before its calls are reconciled, and from then on.

What is read is bounded in time, because events wait meanwhile: after a connect some seconds, later a fraction
of one at a time. What is not read by then is read next, and revises what was concluded without it.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import structlog

from telephony.gaps.folder import CallRecords, RecordFile, Verdict
from telephony.listener.following import Following
from telephony.listener.timing import Timing

log = structlog.get_logger("huan.telephony")

#: So many files are read at once.
BATCH = 100
#: How long a connect waits for call records.
CONNECT_SECONDS = 5.0
#: How long the events of a node wait for them at other times.
TURN_SECONDS = 0.2
#: How often the folder is looked at.
LOOK_SECONDS = 30.0
#: Looking at a folder may take no more than this part of the time.
SHARE = 20
#: So many files that cannot be read are told in the log, the others only counted.
SAMPLES = 20


class Importing:
    """The call records of one node, None when it has no folder. One thread at a time."""

    def __init__(
        self, folder: Path | None, following: Following, counts: Counter[str], timing: Timing
    ) -> None:
        self._folder, self._following, self._counts, self._timing = folder, following, counts, timing
        self._records: CallRecords | None = None
        self._look_at = 0.0
        self._shut = False
        self._writing: set[str] = set()
        #: Up to when records were read, and what they say is written; None while nothing is known of that.
        self.until: datetime | None = None

    def begin(self, imported: datetime | None, heard: datetime | None) -> None:
        """Begin where whoever had the node before ended: at the mark, else when the node was last heard.

        Of a node that nobody has listened to yet nothing older than now is read: `import-cdr` does that.
        """
        if self._folder is None:
            return
        since = imported or heard or self._timing.now()
        self._writing.clear()
        self.until = None
        self._records = CallRecords(self._folder, since.timestamp(), self._timing.monotonic)

    def catch_up(self, node: str, at: datetime) -> int:
        """After a connect: read what there is, and return how many calls nobody had heard of."""
        self._look_at = 0.0
        return self.turn(node, at, CONNECT_SECONDS)

    def turn(self, node: str, at: datetime, seconds: float = TURN_SECONDS) -> int:
        """Look at the folder when it is time, and read for so many seconds; return as `catch_up`."""
        records, monotonic = self._records, self._timing.monotonic
        if records is None:
            return 0
        began = monotonic()
        self._mark(records)
        if began >= self._look_at and not records.left and not self._look(records):
            return 0
        found = 0
        while files := records.take(BATCH, self._following.has_ended):
            found += self._take(records, files, node, at)
            if monotonic() - began > seconds:
                break
        return found

    def _mark(self, records: CallRecords) -> None:
        if self._following.written(self._writing):
            self._writing.clear()
            self.until = datetime.fromtimestamp(records.mark, UTC)

    def _look(self, records: CallRecords) -> bool:
        began = self._timing.monotonic()
        try:
            records.look()
        except OSError as error:
            if not self._shut:
                log.warning("call records cannot be read", folder=str(records.folder), why=error.strerror)
            self._shut = True
            self._counts["records_shut"] += 1
            self._look_at = began + LOOK_SECONDS
            return False
        self._shut = False
        now = self._timing.monotonic()
        self._look_at = now + max(LOOK_SECONDS, SHARE * (now - began))
        return True

    def _take(self, records: CallRecords, files: list[RecordFile], node: str, at: datetime) -> int:
        legs = {}
        for file in files:
            self._counts[f"records_{file.verdict.value}"] += 1
            if file.verdict is Verdict.UNREADABLE and self._counts["records_unreadable"] <= SAMPLES:
                log.warning("a call record cannot be read", file=file.name, why=str(file.why))
            if file.leg is None:
                continue
            if file.leg.node == node:
                legs[file.name] = file.leg
            else:
                self._counts["records_foreign"] += 1
        try:
            imported = self._following.bring(list(legs.values()), at)
        except Exception:
            for name in legs:  # the database is away: they are read again
                records.wait_for(name)
            raise
        held = {leg.uuid for leg in imported.held}
        for name, leg in legs.items():
            if leg.uuid in held and not records.wait_for(name):
                self._counts["records_alone"] += 1
        self._writing |= {record.call_id for record in imported.changes.records}
        return len(imported.new)
