"""The transition log: what happened to tokens during one step, in order.

The task class writes it, so that history events and inbox, timer, subscription and job rows are settled
from it exactly, without walking any tree. A transition is a plain tuple for speed:

    (kind, element id, token id, scope id, detail, spec)

`scope id` is the token that owns the scope (0 for the process itself); `detail` depends on the kind; `spec`
is the element's spec, None for flows, values and ended scopes.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from engine.runtime.specs.element import Element


@unique
class Kind(StrEnum):
    """What happened; the letter is what the history keeps for ever."""

    ENTERED = "e"  # a token has reached the element: it is active from now on
    OPENED = "o"  # a person is asked: an open task
    ARMED = "a"  # a catch event waits; detail: Armed
    JOB = "j"  # a service task waits for its job; detail: JobRequest
    COMPLETED = "c"  # the element has ended as drawn
    CANCELLED = "x"  # the token was taken away
    MERGED = "m"  # the token was consumed by a join
    TRIGGERED = "t"  # an event has happened; the catch goes on as ENTERED/COMPLETED
    FLOW = "f"  # a sequence flow was taken; element id is the flow's
    WRITTEN = "w"  # a variable changed; element id is its name; detail: (before, after)
    RAISED = "r"  # an escalation reached its throw event; detail: its code
    SENT = "n"  # a message was sent; detail: Sending
    SIGNALLED = "g"  # a signal was thrown; detail: Sending
    DECIDED = "d"  # a business rule task has decided; detail: [decision, [[table, rules that matched] …]]
    CAUGHT = "h"  # an error or escalation was caught by this element; detail: (kind, code)
    PLACED = "p"  # a token was placed here by hand (return 退回); detail: the element it came from
    MIGRATED = "v"  # the token stands here in another version; detail: the element it stood at
    SCOPE_ENDED = "s"  # a scope has ended; token is its owner, 0 the process itself


class Transition(NamedTuple):
    """One entry of the log."""

    kind: Kind
    element: str
    token: int
    scope: int
    detail: Any = None
    spec: Element | None = None


class Armed(NamedTuple):
    """A catch event has begun to wait.

    `trigger` is `timer`, `message`, `signal`, `condition`, `error`, `escalation` or `cancel`; `value` is the
    evaluated timer expression or the message's correlation key; `follows` is the token of the firing that
    re-armed a repeating event.
    """

    trigger: str
    name: str | None
    value: Any
    follows: int | None = None


class Sending(NamedTuple):
    """A message or signal leaves the instance. A message without a key of its own has the instance's."""

    name: str
    has_key: bool
    key: Any
    payload: dict[str, Any]


class JobRequest(NamedTuple):
    """A service task asks for an effect: `topic` names the handler, `inputs` are evaluated values."""

    topic: str
    inputs: dict[str, Any]
