"""Deletes recordings by rule: the rows one by one, then the contents that nothing needs any more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import structlog

from engine.calling.retention import RecordingRules
from engine.commands import Engine
from engine.commands.recordings.sweep import ExpireRecording
from engine.files import ContentFolder
from engine.org import Actor
from engine.store.recordings import content_needed, recordings_to_ask

log = structlog.get_logger("huan.recordings")
KEEPER = Actor("system:recordings")
_FIRST = "00000000-0000-0000-0000-000000000000"
_PAGE = 200


@dataclass
class Sweep:
    """What was deleted, or would be: how many by category (none: of no order's), and bytes of the rows."""

    deleted: Counter[str | None] = field(default_factory=Counter)
    bytes: int = 0
    asked: int = 0


def sweep_recordings(
    engine: Engine, folder: ContentFolder, rules: RecordingRules, *, dry_run: bool = False
) -> Sweep:
    """Ask of every recording that may have been kept long enough, and delete what was."""
    done, after = Sweep(), _FIRST
    while True:
        with engine.database.reading() as tx:
            now, _ = engine.services.time_and_place(tx)
            rows = recordings_to_ask(tx, now, after, _PAGE)
        for row in rows:
            answer = engine.run(ExpireRecording(row.id, rules, dry_run), KEEPER)
            done.asked += 1
            if not answer["deleted"]:
                continue
            done.deleted[answer["category"]] += 1
            done.bytes += answer["bytes"] or 0
            if answer["content"] is not None:
                take_away(engine, folder, answer["content"])
        if len(rows) < _PAGE:
            break
        after = rows[-1].id
    if done.deleted and not dry_run:
        log.info("recordings are deleted by rule", recordings=done.deleted.total(), rules=rules.version)
    return done


def take_away(engine: Engine, folder: ContentFolder, digest: str) -> bool:
    """Take a content away that no recording needs; whoever notes the same content waits meanwhile."""
    with engine.database.transaction() as tx:
        tx.lock_channel([("recording", digest)])
        if content_needed(tx, digest):
            return False
        folder.remove(digest)
    return True
