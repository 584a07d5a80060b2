"""The telephone's administration: devices, queues, skills, reasons for breaks."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Paged, PageQuery, document, flag, key, parts, text, when, whole
from api.schemas.organisation import reason, revision
from engine.commands.agents.keep_device import KINDS
from engine.queries.telephony import SORTS


class TelephonyQuery(PageQuery):
    """Which of them."""

    words = text("Contained in a name.", given=False, least=1, most=100, data_key="text")
    state = text(
        "active, ended or all.", given=False, one_of=["active", "ended", "all"], load_default="active"
    )
    sort = text("By name, or key.", given=False, one_of=list(SORTS), load_default="name")


class Node(Schema):
    """An exchange. Times are its own clock, UTC."""

    id = key("The exchange.")
    name = text("As HUAN_TELEPHONY names it.")
    switchname = text("What it calls itself; null: it was never heard.", null=True)
    version = text("Its version; null: it was never heard.", null=True)
    state = text("connecting, live, down or free.")
    is_live = flag("A process listens to it at this moment.")
    owner = text("Which process has it; null: none.", null=True)
    connected_at = when("Since when; null: it is not connected.", null=True)
    heard_at = when("When it was last heard; null: never.", null=True)
    imported_until = when("Until when its call records are read; null: none were.", null=True)
    counters = document("What was counted, such as events, connects, shed, imported.")


class Nodes(Schema):
    """The exchanges."""

    items = parts(Node, "The exchanges, by name.")


class GapsQuery(PageQuery):
    """Which of them."""

    node = text("Only of this exchange.", given=False, least=1, most=80)


class Gap(Schema):
    """A time in which nobody listened to an exchange. Times are the listener's clock, UTC."""

    id = key("The gap.")
    node = text("The exchange.")
    from_at = when("From when.")
    until_at = when("Until when.")
    reason = text("start, eof, goodbye, shed, silent, garbled, lease, backlog …")
    events_shed = whole("How many events were dropped.")
    lost = whole("Calls that ended in it without anybody seeing how.")
    imported = whole("Calls that are known from call records.")
    opened = whole("Calls that began in it and go on.")


class Gaps(Paged):
    """A page of gaps."""

    items = parts(Gap, "The gaps, the newest first.")


class Device(Schema):
    """A telephone at which agents sign in."""

    id = key("The device.")
    name = text("What it is called.")
    node = text("The exchange to which it belongs, as HUAN_TELEPHONY names it.")
    contact = text("How the exchange reaches it.")
    kind = text("phone, softphone or remote.")
    can_answer = flag("It can be made to answer from the desk.")
    department_id = key("Its department.")
    department_name = text("That department's name; null: it was closed.", null=True)
    person_id = key("Whose it is; null: everybody of the department may sign in.", null=True)
    person_name = text("Their name; null: nobody's.", null=True)
    active = flag("It is in use.")
    revision = whole("Counts its changes, from 1.")


class Devices(Paged):
    """A page of devices."""

    items = parts(Device, "The devices.")


class DeviceBody(Schema):
    """A device as it is to be."""

    label = text("What it is called.", least=1, most=100, data_key="name")
    node = text("The exchange to which it belongs, as HUAN_TELEPHONY names it.", least=1, most=80)
    contact = text("How the exchange reaches it, such as user/1001.", least=1, most=200)
    kind = text("phone, softphone or remote.", one_of=list(KINDS))
    can_answer = flag("It can be made to answer from the desk.")
    department_id = key("Its department.")
    person_id = key("Whose it is; null: everybody of the department may sign in.", given=False)
    active = flag("It is in use.", given=False, load_default=True)
    reason = reason()


class ChangeDeviceBody(DeviceBody):
    """A device in place of what it was."""

    revision = revision()


class Queue(Schema):
    """A queue of an exchange."""

    id = key("The queue.")
    name = text("Its name at the exchange.")
    node = text("The exchange, as HUAN_TELEPHONY names it.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    service_seconds = whole("Answered within so many seconds counts as good service.")
    after_call_seconds = whole("How long its agents may work after a call.")
    skill_id = key("Who has this skill serves it; null: who is given it.", null=True)
    person_id = key("It is this agent's own; null: it is nobody's own.", null=True)
    person_name = text("Their name; null: nobody's.", null=True)
    department_id = key("Whose calls they are; null: no department names it.", null=True)
    department_name = text("That department's name; null: none.", null=True)
    active = flag("It is in use.")
    revision = whole("Counts its changes, from 1.")


class Queues(Paged):
    """A page of queues."""

    items = parts(Queue, "The queues.")


class QueueBody(Schema):
    """A queue as it is to be."""

    queue = text("Its name at the exchange; it stays.", least=1, most=80, data_key="name")
    node = text("The exchange, as HUAN_TELEPHONY names it.", least=1, most=80)
    zh = text("Its name in Chinese.", least=1, most=40)
    en = text("Its name in English.", least=1, most=40)
    service_seconds = whole("Answered within so many seconds counts as good service.", least=1, most=3600)
    after_call_seconds = whole("How long its agents may work after a call.", least=0, most=3600)
    skill_id = key("Who has this skill serves it; null: who is given it.", given=False)
    person_id = key("It is this agent's own; null: it is nobody's own.", given=False)
    active = flag("It is in use.", given=False, load_default=True)
    reason = reason()


class ChangeQueueBody(QueueBody):
    """A queue in place of what it was."""

    revision = revision()


class Skill(Schema):
    """What agents can."""

    id = key("The skill.")
    key = text("Its key.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    active = flag("It is in use.")
    revision = whole("Counts its changes, from 1.")


class Skills(Paged):
    """A page of skills."""

    items = parts(Skill, "The skills.")


class SkillBody(Schema):
    """A skill as it is to be."""

    key = text("Its key; it stays.", least=1, most=40)
    zh = text("Its name in Chinese.", least=1, most=40)
    en = text("Its name in English.", least=1, most=40)
    active = flag("It is in use.", given=False, load_default=True)
    reason = reason()


class ChangeSkillBody(SkillBody):
    """A skill in place of what it was."""

    revision = revision()


class BreakReasonKept(Skill):
    """A reason for breaks."""

    limit_minutes = whole("How long such a break may last; null: no limit.", null=True)


class BreakReasons(Paged):
    """A page of reasons."""

    items = parts(BreakReasonKept, "The reasons.")


class BreakReasonBody(SkillBody):
    """A reason as it is to be."""

    limit_minutes = whole("How long it may last; null: no limit.", given=False, least=1, most=1440)


class ChangeBreakReasonBody(BreakReasonBody):
    """A reason in place of what it was."""

    revision = revision()
