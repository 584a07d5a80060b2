"""Messages from machines to processes."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.operations import MessageBody, MessageTaken
from engine.commands.correlate import CorrelateMessage
from engine.definitions import exact
from engine.org import Action

group = blueprint("messages", "Messages from other systems.")


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
