"""Which files of a folder are new, and whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from telephony.gaps.folder import OVERLAP_SECONDS, TORN_SECONDS, WAITING_SECONDS, CallRecords, Verdict
from tests.telephony.gaps.records import abandoned, agents_leg, content, write


class Looking:
    """Looks at a folder at times that are set; files came when their times say."""

    def __init__(self, folder: Path, mark: float = 0.0) -> None:
        self.now = 100.0
        self.records = CallRecords(folder, mark, lambda: self.now, lambda status: status.st_mtime)

    def __call__(self, *known: str) -> list[tuple[str, Verdict]]:
        self.records.look()
        files = self.records.take(1000, lambda leg: leg in known)
        return [(file.name.removesuffix(".cdr.json"), file.verdict) for file in files]


def leg_number(number: int) -> str:
    return f"c0000000-0000-4000-8000-{number:012d}"


def put(folder: Path, number: int, at: float, octets: bytes | None = None) -> Path:
    (path,) = write(folder, abandoned(leg_number(number)))
    if octets is not None:
        path.write_bytes(octets)
    os.utime(path, (at, at))
    return path


def test_each_file_is_read_once_the_oldest_first(tmp_path: Path) -> None:
    put(tmp_path, 2, 1002), put(tmp_path, 1, 1001)
    look = Looking(tmp_path)
    read = Verdict.READ
    assert look() == [(f"a_{leg_number(1)}", read), (f"a_{leg_number(2)}", read)]
    assert look() == []
    put(tmp_path, 3, 1002)
    assert look() == [(f"a_{leg_number(3)}", read)], "in the same second as the last one"
    assert look.records.mark == 1002


def test_what_came_before_the_mark_is_not_looked_at(tmp_path: Path) -> None:
    put(tmp_path, 1, 1000 - OVERLAP_SECONDS - 0.1), put(tmp_path, 2, 1000)
    assert Looking(tmp_path, mark=1000)() == [(f"a_{leg_number(2)}", Verdict.READ)]


def test_a_record_that_is_being_written_is_read_when_it_is_whole(tmp_path: Path) -> None:
    whole = content(abandoned(leg_number(1)))
    put(tmp_path, 1, 1000, whole[:700]), put(tmp_path, 2, 1005)
    look = Looking(tmp_path)
    assert look() == [(f"a_{leg_number(1)}", Verdict.TORN), (f"a_{leg_number(2)}", Verdict.READ)]
    assert look.records.mark == 1000, "the mark does not pass what is not read"
    put(tmp_path, 1, 1006, whole)
    assert look() == [(f"a_{leg_number(1)}", Verdict.READ)]
    assert look.records.mark == 1006


def test_what_never_becomes_a_record_is_given_up_and_holds_nobody_up(tmp_path: Path) -> None:
    put(tmp_path, 1, 1000, b"{"), put(tmp_path, 2, 1005)
    look = Looking(tmp_path)
    look()
    look.now += TORN_SECONDS - 1
    assert look() == [(f"a_{leg_number(1)}", Verdict.TORN)]
    put(tmp_path, 1, 1000, b'{"core-uuid"')
    assert look() == [(f"a_{leg_number(1)}", Verdict.TORN)], "it has grown: its time begins anew"
    look.now += TORN_SECONDS
    assert look() == [(f"a_{leg_number(1)}", Verdict.UNREADABLE)]
    assert (look(), look.records.mark) == ([], 1005)


def test_of_a_leg_whose_end_was_seen_the_record_is_not_even_opened(tmp_path: Path) -> None:
    put(tmp_path, 1, 1000, b"not opened")
    assert Looking(tmp_path)(leg_number(1)) == [(f"a_{leg_number(1)}", Verdict.KNOWN)]


def test_a_leg_that_waits_for_its_caller_is_read_again_for_a_while(tmp_path: Path) -> None:
    (path,) = write(tmp_path, agents_leg())
    os.utime(path, (1000, 1000))
    put(tmp_path, 2, 1005)
    look = Looking(tmp_path)
    look()
    assert look.records.wait_for(path.name)
    assert look.records.mark == 1000
    assert [verdict for _, verdict in look()] == [Verdict.READ]
    assert look.records.wait_for(path.name)
    look.now += WAITING_SECONDS
    assert [verdict for _, verdict in look()] == [Verdict.READ]
    assert not look.records.wait_for(path.name)
    assert (look(), look.records.mark) == ([], 1005)


def test_names_that_are_none_links_pipes_and_folders_are_left_alone(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(content(abandoned()))
    inbox = tmp_path / "cdr"
    inbox.mkdir()
    (inbox / "a_link.cdr.json").symlink_to(secret)
    os.mkfifo(inbox / "a_pipe.cdr.json")
    (inbox / "a_folder.cdr.json").mkdir()
    (inbox / "x\n; rm -rf.cdr.json").write_bytes(b"{}")
    (inbox / ("y" * 200 + ".cdr.json")).write_bytes(b"{}")
    (inbox / "notes.txt").write_bytes(b"{}")
    assert Looking(inbox)() == []


def test_a_record_under_another_legs_name_is_none(tmp_path: Path) -> None:
    put(tmp_path, 1, 1000, content(abandoned(leg_number(2))))
    assert Looking(tmp_path)() == [(f"a_{leg_number(1)}", Verdict.UNREADABLE)]


def test_a_file_that_may_not_be_read_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, 1, 1000)
    look = Looking(tmp_path)
    opening = os.open

    def shut(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", shut)
    assert look() == [(f"a_{leg_number(1)}", Verdict.TORN)]
    monkeypatch.setattr(os, "open", opening)
    assert look() == [(f"a_{leg_number(1)}", Verdict.READ)]


def test_files_that_are_deleted_meanwhile_hold_nobody_up(tmp_path: Path) -> None:
    path = put(tmp_path, 1, 1000, b"{")
    look = Looking(tmp_path)
    look()
    path.unlink()
    put(tmp_path, 2, 1005)
    assert look() == [(f"a_{leg_number(2)}", Verdict.READ)]
    assert look.records.mark == 1005


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Looking(tmp_path / "gone")()
