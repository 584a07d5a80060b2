"""What the public asks."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import STATUSES, flag, key, text, when, whole
from engine.commands.notes.public_answer import MOST_CHARACTERS


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
    answer = text("What the utility says about it, in its own words; null: nothing.", null=True)


class PublicAnswer(Schema):
    """What a customer may read about an order, as colleagues see it."""

    text_ = text(
        "What it says; null: there is none, or it was withdrawn.",
        null=True,
        attribute="text",
        data_key="text",
    )
    written_by_name = text("Who wrote or withdrew it; null: nobody yet, or they are gone.", null=True)
    written_at = when("When, business time, UTC; null: nobody has written yet.", null=True)
    revision = whole("Counts its versions; 0: there never was one.")
    told = flag("Whether customers are told; false: the order is restricted.")
    may_write = flag("You may write it.")


class PublicAnswerBody(Schema):
    """What the customer is to read."""

    words = text(
        "What it says; empty withdraws it. Nothing about anybody.", most=MOST_CHARACTERS, data_key="text"
    )
    revision = whole("Of the answer that was read; 0: there was none.", least=0, most=2**31 - 1)


class PublicAnswered(Schema):
    """A public answer that was written."""

    order = key("The order.")
    revision = whole("Its revision now.")
