"""What soundness says of any small diagram is what looking at every state one by one says."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.definitions.model import Diagram, EventDefinition, Expression, Node, Scope, SequenceFlow
from engine.definitions.soundness import Fault, Kind, examine
from tests.engine.definitions.soundness.brute_force import TooLarge, brute_force

KINDS = ("userTask", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway")
WAITING = {Kind.STUCK, Kind.LEFT_BEHIND, Kind.ENDLESS}
X = Expression("x", 1)
ASKED = ("x", "waitingForStart", "not(waitingForStart)")


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """Draw a start, some nodes in any order of flows, and one or two ends; some tasks have a border."""
    count = draw(st.integers(2, 7))
    kinds = [draw(st.sampled_from(KINDS)) for _ in range(count)]
    inner = [f"n{number}" for number in range(count)]
    links: dict[str, list[str]] = {"s": [draw(st.sampled_from(inner))]}
    targets = [*inner, "e", "t"] if draw(st.booleans()) else [*inner, "e"]
    for number, key in enumerate(inner):
        most = 1 if kinds[number] == "userTask" else 3
        # Most flows lead on, so that not every diagram is a circle.
        ahead = st.sampled_from(targets[number + 1 :]) | st.sampled_from(targets[number + 1 :] or targets)
        links[key] = draw(
            st.lists(ahead | ahead | st.sampled_from(targets), min_size=1, max_size=most, unique=True)
        )
    for number, key in enumerate(inner):
        if kinds[number] == "userTask" and draw(st.integers(0, 3)) == 0:
            links[f"b{key}"] = [draw(st.sampled_from(targets))]
    complexes = [key for key, kind in zip(inner, kinds, strict=True) if kind == "complexGateway"]
    counts = {key: draw(st.integers(1, 3)) for key in complexes}
    texts = {f"{key}-{target}": draw(st.sampled_from(ASKED)) for key in complexes for target in links[key]}
    return scope_of(dict(zip(inner, kinds, strict=True)), links, counts, texts)


def scope_of(
    kinds: dict[str, str], links: dict[str, list[str]], counts: dict[str, int], texts: dict[str, str]
) -> Scope:
    """Draw it; `counts` has how many tokens activate each complex gateway, `texts` what its flows ask."""
    flows = {}
    for source, ahead in links.items():
        kind = kinds.get(source, "")
        deciding = kind in ("exclusiveGateway", "inclusiveGateway") and len(ahead) > 1
        for number, target in enumerate(ahead):
            condition = X if deciding and number else None
            key = f"{source}-{target}"
            if kind == "complexGateway" and (number or len(ahead) == 1):
                condition = Expression(texts[key], 1)
            flows[key] = SequenceFlow(key, "", 1, source, target, condition)
    nodes = {"s": Node("s", "", "startEvent", 1), "e": Node("e", "", "endEvent", 1)}
    if any("t" in ahead for ahead in links.values()):
        nodes["t"] = Node("t", "", "endEvent", 1, events=(EventDefinition("terminate", 1),))
    for key, kind in kinds.items():
        first = f"{key}-{links[key][0]}"
        deciding = kind in ("exclusiveGateway", "inclusiveGateway") and len(links[key]) > 1
        deciding = deciding or (kind == "complexGateway" and len(links[key]) > 1)
        asks = Expression(f"activationCount >= {counts[key]}", 1) if key in counts else None
        default = {"default": first} if deciding else {}
        nodes[key] = Node(key, "", kind, 1, attributes=default, condition=asks)
        if f"b{key}" in links:
            event = (EventDefinition("message", 1, "m"),)
            nodes[f"b{key}"] = Node(
                f"b{key}", "", "boundaryEvent", 1, attributes={"attachedToRef": key}, events=event
            )
    return Scope("p", "", "process", 1, nodes, flows)


def faults_of(scope: Scope) -> list[Fault]:
    return examine(Diagram("d", {"p": scope}))


@given(scopes())
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
def test_soundness_says_what_looking_at_every_state_says(scope: Scope) -> None:
    try:
        found = brute_force(scope)
    except TooLarge:
        assume(False)
        return
    faults = faults_of(scope)
    kinds = {fault.kind for fault in faults}
    assert Kind.UNDECIDED not in kinds
    assume(Kind.GROWING not in kinds)
    assert bool(found.wrong) == bool(kinds & WAITING), (faults, found)
    if not found.wrong:
        reached = connected(scope)
        dead = {
            node for node in scope.nodes if node in reached and node not in found.visited and node[0] != "b"
        }
        # A terminate end event may come so early that more is dead than is found.
        assert bool(dead) if Kind.DEAD in kinds else not dead or "t" in scope.nodes, (faults, dead)


@given(scopes())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_path_of_a_finding_is_drawn(scope: Scope) -> None:
    for fault in faults_of(scope):
        assert all(one in scope.nodes or one in scope.flows for one in fault.path)
        if fault.kind in WAITING:
            assert fault.path[0] == "s"


def connected(scope: Scope) -> set[str]:
    seen: set[str] = set()
    ahead = ["s"]
    while ahead:
        node = ahead.pop()
        if node not in seen:
            seen.add(node)
            ahead += [flow.target for flow in scope.outgoing(node)]
            ahead += [border.id for border in scope.boundaries(node)]
    return seen
