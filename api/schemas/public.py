"""What the public asks."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import STATUSES, text, when


class StatusBody(Schema):
    """Which order, and who asks."""

    number = text(
        "The order's number, as it was read out; blanks and hyphens do not matter.", least=1, most=40
    )
    phone = text("The telephone number from which it was told, or the customer's.", least=1, most=40)


class PublicStatus(Schema):
    """How an order stands; nothing about anybody."""

    status = text("Its status.", one_of=STATUSES)
    stage = text("Its stage; null: none yet.", null=True)
    expected_at = when(
        "When it is expected to be done, else until when it is promised, UTC; null: nobody has said.",
        null=True,
    )
