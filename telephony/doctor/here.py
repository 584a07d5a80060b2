"""This machine's addresses: whether a node is one of them, and from which one it is asked."""

from __future__ import annotations

import socket


def is_here(host: str) -> bool:
    """Say whether an address is one of this machine's: a socket can be bound to it."""
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(_binds(family, address) for family, _, _, _, address in found)


def _binds(family: int, address: object) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.bind(address)  # type: ignore[arg-type]
    except OSError:
        return False
    return True


def address_towards(host: str, port: int) -> str | None:
    """Return the address from which this machine connects to another; nothing is sent."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, socket.SOCK_DGRAM) as tried:
            tried.connect(address)
            ours: str = tried.getsockname()[0]
    except OSError:
        return None
    return ours
