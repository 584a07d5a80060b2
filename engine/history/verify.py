"""Prove that a chain is whole, or name what was done to it.

The kinds of faults: `changed`, `unreadable`, `gap`, `tail-cut`, `recomputed`, `missing` for events and
chains; `value-changed`, `value-added`, `value-missing` for their values; `head`, `head-missing` for the row
that a chain belongs to; `anchor` for anchors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from engine.history.event import GENESIS, SealedEvent, digest_of, hash_of
from engine.history.stored import Unreadable


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was written. `kind` is stable; `seq` None concerns the whole chain."""

    chain: str
    kind: str
    message: str
    seq: int | None = None

    def __str__(self) -> str:
        where = f"event {self.seq}: " if self.seq is not None else ""
        return f"chain {self.chain}: {where}{self.message}"


@dataclass(frozen=True)
class Head:
    """How long a chain was, and its last hash, at some moment."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What `verify_chain` found. `erased` maps (seq, name) to the seq of the event that erased it."""

    chain: str
    events: int
    faults: tuple[Fault, ...]
    erased: Mapping[tuple[int, str], int]


def verify_chain(
    chain: str,
    events: Iterable[SealedEvent | Unreadable],
    head: Head | None = None,
    anchors: Sequence[Head] = (),
) -> Verdict:
    """Check one chain. Whatever stands in its rows by now, it ends in a verdict and never in an exception.

    1. Every event follows the one before, carries the right hash, and its values fit their digests.
    2. A missing value is named by a later `values.erased` event of the same chain.
    3. The chain is as long as `head` says, the row beside the chain (None when there is no such row).
    4. At each anchored sequence number the hash is the anchored one.
    """
    faults: list[Fault] = []
    hashes: dict[int, str] = {}
    missing: dict[tuple[int, str], None] = {}
    erasures: dict[tuple[int, str], int] = {}
    previous, count = GENESIS, 0
    for event in events:
        count += 1
        if event.seq is not None and event.seq != count:
            faults.append(_gap(chain, count, event.seq))
            count = event.seq
        if isinstance(event, Unreadable):
            message = f"is no longer readable: nothing of ours ever wrote what stands in {event.column}"
            faults.append(Fault(chain, "unreadable", message, event.seq))
        else:
            _check_event(event, previous, faults, missing, erasures)
        # Go on from what is stored, so that one changed event is one fault and not a row of them.
        if event.hash is not None:
            previous = event.hash
            hashes[count] = event.hash
    for seq, name in missing:
        if erasures.get((seq, name), 0) <= seq:
            message = f"the value of {name!r} is gone, and no event says who erased it"
            faults.append(Fault(chain, "value-missing", message, seq))
    faults += _check_heads(chain, count, previous, head, anchors, hashes)
    erased = {key: erasures[key] for key in missing if key in erasures}
    return Verdict(chain, count, tuple(faults), erased)


def _gap(chain: str, expected: int, found: int) -> Fault:
    if found < expected:
        return Fault(chain, "gap", f"stands where event {expected} should be", found)
    return Fault(chain, "gap", f"events {expected} to {found - 1} are missing", seq=expected)


def _check_event(
    event: SealedEvent,
    previous: str,
    faults: list[Fault],
    missing: dict[tuple[int, str], None],
    erasures: dict[tuple[int, str], int],
) -> None:
    try:
        expected = hash_of(event, previous)
    except (TypeError, ValueError):  # a text that cannot be hashed was never hashed
        expected = None
    if event.hash != expected:
        faults.append(Fault(event.chain, "changed", "was changed after it was written", event.seq))
    _check_values(event, faults, missing)
    if event.type == "values.erased":
        for seq, name in _erased_by(event, faults):
            erasures[(seq, name)] = event.seq


def _erased_by(event: SealedEvent, faults: list[Fault]) -> list[tuple[int, str]]:
    """Return which values an event says it erased."""
    body = _document(event.body)
    told = body.get("erased", []) if body is not None else None
    pairs = [(one[0], one[1]) for one in told if _is_place(one)] if isinstance(told, list) else []
    if not isinstance(told, list) or len(pairs) != len(told):
        message = "does not say readably what it erased"
        faults.append(Fault(event.chain, "unreadable", message, event.seq))
    return pairs


def _is_place(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and type(one[0]) is int and isinstance(one[1], str)


def _document(text: str) -> dict[str, Any] | None:
    """Return the JSON object that a text is, or None."""
    try:
        found = orjson.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _check_values(event: SealedEvent, faults: list[Fault], missing: dict[tuple[int, str], None]) -> None:
    digests = _document(event.digests)
    content = _document(event.content) if event.content is not None else {}
    if digests is None or content is None:
        faults.append(Fault(event.chain, "unreadable", "its values are no longer readable", event.seq))
        return
    if event.content is not None and orjson.dumps(content).decode() != event.content:
        # The same values in other words, or a name twice of which only one counts.
        faults.append(Fault(event.chain, "value-changed", "its values were written anew", event.seq))
    for name, digest in digests.items():
        kept = content.get(name)
        if kept is None:
            missing[(event.seq, name)] = None
        elif _digest(name, kept) != digest:
            faults.append(
                Fault(event.chain, "value-changed", f"the value of {name!r} was changed", event.seq)
            )
    for name in content:
        if name not in digests:
            faults.append(Fault(event.chain, "value-added", f"a value {name!r} was added", event.seq))


def _digest(name: str, kept: object) -> str | None:
    """Return the digest of what is kept, None for what was never kept by us."""
    if not isinstance(kept, list):
        return None
    try:
        return digest_of(name, kept)
    except (TypeError, ValueError):  # nested deeper than anything that was ever written
        return None


def _check_heads(
    chain: str,
    count: int,
    last: str,
    head: Head | None,
    anchors: Sequence[Head],
    hashes: Mapping[int, str],
) -> list[Fault]:
    faults = []
    if head is not None and head.seq > count:
        message = f"its tail is cut: {head.seq} events were written, {count} are left"
        faults.append(Fault(chain, "tail-cut", message))
    elif head is not None and (head.seq, head.hash) != (count, last):
        faults.append(Fault(chain, "head", "the last event is not the one that the order points to"))
    longest = max((anchored.seq for anchored in anchors), default=0)
    if longest > count:
        message = f"its tail is cut: the anchor saw {longest} events, {count} are left"
        faults.append(Fault(chain, "tail-cut", message))
    for anchored in anchors:
        if anchored.seq <= count and hashes.get(anchored.seq) != anchored.hash:
            message = "the chain was written anew: its hash is not the anchored one"
            faults.append(Fault(chain, "recomputed", message, anchored.seq))
    return faults
