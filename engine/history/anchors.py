"""Anchors: the heads of all chains that grew since the last one, folded into one hash every hour.

An anchor is meant to be kept elsewhere. Its file is lines of JSON, one anchor a line, each with its heads:

    {"number": 7, "made_at": "…", "previous": "…", "hash": "…", "heads": {"CHAIN": [seq, "hash"]}}
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from engine.errors import InvalidInput
from engine.history.event import GENESIS
from engine.history.verify import Fault, Head
from engine.words import Words

#: The number of a database's first anchor.
FIRST = 1


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
        InvalidInput: a line is no anchor, its hash is wrong, the anchors do not follow each other, or there
            are none.
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
            computed, stated = anchor.hash, document["hash"]
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise InvalidInput(
                Words(
                    f"{file}, line {number}: is no anchor ({error}); use the file as exported",
                    f"{file}，第 {number} 行：不是锚点（{error}）；请用导出时的文件",
                )
            ) from error
        if computed != stated:
            raise InvalidInput(
                Words(
                    f"{file}, line {number}: the anchor itself was changed; use another copy",
                    f"{file}，第 {number} 行：锚点本身被改过；请用另一份",
                )
            )
        if not follows(anchor, anchors[-1] if anchors else None):
            raise InvalidInput(
                Words(
                    f"{file}, line {number}: does not follow the anchor before it; a line is missing",
                    f"{file}，第 {number} 行：不接在前一个锚点之后；缺了一行",
                )
            )
        anchors.append(anchor)
    if not anchors:
        raise InvalidInput(
            Words(
                f"{file} holds no anchor, so it proves nothing: use a file as exported",
                f"{file} 没有锚点，所以什么也证明不了：请用导出时的文件",
            )
        )
    return anchors


def follows(anchor: Anchor, before: Anchor | None) -> bool:
    """Return whether an anchor comes right after another; `before` None: it is where a file begins."""
    if before is None:
        return (anchor.number == FIRST) == (anchor.previous == GENESIS)
    return anchor.number == before.number + 1 and anchor.previous == before.hash


def compare_anchors(own: Sequence[Anchor], kept: Sequence[Anchor]) -> tuple[list[Fault], list[str]]:
    """Compare the anchors of a database with those that were kept elsewhere; both in order, `kept` not empty.

    Return what is wrong, and what should be known: anchors that only the database has prove only themselves.
    """
    here = {anchor.number: anchor.hash for anchor in own}
    faults = []
    for anchor in kept:
        if anchor.number not in here:
            message = f"anchor {anchor.number} was kept elsewhere, but the database does not have it"
            faults.append(Fault("anchors", "anchor", message))
        elif here[anchor.number] != anchor.hash:
            message = f"anchor {anchor.number} in the database is not the one that was kept"
            faults.append(Fault("anchors", "anchor", message))
    notes = []
    first, last = kept[0].number, kept[-1].number
    if first > FIRST:
        notes.append(f"the file begins with anchor {first}: those before it are the database's own")
    newer = sum(anchor.number > last for anchor in own)
    if newer:
        notes.append(
            f"the file ends with anchor {last} of {kept[-1].made_at:%Y-%m-%d %H:%M} UTC: the {newer} newer "
            "one(s) are the database's own, and what came after the file is proved by them alone"
        )
    return faults, notes


def anchored_heads(anchors: Iterable[Anchor]) -> dict[str, list[Head]]:
    """Return all anchored heads of each chain, shortest first, each once."""
    heads: dict[str, set[Head]] = {}
    for anchor in anchors:
        for chain, head in anchor.heads.items():
            heads.setdefault(chain, set()).add(head)
    return {chain: sorted(found, key=lambda head: (head.seq, head.hash)) for chain, found in heads.items()}


def missing_chains(anchored: Mapping[str, list[Head]], there: set[str]) -> list[Fault]:
    """Return a fault for every anchored chain that is not there any more."""
    return [
        Fault(chain, "missing", f"the whole chain is missing; the anchor saw {heads[-1].seq} events")
        for chain, heads in anchored.items()
        if chain not in there
    ]
