"""`huan attachments collect`: what a crash left behind goes, what is attached or just being attached stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

from engine.commands.notes.attachments import AttachFile
from engine.files.folder import ContentFolder
from tests.huan.command_line import huan_here
from tests.stage import Stage

DAY = 86_400


def collect(url: str, folder: Path, *options: str) -> list[str]:
    done = huan_here(
        "attachments",
        "collect",
        *options,
        folder=folder,
        HUAN_DATABASE_URL=url,
        HUAN_ATTACHMENTS=f"{folder}/a",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_only_old_contents_without_an_attachment_go_and_only_when_told(
    stage_on_sqlite: Stage, tmp_path: Path
) -> None:
    contents = ContentFolder(tmp_path / "a")
    attached, left, young = (contents.put(text.encode()) for text in ("attached", "left", "young"))
    stage = stage_on_sqlite
    order = stage.open_order()["order"]
    stage.run(AttachFile(order, "a.txt", "text/plain", 8, attached, False), "agent")
    torn = tmp_path / "a" / left[:2] / "tmpabc"
    torn.write_bytes(b"half")
    long_ago = time.time() - 2 * DAY
    for path in (contents._path(attached), contents._path(left), torn):
        os.utime(path, (long_ago, long_ago))

    listed = collect(stage.system.database.url, tmp_path)
    assert listed == [*sorted(listed[:2]), "2 content(s), 8 bytes could be taken away: say --delete"]
    assert contents.get(left) == b"left", "it was only listed"
    assert collect(stage.system.database.url, tmp_path, "--older-than", "72")[-1].startswith("0 content(s)")
    assert collect(stage.system.database.url, tmp_path, "--delete")[-1] == "2 content(s), 8 bytes taken away"
    assert (contents.get(attached), contents.get(young)) == (b"attached", b"young")
    assert not torn.exists()
    assert not contents._path(left).exists()


def test_what_is_attached_again_meanwhile_stays(tmp_path: Path) -> None:
    contents = ContentFolder(tmp_path)
    digest = contents.put(b"again")
    path, now = contents._path(digest), time.time()
    os.utime(path, (now - 2 * DAY, now - 2 * DAY))
    assert [found for found, _ in contents.older_than(DAY, now)] == [path]
    contents.put(b"again")
    assert not contents.take_away(path, DAY, now), "whoever puts it makes it young"
    assert contents.get(digest) == b"again"
