"""Keeps recordings by their content: copied, proved, and measured, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from engine.calling.recordings import Reason
from engine.errors import NotFound, Unavailable
from engine.files import ContentFolder
from engine.words import Words
from telephony.recordings.wave import NotAWave, hear

_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording that lies in the folder under its `digest`; see `telephony.recordings.wave.Heard`."""

    digest: str
    bytes: int
    ms: int
    peaks: tuple[int, ...]
    header_lied: bool


class RecordingStore:
    """The folder of recordings (HUAN_RECORDINGS), and what may be put into it: WAV files."""

    def __init__(self, folder: ContentFolder) -> None:
        self.folder = folder

    def keep(self, path: Path) -> Kept:
        """Keep a file of our own, such as a message that a caller has left.

        Raises:
            NotAWave: it is no recording.
            Unavailable: the folder cannot be written.
            OSError: the file cannot be read.
        """
        with path.open("rb") as file:
            return self.keep_open(file)

    def keep_open(self, file: IO[bytes]) -> Kept:
        """Keep what is in an open file, as `keep`. What lies in the folder then is read again, as a proof.

        A content that is no recording is there afterwards, and belongs to nobody: `huan recordings collect`
        takes it away, if nobody else has put the same.
        """
        file.seek(0)
        digest, size = self.folder.put_blocks(_blocks(file))
        with self.folder.open(digest) as kept:
            if size == 0:
                raise NotAWave(Reason.EMPTY)
            heard = hear(kept, size)
            kept.seek(0)
            proof = sha256()
            for block in _blocks(kept):
                proof.update(block)
        if proof.hexdigest() != digest:
            raise Unavailable(
                Words(
                    "what was read back from the folder of recordings is not what was written to it",
                    "从录音文件夹读回的内容与写入的不同",
                )
            )
        return Kept(digest, size, heard.ms, heard.peaks, heard.header_lied)

    def has(self, digest: str) -> bool:
        """Return whether a content is there."""
        try:
            self.folder.open(digest).close()
        except NotFound:
            return False
        return True


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
