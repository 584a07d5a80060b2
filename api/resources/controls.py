"""Having the telephone do something: each answer is a control's row, its outcome comes on the stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import Schema

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.controls import (
    CallControls,
    CallReceivers,
    CallReceiversQuery,
    Control,
    ControlWritten,
    DialBody,
    SuperviseBody,
    Supervisions,
    TransferBody,
)
from engine.calling.controls import SUPERVISING, Verb
from engine.commands import Answer
from engine.commands.controls import (
    ControlCall,
    Dial,
    DialForOrder,
    Receiver,
    SuperviseCall,
    TransferCall,
)
from engine.commands.controls.control_call import PLAIN
from engine.org import Action
from engine.queries import controls
from engine.queries.call_receivers import call_receivers

group = blueprint("controls", "Controlling calls. A control is a row first; its outcome comes on the stream.")
#: What each plain verb does, for the document.
_ABOUT: Mapping[Verb, str] = {
    Verb.ANSWER: "Have one's ringing telephone answer, where it can be made to.",
    Verb.HOLD: "Put the call on hold: the other party hears music.",
    Verb.RESUME: "Take the call off hold.",
    Verb.MUTE: "Let the others not hear one.",
    Verb.UNMUTE: "Be heard again.",
    Verb.COMPLETE: "Leave a consultation: caller and colleague go on together.",
    Verb.ABANDON: "End a consultation, and have the caller back.",
    Verb.CONFERENCE: "Bring caller, colleague and oneself together out of a consultation.",
    Verb.HANGUP: "End the call for everybody.",
    Verb.PAUSE_RECORDING: "Let the recording hear silence, while a caller says what must not be recorded.",
    Verb.RESUME_RECORDING: "Let the recording hear the call again.",
}
_SUPERVISING: Mapping[Verb, str] = {
    Verb.LISTEN: "Listen in on a call; one's own telephone rings first.",
    Verb.WHISPER: "Listen in, and be heard by the agent alone.",
    Verb.BARGE: "Speak with both.",
}


@endpoint(
    group,
    "POST",
    "/dial",
    "dialNumber",
    Action.DIAL,
    body=DialBody,
    answer=ControlWritten,
    status=202,
    command=True,
    problems=(404,),
)
def dial(body: Values) -> Answer:
    """Have a number dialled; one's own telephone rings first."""
    return run(Dial(body["number"], body["order_id"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/dial",
    "dialForOrder",
    Action.DIAL,
    answer=ControlWritten,
    status=202,
    command=True,
)
def dial_for_order(order_id: str) -> Answer:
    """Dial whoever told the order; whoever does so need not know the number."""
    return run(DialForOrder(order_id))


def _plain(verb: Verb) -> None:
    def control(call_id: str) -> Answer:
        return run(ControlCall(call_id, verb))

    _offer(verb, _ABOUT[verb], Action.CONTROL_CALL, control)


def _supervising(verb: Verb) -> None:
    def supervise(body: Values, call_id: str) -> Answer:
        return run(SuperviseCall(call_id, verb, body["reason"]))

    _offer(verb, _SUPERVISING[verb], Action.SUPERVISE_CALL, supervise, SuperviseBody)


def _offer(
    verb: Verb, about: str, policy: Action, view: Callable[..., Answer], body: type[Schema] | None = None
) -> None:
    """Register a view for a verb, under its name and with what it is about."""
    view.__name__, view.__doc__ = verb.value.replace("-", "_"), about
    endpoint(
        group,
        "POST",
        f"/calls/<id:call_id>/{verb.value}",
        _operation(verb),
        policy,
        body=body,
        answer=ControlWritten,
        status=202,
        command=True,
    )(view)


def _operation(verb: Verb) -> str:
    first, *more = verb.value.split("-")
    return first + "".join(word.capitalize() for word in more or ["call"])


for _verb in PLAIN:
    _plain(_verb)
for _verb in SUPERVISING:
    _supervising(_verb)


@endpoint(
    group,
    "POST",
    "/calls/<id:call_id>/transfer",
    "transferCall",
    Action.CONTROL_CALL,
    body=TransferBody,
    answer=ControlWritten,
    status=202,
    command=True,
)
def transfer(body: Values, call_id: str) -> Answer:
    """Hand the call to a colleague, a queue or an outside number at once; orders and draft go along."""
    return _hand_on(Verb.TRANSFER, body, call_id)


@endpoint(
    group,
    "POST",
    "/calls/<id:call_id>/consult",
    "consultCall",
    Action.CONTROL_CALL,
    body=TransferBody,
    answer=ControlWritten,
    status=202,
    command=True,
)
def consult(body: Values, call_id: str) -> Answer:
    """Speak with a third while the caller waits; then complete it, abandon it or make it a conference."""
    return _hand_on(Verb.CONSULT, body, call_id)


def _hand_on(verb: Verb, body: Values, call_id: str) -> Answer:
    receiver = Receiver(body["person_id"], body["queue"], body["number"])
    return run(TransferCall(call_id, verb, receiver, body["orders"], body["draft"], body["note"]))


@endpoint(
    group,
    "GET",
    "/calls/receivers",
    "listCallReceivers",
    Action.DIAL,
    query=CallReceiversQuery,
    answer=CallReceivers,
)
def list_receivers(query: Values) -> Any:
    """To whom a call can be handed on: colleagues with what they do now, and queues."""
    with reading() as look:
        return call_receivers(look, query["words"])


@endpoint(group, "GET", "/controls/<id:control_id>", "getControl", Action.SEE_CALL, answer=Control)
def get_control(control_id: str) -> Any:
    """A control and what became of it: one's own, or of a call or order that one sees."""
    with reading() as look:
        return controls.control_page(look, control_id)


@endpoint(
    group, "GET", "/calls/<id:call_id>/controls", "listCallControls", Action.SEE_CALL, answer=CallControls
)
def call_controls(call_id: str) -> Any:
    """Everything that was wanted of a call, and how it stands for whoever asks."""
    with reading() as look:
        return controls.call_controls(look, call_id)


@endpoint(
    group,
    "GET",
    "/calls/<id:call_id>/supervisions",
    "listSupervisionsOfCall",
    Action.SUPERVISE_CALL,
    answer=Supervisions,
)
def call_supervisions(call_id: str) -> Any:
    """Who listened in on a call, or spoke in it, and why."""
    with reading() as look:
        return {"items": controls.supervisions(look, call_id)}
