"""Soundness: whatever is chosen on the way, every token can come to an end, and every element has its use.

The states of each scope are explored on the drawn model, without values: each condition may be true or false,
each event may happen or not. See docs/checks.md for what that means and where it ends.
"""

from engine.definitions.soundness.faults import Fault, Kind
from engine.definitions.soundness.scopes import examine

__all__ = ["Fault", "Kind", "examine"]
