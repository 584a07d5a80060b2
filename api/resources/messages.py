"""Messages, signals and facts from machines to processes."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import (
    ConditionsEvaluated,
    FactsBody,
    MessageBody,
    MessageTaken,
    SignalBody,
    SignalHeard,
)
from engine.commands.broadcast import BroadcastSignal
from engine.commands.correlate import CorrelateMessage
from engine.commands.evaluate_conditions import EvaluateConditions
from engine.definitions import exact
from engine.org import Action

group = blueprint("messages", "Messages, signals and facts from other systems.")


@endpoint(
    group,
    "POST",
    "/messages",
    "sendMessage",
    Action.SEND_MESSAGE,
    body=MessageBody,
    answer=MessageTaken,
    status=202,
    command=True,
)
def send_message(body: Values) -> Values:
    """Bring a message: exactly one process gets it, or it waits for one."""
    command = CorrelateMessage(
        message=body["name"],
        key=body["key_"],
        payload=exact(body["payload"]),
        sender_id=body["sender_id"],
    )
    return {"message": None, "instance": None, **run(command)}


@endpoint(
    group,
    "POST",
    "/signals",
    "broadcastSignal",
    Action.SEND_MESSAGE,
    body=SignalBody,
    answer=SignalHeard,
    status=202,
    command=True,
)
def broadcast_signal(body: Values) -> Values:
    """Broadcast a signal: every process that waits for it now hears it, and start events begin new ones."""
    return dict(run(BroadcastSignal(signal=body["name"], payload=exact(body["payload"]))))


@endpoint(
    group,
    "POST",
    "/conditions",
    "evaluateConditions",
    Action.SEND_MESSAGE,
    body=FactsBody,
    answer=ConditionsEvaluated,
    status=202,
    command=True,
)
def evaluate_conditions(body: Values) -> Values:
    """Tell facts: conditional start events whose condition becomes true with them begin processes."""
    return dict(run(EvaluateConditions(values=exact(body["values"]))))
