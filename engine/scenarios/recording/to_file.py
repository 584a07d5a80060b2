"""Record a scenario beside the diagram of its package."""

from __future__ import annotations

from pathlib import Path

from engine.errors import InvalidInput
from engine.scenarios.folders import SCENARIOS, find
from engine.scenarios.recording.record import record
from engine.store.database import Database
from engine.words import Words


def record_to_file(database: Database, key: str, folder: Path) -> Path:
    """Write the scenario of an order, call or instance into the package at `folder`; return its file.

    It is written only when it passes there: played on the package as it lies in the folder.

    Raises:
        NotFound: there is no such order, call or instance, or no package at `folder`.
        InvalidInput: `folder` has several packages, or one that cannot be read.
        RecordingRefused: the history cannot be told by a scenario of this package.
    """
    found = find([folder])
    if len(found.named) != 1:
        raise InvalidInput(
            Words(
                f"{folder} has {len(found.named)} packages: name the one that the order ran on",
                f"{folder} 有 {len(found.named)} 个流程包：请指明工单所运行的那个",
            )
        )
    place = found.named[0]
    if place in found.refused:
        raise found.refused[place]
    number = 1
    while (path := place / SCENARIOS / f"recorded-{number}.yaml").exists():
        number += 1
    recorded = record(
        database, key, found.packages[place], found.by_key(place), f"真实工单记录 {number} (recorded)"
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(recorded.text, "utf-8")
    return path
