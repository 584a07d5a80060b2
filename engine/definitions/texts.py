"""What files a package may hold: texts in UTF-8, under plain paths, not too many and not too large.

A version is stored as texts and compared by its bytes, so `check` and `deploy` refuse the same files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from engine.definitions.findings import DiagramRefused, Finding
from engine.words import Words

SCENARIOS = "scenarios/"
MOST_FILES = 500
MOST_FILE_BYTES = 5_000_000
MOST_BYTES = 20_000_000
MOST_PATH = 200
AS_UTF_8 = Words("save it as UTF-8", "请以 UTF-8 保存")
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
            wrong.append(_told(origin, path, Words("is no Unicode text", "不是 Unicode 文本"), AS_UTF_8))
    if wrong:
        raise DiagramRefused(wrong)
    return files


def without_scenarios(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that make a version: scenarios lie beside it and are no part of it."""
    return {path: content for path, content in files.items() if not path.startswith(SCENARIOS)}


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return what identifies files: SHA-256 over the paths and contents of all of them, as hex."""
    digest = hashlib.sha256()
    for path in sorted(files):
        content = files[path]
        digest.update(f"{len(path.encode())}:{path}{len(content)}:".encode() + content)
    return digest.hexdigest()


def refuse_unfit(files: Mapping[str, bytes], origin: str = "") -> None:
    """Refuse what a version cannot store.

    Raises:
        DiagramRefused: with a finding for every unfit file.
    """
    if len(files) > MOST_FILES:
        raise DiagramRefused(
            [_too_large(origin, Words(f"it has {len(files)} files", f"它有 {len(files)} 个文件"))]
        )
    total = sum(map(len, files.values()))
    if total > MOST_BYTES:
        raise DiagramRefused(
            [_too_large(origin, Words(f"its files have {total} bytes", f"文件共 {total} 字节"))]
        )
    found = [finding for path, content in files.items() for finding in _unfit(path, content, origin)]
    if found:
        raise DiagramRefused(found)


def _unfit(path: str, content: bytes, origin: str) -> Iterator[Finding]:
    if len(path) > MOST_PATH or not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        yield _told(
            origin,
            path[:MOST_PATH],
            Words("is no path inside the package", "不是流程包内的路径"),
            Words("use a plain name, such as forms/a.json", "请用普通的名称，例如 forms/a.json"),
        )
    if len(content) > MOST_FILE_BYTES:
        yield _told(
            origin,
            path,
            Words(f"has more than {MOST_FILE_BYTES} bytes", f"超过 {MOST_FILE_BYTES} 字节"),
            Words("split it", "请拆分"),
        )
        return
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        at = error.start + 1
        problem = Words(f"is no UTF-8 text (byte {at})", f"不是 UTF-8 文本（第 {at} 字节）")
        remedy = Words(
            "save it as UTF-8, or keep it outside the package", "请以 UTF-8 保存，或放在流程包之外"
        )
        yield _told(origin, path, problem, remedy)
        return
    if "\x00" in text:
        yield _told(
            origin,
            path,
            Words("holds the character NUL", "含有 NUL 字符"),
            Words(
                "save it as UTF-8 text, or keep it outside the package",
                "请以 UTF-8 文本保存，或放在流程包之外",
            ),
        )


def _too_large(origin: str, problem: Words) -> Finding:
    limits = Words(
        f"at most {MOST_FILES} files and {MOST_BYTES} bytes: keep what is not needed outside the package",
        f"最多 {MOST_FILES} 个文件、{MOST_BYTES} 字节：不需要的请放在流程包之外",
    )
    said = Words(f"the package is too large: {problem}", f"流程包太大：{problem.zh}")
    return Finding(origin or "package", None, "", said, limits)


def _told(origin: str, path: str, problem: Words, remedy: Words) -> Finding:
    label = f"{origin}/{path}" if origin else path
    return Finding(label.encode(errors="replace").decode(), None, "", problem, remedy)
