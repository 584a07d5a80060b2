"""Prove that a chain is whole, or name what was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from engine.history.event import GENESIS, SealedEvent, digest_of, hash_of


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
    chain: str, events: Iterable[SealedEvent], head: Head | None = None, anchors: Iterable[Head] = ()
) -> Verdict:
    """Check one chain.

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
        if event.seq != count:
            faults.append(Fault(chain, "gap", f"events {count} to {event.seq - 1} are missing", seq=count))
            count = event.seq
        expected = hash_of(event, previous)
        if event.hash != expected:
            faults.append(Fault(chain, "changed", "was changed after it was written", event.seq))
        _check_values(event, faults, missing)
        if event.type == "values.erased":
            for seq, name in orjson.loads(event.body).get("erased", []):
                erasures[(seq, name)] = event.seq
        # Go on from what is stored, so that one changed event is one fault and not a row of them.
        previous = event.hash
        hashes[event.seq] = event.hash
    for seq, name in missing:
        if erasures.get((seq, name), 0) <= seq:
            message = f"the value of {name!r} is gone, and no event says who erased it"
            faults.append(Fault(chain, "value-missing", message, seq))
    faults += _check_heads(chain, count, previous, head, anchors, hashes)
    erased = {key: erasures[key] for key in missing if key in erasures}
    return Verdict(chain, count, tuple(faults), erased)


def _check_values(event: SealedEvent, faults: list[Fault], missing: dict[tuple[int, str], None]) -> None:
    try:
        digests = orjson.loads(event.digests)
        content = orjson.loads(event.content) if event.content is not None else {}
    except orjson.JSONDecodeError:
        faults.append(Fault(event.chain, "changed", "its values are no longer readable", event.seq))
        return
    for name, digest in digests.items():
        kept = content.get(name)
        if kept is None:
            missing[(event.seq, name)] = None
        elif digest_of(name, kept) != digest:
            faults.append(
                Fault(event.chain, "value-changed", f"the value of {name!r} was changed", event.seq)
            )
    for name in content:
        if name not in digests:
            faults.append(Fault(event.chain, "value-added", f"a value {name!r} was added", event.seq))


def _check_heads(
    chain: str,
    count: int,
    last: str,
    head: Head | None,
    anchors: Iterable[Head],
    hashes: Mapping[int, str],
) -> list[Fault]:
    faults = []
    if head is not None and head.seq > count:
        message = f"its tail is cut: {head.seq} events were written, {count} are left"
        faults.append(Fault(chain, "tail-cut", message))
    elif head is not None and (head.seq, head.hash) != (count, last):
        faults.append(Fault(chain, "head", "the last event is not the one that the order points to"))
    for anchored in anchors:
        if anchored.seq > count:
            message = f"its tail is cut: the anchor saw {anchored.seq} events, {count} are left"
            faults.append(Fault(chain, "tail-cut", message))
        elif hashes.get(anchored.seq) != anchored.hash:
            message = "the chain was written anew: its hash is not the anchored one"
            faults.append(Fault(chain, "recomputed", message, anchored.seq))
    return faults
