"""What a backup says of itself: every file with its digest, the schema, and the settings without secrets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

import orjson

from engine.errors import InvalidInput
from engine.store.copies import Copied
from engine.words import Words

NAME = "manifest.json"
FORMAT = 1
PARTS = ("database", "attachments", "recordings")
MOST_BYTES = 256 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """A file of a backup: how many bytes it has, and their SHA-256 in hexadecimal digits."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`made_at` is the machine's time, UTC. `files` are by their path in the backup, with slashes."""

    made_at: str
    release: str
    database: Copied
    files: Mapping[str, Entry]
    settings: Mapping[str, str]

    def content(self) -> bytes:
        """Return it as its file."""
        told = {"format": FORMAT, **asdict(self)}
        return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal digits."""
    return sha256(content).hexdigest()


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        InvalidInput: it is none, of another format, or names a file that no backup of ours has.
    """
    try:
        given = orjson.loads(content)
        if given["format"] != FORMAT:
            raise _not_ours(Words(f"its format is {given['format']}", f"格式是 {given['format']}"))
        files = {str(path): _entry(path, told) for path, told in given["files"].items()}
        database = Copied(**given["database"])
        if database.kind not in ("sqlite", "postgresql") or not isinstance(database.revision, str):
            raise ValueError("database")
        return Manifest(
            str(given["made_at"]), str(given["release"]), database, files, dict(given["settings"])
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_ours(
            Words(f"its manifest cannot be read ({error})", f"清单读不出来（{error}）")
        ) from error


def _entry(path: Any, told: Any) -> Entry:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or parts.parts[0] not in PARTS:
        raise ValueError(f"a file {path!r}")
    if not _DIGEST.fullmatch(told["sha256"]) or type(told["bytes"]) is not int or told["bytes"] < 0:
        raise ValueError(f"the digest of {path!r}")
    return Entry(told["bytes"], told["sha256"])


def _not_ours(why: Words) -> InvalidInput:
    return InvalidInput(Words(f"this is no backup of ours: {why}", f"这不是我们的备份：{why.zh}"))
