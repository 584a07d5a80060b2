"""Verify every chain of a database against itself, and against anchors kept here or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.history import (
    Anchor,
    Fault,
    Head,
    anchored_heads,
    compare_anchors,
    follows,
    missing_chains,
    verify_chain,
)
from engine.store.database import Database
from engine.store.stored_history import (
    StoredAnchors,
    StoredHeads,
    stored_anchors,
    stored_chains,
    stored_events,
    stored_head,
    stored_heads,
    stray_values,
)


@dataclass
class Audit:
    """What a verification found.

    `erased` counts values that were erased and say by whom. `anchors` are those of the database, `kept` those
    that came from elsewhere. `notes` are no faults, but say what the verdict does not rest on.
    """

    chains: int = 0
    events: int = 0
    erased: int = 0
    anchors: int = 0
    kept: int = 0
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verify(
    database: Database,
    outside: Sequence[Anchor] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Verify all chains, whatever stands in the database by now.

    `outside` are anchors that were kept elsewhere, not empty; None: there are none. They are checked beside
    the database's own, never in their place. `progress` is called with chains done and chains in all.
    Work may go on meanwhile: what belongs together is read as of one moment.
    """
    audit = Audit()
    with database.snapshot() as tx:
        chains, heads, own = stored_chains(tx), stored_heads(tx), stored_anchors(tx)
        for chain, seq in stray_values(tx):
            audit.faults.append(Fault(chain, "value-added", f"values stand at {seq}, where no event is"))
    _judge_anchors(audit, own, outside)
    anchored = anchored_heads([*own.anchors, *(outside or ())])
    _judge_chains(audit, chains.events, heads, anchored)
    for name in chains.unreadable:
        audit.faults.append(Fault(name, "unreadable", "events stand under this name, which no chain has"))
    for done, chain in enumerate(chains.events, 1):
        with database.snapshot() as tx:
            verdict = verify_chain(
                chain, stored_events(tx, chain), stored_head(tx, chain), anchored.get(chain, [])
            )
        audit.chains += 1
        audit.events += verdict.events
        audit.erased += len(verdict.erased)
        audit.faults += verdict.faults
        if progress is not None:
            progress(done, len(chains.events))
    return audit


def _judge_anchors(audit: Audit, own: StoredAnchors, outside: Sequence[Anchor] | None) -> None:
    """The anchors of the database must follow each other, and be those that were kept elsewhere."""
    audit.anchors = len(own.anchors)
    audit.faults += [Fault("anchors", "anchor", wrong) for wrong in own.wrong]
    for before, anchor in zip([None, *own.anchors], own.anchors, strict=False):
        first = before is None and anchor.number != 1
        if first or not follows(anchor, before):
            message = f"anchor {anchor.number} does not follow the one before"
            audit.faults.append(Fault("anchors", "anchor", message))
    if outside is not None:
        audit.kept = len(outside)
        faults, notes = compare_anchors(own.anchors, outside)
        audit.faults += faults
        audit.notes += notes
    elif not own.anchors:
        audit.notes.append(
            "there is no anchor yet: a chain that was cut or written anew together with its head is not seen"
        )
    else:
        audit.notes.append(
            "only the database's own anchors were asked: who can write the chains can write them too"
        )


def _judge_chains(
    audit: Audit, there: dict[str, int], heads: StoredHeads, anchored: dict[str, list[Head]]
) -> None:
    """Every chain that somebody knows of must be there, and belong to an order, instance or subject."""
    audit.faults += missing_chains(anchored, set(there))
    for name in heads.unreadable:
        audit.faults.append(Fault(name, "head", "an order or instance has this id, which is none"))
    for chain, head in heads.heads.items():
        if head is None:
            message = "what its order or instance says of it is no longer readable"
            audit.faults.append(Fault(chain, "head", message))
        elif head.seq != 0 and chain not in there and chain not in anchored:
            message = f"the whole chain is missing; {head.seq} events were written"
            audit.faults.append(Fault(chain, "missing", message))
    for chain in there:
        if chain not in heads.heads:
            message = "its order or instance is missing, though its history is there"
            audit.faults.append(Fault(chain, "head-missing", message))
