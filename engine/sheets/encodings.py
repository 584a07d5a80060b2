"""A CSV file's bytes as text: UTF-8, UTF-16 with its mark, or GB18030, which Chinese offices save.

What is read wrongly is worse than what is refused: a UTF-8 file with one damaged byte would often pass as
GB18030, with every name in it garbled. So that is only tried where little of the file is UTF-8.
"""

from __future__ import annotations

import codecs
import re

from engine.errors import InvalidInput
from engine.words import Words

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: What GB18030 leaves undefined is decoded to these; another encoding read as GB18030 has some soon.
_UNDEFINED = re.compile("[\ue000-\uf8ff\ufffd]")


def text_of(content: bytes, file: str) -> str:
    """Return a file's text.

    Raises:
        InvalidInput: it is in none of these encodings; it names the line as far as one can be.
    """
    if content.startswith(_UTF_16):
        return _decoded(content, "utf-16", file)
    if b"\x00" in content:
        raise refused(file, "is neither CSV nor a workbook", "既不是 CSV 也不是工作簿")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if content.startswith(codecs.BOM_UTF8) or _is_mostly_utf_8(content):
            line = content.count(b"\n", 0, error.start) + 1
            raise refused(
                file,
                f"is UTF-8, but line {line} has a damaged byte ({error.start}): save it again as CSV UTF-8",
                f"是 UTF-8，但第 {line} 行有损坏的字节（第 {error.start} 字节）：请重新另存为 CSV UTF-8",
            ) from error
    text = _decoded(content, "gb18030", file)
    undefined = _UNDEFINED.search(text)
    if undefined is not None:
        line = text.count("\n", 0, undefined.start()) + 1
        raise refused(
            file,
            f"is neither UTF-8 nor GB18030 (line {line} has no readable text): save it as CSV UTF-8",
            f"既不是 UTF-8 也不是 GB18030（第 {line} 行无法识别）：请另存为 CSV UTF-8",
        )
    return text


def _is_mostly_utf_8(content: bytes) -> bool:
    """Answer whether most characters beyond ASCII are those of UTF-8; in GB18030 about a tenth look so."""
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    fine = sum(1 for one in text if one > "\x7f") - damaged
    return fine > 2 * damaged


def _decoded(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused(
            file,
            f"is neither UTF-8 nor GB18030 (line {line}, byte {error.start}): save it as CSV UTF-8",
            f"既不是 UTF-8 也不是 GB18030（第 {line} 行，第 {error.start} 字节）：请另存为 CSV UTF-8",
        ) from error


def refused(file: str, english: str, chinese: str) -> InvalidInput:
    """Return the error that a file cannot be read."""
    return InvalidInput(Words(f"{file} {english}", f"{file} {chinese}"))
