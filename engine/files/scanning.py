"""Is a file harmless? Asked of the site's virus scanner: a command, or ClamAV's daemon."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.errors import InvalidInput, Unavailable
from engine.words import Words

CHUNK = 65536
PATIENCE_SECONDS = 60


class Infected(InvalidInput):
    """The scanner has found something."""

    code = "infected"


class Scanner(Protocol):
    """Looks at a content."""

    def scan(self, content: bytes) -> None:
        """Return when it is harmless.

        Raises:
            Infected: it is not.
            Unavailable: nobody can say now; the file is not taken.
        """


@dataclass(frozen=True)
class CommandScanner:
    """Runs a command with the content as its input: 0 harmless, 1 infected, as clamscan and clamdscan do."""

    command: Sequence[str]

    def scan(self, content: bytes) -> None:
        """As `Scanner`."""
        try:
            done = subprocess.run(  # noqa: S603 - the site's own setting
                list(self.command), input=content, capture_output=True, timeout=PATIENCE_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _unavailable() from error
        if done.returncode == 1:
            raise _infected()
        if done.returncode != 0:
            raise _unavailable()


@dataclass(frozen=True)
class ClamdScanner:
    """Speaks ClamAV's INSTREAM (clamd, "zINSTREAM"): `address` is a socket's path, or host:port."""

    address: str

    def scan(self, content: bytes) -> None:
        """As `Scanner`."""
        try:
            with self._connected() as connection:
                connection.sendall(b"zINSTREAM\0")
                for begin in range(0, len(content), CHUNK):
                    part = content[begin : begin + CHUNK]
                    connection.sendall(len(part).to_bytes(4, "big") + part)
                connection.sendall(bytes(4))
                answer = b""
                while not answer.endswith(b"\0") and (more := connection.recv(4096)):
                    answer += more
        except (OSError, ValueError) as error:
            raise _unavailable() from error
        if answer.rstrip(b"\0").endswith(b"FOUND"):
            raise _infected()
        if not answer.rstrip(b"\0").endswith(b"OK"):
            raise _unavailable()

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            made.settimeout(PATIENCE_SECONDS)
            made.connect(self.address)
            return made
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), PATIENCE_SECONDS)


def _infected() -> Infected:
    return Infected(Words("the virus scanner refuses this file", "病毒扫描拒绝了这个文件"))


def _unavailable() -> Unavailable:
    return Unavailable(
        Words("the virus scanner does not answer: try again later", "病毒扫描没有响应：请稍后再试")
    )
