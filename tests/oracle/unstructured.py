"""What makes a structured drawing unstructured: flows across blocks, other joins, and pauses in loops."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.oracle.draft import Draft
from tests.oracle.structure import GATEWAYS, WAITING_WORK, Flow, Node

#: What may happen on a border in the very step in which the activity begins.
PASSING = ("error", "escalation", "condition")


def draw_across(draft: Draft, rng: random.Random, links: bool = True) -> None:
    """Change the drawing in one place, if there is any for it; `links` may be drawn too."""
    rng.choices((_jump, _split_implicitly, _change_join, _draw_link), (6, 1, 2, 2 if links else 0))[0](
        draft, rng
    )


def _jump(draft: Draft, rng: random.Random) -> None:
    """Lead a new flow from one place to another, forward or back, out of a split into a merge or join."""
    flows = _free_flows(draft)
    if len(flows) < 2:
        return
    begin, end = rng.sample(flows, 2)
    split = draft.add(rng.choice(("exclusive", "parallel", "inclusive")))
    condition = draft.names.truth()
    target = _landing(draft, rng, end)
    draft.insert(begin, split)
    (onward,) = draft.leaving(split)
    kind = draft.nodes[split].kind
    if kind == "parallel":
        draft.link(split, target)
        return
    if kind == "inclusive":
        merge = draft.add("exclusive")
        draft.insert(onward, merge)
        draft.link(split, merge, draft.names.truth())
    default = next(flow for flow in draft.leaving(split) if flow.condition is None)
    draft.change(split, default=default.id)
    draft.link(split, target, condition)


def _split_implicitly(draft: Draft, rng: random.Random) -> None:
    """Lead a second flow out of a node that has one, without a gateway."""
    flows = [flow for flow in _free_flows(draft) if draft.nodes[flow.source].kind not in GATEWAYS]
    if flows:
        begin, end = rng.choice(flows), rng.choice(_free_flows(draft))
        if not any(flow.condition for flow in draft.leaving(begin.source)):
            draft.link(begin.source, _landing(draft, rng, end))


def _draw_link(draft: Draft, rng: random.Random) -> None:
    """Draw a flow as a link, sometimes with a second place that leads to it."""
    flows = _free_flows(draft)
    if not flows:
        return
    flow = rng.choice(flows)
    catch, throw = draft.add("link_catch"), draft.add("link_throw")
    draft.insert(flow, catch)
    (drawn,) = (one for one in draft.entering(catch))
    draft.insert(drawn, throw)
    others = [one for one in _free_flows(draft) if one.target not in (catch, throw)]
    if others and rng.random() < 0.5:
        split, more = draft.add("exclusive"), draft.add("link_throw")
        draft.insert(rng.choice(others), split)
        (onward,) = draft.leaving(split)
        draft.change(split, default=onward.id)
        draft.link(split, more, draft.names.truth())
        draft.link(more, catch)


def _landing(draft: Draft, rng: random.Random, flow: Flow) -> str:
    """Return where a new flow can arrive: the target of `flow`, or a new gateway before it."""
    node = draft.nodes[flow.target]
    after_gateway = any(draft.nodes[one.source].kind == "events" for one in draft.entering(node.id))
    if node.kind in (*GATEWAYS, "task", "sub") and not after_gateway and rng.random() < 0.5:
        return node.id
    gateway = draft.add(rng.choices(("exclusive", "inclusive", "parallel"), (3, 2, 2))[0])
    draft.insert(next(one for one in draft.flows if one.id == flow.id), gateway)
    return gateway


def _change_join(draft: Draft, rng: random.Random) -> None:
    """Make another kind of join of a gateway that joins and does not split."""
    joins = [
        node.id
        for node in draft.nodes.values()
        if node.kind in ("exclusive", "parallel", "inclusive")
        and len(draft.entering(node.id)) > 1
        and len(draft.leaving(node.id)) == 1
        and draft.leaving(node.id)[0].condition is None
    ]
    if joins:
        draft.change(rng.choice(joins), kind=rng.choice(("exclusive", "parallel", "inclusive")), default=None)


def _free_flows(draft: Draft) -> list[Flow]:
    """Return the flows that may be cut.

    Not those between an event-based gateway and its events, the links, and those into what throws: only a
    person's task leads there.
    """
    return [
        flow
        for flow in draft.flows
        if draft.nodes[flow.source].kind not in ("events", "link_throw")
        and not draft.nodes[flow.target].throws
    ]


def pause_every_loop(draft: Draft) -> None:
    """Put a task into every loop of the scope that a token could run through without a pause."""
    while (flow := _endless(draft)) is not None:
        draft.insert(flow, draft.add("task"))


def _endless(draft: Draft) -> Flow | None:
    """Return a flow of a loop without a pause, None when there is none. A link cannot be cut."""
    finished: set[str] = set()
    for first in draft.nodes:
        trail: list[tuple[str, Iterator[Flow]]] = [(first, _passing(draft, first))]
        taken: list[Flow] = []
        on_trail = {first}
        while trail:
            node, flows = trail[-1]
            flow = next(flows, None)
            if flow is None:
                finished.add(node)
                on_trail.discard(node)
                trail.pop()
                del taken[-1:]
            elif flow.target in on_trail:
                circle = [flow, *reversed(taken)]
                return next(one for one in circle if draft.nodes[one.source].kind != "link_throw")
            elif flow.target not in finished:
                on_trail.add(flow.target)
                taken.append(flow)
                trail.append((flow.target, _passing(draft, flow.target)))
    return None


def _passing(draft: Draft, key: str) -> Iterator[Flow]:
    """Yield the flows by which a token can leave a node in the step in which it came."""
    node = draft.nodes[key]
    if not _pauses(node, draft):
        yield from draft.leaving(key)
    for border in draft.nodes.values():
        if border.host == key and any(event.kind in PASSING for event in border.triggers):
            yield from draft.leaving(border.id)


def _pauses(node: Node, draft: Draft) -> bool:
    """Return whether a token always has to wait here. A condition may be true already."""
    if node.kind == "events":
        return all(_pauses(draft.nodes[flow.target], draft) for flow in draft.leaving(node.id))
    if node.kind == "catch":
        conditions = [event.kind == "condition" for event in node.triggers]
        return not (all(conditions) if node.all_of_them else any(conditions))
    if node.kind != "task" or node.work not in WAITING_WORK:
        return False
    return node.repeat is None or (node.repeat.count > 0 and not node.repeat.before)
