"""Frames on a socket: eight bytes of length, then the content."""

from __future__ import annotations

import socket
import struct

_HEAD = struct.Struct(">Q")


def send_frame(connection: socket.socket, content: bytes) -> None:
    """Send one frame."""
    connection.sendall(_HEAD.pack(len(content)) + content)


def receive_frame(connection: socket.socket, most: int) -> bytes | None:
    """Return the next frame; None when the other side has ended before all of it came.

    Raises:
        TimeoutError: it did not come in the socket's time.
        ValueError: it is larger than `most` bytes.
    """
    head = _exactly(connection, _HEAD.size)
    if head is None:
        return None
    length: int = _HEAD.unpack(head)[0]
    if length > most:
        raise ValueError(f"a frame of {length} bytes, where at most {most} are taken")
    return _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes | None:
    content = bytearray()
    while len(content) < length:
        try:
            part = connection.recv(min(length - len(content), 1 << 20))
        except ConnectionResetError:
            return None
        if not part:
            return None
        content += part
    return bytes(content)
