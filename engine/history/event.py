"""An event of the history, before and after it is sealed into its chain."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson

from engine.feel import encode_value

#: Counts changes of what the hash covers. Part of every hash.
FORMAT = 1
SALT_BYTES = 16
#: The `previous` of a chain's first event.
GENESIS = ""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Event(NamedTuple):
    """What happened, before it has a place in a chain.

    `event_at` is when it happened, `entered_at` when it was recorded (both aware UTC business time).
    `actor` is a person's id or `system:…`; `on_behalf_of` the person acted for. `body` holds ids, moves and
    times as plain JSON, never personal data; `values` maps a name to (before, after) and can be erased
    value by value.
    """

    type: str
    event_at: datetime
    entered_at: datetime
    actor: str
    element_id: str | None = None
    on_behalf_of: str | None = None
    instance_id: str | None = None
    body: Mapping[str, Any] = _NOTHING
    values: Mapping[str, tuple[Any, Any]] = _NOTHING


class SealedEvent(NamedTuple):
    """An event in its chain. `body`, `digests` and `content` are canonical JSON texts, kept to the byte.

    `content` maps a name to [salt, before, after], or to null once erased; None when there are no values.
    """

    chain: str
    seq: int
    event_at: datetime
    entered_at: datetime
    type: str
    element_id: str | None
    actor: str
    on_behalf_of: str | None
    instance_id: str | None
    body: str
    digests: str
    hash: str
    content: str | None


def seal(
    event: Event, chain: str, seq: int, previous: str, random: Callable[[int], bytes] = os.urandom
) -> SealedEvent:
    """Return `event` as number `seq` (from 1) of `chain`, after the event whose hash is `previous`.

    1. Each value gets a salt; its digest covers salt, name and the pair before and after, so that a value
       can be erased later and neither guessed from its digest nor replaced unnoticed.
    2. The event's hash covers the previous hash, everything about the event and the digests.
    """
    digests: dict[str, str] = {}
    content: dict[str, Any] = {}
    if event.values:
        salts = random(SALT_BYTES * len(event.values))
        for index, (name, pair) in enumerate(event.values.items()):
            salt = salts[index * SALT_BYTES : (index + 1) * SALT_BYTES].hex()
            kept = [salt, encode_value(pair[0]), encode_value(pair[1])]
            content[name] = kept
            digests[name] = digest_of(name, kept)
    body = orjson.dumps(dict(event.body), option=orjson.OPT_SORT_KEYS).decode()
    digest_text = orjson.dumps(digests, option=orjson.OPT_SORT_KEYS).decode()
    sealed = SealedEvent(
        chain,
        seq,
        event.event_at,
        event.entered_at,
        event.type,
        event.element_id,
        event.actor,
        event.on_behalf_of,
        event.instance_id,
        body,
        digest_text,
        "",
        orjson.dumps(content).decode() if content else None,
    )
    return sealed._replace(hash=hash_of(sealed, previous))


def digest_of(name: str, kept: list[Any]) -> str:
    """Return the digest of one kept value [salt, before, after], as hex."""
    return hashlib.sha256(orjson.dumps([name, *kept], option=orjson.OPT_SORT_KEYS)).hexdigest()


def hash_of(event: SealedEvent, previous: str) -> str:
    """Return the hash that `event` must carry after an event with the hash `previous`, as hex."""
    covered = [
        FORMAT,
        previous,
        event.chain,
        event.seq,
        event.event_at.isoformat(),
        event.entered_at.isoformat(),
        event.type,
        event.element_id,
        event.actor,
        event.on_behalf_of,
        event.instance_id,
        event.body,
        event.digests,
    ]
    return hashlib.sha256(orjson.dumps(covered)).hexdigest()
