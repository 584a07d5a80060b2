"""What the constructs are called in the statement of coverage."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.structure import KINDS, WORK, Node, Repeat, Scope


def activity_name(node: Node) -> str:
    """Return what kind of activity a node is, in words."""
    what = "sub-process" if node.inside is not None else "task"
    if what == "task" and node.work != "user":
        what = f"task ({node.work})"
    if node.repeat is None:
        return what
    if node.repeat.kind == "loop":
        return f"loop asked {'before' if node.repeat.before else 'after'} of a {what}"
    return f"{node.repeat.kind} multi-instance of a {what}"


def border_name(scope: Scope, border: Node) -> str:
    """Return what kind of boundary event a node is, in words."""
    host = scope.node[border.host or ""]
    what = "repeated activity" if host.repeat else "task" if host.inside is None else "sub-process"
    return f"{'' if border.interrupting else 'non-'}interrupting {event_name(border)} on a {what}"


def event_name(node: Node) -> str:
    """Return what a catching event waits for, in words."""
    if node.more:
        return "all of several triggers" if node.all_of_them else "any of several triggers"
    return node.event.kind if node.event is not None else "message"


def drawn(scope: Scope) -> Iterator[str]:
    """Yield what is drawn in a process: its kinds of nodes, of events in each position, of what is thrown."""
    for _, node in scope.walk():
        position = f"{node.kind}{'' if node.interrupting else ', non-interrupting'}"
        yield node.kind
        if node.kind == "task":
            yield f"task ({node.work})"
        elif node.triggers:
            yield f"{position}: {event_name(node)}"
        for event in node.throws:
            yield f"{position} throws {event.kind}"


def nesting(scope: Scope) -> int:
    """Return how many scopes lie within each other, the process counting as one."""
    return 1 + max((nesting(node.inside) for node in scope.nodes if node.inside is not None), default=0)


def _activities() -> list[str]:
    return [
        activity_name(Node("", "task" if inside is None else "sub", inside=inside, repeat=repeat))
        for inside in (None, Scope("", (), ()))
        for repeat in (
            None,
            Repeat("parallel", 2),
            Repeat("sequential", 2),
            Repeat("loop", 2),
            Repeat("loop", 2, before=True),
        )
    ]


def _borders() -> list[str]:
    return [
        f"{kind} {event} on a {host}"
        for kind in INTERRUPTING
        for event in ("timer", "message")
        for host in ("task", "sub-process", "repeated activity")
    ]


INTERRUPTING = ("interrupting", "non-interrupting")
#: What an event can wait for.
CAUGHT = ("timer", "message", "signal", "condition", "any of several triggers", "all of several triggers")

#: Every construct that must occur in each chunk of a run, as the game notes it when it happens: these often,
CONSTRUCTS = (
    *(f"{name} begun" for name in _activities()),
    *(f"task ({work}) begun" for work in WORK if work != "user"),
    *(f"{work} task done" for work in WORK),
    *_borders(),
    *(f"{kind} {event} event sub-process" for kind in INTERRUPTING for event in CAUGHT[:2]),
    *(f"{event} caught" for event in CAUGHT[:2]),
    *(f"{event} after an event-based gateway" for event in CAUGHT[:-1]),
    *(f"{kind} multi-instance ended by its condition" for kind in ("parallel", "sequential")),
    *(
        f"{event} {where}"
        for event in ("signal", "message", "escalation")
        for where in ("thrown", "end event")
    ),
    "ad-hoc, enough",
    "ad-hoc, enough: the rest is taken away",
    "ad-hoc, enough: the rest is waited for",
    "ad-hoc, offered anew",
    "ad-hoc, parallel",
    "ad-hoc, sequential",
    "boundary event for the last time",
    "boundary event waits again",
    "complex gateway fires",
    "complex gateway fires before all have come",
    "complex gateway reset",
    "complex gateway reset by late tokens",
    "complex gateway waits for late tokens",
    "condition has become true",
    "conditional flows of an activity",
    "end without an end event",
    "error caught on the border",
    "error end event",
    "error event sub-process",
    "error leaves a scope",
    "error out of a repeated sub-process",
    "escalation leaves a scope",
    "event with several results",
    "exclusive default",
    "exclusive merge",
    "exclusive merge in a loop",
    "exclusive split",
    "implicit merge",
    "implicit split",
    "inclusive default",
    "inclusive join in a loop",
    "inclusive join of all flows",
    "inclusive join waits",
    "inclusive join with an empty flow",
    "inclusive split of one",
    "inclusive split of several",
    "link",
    "loop goes round again",
    "loop stopped by its maximum",
    "one of several triggers that must all happen",
    "parallel join",
    "parallel join in a loop",
    "parallel join with more tokens waiting",
    "parallel split",
    "process begun by a receive task",
    "process begun by a start event with a trigger",
    "process begun by an instantiating gateway (Exclusive)",
    "process begun by an instantiating gateway (Parallel)",
    "repeated activity of no rounds",
    "signal heard",
    "start without a start event",
    "scopes 4 deep",
    "terminate end event",
)
#: and most of these now and then.
RARE = (
    *(f"{kind} {event} event sub-process" for kind in INTERRUPTING for event in CAUGHT[2:]),
    *(f"{kind} {event} boundary event" for kind in INTERRUPTING for event in CAUGHT[2:]),
    *(f"{kind} escalation event sub-process" for kind in INTERRUPTING),
    *(f"escalation caught on the border, {kind}" for kind in INTERRUPTING),
    *(f"{event} caught" for event in CAUGHT[2:]),
    "complex gateway from which nothing goes on",
    "cancel caught on the border",
    "cancel end event",
    "compensation end event",
    "compensation handler done",
    "compensation of a scope",
    "compensation thrown",
    "one activity undone",
    "sub-process undone",
)
#: What must be drawn in some process of a run.
DRAWINGS = (
    *KINDS,
    *(f"task ({work})" for work in WORK),
    *(f"catch: {event}" for event in CAUGHT),
    *(
        f"{kind}: {event}"
        for kind in ("boundary", "boundary, non-interrupting", "event_sub", "event_sub, non-interrupting")
        for event in (*CAUGHT, "escalation")
    ),
    *(f"{kind}: error" for kind in ("boundary", "event_sub")),
    *(
        f"{kind} throws {event}"
        for kind in ("throw", "end")
        for event in ("signal", "message", "escalation", "compensate")
    ),
    "boundary: compensate",
    "boundary: cancel",
)
