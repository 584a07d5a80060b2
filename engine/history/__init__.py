"""The hash chain, its anchors, verification, replay."""

from engine.history.anchors import (
    Anchor,
    anchored_heads,
    compare_anchors,
    follows,
    missing_chains,
    read_anchors,
)
from engine.history.event import GENESIS, Event, SealedEvent, digest_of, hash_of, seal
from engine.history.replay import ERASED, Moment, state_at
from engine.history.stored import Unreadable
from engine.history.verify import Fault, Head, Verdict, verify_chain

__all__ = [
    "ERASED",
    "GENESIS",
    "Anchor",
    "Event",
    "Fault",
    "Head",
    "Moment",
    "SealedEvent",
    "Unreadable",
    "Verdict",
    "anchored_heads",
    "compare_anchors",
    "digest_of",
    "follows",
    "hash_of",
    "missing_chains",
    "read_anchors",
    "seal",
    "state_at",
    "verify_chain",
]
