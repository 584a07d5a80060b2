"""Zip files of packages: the same each time, read back the same, and refused when somebody means ill."""

from __future__ import annotations

import io
import os
import random
import stat
import struct
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.definitions import DiagramRefused
from engine.definitions.archive import MOST_ENTRIES, pack, unpack
from engine.definitions.texts import MOST_BYTES, MOST_FILE_BYTES

SOAK = os.environ.get("HUAN_SOAK") == "1"
FILES = {"package.yaml": b"key: x\n", "forms/a.json": b"{}", "图.bpmn": "<流程/>".encode()}


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def refused(content: bytes) -> list[str]:
    with pytest.raises(DiagramRefused) as told:
        unpack(content)
    assert all(finding.problem.zh and finding.remedy.zh for finding in told.value.report)
    return [f"{finding.file}: {finding.problem}" for finding in told.value.report]


def test_the_same_files_give_the_same_bytes_and_come_back() -> None:
    content = pack(FILES, "x")
    assert content == pack(dict(reversed(FILES.items())), "x")
    assert unpack(content) == FILES


def test_a_package_may_lie_on_top_or_in_a_folder_of_its_own() -> None:
    assert unpack(zipped(("package.yaml", b"1"), ("forms/a.json", b"2"))).keys() == {
        "package.yaml",
        "forms/a.json",
    }
    assert unpack(zipped(("a/", b""), ("a/b/package.yaml", b"1"), ("a/b/c/d", b"2"))).keys() == {
        "package.yaml",
        "c/d",
    }
    assert unpack(zipped(("a/x.bpmn", b"1"), ("a/y.bpmn", b"2"))).keys() == {"x.bpmn", "y.bpmn"}


def test_what_operating_systems_add_is_left_out_and_byte_order_marks_taken_off() -> None:
    content = zipped(
        ("x/package.yaml", b"\xef\xbb\xbfkey: x"),
        ("__MACOSX/x/._package.yaml", b"\x00\x01"),
        ("x/.DS_Store", b"\x00"),
        ("x/.git/config", b"\xff"),
    )
    assert unpack(content) == {"package.yaml": b"key: x"}


def test_names_that_are_not_marked_as_utf_8_are_read_as_utf_8_or_as_chinese() -> None:
    for encoding in ("utf-8", "gb18030"):
        raw = "表单.json".encode(encoding)
        content = zipped(("package.yaml", b"1"), ("x" * len(raw), b"2"))
        content = content.replace(b"x" * len(raw), raw)
        assert unpack(content).keys() == {"package.yaml", "表单.json"}


@pytest.mark.parametrize(
    "name", ["../x", "a/../../x", "/etc/passwd", "..\\x", "\\\\host\\x", "C:/x", "C:\\x", "a\\b", ".."]
)
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    content = zipped(("package.yaml", b"1"), (name, b"2"))
    assert refused(content) == [f"zip/{name}: names a place outside the package"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_a_link_or_device_is_refused(kind: int) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (kind | 0o777) << 16
    content = zipped(("package.yaml", b"1"), (entry, b"/etc/passwd"))
    assert refused(content) == ["zip/link: is a link or device, no file"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_equal_names_are_refused_whatever_their_capitals() -> None:
    for second in ("a.json", "A.JSON"):
        content = zipped(("package.yaml", b"1"), ("a.json", b"2"), (second, b"3"))
        assert refused(content) == [f"zip/{second}: is there twice"]


def test_an_encrypted_file_is_refused() -> None:
    content = bytearray(zipped(("package.yaml", b"1")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        content[at : at + 2] = struct.pack("<H", 1)
    assert refused(bytes(content)) == ["zip/package.yaml: is encrypted"]


def test_what_unfolds_into_too_much_is_refused_soon() -> None:
    begun = time.process_time()
    bomb = zipped(("package.yaml", b"\x20" * (MOST_FILE_BYTES + 1)))
    assert len(bomb) < 10_000
    assert refused(bomb) == ["zip/package.yaml: unfolds into too much"]
    several = zipped(*((f"{number}.txt", b" " * MOST_FILE_BYTES) for number in range(6)))
    assert refused(several) == ["zip: its files unfold into too much"]
    assert time.process_time() - begun < 5


def test_a_size_that_lies_is_not_believed() -> None:
    content = bytearray(zipped(("package.yaml", b" " * (MOST_FILE_BYTES + 1))))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 10)
    assert refused(bytes(content))


def test_too_many_entries_or_bytes_are_refused() -> None:
    many = zipped(*((f"{number}.txt", b"") for number in range(501)))
    assert refused(many) == ["zip: it has 501 files"]
    folders = zipped(*((f"{number}/", b"") for number in range(MOST_ENTRIES + 1)))
    assert refused(folders) == [f"zip: it has {MOST_ENTRIES + 1} entries"]
    assert refused(b"x" * (MOST_BYTES + 1)) == [f"zip: it has {MOST_BYTES + 1} bytes"]


def test_two_packages_in_one_file_are_not_mixed() -> None:
    both = zipped(("a/package.yaml", b"1"), ("b/package.yaml", b"2"))
    assert refused(both) == ["zip/b/package.yaml: lies outside the package's folder a/"]


@pytest.mark.parametrize("content", [b"\xff\xfe<\x00", b"a\x00b", "表单".encode("gb18030")])
def test_a_file_that_is_no_utf_8_text_is_refused_by_name(content: bytes) -> None:
    told = refused(zipped(("package.yaml", b"1"), ("forms/a.json", content)))
    assert len(told) == 1
    assert told[0].startswith("zip/forms/a.json: ")


@given(st.integers(0, 2**32), st.integers(1, 20))
@settings(
    max_examples=20_000 if SOAK else 300,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=list(HealthCheck),
)
def test_a_broken_zip_file_is_refused_or_read_and_never_more(seed: int, changes: int) -> None:
    dice = random.Random(seed)
    content = bytearray(pack(FILES, "x"))
    for _ in range(changes):
        at = dice.randrange(len(content))
        content[at : at + dice.choice((0, 1, 4))] = dice.randbytes(dice.choice((0, 1, 4)))
    try:
        files = unpack(bytes(content))
    except DiagramRefused:
        return
    assert sum(map(len, files.values())) <= MOST_BYTES
