"""Telephones in browsers: what one proves to its exchange, and what the exchange knows of it.

Both sides have the same digest (RFC 2617, HA1) and neither a password: the digest is made of the node's key
each time it is asked for. It stands in no row. FreeSWITCH has it in a file of its own (`a1-hash`), a browser
gets it when somebody is signed in at the telephone (docs/decisions/softphones.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import md5, sha256
from hmac import digest
from ipaddress import ip_address
from urllib.parse import urlsplit

SOFTPHONE = "softphone"
#: The realm of the profile for browsers: a digest that is made for it opens no other profile.
REALM = "huan-softphone"
#: A key that somebody could guess would give away every telephone of its node.
SHORTEST_KEY = 32
_USER = re.compile(r"user/([A-Za-z0-9_.-]{1,40})(?:@[A-Za-z0-9_.-]+)?")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Softphones:
    """A node to which browsers connect: `wss` is where, `key` what digests are made of, and is not shown."""

    wss: str
    key: str = field(repr=False)

    @property
    def domain(self) -> str:
        """Return the host of the address: the domain of its telephones' own addresses."""
        return urlsplit(self.wss).hostname or ""

    def ha1(self, node: str, user: str, owner: str | None) -> str:
        """Return the digest of a telephone.

        `owner` is the person whose it is, None: its department's. Given to somebody else it has another one.
        """
        told = "\n".join((node, user, owner or "")).encode()
        password = digest(self.key.encode(), told, sha256).hex()
        return md5(f"{user}:{REALM}:{password}".encode(), usedforsecurity=False).hexdigest()


def sip_user(contact: str) -> str | None:
    """Return the user that registers for a contact such as `user/1001`; None: nobody can."""
    match = _USER.fullmatch(contact)
    return match[1] if match else None


def is_browser_address(text: str) -> bool:
    """Answer whether browsers can be sent there: `wss://host:port`, on this machine also `ws://127.0.0.1:port`.

    The address stands in a header of every page: nothing but scheme, host and port.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not _HOST.fullmatch(host) or port == 0:
        return False
    plain = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
    return text == plain and (parts.scheme == "wss" or (parts.scheme == "ws" and _is_here(host)))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
