"""A scenario as frozen values: what is given, what is done step by step, what is expected after each.

Names have been resolved when a scenario was read: elements are ids, people and departments are names of the
built-in organisation (`engine.scenarios.cast`). Times are aware UTC, or a time of day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

Values = Mapping[str, Any]
#: Pressed in a dialogue: no key, or the number of the order that was opened.
NOTHING, THIS_ORDER = "nothing", "this order"


@dataclass(frozen=True)
class LaterDay:
    """A day counted from the moment: so many days or, `working`, working days later; `at` None: same time."""

    days: int
    working: bool
    at: time | None


#: Aware UTC; a time of day, whose day the moment gives; or a later day.
Moment = datetime | time | LaterDay


# What is given


@dataclass(frozen=True)
class OpenOrder:
    """Somebody opens an order. `area` and `customer_class` None are the premise's."""

    by: str
    category: str
    title: str
    premise: str | None = "urban"
    description: str = ""
    area: str | None = None
    customer_class: str | None = None
    caller: str | None = None
    caller_name: str | None = None
    priority: int = 0
    called_at: Moment | None = None
    beside: bool = False
    from_call: bool = False
    fields: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """The exchange offers a call to a queue; `begins` is what its process begins with."""

    caller: str | None
    caller_name: str | None
    dialled: str | None
    queue: str | None
    begins: str = "offered"


@dataclass(frozen=True)
class Dialogue:
    """Somebody rings and hears the package, a dialogue. `outage` None is what is recorded at his place."""

    caller: str | None
    caller_name: str | None
    dialled: str | None
    queue: str | None
    outage: Values | None = None


@dataclass(frozen=True)
class Start:
    """A process starts plainly, with variables; it serves the order that is given beside it, if any."""

    process: str | None
    variables: Values
    key: str


@dataclass(frozen=True)
class Given:
    """How a scenario begins: what happens first, in order, and which departments are `empty` of people.

    `calls_out`: the installation can call customers.
    """

    at: datetime
    profile: str
    packages: tuple[str, ...]
    empty: frozenset[str]
    begin: tuple[Begin, ...]
    calls_out: bool = True


# What is done. `by` None is whoever is asked: the task's holder, else the first of its department.


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


# What is expected. None is not looked at.


@dataclass(frozen=True)
class Notice:
    """A notice or customer message: to whom, and a part of what it says. None is not looked at."""

    to: str | None
    says: str | None


@dataclass(frozen=True)
class Asked:
    """An effect that was asked for: at which service task, and some of its inputs."""

    at: str
    inputs: Values


@dataclass(frozen=True)
class IncidentLike:
    """An open incident: its kind, its element, a part of what it says. None is not looked at."""

    kind: str | None
    at: str | None
    says: str | None


@dataclass(frozen=True)
class LimitLike:
    """How a clock of the order stands. None is not looked at; `absent`: the order has no such clock.

    `due` is the target's time, else the promise's; `remaining` runs to the promise, else the target.
    """

    absent: bool = False
    state: str | None = None
    due: Moment | None = None
    promise: Moment | None = None
    target: Moment | None = None
    breached: bool | None = None
    remaining: timedelta | None = None
    remaining_days: int | None = None
    elapsed: timedelta | None = None


@dataclass(frozen=True)
class EventLike:
    """An event of the history: type, element, who, on whose behalf, when it happened, values it has written.

    None is not looked at.
    """

    type: str | None = None
    at: str | None = None
    by: str | None = None
    on_behalf_of: str | None = None
    happened: Moment | None = None
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Absent:
    """What is not to be seen after a step: none of what is named. None is not looked at."""

    open: tuple[str, ...] | None = None
    waiting: tuple[str, ...] | None = None
    jobs: tuple[str, ...] | None = None
    linked: tuple[str, ...] | None = None
    history: tuple[EventLike, ...] | None = None
    events: tuple[EventLike, ...] | None = None
    asked: tuple[Asked, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    messages: tuple[Notice, ...] | None = None
    incidents: tuple[IncidentLike, ...] | None = None
    values: tuple[str, ...] | None = None
    variables: tuple[str, ...] | None = None
    limits: tuple[str, ...] | None = None
    whose: Mapping[str, frozenset[str]] | None = None
    watched: Mapping[str, frozenset[str]] | None = None
    order: Values | None = None


@dataclass(frozen=True)
class Expectation:
    """What is to be seen after a step. Lists are complete unless said otherwise.

    `history` are the step's own events in order, all of them; `events` have happened since the scenario
    began, in this order, with others in between. `asked`, `notices` and `messages` are the step's own too.
    `timers`, `limits`, `whose`, `held`, `watched`, `order`, `values` and `variables` look at what they name;
    `values` were written last under a name, `variables` are there now in some scope.
    """

    open: tuple[str, ...] | None = None
    whose: Mapping[str, frozenset[str]] | None = None
    held: Mapping[str, str | None] | None = None
    watched: Mapping[str, frozenset[str]] | None = None
    order: Values | None = None
    waiting: tuple[str, ...] | None = None
    timers: Mapping[str, Moment | None] | None = None
    limits: Mapping[str, LimitLike] | None = None
    jobs: tuple[str, ...] | None = None
    history: tuple[EventLike, ...] | None = None
    events: tuple[EventLike, ...] | None = None
    asked: tuple[Asked, ...] | None = None
    notices: tuple[Notice, ...] | None = None
    messages: tuple[Notice, ...] | None = None
    incidents: tuple[IncidentLike, ...] | None = None
    linked: tuple[str, ...] | None = None
    values: Values | None = None
    variables: Values | None = None
    ended: bool | None = None
    absent: Absent | None = None


NOTHING_EXPECTED = Expectation()


@dataclass(frozen=True)
class Step:
    """One step. `told` is how a report tells it; `refused` is a part of the refusal, None: it must succeed.

    `action` None is a step that only looks.
    """

    line: int
    told: str
    action: Action | None
    refused: str | None = None
    expect: Expectation = NOTHING_EXPECTED


@dataclass(frozen=True)
class Scenario:
    """One story of a package; `file` and `line` say where it is written."""

    package: str
    name: str
    file: str
    line: int
    given: Given
    steps: tuple[Step, ...]
    expect_at_start: Expectation = NOTHING_EXPECTED
    jobs_by_hand: frozenset[str] = frozenset()
