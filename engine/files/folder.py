"""A folder of contents, each under its SHA-256: equal contents lie there once, and nothing is overwritten."""

from __future__ import annotations

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from engine.errors import NotFound, Unavailable
from engine.words import Words

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ContentFolder:
    """Contents below `root`, in 256 folders by the first two digits of their digest."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """Keep a content; return its digest. What is there is whole: it is written beside and renamed.

        Raises:
            Unavailable: the folder cannot be written, or the disk is full.
        """
        digest = sha256(content).hexdigest()
        path = self._path(digest)
        if path.is_file():
            return digest
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                try:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                    os.replace(file.name, path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise Unavailable(
                Words(
                    f"attachments cannot be kept now: {error.strerror}", f"目前无法保存附件：{error.strerror}"
                )
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """Return a content.

        Raises:
            NotFound: it is not there, or is not what was put there.
        """
        try:
            content = self._path(digest).read_bytes()
        except OSError as error:
            raise NotFound(Words("the content is not there any more", "附件内容已不存在")) from error
        if sha256(content).hexdigest() != digest:
            raise NotFound(Words("the content was damaged on the disk", "附件内容在磁盘上已损坏"))
        return content

    def remove(self, digest: str) -> None:
        """Take a content away; what is not there is a success."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise NotFound(Words("this is no content", "没有这个内容"))
        return self.root / digest[:2] / digest
