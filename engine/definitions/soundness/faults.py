"""What soundness finds: a fault at an element, and the way that leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.definitions.model import Node, Scope


class Kind(StrEnum):
    """The kinds of faults."""

    #: Tokens wait at a join for others that can never come.
    STUCK = "stuck"
    #: A join has gone on, and a token that came too late or too often stays behind.
    LEFT_BEHIND = "left behind"
    #: No way leads from here to an end.
    ENDLESS = "endless"
    #: No run ever comes here.
    DEAD = "dead"
    #: Nothing throws what this event catches.
    NEVER_THROWN = "never thrown"
    #: Each round of a circle leaves more tokens than the one before.
    GROWING = "growing"
    #: Each round of a circle begins a branch that nothing brings back.
    SPAWNING = "spawning"
    #: There are more states than were looked at.
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Fault:
    """One fault. `path` are the elements and flows of a run that shows it, in order.

    `flows` are the incoming flows on which no token comes; `interrupted` tells of an endless part that an
    event of its own scope or on its border can take away.
    """

    kind: Kind
    element: Node | Scope
    path: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    interrupted: bool = False
