"""A connection that we open to a FreeSWITCH: one thread that only reads."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from datetime import datetime

from engine.errors import Unavailable
from engine.words import Words
from telephony.transport.inbox import DEFAULT_ROOM, Inbox, Room

CONNECT_SECONDS = 5.0
#: How long a write may wait for an exchange that takes nothing.
SEND_SECONDS = 10
SEGMENT = 256 * 1024


class Unreachable(Unavailable):
    """Nobody answers at the address of an exchange, or what was sent is not taken; trying again may help."""

    code = "exchange-unreachable"

    def __init__(self, what: str, error: OSError) -> None:
        reason = error.strerror or str(error) or type(error).__name__
        super().__init__(
            Words(
                f"FreeSWITCH's event socket at {what}: {reason}", f"{what} 的 FreeSWITCH 事件套接字：{reason}"
            )
        )


class InboundSocket:
    """An open connection. What comes is put into `inbox` as it comes; nothing is done in the reader."""

    def __init__(self, connection: socket.socket, where: str, inbox: Inbox) -> None:
        self.inbox = inbox
        self._where = where
        self._socket = connection
        self._closed = False

    @classmethod
    def open(
        cls, host: str, port: int, clock: Callable[[], datetime], room: Room = DEFAULT_ROOM
    ) -> InboundSocket:
        """Connect and begin to read. `clock` gives aware UTC time.

        Raises:
            Unreachable: nobody answers there.
        """
        where = f"{host}:{port}"
        try:
            connection = socket.create_connection((host, port), CONNECT_SECONDS)
            connection.settimeout(None)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_SECONDS, 0))
        except OSError as error:
            raise Unreachable(where, error) from error
        made = cls(connection, where, Inbox(room))
        threading.Thread(target=made._read, args=(clock,), name=f"esl {where}", daemon=True).start()
        return made

    def send(self, data: bytes) -> None:
        """Write all of `data`.

        Raises:
            Unreachable: the connection is gone, or the other side has taken nothing for a while. Whether what
                was written has arrived nobody knows.
        """
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise Unreachable(self._where, error) from error

    def close(self) -> None:
        """Close it; the reader ends."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _read(self, clock: Callable[[], datetime]) -> None:
        try:
            while data := self._socket.recv(SEGMENT):
                if not self.inbox.put(data, clock()):
                    self.close()
                    return
        except OSError:
            pass  # closed by us, or reset: the end, as any other
        finally:
            self.inbox.close()
