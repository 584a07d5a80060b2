"""Opens a recording on an exchange's disk: below its folder, and nowhere else, whatever the path says.

The path came over the wire in a header: whoever can set a channel's variable may have written it. Each part
is opened by itself, below the one before, and none may be a link; the folder itself may be one.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from engine.calling.recordings import Reason


class NotRead(Exception):
    """The file cannot be had; `reason` is the row's word."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Source:
    """A file that is open for reading, as it was when it was opened."""

    def __init__(self, file: IO[bytes], folder: int, name: str) -> None:
        self.file = file
        self._status = os.fstat(file.fileno())
        self._folder, self._name = folder, name

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self._status.st_size

    def still_for(self, now: float) -> float:
        """Return for how many seconds nobody has written to it; `now` is the machine's time."""
        return now - self._status.st_mtime

    def unchanged(self) -> bool:
        """Return whether nobody has written to it since it was opened."""
        now = os.fstat(self.file.fileno())
        return (now.st_size, now.st_mtime_ns) == (self._status.st_size, self._status.st_mtime_ns)

    def delete(self) -> None:
        """Delete it, unless another file has its name by now; what is gone already is a success."""
        try:
            there = os.stat(self._name, dir_fd=self._folder, follow_symlinks=False)
            if (there.st_dev, there.st_ino) == (self._status.st_dev, self._status.st_ino):
                os.unlink(self._name, dir_fd=self._folder)
        except FileNotFoundError:
            return


@contextmanager
def opened(root: Path, told: str, path: str) -> Iterator[Source]:
    """Open the file that the exchange calls `path`; the folder that it calls `told` is `root` here.

    Raises:
        NotRead: it is not there, not readable, no plain file, or not below the folder.
    """
    parts = _below(told, path)
    with ExitStack() as open_ones:
        try:
            folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
            open_ones.callback(os.close, folder)
            for part in parts[:-1]:
                folder = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                open_ones.callback(os.close, folder)
            # Without O_NONBLOCK a named pipe would keep us waiting for somebody to write.
            number = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            file = open_ones.enter_context(os.fdopen(number, "rb"))
        except (OSError, ValueError) as error:
            raise NotRead(_reason(error)) from error
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotRead(Reason.NOT_A_FILE)
        yield Source(file, folder, parts[-1])


def _below(told: str, path: str) -> tuple[str, ...]:
    """Return the parts of a path below a folder, as the exchange names both."""
    folder, whole = PurePosixPath(told), PurePosixPath(path)
    if not whole.is_absolute() or not whole.is_relative_to(folder) or ".." in whole.parts:
        raise NotRead(Reason.OUTSIDE)
    parts = whole.relative_to(folder).parts
    if not parts:
        raise NotRead(Reason.OUTSIDE)
    return parts


def _reason(error: OSError | ValueError) -> Reason:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ENOENT:
        return Reason.NOT_THERE
    if number in (errno.ELOOP, errno.ENOTDIR) or isinstance(error, ValueError):
        return Reason.OUTSIDE
    if number in (errno.ENXIO, errno.EISDIR):
        return Reason.NOT_A_FILE
    return Reason.OUTSIDE if number == errno.ENAMETOOLONG else Reason.UNREADABLE
