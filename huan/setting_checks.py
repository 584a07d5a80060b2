"""What a setting may be: one function a kind of value. Each names the variable and what it must be."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from engine.errors import InvalidInput
from engine.words import Words

#: The fastest that a demonstration's clock may run: a day in a second.
FASTEST = 86_400
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?")


class BadSetting(InvalidInput):
    """A variable of the environment holds what it may not."""

    code = "bad-setting"

    def __init__(self, name: str, must: Words, value: str | None = None) -> None:
        told = Words(f"{name} must be {must}", f"{name} 必须{must.zh}")
        if value is not None:
            told = Words(f"{told}, but is {value!r}", f"{told.zh}，现在是 {value!r}")
        super().__init__(told)


def word(env: Mapping[str, str], name: str, default: str, known: tuple[str, ...]) -> str:
    """Return one of the words `known`."""
    value = env.get(name) or default
    if value not in known:
        raise BadSetting(name, Words(f"one of {', '.join(known)}", f"是 {'、'.join(known)} 之一"), value)
    return value


def rate(env: Mapping[str, str], name: str) -> float:
    """Return how many times as fast as real time a clock runs. It cannot stand still: no timer would fire."""
    text = env.get(name)
    if not text:
        return 1.0
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= FASTEST:
        raise BadSetting(
            name, Words(f"a number above 0, up to {FASTEST}", f"是大于 0、最大 {FASTEST} 的数"), text
        )
    return value


def port(env: Mapping[str, str], name: str, default: int) -> int:
    """Return a TCP port."""
    text = env.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65_536):
        raise BadSetting(name, Words("a port from 1 to 65535", "是 1 到 65535 的端口"), text)
    return int(text)


def whole(env: Mapping[str, str], name: str, default: int, highest: int, lowest: int = 0) -> int:
    """Return a whole number from `lowest` to `highest`."""
    text = env.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and lowest <= int(text) <= highest):
        raise BadSetting(
            name,
            Words(f"a whole number from {lowest} to {highest}", f"是 {lowest} 到 {highest} 的整数"),
            text,
        )
    return int(text)


def host(env: Mapping[str, str], name: str, default: str) -> str:
    """Return a host name or an IP address to listen on."""
    value = env.get(name) or default
    if not is_host(value):
        raise BadSetting(
            name,
            Words(
                "a host name or an IP address, without port or http://",
                "是主机名或 IP 地址，不带端口或 http://",
            ),
            value,
        )
    return value


def is_host(value: str) -> bool:
    """Return whether a text is a host name or an IP address."""
    try:
        ip_address(value)
    except ValueError:
        return _HOST.fullmatch(value) is not None
    return True


def hosts(env: Mapping[str, str], name: str) -> frozenset[str]:
    """Return hosts, each with or without a port, separated by commas."""
    found = frozenset(filter(None, (one.strip() for one in env.get(name, "").split(","))))
    for one in sorted(found):
        bare, _, number = one.rpartition(":") if one.count(":") == 1 else (one, "", "")
        if not is_host(bare or one) or (number and not number.isdigit()):
            raise BadSetting(
                name,
                Words(
                    "hosts (HOST or HOST:PORT) separated by commas, without http://",
                    "是用逗号分开的主机（HOST 或 HOST:PORT），不带 http://",
                ),
                one,
            )
    return found


def http_address(env: Mapping[str, str], name: str, *words: str) -> str | None:
    """Return an HTTP address or one of the words `words`; None when it is not set."""
    value = env.get(name)
    if not value or value in words:
        return value or None
    if not _is_address(value, ("http", "https")):
        others = "".join(f", or {one}" for one in words)
        others_zh = "".join(f"，或 {one}" for one in words)
        must = Words(
            f"an address http://HOST/… or https://HOST/…{others}",
            f"是地址 http://HOST/… 或 https://HOST/…{others_zh}",
        )
        raise BadSetting(name, must, _without_user(value))
    return value


def redis_address(env: Mapping[str, str], name: str) -> str | None:
    """Return the address of a Redis server; None when it is not set."""
    value = env.get(name)
    if not value:
        return None
    if value.startswith("unix://") and len(value) > len("unix://"):
        return value
    if not _is_address(value, ("redis", "rediss")):
        raise BadSetting(
            name,
            Words("an address redis://HOST:PORT/NUMBER", "是地址 redis://HOST:PORT/NUMBER"),
            _without_user(value),
        )
    return value


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and is_host(parts.hostname or "") and parts.port != 0
    except ValueError:  # a port that is none, half an IPv6 address
        return False


def _without_user(value: str) -> str:
    """Return an address that cannot be used, without what may be a password in it."""
    head, at, tail = value.rpartition("@")
    return f"{head.split('://')[0]}://…@{tail}" if at else value


def is_open(address: str | None) -> bool:
    """Return whether what is sent to an address can be read on its way."""
    parts = urlsplit(address or "")
    if parts.scheme != "http":
        return False
    try:
        return not ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"
