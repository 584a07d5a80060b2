"""What files a package may hold: texts in UTF-8, under plain paths, not too many and not too large.

A version is stored as texts and compared by its bytes, so `check` and `deploy` refuse the same files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.definitions.findings import DiagramRefused, Finding

MOST_FILES = 500
MOST_FILE_BYTES = 5_000_000
MOST_BYTES = 20_000_000
MOST_PATH = 200
_PATH = re.compile(r"[^/\\\x00-\x1f\x7f\ud800-\udfff]+(?:/[^/\\\x00-\x1f\x7f\ud800-\udfff]+)*")


def bytes_of(texts: Mapping[str, str], origin: str = "") -> dict[str, bytes]:
    """Return the bytes of texts that a client sent.

    Raises:
        DiagramRefused: a text has half of a character that JSON writes in two halves.
    """
    files, wrong = {}, []
    for path, text in texts.items():
        try:
            files[path] = text.encode()
        except UnicodeEncodeError:
            wrong.append(_told(origin, path, "is no Unicode text", "save it as UTF-8"))
    if wrong:
        raise DiagramRefused(wrong)
    return files


def refuse_unfit(files: Mapping[str, bytes], origin: str = "") -> None:
    """Refuse what a version cannot store.

    Raises:
        DiagramRefused: with a finding for every unfit file.
    """
    if len(files) > MOST_FILES:
        raise DiagramRefused([_too_large(origin, f"it has {len(files)} files")])
    total = sum(map(len, files.values()))
    if total > MOST_BYTES:
        raise DiagramRefused([_too_large(origin, f"its files have {total} bytes")])
    found = [finding for path, content in files.items() for finding in _unfit(path, content, origin)]
    if found:
        raise DiagramRefused(found)


def _unfit(path: str, content: bytes, origin: str) -> Iterator[Finding]:
    if len(path) > MOST_PATH or not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        yield _told(
            origin,
            path[:MOST_PATH],
            "is no path inside the package",
            "use a plain name, such as forms/a.json",
        )
    if len(content) > MOST_FILE_BYTES:
        yield _told(origin, path, f"has more than {MOST_FILE_BYTES} bytes", "split it")
        return
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        problem = f"is no UTF-8 text (byte {error.start + 1})"
        yield _told(origin, path, problem, "save it as UTF-8, or keep it outside the package")
        return
    if "\x00" in text:
        yield _told(
            origin, path, "holds the character NUL", "save it as UTF-8 text, or keep it outside the package"
        )


def _too_large(origin: str, problem: str) -> Finding:
    limits = f"at most {MOST_FILES} files and {MOST_BYTES} bytes: keep what is not needed outside the package"
    return Finding(origin or "package", None, "", f"the package is too large: {problem}", limits)


def _told(origin: str, path: str, problem: str, remedy: str) -> Finding:
    label = f"{origin}/{path}" if origin else path
    return Finding(label.encode(errors="replace").decode(), None, "", problem, remedy)
