"""Ids that follow from what they name, so that the same thing told twice has one id."""

from __future__ import annotations

from hashlib import sha1


def derived_id(base: str, name: str) -> str:
    """Return the UUID, version 8 (RFC 9562 §5.8), that belongs to `name` under `base`.

    It is the beginning of a SHA-1 over both texts, which serves as a checksum here and protects nothing.
    """
    digest = sha1(f"{base}|{name}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"
