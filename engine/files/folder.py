"""A folder of contents, each under its SHA-256: equal contents lie there once, and nothing is overwritten."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

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
        try:
            # Its age begins anew, so that nobody takes away what is just about to be attached again.
            os.utime(path)
            return digest
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _not_kept(error) from error
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                try:
                    file.write(content)
                    _settled(file, path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise _not_kept(error) from error
        return digest

    def put_blocks(self, blocks: Iterable[bytes]) -> tuple[str, int]:
        """Keep a content of any size, block by block; return its digest and how many bytes it has.

        Raises:
            Unavailable: the folder cannot be written, or the disk is full.
        """
        digest, size = sha256(), 0
        begun = self.root / "00"  # where `older_than` finds what was left half written
        try:
            begun.mkdir(parents=True, exist_ok=True)
            file = tempfile.NamedTemporaryFile(dir=begun, delete=False)  # noqa: SIM115 - closed below
        except OSError as error:
            raise _not_kept(error) from error
        try:
            with file:
                for block in blocks:
                    digest.update(block)
                    size += len(block)
                    try:
                        file.write(block)
                    except OSError as error:
                        raise _not_kept(error) from error
                path = self._path(digest.hexdigest())
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    _settled(file, path)
                except OSError as error:
                    raise _not_kept(error) from error
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def open(self, digest: str) -> IO[bytes]:
        """Open a content to be read from anywhere in it; whether it is whole was proved when it was put.

        Raises:
            NotFound: it is not there.
        """
        try:
            return self._path(digest).open("rb")
        except OSError as error:
            raise NotFound(Words("the content is not there any more", "内容已不存在")) from error

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

    def older_than(self, seconds: float, now: float) -> Iterator[tuple[Path, int]]:
        """Yield every file that was put there longer ago, with its size in bytes; also those half written.

        `now` is the machine's time in seconds since 1970: files bear that of the machine that wrote them.
        """
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            status = _status(path)
            if status is not None and now - status.st_mtime > seconds:
                yield path, status.st_size

    def take_away(self, path: Path, seconds: float, now: float) -> bool:
        """Take a file away unless it was put there again meanwhile; return whether it went.

        It is moved aside first: whoever puts the same content from then on writes it anew, and whoever did so
        a moment before has made it young, so that it comes back.
        """
        aside = path.with_name(f"{path.name}.gone")
        try:
            os.replace(path, aside)
        except FileNotFoundError:
            return False
        status = _status(aside)
        if status is not None and now - status.st_mtime <= seconds:
            os.replace(aside, path)
            return False
        aside.unlink(missing_ok=True)
        return True

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise NotFound(Words("this is no content", "没有这个内容"))
        return self.root / digest[:2] / digest


def is_digest(name: str) -> bool:
    """Answer whether a file's name is that of a content."""
    return _DIGEST.fullmatch(name) is not None


def _settled(file: Any, path: Path) -> None:
    """Give what was written its name, once the disk has it."""
    file.flush()
    os.fsync(file.fileno())
    os.replace(file.name, path)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _not_kept(error: OSError) -> Unavailable:
    return Unavailable(
        Words(f"attachments cannot be kept now: {error.strerror}", f"目前无法保存附件：{error.strerror}")
    )
