"""What the constructs are called in the statement of coverage."""

from __future__ import annotations

from tests.oracle.structure import Node, Repeat, Scope


def activity_name(node: Node) -> str:
    """Return what kind of activity a node is, in words."""
    what = "task" if node.inside is None else "sub-process"
    if node.repeat is None:
        return what
    if node.repeat.kind == "loop":
        return f"loop asked {'before' if node.repeat.before else 'after'} of a {what}"
    return f"{node.repeat.kind} multi-instance of a {what}"


def border_name(scope: Scope, border: Node) -> str:
    """Return what kind of boundary event a node is, in words."""
    assert border.event is not None
    host = scope.node[border.host or ""]
    what = "repeated activity" if host.repeat else "task" if host.inside is None else "sub-process"
    return f"{'' if border.interrupting else 'non-'}interrupting {border.event.kind} on a {what}"


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
        for kind in ("interrupting", "non-interrupting")
        for event in ("timer", "message")
        for host in ("task", "sub-process", "repeated activity")
    ]


#: Every construct that must occur in a run, as the game notes it when it happens.
CONSTRUCTS = (
    *(f"{name} begun" for name in _activities()),
    *_borders(),
    *(
        f"{kind} {event} event sub-process"
        for kind in ("interrupting", "non-interrupting")
        for event in ("timer", "message")
    ),
    *(
        f"{event} {where}"
        for event in ("timer", "message")
        for where in ("caught", "after an event-based gateway")
    ),
    *(f"{kind} multi-instance ended by its condition" for kind in ("parallel", "sequential")),
    "boundary event for the last time",
    "boundary event waits again",
    "conditional flows of an activity",
    "end without an end event",
    "error caught on the border",
    "error end event",
    "error event sub-process",
    "error leaves a scope",
    "error out of a repeated sub-process",
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
    "loop goes round again",
    "loop stopped by its maximum",
    "parallel join",
    "parallel join in a loop",
    "parallel join with more tokens waiting",
    "parallel split",
    "repeated activity of no rounds",
    "start without a start event",
    "scopes 4 deep",
    "terminate end event",
)
