"""Verify every chain of a database against itself, and against anchors kept here or elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from engine.history import (
    Anchor,
    Fault,
    Head,
    Verdict,
    anchored_heads,
    missing_chains,
    verify_chain,
)
from engine.store.database import Database
from engine.store.history import all_anchors, chain_events, chains, stored_heads


@dataclass
class Audit:
    """What a verification found. `erased` counts values that were erased and say by whom."""

    chains: int = 0
    events: int = 0
    erased: int = 0
    anchors: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify(
    database: Database,
    outside: list[Anchor] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Verify all chains; `outside` are anchors from a file, None for those in the database alone.

    `progress` is called with chains done and chains in all.
    """
    audit = Audit()
    with database.reading() as tx:
        counted, heads, own = chains(tx), stored_heads(tx), list(all_anchors(tx))
    anchors = own if outside is None else outside
    audit.anchors = len(anchors)
    audit.faults += _anchor_faults(own, outside)
    anchored = anchored_heads(anchors)
    audit.faults += missing_chains(anchored, set(counted))
    audit.faults += [
        Fault(chain, "missing", f"the whole chain is missing; {head.seq} events were written")
        for chain, head in heads.items()
        if head.seq > 0 and chain not in counted and chain not in anchored
    ]
    for done, chain in enumerate(counted, 1):
        verdict = _verify_one(database, chain, heads.get(chain), anchored.get(chain, []))
        audit.chains += 1
        audit.events += verdict.events
        audit.erased += len(verdict.erased)
        audit.faults += verdict.faults
        if chain not in heads:
            message = "its order or instance is missing, though its history is there"
            audit.faults.append(Fault(chain, "head-missing", message))
        if progress is not None:
            progress(done, len(counted))
    return audit


def _verify_one(database: Database, chain: str, head: Head | None, anchors: list[Head]) -> Verdict:
    with database.reading() as tx:
        return verify_chain(chain, chain_events(tx, chain), head, anchors)


def _anchor_faults(own: list[Anchor], outside: list[Anchor] | None) -> list[Fault]:
    """The anchors of the database must follow each other, and be those that were kept elsewhere."""
    faults = []
    for before, anchor in zip([None, *own], own, strict=False):
        if anchor.previous != (before.hash if before is not None else ""):
            faults.append(
                Fault("anchors", "anchor", f"anchor {anchor.number} does not follow the one before")
            )
    here = {anchor.number: anchor.hash for anchor in own}
    for kept in outside or ():
        if here.get(kept.number) != kept.hash:
            message = f"anchor {kept.number} in the database is not the one that was kept"
            faults.append(Fault("anchors", "anchor", message))
    return faults
