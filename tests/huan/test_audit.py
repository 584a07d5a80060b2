"""`huan audit`: verdicts, exit codes, and anchors kept elsewhere."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from engine.commands.anchor import MakeAnchor
from tests.back_door import BackDoor, cut_the_tail, delete_the_chain, recompute_the_chain
from tests.huan.command_line import huan_here
from tests.stage import SYSTEM, Stage


class Archive:
    """An order with some history, anchored twice, and the command line on its database."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self.url, self.folder, self.stage = stage.system.database.url, folder, stage
        self.order = self.stage.open_order()["order"]
        self.stage.do("dispatch", "agent")
        self.stage.run(MakeAnchor(), SYSTEM)
        self.stage.do("accept", "desk", {"decision": "accept"})
        self.file = folder / "kept.jsonl"

    def huan(self, *arguments: object):
        return huan_here(*arguments, folder=self.folder, HUAN_DATABASE_URL=self.url)

    def export(self) -> list[str]:
        done = self.huan("audit", "anchors", "--out", self.file)
        assert (done.returncode, done.stdout) == (0, f"2 anchor(s) written to {self.file}\n")
        return self.file.read_text().splitlines()

    def verify(self, *, with_file: bool = True):
        return self.huan("audit", "verify", *(("--anchors", self.file) if with_file else ()))

    def tamper(self, how) -> None:
        door = BackDoor(self.url)
        how(door, self.stage.system, self.order)
        door.close()


@pytest.fixture
def archive(stage: Stage, tmp_path: Path) -> Archive:
    return Archive(stage, tmp_path)


def test_a_whole_history_exits_with_0_and_says_what_it_rests_on(archive: Archive) -> None:
    archive.export()
    alone, kept = archive.verify(with_file=False), archive.verify()
    assert (alone.returncode, kept.returncode) == (0, 0)
    assert alone.stdout.splitlines() == [
        "note: only the database's own anchors were asked: who can write the chains can write them too",
        "1 chains, 4 events, 2 anchors: whole",
    ]
    assert kept.stdout == "1 chains, 4 events, 2 anchors and 2 kept elsewhere: whole\n"
    told = orjson.loads(archive.huan("audit", "verify", "--anchors", archive.file, "--json").stdout)
    assert (told["whole"], told["faults"], told["notes"], told["kept"]) == (True, [], [], 2)


@pytest.mark.parametrize(
    ("how", "named"),
    [(cut_the_tail, "tail"), (recompute_the_chain, "was written anew"), (delete_the_chain, "missing")],
)
def test_what_was_done_is_named_and_exits_with_1(archive: Archive, how, named: str) -> None:
    archive.export()
    archive.tamper(how)
    done = archive.verify()
    assert done.returncode == 1
    assert any(named in line and archive.order in line for line in done.stdout.splitlines())
    told = orjson.loads(archive.huan("audit", "verify", "--anchors", archive.file, "--json").stdout)
    assert (told["whole"], archive.order in {fault["chain"] for fault in told["faults"]}) == (False, True)


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_proves_nothing_and_is_wrong_usage(archive: Archive, content: str) -> None:
    archive.export()
    archive.tamper(cut_the_tail)
    archive.file.write_text(content)
    done = archive.verify()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "huan: kept.jsonl holds no anchor, so it proves nothing: use a file as exported\n"


def test_a_file_that_ends_early_hides_nothing_that_the_database_knows(archive: Archive) -> None:
    first, _ = archive.export()
    archive.file.write_text(first + "\n")
    done = archive.verify()
    assert done.returncode == 0
    assert done.stdout.startswith(
        "note: the file ends with anchor 1 of 2026-11-23 01:00 UTC: the 1 newer one(s)"
    )
    archive.tamper(cut_the_tail)
    cut = archive.verify()
    assert (cut.returncode, "its tail is cut: the anchor saw 4 events, 2 are left" in cut.stdout) == (1, True)


def test_a_file_that_begins_late_is_said_plainly(archive: Archive) -> None:
    _, second = archive.export()
    archive.file.write_text(second + "\n")
    done = archive.verify()
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "note: the file begins with anchor 2: those before it are the database's own",
    )


def test_anchors_that_the_database_lacks_or_has_otherwise_are_named(archive: Archive) -> None:
    archive.export()
    door = BackDoor(archive.url)
    door.without_triggers()
    door.run("DELETE FROM anchor_head WHERE number = 2")
    door.run("DELETE FROM anchor WHERE number = 2")
    missing = archive.verify()
    assert "anchor 2 was kept elsewhere, but the database does not have it" in missing.stdout
    door.run("UPDATE anchor_head SET hash = 'x'")
    changed = archive.verify()
    assert "anchor 1 in the database is not the one that was kept" in changed.stdout
    assert (missing.returncode, changed.returncode) == (1, 1)
    door.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{}\n", "kept.jsonl, line 1: is no anchor"),
        (b"\xff\xfe\x00", "kept.jsonl: byte 0 is no text"),
        (b"# README\n", "kept.jsonl, line 1: is no anchor"),
    ],
)
def test_a_file_that_is_no_export_is_wrong_usage(archive: Archive, content: bytes, told: str) -> None:
    archive.file.write_bytes(content)
    done = archive.verify()
    assert (done.returncode, told in done.stderr) == (2, True)


def test_a_changed_anchor_file_is_refused(archive: Archive) -> None:
    archive.export()
    archive.file.write_text(archive.file.read_text().replace("2026-11-23", "2026-11-24", 1))
    done = archive.verify()
    assert (done.returncode, "line 1: the anchor itself was changed" in done.stderr) == (2, True)


def test_anchors_go_to_standard_output_too(archive: Archive) -> None:
    done = archive.huan("audit", "anchors")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    archive.file.write_text(done.stdout)
    assert archive.verify().returncode == 0


def test_a_file_that_cannot_be_written_is_refused_before_an_anchor_is_made(archive: Archive) -> None:
    done = archive.huan("audit", "anchors", "--out", archive.folder / "nowhere" / "kept.jsonl")
    assert (done.returncode, "is no folder that may be written" in done.stderr) == (2, True)
    assert len(archive.huan("audit", "anchors").stdout.splitlines()) == 2  # the first was the fixture's


def test_an_export_replaces_the_file_as_a_whole(archive: Archive) -> None:
    archive.file.write_text("what was there before")
    archive.export()
    assert sorted(path.name for path in archive.folder.iterdir() if "kept" in path.name) == ["kept.jsonl"]
