"""What a file is: by its content, compared with what its name claims."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import puremagic
from puremagic import PureError

from engine.errors import InvalidInput, field_finding
from engine.words import Words

_OFFICE = "application/vnd.openxmlformats-officedocument"
#: What may be attached: the end of the name, the media type, and which of puremagic's answers agree.
KINDS: Mapping[str, tuple[str, frozenset[str]]] = {
    "jpg": ("image/jpeg", frozenset({".jpg", ".jpeg", ".jfif"})),
    "jpeg": ("image/jpeg", frozenset({".jpg", ".jpeg", ".jfif"})),
    "png": ("image/png", frozenset({".png"})),
    "webp": ("image/webp", frozenset({".webp"})),
    "heic": ("image/heic", frozenset({".heic", ".heif"})),
    "pdf": ("application/pdf", frozenset({".pdf"})),
    "docx": (f"{_OFFICE}.wordprocessingml.document", frozenset({".docx"})),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", frozenset({".xlsx"})),
    "mp3": ("audio/mpeg", frozenset({".mp3"})),
    "wav": ("audio/wav", frozenset({".wav"})),
    "m4a": ("audio/mp4", frozenset({".m4a", ".mp4"})),
    "amr": ("audio/amr", frozenset({".amr"})),
    "mp4": ("video/mp4", frozenset({".mp4", ".m4v"})),
    "txt": ("text/plain", frozenset()),
    "csv": ("text/csv", frozenset()),
}
_LONGEST_NAME = 120
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|‎‏‪-‮⁦-⁩]+')


def plain_name(name: str) -> str:
    """Return a file's name without folders, and without what deceives or what no file system takes."""
    kept = _UNFIT.sub("_", unicodedata.normalize("NFKC", name).replace("\\", "/").rpartition("/")[2])
    stem, dot, end = kept.strip(" .").rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(end) - 1]}{dot}{end}" if len(end) < 10 else kept[:_LONGEST_NAME]


def judged(name: str, content: bytes) -> str:
    """Return the media type of a file whose name ends as its content demands.

    Raises:
        InvalidInput: a kind that is not taken, or a content that is something else than its name says.
    """
    end = name.rpartition(".")[2].lower()
    if end not in KINDS:
        raise _refused(
            Words(
                f"files of this kind are not taken; taken are {', '.join(KINDS)}",
                f"不接受这类文件；可用：{'、'.join(KINDS)}",
            )
        )
    media_type, agreeing = KINDS[end]
    found = _sniffed(content)
    fits = bool(found & agreeing) if agreeing else not found and _is_text(content)
    if not content or not fits:
        what = ", ".join(sorted(found)) or "something unknown"
        raise _refused(
            Words(f"the content is no {end}, it looks like {what}", f"内容不是 {end}，看起来是 {what}")
        )
    return media_type


def _sniffed(content: bytes) -> frozenset[str]:
    """Return the ends of names that would fit the content; empty: nothing is known of it."""
    try:
        return frozenset(match.extension for match in puremagic.magic_string(content))
    except (PureError, ValueError):
        return frozenset()


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _refused(told: Words) -> InvalidInput:
    finding = field_finding("content", told, Words("send another file", "请换一个文件"))
    return InvalidInput(told, findings=[finding])
