"""Recordings of calls: where each is, how it sounds, who listened."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.common import Paged, PageQuery, flag, key, parts, text, when, whole
from engine.calling.recordings import Reason, Status

STATUSES = tuple(Status)
REASONS = tuple(Reason)


class RecordingsQuery(PageQuery):
    """Which recordings; the newest come first."""

    call = key("Only those of this call.", given=False)
    order = key("Only those of calls that concern this order.", given=False)
    agent = key("Only those of calls that this person has answered.", given=False)
    status = text("Only those that are so.", given=False, one_of=STATUSES)
    held = flag("Only those that are held, or that are not.", given=False)
    words = text(
        "Sought in the caller's number and name; calls of restricted orders are not found by them.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )
    since = when("Begun at this time or later.", given=False)
    until = when("Begun before this time.", given=False)


class RecordingOrder(Schema):
    """An order that the call concerns."""

    id = key("The order.")
    number = text("Its number.")


class RecordingLine(Schema):
    """A recording. Of a restricted order's, caller, orders and reasons are null or left out."""

    id = key("The recording.")
    call = key("The call.")
    status = text("Where it is: only what is stored can be heard.", one_of=STATUSES)
    reason = text("Why it is not stored; null: it is, or was not looked for.", null=True, one_of=REASONS)
    ms = whole("How long it is, in milliseconds; null: not known yet.", null=True)
    started_at = when("When it began.")
    ended_at = when("When it ended; null: not known yet.", null=True)
    caller_number = text("The caller's number; null: not known, or restricted.", null=True)
    caller_name = text("The caller's name; null: not known, or restricted.", null=True)
    agent_name = text("Who spoke; null: nobody of us.", null=True)
    queue = text("The queue; null: none.", null=True)
    restricted = flag("An order of the call is restricted: hearing it takes a reason.")
    orders = parts(RecordingOrder, "The orders that the call concerns.")
    held = flag("It is held: nothing deletes it.")
    held_by_name = text("Who holds it; null: nobody.", null=True)
    hold_reason = text("Why it is held; null: it is not, or restricted.", null=True)
    held_at = when("Since when; null: it is not.", null=True)
    kept_until = when("Until when the rules keep it; null: its file is not here.", null=True)
    kept_for = text("The category of an order that says so; null: of no order's.", null=True)
    deleted_at = when("When it was deleted by rule; null: it was not.", null=True)
    may_hold = flag("You may hold or release it.")
    may_audit = flag("You may see who listened.")


class RecordingsPage(Paged):
    """A page of recordings."""

    items = parts(RecordingLine, "The recordings, the newest first.")


class Waveform(Schema):
    """How a recording looks."""

    ms = whole("How long it is, in milliseconds.")
    peaks = fields.List(
        fields.Integer(strict=True),
        required=True,
        metadata={"description": "The loudest of each of some hundred equal parts of it, from 0 to 255."},
    )
    paused = fields.List(
        fields.List(fields.Integer(strict=True, allow_none=True)),
        required=True,
        metadata={
            "description": "Pairs of milliseconds between which nothing was recorded; null: to the end."
        },
    )


class PlayLine(Schema):
    """Somebody listened. What left the house is at most from `from_ms` to `until_ms`."""

    id = key("The listening.")
    person = key("Who.")
    person_name = text("Their name.")
    at = when("When they began.")
    asked_at = when("When they asked for more the last time.")
    from_ms = whole("From where, in milliseconds.")
    until_ms = whole("To where, in milliseconds.")
    reason = text("Why they looked at a restricted order; null: none is.", null=True)


class PlaysPage(Paged):
    """A page of listenings."""

    items = parts(PlayLine, "Who listened, the newest first.")


class HoldRecordingBody(Schema):
    """Why a recording is held, or released."""

    reason = text("Why; it stays in the record.", least=1, most=1000)


class RecordingHeld(Schema):
    """A recording that was held or released."""

    recording = key("The recording.")
    held = flag("It is held now.")
