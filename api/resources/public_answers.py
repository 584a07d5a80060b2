"""What a customer may read about an order: colleagues write it here, the customer asks in `public`."""

from __future__ import annotations

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.public import PublicAnswer, PublicAnswerBody, PublicAnswered
from engine.commands import Answer
from engine.commands.notes.public_answer import WritePublicAnswer
from engine.org import Action
from engine.queries.public_answer import PublicAnswer as PublicAnswerView
from engine.queries.public_answer import public_answer_view
from engine.queries.visibility import visible_order

group = blueprint("public answers", "What customers may read about their orders.")


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/public-answer",
    "readPublicAnswer",
    Action.SEE_ORDER,
    answer=PublicAnswer,
)
def read(order_id: str) -> PublicAnswerView:
    """What the customer reads who asks for this order 公开答复, and who wrote it."""
    with reading() as look:
        return public_answer_view(look, visible_order(look, order_id))


@endpoint(
    group,
    "PUT",
    "/orders/<id:order_id>/public-answer",
    "writePublicAnswer",
    Action.ANSWER_PUBLIC,
    body=PublicAnswerBody,
    answer=PublicAnswered,
    command=True,
)
def write(body: Values, order_id: str) -> Answer:
    """Write what the customer reads; an empty text withdraws it. Every version stays in the history."""
    return run(WritePublicAnswer(order_id, body["words"], body["revision"]))
