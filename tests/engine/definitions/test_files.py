"""Which files a package may hold, from disk and from a client: both are refused for the same reasons."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.definitions import DiagramRefused, read_files, read_folder, texts
from tests.engine.definitions.conftest import PLAIN, files_with, only, refusal

PATH_REMEDY = "use a plain name, such as forms/a.json"


@pytest.mark.parametrize(
    ("path", "content", "problem", "remedy"),
    [
        ("logo.png", b"\x89PNG\r\n\x1a\n", "is no UTF-8 text (byte 1)",
         "save it as UTF-8, or keep it outside the package"),
        ("test.bpmn", PLAIN.decode().encode("utf-16"), "is no UTF-8 text (byte 1)",
         "save it as UTF-8, or keep it outside the package"),
        ("package.yaml", "key: 报修".encode("gbk"), "is no UTF-8 text (byte 6)",
         "save it as UTF-8, or keep it outside the package"),
        ("notes.txt", b"a\x00b", "holds the character NUL", "save it as UTF-8 text, or keep it outside the package"),
        ("../../etc/x", b"", "is no path inside the package", PATH_REMEDY),
        ("/etc/x", b"", "is no path inside the package", PATH_REMEDY),
        ("a//b", b"", "is no path inside the package", PATH_REMEDY),
        ("a/./b", b"", "is no path inside the package", PATH_REMEDY),
        ("a\\b", b"", "is no path inside the package", PATH_REMEDY),
        ("a\nb", b"", "is no path inside the package", PATH_REMEDY),
        ("", b"", "is no path inside the package", PATH_REMEDY),
        ("a" * 201, b"", "is no path inside the package", PATH_REMEDY),
    ],
)  # fmt: skip
def test_a_file_that_a_version_cannot_store_is_refused(path, content, problem, remedy):
    assert only(refusal({path: content}))[3:] == (problem, remedy)


def test_a_file_a_package_and_their_number_have_limits(monkeypatch):
    monkeypatch.setattr(texts, "MOST_FILE_BYTES", 2_000)
    assert only(refusal({"a.txt": b"x" * 2_001}))[3:] == ("has more than 2000 bytes", "split it")
    monkeypatch.setattr(texts, "MOST_BYTES", 3_000)
    *_, problem, remedy = only(refusal({"a.txt": b"x" * 1_500, "b.txt": b"x" * 1_500}))
    assert problem.startswith("the package is too large: its files have ")
    assert remedy.startswith("at most 500 files and 3000 bytes")
    monkeypatch.setattr(texts, "MOST_FILES", 2)
    assert only(refusal({"a.txt": b""}))[3] == "the package is too large: it has 3 files"


def test_half_a_character_from_a_client_is_refused():
    with pytest.raises(DiagramRefused) as refused:
        texts.bytes_of({"a.txt": "\ud800", "b\udc00": "b"})
    assert [finding.problem for finding in refused.value.report] == ["is no Unicode text"] * 1
    assert only(refusal({"b\udc00": b""}))[3] == "is no path inside the package"


def test_everything_that_cannot_be_read_is_told_at_once():
    found = refusal({"test.bpmn": "<", "forms/a.json": "{", "forms/b.json": "[]", "rules/a.dmn": "<"})
    assert [finding.file for finding in found] == ["test.bpmn", "forms/a.json", "forms/b.json", "rules/a.dmn"]


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_a_folder_is_read_as_its_files_without_scenarios_and_hidden_ones(tmp_path):
    files = files_with({"forms/a.json": "{}", "rules/scenarios/kept.txt": "x"})
    hidden = {".git/x": b"\xff", "forms/.DS_Store": b"\xff", "scenarios/a.yaml": b"\xff", ".env": b"\xff"}
    package = read_folder(write(tmp_path, {**files, **hidden}))
    assert package.files == files
    assert package.source_hash == read_files(files).source_hash


def test_links_pipes_and_unreadable_files_are_refused(tmp_path):
    write(tmp_path, files_with())
    (tmp_path / "secret").symlink_to("/etc/hostname")
    with pytest.raises(DiagramRefused, match="secret: file: is no plain file — put the file itself"):
        read_folder(tmp_path)
    (tmp_path / "secret").unlink()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DiagramRefused, match="pipe: file: is no plain file"):
        read_folder(tmp_path)


def test_a_folder_is_not_read_much_further_than_it_may_be_large(tmp_path, monkeypatch):
    write(tmp_path, files_with({f"{n:04}.txt": b"" for n in range(510)}))
    with pytest.raises(DiagramRefused, match="the package is too large: it has 501 files"):
        read_folder(tmp_path)


def test_a_folder_without_a_sheet_is_no_package(tmp_path):
    with pytest.raises(DiagramRefused, match=r"has no package\.yaml — name a package's folder"):
        read_folder(tmp_path)
    (tmp_path / "package.yaml").mkdir()
    with pytest.raises(DiagramRefused, match=r"has no package\.yaml"):
        read_folder(tmp_path)
    assert only(refusal({"package.yaml": None}))[3:] == ("there is no package.yaml", "add it")
