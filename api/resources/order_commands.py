"""What can be done to an order, and asked of its process."""

from __future__ import annotations

from api.context import run
from api.endpoint import Values, blueprint, endpoint
from api.schemas.order_commands import (
    AppointmentRequestBody,
    CancelRequestBody,
    Corrected,
    CorrectionBody,
    EraseBody,
    Erased,
    HeldOrder,
    HoldBody,
    HoldRequestBody,
    JoinCallBody,
    JoinedCall,
    ReleaseRequestBody,
    Requested,
)
from engine.commands import Answer
from engine.commands.correct_order import CorrectOrder
from engine.commands.corrections import CORRECTING
from engine.commands.erase import EraseValues
from engine.commands.hold import HoldOrder, ReleaseOrder
from engine.commands.order_requests import (
    RequestAppointment,
    RequestCancellation,
    RequestHold,
    RequestRelease,
)
from engine.commands.repeats import JoinCall
from engine.org import Action

group = blueprint("order commands", "What can be done to an order.")


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/join-call",
    "joinCall",
    Action.OPEN_ORDER,
    body=JoinCallBody,
    answer=JoinedCall,
    command=True,
)
def join_call(body: Values, order_id: str) -> Answer:
    """Join a repeated call to the order: it counts as an urge 催办, and no second order is opened."""
    return run(JoinCall(order_id, body["call_id"], body["note"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/hold",
    "holdOrder",
    Action.HOLD_ORDER,
    body=HoldBody,
    answer=HeldOrder,
    command=True,
)
def hold(body: Values, order_id: str) -> Answer:
    """Hold 挂起 the order at once: who holds has approved. Clocks that allow the reason pause."""
    return run(HoldOrder(order_id, body["reason"], body["until"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/release",
    "releaseOrder",
    Action.HOLD_ORDER,
    answer=HeldOrder,
    command=True,
)
def release(order_id: str) -> Answer:
    """End a hold 解挂 before its time; an order that is not held is a success."""
    return run(ReleaseOrder(order_id))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/correct",
    "correctOrder",
    Action.CORRECT_ORDER,
    body=CorrectionBody,
    answer=Corrected,
    command=True,
)
def correct(body: Values, order_id: str) -> Answer:
    """Correct 更正 what was taken down at intake; tasks and limits follow another premise."""
    given = {name: body[name] for name in CORRECTING if body.get(name) is not None}
    return run(CorrectOrder(order_id, body["revision"], body["reason"], given))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/cancel-request",
    "requestCancellation",
    Action.REQUEST_CANCELLATION,
    body=CancelRequestBody,
    answer=Requested,
    status=202,
    command=True,
)
def request_cancellation(body: Values, order_id: str) -> Answer:
    """Ask the order's process to cancel 撤销; the process decides. 409 when it does not listen."""
    return run(RequestCancellation(order_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/appointment-request",
    "requestAppointment",
    Action.REQUEST_APPOINTMENT,
    body=AppointmentRequestBody,
    answer=Requested,
    status=202,
    command=True,
)
def request_appointment(body: Values, order_id: str) -> Answer:
    """Ask for a new appointment 改约; the process refuses it when urgent. 409 when it does not listen."""
    return run(RequestAppointment(order_id, body["at"], body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/hold-request",
    "requestHold",
    Action.REQUEST_HOLD,
    body=HoldRequestBody,
    answer=Requested,
    status=202,
    command=True,
)
def request_hold(body: Values, order_id: str) -> Answer:
    """Ask for a hold 申请挂起; the process decides who approves, or the inbox rules where it does not."""
    return run(RequestHold(order_id, body["reason"], body["until"], body["note"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/release-request",
    "requestRelease",
    Action.REQUEST_HOLD,
    body=ReleaseRequestBody,
    answer=Requested,
    status=202,
    command=True,
)
def request_release(body: Values, order_id: str) -> Answer:
    """Ask for the hold to end 申请解挂 before its time. 409 when the process does not listen."""
    return run(RequestRelease(order_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/erasures",
    "eraseValues",
    Action.ERASE_VALUES,
    body=EraseBody,
    answer=Erased,
    command=True,
)
def erase(body: Values, order_id: str) -> Values:
    """Take personal values away, from the order and from its history, whose chain stays whole."""
    answer = run(EraseValues(order_id, body["names"], body["reason"]))
    return {"order": answer["order"], "erased": len(answer["erased"])}
