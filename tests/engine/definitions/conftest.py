"""Packages made of a few lines, and what is found in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from engine.definitions import DiagramRefused, Finding, read_files
from tests.drawing import draw, end, start, user

SHEET = b"key: test\nname: {zh: t, en: t}\ndiagram: test.bpmn\nprocess: p\n"
PLAIN = draw(start("s"), user("a"), end("e"), flows="s > a > e")


def files_with(files: Mapping[str, bytes | str | None] | None = None) -> dict[str, bytes]:
    """Return the files of a plain package with these added or replaced; None takes one away."""
    made: dict[str, bytes | str | None] = {"package.yaml": SHEET, "test.bpmn": PLAIN, **(files or {})}
    return {
        path: content.encode() if isinstance(content, str) else content
        for path, content in made.items()
        if content is not None
    }


def refusal(files: Mapping[str, bytes | str | None]) -> list[Finding]:
    """Return why a package with these files cannot be read; each finding says the same in Chinese."""
    with pytest.raises(DiagramRefused) as refused:
        read_files(files_with(files))
    for finding in refused.value.report:
        for words in (finding.problem, finding.remedy):
            assert has_chinese(words.zh), words.zh
            assert quoted(words.zh) == quoted(words), words.zh
    return refused.value.report


def has_chinese(text: str) -> bool:
    """Return whether a sentence has Chinese characters."""
    return re.search("[\u4e00-\u9fff]", text) is not None


def quoted(text: str) -> set[str]:
    """Return what a sentence quotes by '…', "…" or `…`, the marks included; an apostrophe quotes nothing."""
    return set(re.findall(r"(?<!\w)'[^']*'(?!\w)|\"[^\"]*\"|`[^`]*`", text))


def only(findings: list[Finding]) -> tuple[str, int | None, str, str, str]:
    """Return file, line, name, problem and remedy of the only finding."""
    assert len(findings) == 1, "\n".join(map(str, findings))
    found = findings[0]
    return found.file, found.line, found.name, found.problem, found.remedy
