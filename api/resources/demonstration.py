"""Recorded calls that can ring where there is no telephone exchange."""

from __future__ import annotations

from api.access import Access
from api.context import caller, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import DemonstrationView, RingBody, Ringing
from api.system import demonstration_of
from engine.errors import NotFound
from engine.org import Action
from engine.store.time import read_clock
from engine.words import Words

group = blueprint("demonstration", "Only where it is switched on; never in production.")


@endpoint(
    group,
    "GET",
    "/demonstration",
    "getDemonstration",
    Access.SIGNED_IN,
    answer=DemonstrationView,
)
def get_demonstration() -> Values:
    """Whether recorded calls can ring here, which, and how fast business time passes."""
    found = demonstration_of(system())
    with system().database.reading() as tx:
        clock = read_clock(tx)
    return {
        "enabled": found is not None,
        "clock_rate": clock[0].rate if clock is not None else 1.0,
        "business_now": caller().now,
        "recordings": list(found.recordings()) if found is not None else [],
    }


@endpoint(
    group,
    "POST",
    "/demonstration/calls",
    "ringRecordedCall",
    Action.DEMONSTRATE,
    body=RingBody,
    answer=Ringing,
    status=202,
    problems=(404,),
)
def ring(body: Values) -> Values:
    """Let a recorded call ring; the stream of events tells of it as of any other."""
    found = demonstration_of(system())
    if found is None:
        raise NotFound(Words("nothing is demonstrated here", "这里没有演示"))
    answer = found.ring(body["recording"])
    return {"recording": body["recording"], "call": answer.get("call")}
