"""The telephone's administration: devices, queues, skills, reasons for breaks."""

from __future__ import annotations

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.etags import expected_revision, precondition
from api.pages import paged
from api.schemas import telephony as schemas
from api.schemas.organisation import Kept
from engine.commands import Answer
from engine.commands.agents.keep_break_reason import KeepBreakReason
from engine.commands.agents.keep_device import KeepDevice
from engine.commands.agents.keep_queue import KeepQueue
from engine.commands.agents.keep_skill import KeepSkill
from engine.org import Action
from engine.queries.exchanges import gaps, nodes
from engine.queries.telephony import TelephonyWish, telephony_page

group = blueprint("telephony", "Devices, queues, skills and reasons for breaks, for the operator.")
MANAGE = Action.MANAGE_TELEPHONY
_STATES = {"active": True, "ended": False, "all": None}


def _listed(which: str, query: Values) -> Values:
    wish = TelephonyWish(
        query["words"], _STATES[query["state"]], query["sort"], query["cursor"], query["limit"]
    )
    with reading() as look:
        return paged(telephony_page(look, which, wish))


@endpoint(group, "GET", "/telephony/nodes", "listTelephonyNodes", MANAGE, answer=schemas.Nodes)
def list_nodes() -> Values:
    """The exchanges: who listens to each, and how it stands."""
    with reading() as look:
        return {"items": nodes(look)}


@endpoint(
    group,
    "GET",
    "/telephony/gaps",
    "listTelephonyGaps",
    MANAGE,
    query=schemas.GapsQuery,
    answer=schemas.Gaps,
)
def list_gaps(query: Values) -> Values:
    """Times in which nobody listened, the newest first."""
    with reading() as look:
        return paged(gaps(look, query["node"], query["cursor"], query["limit"]))


@endpoint(
    group,
    "GET",
    "/telephony/devices",
    "listDevices",
    MANAGE,
    query=schemas.TelephonyQuery,
    answer=schemas.Devices,
)
def list_devices(query: Values) -> Values:
    """Devices of one's tiers and below."""
    return _listed("devices", query)


@endpoint(
    group,
    "POST",
    "/telephony/devices",
    "createDevice",
    MANAGE,
    body=schemas.DeviceBody,
    answer=Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_device(body: Values) -> Answer:
    """Enter a telephone at which agents sign in."""
    return run(KeepDevice(**body))


@endpoint(
    group,
    "PUT",
    "/telephony/devices/<id:device_id>",
    "changeDevice",
    MANAGE,
    body=schemas.ChangeDeviceBody,
    answer=Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_device(body: Values, device_id: str) -> Answer:
    """Change a device at which nobody is signed in, or take it out of use."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(KeepDevice(device_id=device_id, revision=revision, **body))


@endpoint(
    group,
    "GET",
    "/telephony/queues",
    "listQueues",
    MANAGE,
    query=schemas.TelephonyQuery,
    answer=schemas.Queues,
)
def list_queues(query: Values) -> Values:
    """Queues of one's tiers and below; of no department, for the top."""
    return _listed("queues", query)


@endpoint(
    group,
    "POST",
    "/telephony/queues",
    "createQueue",
    MANAGE,
    body=schemas.QueueBody,
    answer=Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_queue(body: Values) -> Answer:
    """Enter a queue of an exchange."""
    return run(KeepQueue(**body))


@endpoint(
    group,
    "PUT",
    "/telephony/queues/<id:queue_id>",
    "changeQueue",
    MANAGE,
    body=schemas.ChangeQueueBody,
    answer=Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_queue(body: Values, queue_id: str) -> Answer:
    """Change a queue, or take it out of use; its name stays."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(KeepQueue(queue_id=queue_id, revision=revision, **body))


@endpoint(
    group,
    "GET",
    "/telephony/skills",
    "listSkills",
    MANAGE,
    query=schemas.TelephonyQuery,
    answer=schemas.Skills,
)
def list_skills(query: Values) -> Values:
    """What agents can have learned."""
    return _listed("skills", query)


@endpoint(
    group,
    "POST",
    "/telephony/skills",
    "createSkill",
    MANAGE,
    body=schemas.SkillBody,
    answer=Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_skill(body: Values) -> Answer:
    """Enter a skill."""
    return run(KeepSkill(**body))


@endpoint(
    group,
    "PUT",
    "/telephony/skills/<id:skill_id>",
    "changeSkill",
    MANAGE,
    body=schemas.ChangeSkillBody,
    answer=Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_skill(body: Values, skill_id: str) -> Answer:
    """Change a skill, or take it out of use; its key stays."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(KeepSkill(skill_id=skill_id, revision=revision, **body))


@endpoint(
    group,
    "GET",
    "/telephony/break-reasons",
    "listBreakReasons",
    MANAGE,
    query=schemas.TelephonyQuery,
    answer=schemas.BreakReasons,
)
def list_break_reasons(query: Values) -> Values:
    """Why agents take breaks."""
    return _listed("break-reasons", query)


@endpoint(
    group,
    "POST",
    "/telephony/break-reasons",
    "createBreakReason",
    MANAGE,
    body=schemas.BreakReasonBody,
    answer=Kept,
    status=201,
    command=True,
    problems=(404,),
)
def create_break_reason(body: Values) -> Answer:
    """Enter a reason for breaks."""
    return run(KeepBreakReason(**body))


@endpoint(
    group,
    "PUT",
    "/telephony/break-reasons/<id:reason_id>",
    "changeBreakReason",
    MANAGE,
    body=schemas.ChangeBreakReasonBody,
    answer=Kept,
    command=True,
    revised=True,
    problems=(428,),
)
def change_break_reason(body: Values, reason_id: str) -> Answer:
    """Change a reason, or take it out of use; its key stays."""
    revision = expected_revision(body.pop("revision"), required=True)
    with precondition():
        return run(KeepBreakReason(reason_id=reason_id, revision=revision, **body))
