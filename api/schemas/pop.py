"""An agent's calls: who rings and what is known of them, what was missed, what was last."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.calls import CallLine, CallOrder
from api.schemas.campaigns import InHand
from api.schemas.common import document, flag, key, part, parts, text, when
from api.schemas.intake_hints import CallerFlag
from api.schemas.outages import OutageLine
from api.schemas.premises import Premise


class CallerCandidate(Schema):
    """Premises of a customer who is the caller perhaps."""

    premise = part(Premise, "The premises with their customer, debt and supply.")
    is_confirmed = flag("Somebody made sure that it is they; else they are the caller perhaps.")
    outages = parts(OutageLine, "Outages that go on, or are announced, at the premises.")


class CameWith(Schema):
    """What whoever handed the call on sent along."""

    from_name = text("Who handed it on; null: they are gone.", null=True)
    verb = text("transfer or consult.")
    at = when("When, business time, UTC.")
    orders = parts(CallOrder, "Orders that went along and that you may see.")
    draft = document("What was typed into the form so far.")
    note = text("What they said of it; null: nothing.", null=True)


class Routing(Schema):
    """Why the call came to this queue."""

    because = text("familiar, expert, senior, queue, or a word of the site's own rule.")
    zh = text("The same in Chinese.")
    en = text("The same in English.")
    queue = text("The queue to which it was sent.")
    at = when("When, business time, UTC.")


class Pop(Schema):
    """One call of mine with what is known of the caller."""

    call = part(CallLine, "The call.")
    queue_zh = text("Its queue's name in Chinese; null: no queue, or one without a name.", null=True)
    queue_en = text("Its queue's name in English; null: no queue, or one without a name.", null=True)
    since = when(
        "Since when my telephone rings, or since when I speak in it, UTC; null: neither now.", null=True
    )
    candidates = parts(CallerCandidate, "Who may be calling, whoever was confirmed first.")
    confirmed = key("The premises that were made sure to be the caller's; null: none were.", null=True)
    confirmed_by = text("Who made sure; null: nobody.", null=True)
    open_orders = parts(CallOrder, "Open orders of the number or the candidates' premises that you may see.")
    repeat = flag("There is such an order: this may be a repeated call.")
    orders = parts(CallOrder, "Orders linked to this call.")
    flags = parts(CallerFlag, "Flags of the number that hold.")
    last_calls = parts(CallLine, "The last five calls of the number, the newest first.")
    came_with = part(CameWith, "What was sent along with the call; null: nothing.", null=True)
    routing = part(Routing, "Why the call came to its queue; null: no rule sent it.", null=True)
    campaign = part(InHand, "The line of a list for which we called; null: none.", null=True)


class MissedCall(Schema):
    """My telephone rang, and I did not take it."""

    call = part(CallLine, "The call.")
    rang_at = when("When it rang, UTC.")
    why = text("Why it was not taken, as the exchange says; null: it stopped.", null=True)


class MyCalls(Schema):
    """My calls, all that a desk shows of them."""

    ringing = parts(Pop, "My telephone rings for these.")
    talking = parts(Pop, "I speak in these.")
    after_call = part(Pop, "After this one I still work; null: I do not.", null=True)
    missed = parts(MissedCall, "What I missed within 24 hours, the newest first.")
    last = parts(CallLine, "In what I spoke last, the newest first.")


class ConfirmCallerBody(Schema):
    """Who the caller is."""

    premise_id = key("The premises at which they are a customer; null: it is open again.", null=True)


class CallerConfirmed(Schema):
    """Who the caller is from now on."""

    call = key("The call.")
    premise = key("The premises; null: it is open again.", null=True)
