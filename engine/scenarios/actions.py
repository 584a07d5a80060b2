"""What is done in a step. `by` None is whoever is asked: the holder, else the first of the department."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from engine.scenarios.givens import Call, Dialogue, Moment, OpenOrder, Start, Values

#: Pressed in a dialogue: no key, or the number of the order that was opened.
NOTHING, THIS_ORDER = "nothing", "this order"


@dataclass(frozen=True)
class Do:
    """Somebody completes a task; `happened` earlier than now is a late entry 补录."""

    task: str
    by: str | None
    values: Values
    happened: Moment | None = None


@dataclass(frozen=True)
class Claim:
    """Somebody takes a task for themselves, or (`back`) gives it back."""

    task: str
    by: str | None
    back: bool = False


@dataclass(frozen=True)
class Draft:
    """Somebody begins to fill in a form."""

    task: str
    by: str | None
    values: Values


@dataclass(frozen=True)
class Return:
    """Somebody sends a task back. `cancels` None is not looked at."""

    task: str
    by: str | None
    to: str
    reason: str
    cancels: frozenset[str] | None = None


@dataclass(frozen=True)
class Withdraw:
    """The sender takes a task back."""

    task: str
    by: str
    reason: str


@dataclass(frozen=True)
class Message:
    """A message comes from outside. `key` None is this order's number, else this call's id."""

    name: str
    key: str | None
    payload: Values
    sender_id: str | None = None


@dataclass(frozen=True)
class Signal:
    """A signal comes from outside: everybody who waits for it hears it."""

    name: str
    payload: Values


@dataclass(frozen=True)
class Facts:
    """Facts are told from outside: conditional start events are evaluated with them."""

    values: Values


@dataclass(frozen=True)
class CallAgain:
    """The customer calls again about the open order, and the agent joins the call to it."""

    by: str
    note: str


@dataclass(frozen=True)
class TellCall:
    """The exchange tells what has become of the call; see CALL_EVENTS where steps are read.

    `by` answers it, `to` is whom it is transferred to (None: somebody outside), `keys` are pressed.
    """

    what: str
    by: str | None
    to: str | None = None
    keys: str | None = None


@dataclass(frozen=True)
class Hears:
    """The caller hears a text, after what he was found to hear before."""

    text: str


@dataclass(frozen=True)
class Presses:
    """The caller presses keys: digits, `nothing`, or the number of `this order`."""

    keys: str


@dataclass(frozen=True)
class Speaks:
    """The caller leaves a message of so many seconds; of none: he says nothing."""

    seconds: int


@dataclass(frozen=True)
class HangUp:
    """The caller hangs up."""


@dataclass(frozen=True)
class AgentTakes:
    """An agent takes the caller out of the queue; not `answered`: none did for as long as he may wait."""

    answered: bool


@dataclass(frozen=True)
class Ends:
    """How the dialogue has ended: `done`, `hung-up`, `transferred`; or it `goes on`."""

    how: str


@dataclass(frozen=True)
class Wait:
    """Time passes; every timer fires at its own moment."""

    span: timedelta | None = None
    until: Moment | None = None


@dataclass(frozen=True)
class EndJob:
    """The effect that waits at a service task ends: with values, a BPMN error, for good, or unknown.

    `times`: so many attempts in a row fail in a way that is worth trying again.
    """

    element: str
    outcome: str
    values: Values = field(default_factory=dict)
    reason: str = ""
    times: int = 1


@dataclass(frozen=True)
class Hold:
    """Somebody holds the order, directly."""

    by: str
    reason: str
    until: Moment


@dataclass(frozen=True)
class Release:
    """Somebody releases the held order, directly."""

    by: str


@dataclass(frozen=True)
class Mend:
    """An operator mends the incident at an element.

    `how`: `retry`, `reopen` (the stuck task is given back), or what they found out where nobody knew whether
    an effect happened: `happened`, `did not happen`.
    """

    element: str
    by: str
    how: str


@dataclass(frozen=True)
class Switch:
    """Somebody suspends, resumes or cancels the process."""

    what: str
    by: str
    reason: str


@dataclass(frozen=True)
class AtOnce:
    """Several people act in the same moment: all have seen the same, and only one of them can be served."""

    actions: tuple[Do | Claim | Return | Withdraw | Hold | Release | Switch, ...]


Begin = OpenOrder | Call | Dialogue | Start | Message | Signal | Facts


@dataclass(frozen=True)
class Operate:
    """Somebody passes a task on, asks others about it, answers, or raises attention.

    `what` is the step's own key: `reassign`, `reject`, `hand up`, `take over`, `delegate`, `co-sign`,
    `review`, `agree`, `refuse`, `urge`, `escalate`. `to` are people; `said` is the reason, evidence, question
    or opinion; `because` the key of a reason for a rejection. `needed` None: the rule does not count.
    """

    task: str
    what: str
    by: str | None
    to: tuple[str, ...] = ()
    said: str = ""
    because: str = ""
    timing: str = "before"
    rule: str = "all"
    needed: int | None = None


Action = (
    OpenOrder
    | Do
    | Operate
    | Claim
    | Draft
    | Return
    | Withdraw
    | Message
    | Signal
    | Facts
    | CallAgain
    | TellCall
    | Hears
    | Presses
    | Speaks
    | HangUp
    | AgentTakes
    | Ends
    | Wait
    | EndJob
    | Hold
    | Release
    | Mend
    | Switch
    | AtOnce
)
