"""Anchors: the heads of all chains that grew since the last one, folded into one hash every hour.

An anchor is meant to be kept elsewhere. Its file is lines of JSON, one anchor a line, each with its heads:

    {"number": 7, "made_at": "…", "previous": "…", "hash": "…", "heads": {"CHAIN": [seq, "hash"]}}
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from engine.errors import InvalidInput
from engine.history.verify import Fault, Head


@dataclass(frozen=True)
class Anchor:
    """One anchor. `heads` maps the chains that grew since the previous anchor to their heads."""

    number: int
    made_at: datetime
    previous: str
    heads: Mapping[str, Head]

    @property
    def hash(self) -> str:
        """Return the hash over number, time, the previous anchor's hash and all heads."""
        heads = [[chain, head.seq, head.hash] for chain, head in sorted(self.heads.items())]
        covered = [self.number, self.made_at.isoformat(), self.previous, heads]
        return hashlib.sha256(orjson.dumps(covered)).hexdigest()

    def line(self) -> str:
        """Return the anchor as a line of an anchor file."""
        document = {
            "number": self.number,
            "made_at": self.made_at.isoformat(),
            "previous": self.previous,
            "hash": self.hash,
            "heads": {chain: [head.seq, head.hash] for chain, head in sorted(self.heads.items())},
        }
        return orjson.dumps(document).decode()


def read_anchors(lines: Iterable[str], file: str) -> list[Anchor]:
    """Read an anchor file.

    Raises:
        InvalidInput: a line is no anchor, its hash is wrong, or the anchors do not follow each other.
    """
    anchors: list[Anchor] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document: dict[str, Any] = orjson.loads(line)
            anchor = Anchor(
                int(document["number"]),
                datetime.fromisoformat(document["made_at"]),
                str(document["previous"]),
                {chain: Head(int(seq), str(hash_)) for chain, (seq, hash_) in document["heads"].items()},
            )
            stated = document["hash"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(
                f"{file}, line {number}: is no anchor ({error}); use the file as exported"
            ) from error
        if anchor.hash != stated:
            raise InvalidInput(f"{file}, line {number}: the anchor itself was changed; use another copy")
        if anchors and anchor.previous != anchors[-1].hash:
            raise InvalidInput(
                f"{file}, line {number}: does not follow the anchor before it; a line is missing"
            )
        anchors.append(anchor)
    return anchors


def anchored_heads(anchors: Iterable[Anchor]) -> dict[str, list[Head]]:
    """Return all anchored heads of each chain, oldest first."""
    heads: dict[str, list[Head]] = {}
    for anchor in anchors:
        for chain, head in anchor.heads.items():
            heads.setdefault(chain, []).append(head)
    return heads


def missing_chains(anchored: Mapping[str, list[Head]], there: set[str]) -> list[Fault]:
    """Return a fault for every anchored chain that is not there any more."""
    return [
        Fault(chain, "missing", f"the whole chain is missing; the anchor saw {heads[-1].seq} events")
        for chain, heads in anchored.items()
        if chain not in there
    ]
