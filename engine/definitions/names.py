"""Names of variables: which can be read in FEEL, and which the engine keeps for itself."""

from __future__ import annotations

import re

from engine.feel import KEYWORDS

MOST = 100
_NAME = re.compile(r"[A-Za-z_一-鿿][A-Za-z0-9_一-鿿]*")
#: What expressions see beside the variables: a variable of that name would hide it. `message` is there
#: only where an event hands over what came with it; `instance` is not there, and kept free.
FACTS = ("order", "call", "instance", "message")
#: What a loop tells its members and its conditions.
COUNTERS = (
    *("loopCounter", "numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances"),
    *("numberOfTerminatedInstances", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"),
)
RESERVED = frozenset((*FACTS, *COUNTERS))


def taken(name: str) -> tuple[str, str] | None:
    """Return problem and remedy when a name belongs to the engine or to FEEL, else None."""
    if name in RESERVED:
        return f"{name!r} would hide a name of the engine", "use another name"
    if name in KEYWORDS:
        return f"{name!r} is a word of FEEL, so no expression could read it", "use another name"
    return None


def unfit(name: str) -> tuple[str, str] | None:
    """Return problem and remedy when a name cannot be a variable's, else None."""
    if len(name) > MOST or not _NAME.fullmatch(name):
        return f"{name[:MOST]!r} is no variable name", f"use letters, digits and _, up to {MOST}"
    return taken(name)
