"""Queues now, the wallboard, where callers go, and how they were served in a period."""

from __future__ import annotations

from typing import Any

from api.context import reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas import overflow
from api.schemas import queues as schemas
from engine.commands import Answer
from engine.commands.overflow.switch import SwitchOverflow
from engine.org import Action
from engine.queries.call_measures import CallMeasuresWish, call_measures
from engine.queries.overflow import queue_overflow
from engine.queries.queues import queues_now, wallboard

group = blueprint("queues", "Queues of the telephone: who waits, and how callers are served.")
SEE = Action.SEE_FIGURES


@endpoint(group, "GET", "/queues", "listQueuesNow", SEE, answer=schemas.QueuesNow)
def list_queues() -> Values:
    """The queues of one's tiers and below: who waits, what their agents do, how today went so far."""
    with reading() as look:
        return {"items": queues_now(look, system().settings.telephony_rules)}


@endpoint(group, "GET", "/wallboard", "getWallboard", SEE, answer=schemas.Wallboard)
def get_wallboard() -> Any:
    """The queues of one's tiers and below, all of them together, and whether their exchanges are heard."""
    with reading() as look:
        return wallboard(look, system().settings.telephony_rules)


@endpoint(group, "GET", "/queues/<id:queue_id>/overflow", "getOverflow", SEE, answer=overflow.QueueOverflow)
def get_overflow(queue_id: str) -> Any:
    """Where the callers of a queue go, by which rule, and when they went elsewhere."""
    with reading() as look:
        return queue_overflow(look, queue_id, system().settings.telephony_rules)


@endpoint(
    group,
    "PUT",
    "/queues/<id:queue_id>/overflow",
    "switchOverflow",
    Action.SWITCH_OVERFLOW,
    body=overflow.SwitchOverflowBody,
    answer=overflow.OverflowSwitched,
    command=True,
)
def switch_overflow(body: Values, queue_id: str) -> Answer:
    """Let a queue's callers go to another queue, or stay, or do as the rule says."""
    return run(
        SwitchOverflow(queue_id, body["mode"], body["why"], body["to"], with_waiting=body["with_waiting"])
    )


@endpoint(
    group,
    "GET",
    "/call-measures",
    "getCallMeasures",
    SEE,
    query=schemas.CallMeasuresQuery,
    answer=schemas.CallMeasures,
)
def get_measures(query: Values) -> Any:
    """How callers were served in a period of up to 31 days: by queue, by tier, or by shift."""
    wish = CallMeasuresWish(query["since"], query["until"], query["by"], query["level"])
    with reading() as look:
        return call_measures(look, wish, system().settings.telephony_rules.service)
