"""Whether what a token has begun at its element can go on at the counterpart; else why not."""

from __future__ import annotations

from engine.runtime.migrating.flows import incoming_flows
from engine.runtime.migrating.planning import Planning
from engine.runtime.specs.element import Element
from engine.runtime.specs.gateways import EventGateway
from engine.runtime.specs.looping import Container
from engine.runtime.specs.process import ScopeSpec
from engine.runtime.specs.subprocess import CallActivity
from engine.runtime.specs.tasks import JobTask
from engine.runtime.token import Token

#: What the members of a loop have been given or will give under a name.
_LOOP_NAMES = ("item_name", "output_collection", "output_item")


def continues(planning: Planning, token: Token, new: Element, spec: ScopeSpec) -> bool:
    """Return whether a token may go on at `new`, which is of the same kind; refuse it otherwise.

    The flow by which it waits is noted in the plan.
    """
    old = token.task_spec
    via = token.internal_data.get("via")
    if via is not None:
        flow = _flow(planning, token, via, new, spec)
        if flow is None:
            planning.refuse("join", token, via=via)
            return False
        planning.made.flows[token.id] = flow
    if isinstance(old, EventGateway) and not _same_events(planning, old, new):
        planning.refuse("events", token)
        return False
    if isinstance(old, Container) and any(
        getattr(old, name, None) != getattr(new, name, None) for name in _LOOP_NAMES
    ):
        planning.refuse("loop", token)
        return False
    if isinstance(old, CallActivity) and isinstance(new, CallActivity):
        if _called(planning, token, old) != (new.called, new.packages is None):
            planning.refuse("called", token, called=old.called, target=new.called)
            return False
    if isinstance(old, JobTask) and isinstance(new, JobTask) and old.topic != new.topic:
        planning.refuse("job", token, called=old.topic, target=new.topic)
        return False
    return True


def _flow(planning: Planning, token: Token, via: str, new: Element, spec: ScopeSpec) -> str | None:
    """Return the flow by which the token waits there; None when that cannot be told."""
    if token._parent is not None:
        # A branch of an event-based gateway: the flow that leads from it to the event.
        gateway = planning.new_id(token.workflow.tasks[token._parent].task_spec)
        flows = spec.by_element[gateway].outgoing if gateway in spec.by_element else []
        return next((flow.id for flow in flows if flow.target is new), None)
    found = incoming_flows(token.task_spec, new, token.workflow.spec, spec, planning.mapping)
    return found.get(via) if found is not None else None


def _same_events(planning: Planning, old: Element, new: Element) -> bool:
    before = {planning.new_id(flow.target) for flow in old.outgoing}
    return before == {flow.target.element_id for flow in new.outgoing}


def _called(planning: Planning, token: Token, old: CallActivity) -> tuple[str, bool]:
    """Return the process that must be called there, and whether it is drawn in the same file."""
    inner = planning.instance.scopes.get(token.id)
    own = old.packages is None
    if own and inner is not None and inner.definition_id == planning.source.id:
        return planning.mapping.elements.get(old.called, ""), True
    return old.called, own
