"""Passwords and tokens: how they are made, kept and compared.

A password is kept as an Argon2id hash (RFC 9106) with a salt of its own. A token is 256 random bits; only
its SHA-256 is kept, which needs no salt because nobody can guess what was hashed.
"""

from __future__ import annotations

import secrets
from functools import cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import InvalidInput, NotSignedIn, field_finding
from engine.words import Words

#: Failed attempts, one after the other, that lock an account; and for how long (seconds).
MOST_FAILURES = 5
LOCKED_SECONDS = 15 * 60.0
#: A session ends when it was not used for so long, and in any case so long after it began (seconds).
IDLE_SECONDS = 2 * 3600.0
LONGEST_SECONDS = 12 * 3600.0
#: The use of a session is written down at most so often (seconds): not with every request.
SEEN_SECONDS = 60.0
#: An account that is locked again and again is locked twice as long each time, at most so long (seconds).
LONGEST_LOCK_SECONDS = 24 * 3600.0
#: Attempts to sign in that one address has in a while (seconds), whoever they are for.
MOST_OF_ADDRESS, ADDRESS_SECONDS = 60, 15 * 60.0
#: What a machine's token can be limited to; each endpoint needs one.
SCOPES = ("orders:read", "orders:write", "tasks", "packages", "admin", "me")
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200

_hasher = PasswordHasher()


class TooMany(NotSignedIn):
    """Too many requests from one address: `retry_after` seconds from now they are answered again."""

    code = "too-many-requests"

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(
            Words(
                f"too many attempts: try again in {minutes} minute(s)",
                f"尝试次数太多：请在 {minutes} 分钟后再试",
            ),
            retry_after=retry_after,
        )


class LockedOut(NotSignedIn):
    """Too many wrong passwords: `retry_after` seconds from now the account can be used again."""

    code = "locked-out"

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(
            Words(
                f"too many wrong passwords: the account is locked; try again in {minutes} minute(s)",
                f"密码错误次数太多：账号已锁定；请在 {minutes} 分钟后再试",
            ),
            retry_after=retry_after,
        )


def hash_password(password: str) -> str:
    """Return what is kept of a password.

    Raises:
        InvalidInput: it is too short or too long.
    """
    _require_length(password)
    return _hasher.hash(password)


def hash_pin(pin: str) -> str:
    """Return what is kept of a PIN, whose few digits are its caller's matter."""
    return _hasher.hash(pin)


def _require_length(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidInput(
            Words(
                f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; choose another",
                f"密码要有 {SHORTEST_PASSWORD} 到 {LONGEST_PASSWORD} 个字符；请另选一个",
            ),
            findings=[
                field_finding(
                    "password",
                    Words("too short or too long", "太短或太长"),
                    Words("choose another", "请另选一个"),
                )
            ],
        )


#: What everybody tries first; compared without capitals.
_COMMON = frozenset(
    "password passw0rd password1 password123 12345678 123456789 1234567890 87654321 11111111 88888888 "
    "66666666 00000000 qwertyui qwerty123 qwertyuiop 1qaz2wsx abcd1234 a1234567 asdfghjk iloveyou "
    "admin123 administrator woaini1314 5201314520 changeme letmein1".split()
)


def require_good_password(password: str, username: str) -> None:
    """Refuse a password that is guessed first: a common one, one character again and again, the own name.

    Raises:
        InvalidInput: it is such a one, or too short or too long.
    """
    _require_length(password)
    plain = password.casefold()
    if (
        len(set(plain)) > 3
        and plain not in _COMMON
        and (len(username) < 3 or username.casefold() not in plain)
    ):
        return
    problem = Words(
        "this password is guessed first: a common one, one sign again and again, or with your name in it",
        "这个密码最容易被猜到：常用密码、重复的字符，或含有您的用户名",
    )
    raise InvalidInput(
        problem,
        findings=[field_finding("password", problem, Words("choose another", "请另选一个"))],
    )


def is_password(password: str, kept: str | None) -> bool:
    """Return whether `kept` was made from `password`; with None it takes as long, and the answer is no."""
    try:
        return _hasher.verify(kept or _nobodys(), password[:LONGEST_PASSWORD]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_hex())


def new_token() -> str:
    """Return a new token: 256 random bits as text for a cookie or header."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def session_id(hash_: str) -> str:
    """Return by what a session is called where its token's hash must not be seen."""
    return sha256(f"session:{hash_}".encode()).hexdigest()[:32]
