"""Agents: what they do, at which device, and why they pause."""

from __future__ import annotations

from marshmallow import Schema

from api.schemas.common import Paged, PageQuery, flag, key, part, parts, text, texts, when, whole
from engine.calling.states import Said, State
from engine.queries.agents import SORTS

_STATES = [state.value for state in State]
_SAID = [said.value for said in Said]


class BreakReason(Schema):
    """A reason for a break."""

    key = text("Its key.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    limit_minutes = whole("How long it may last; null: there is no limit.", null=True)


class AgentState(Schema):
    """What an agent does. Times are business time, UTC."""

    person = key("The agent.")
    name = text("Their name.")
    agent = text("Their name at the exchange; null: they have none, and cannot sign in.", null=True)
    departments = texts("The names of their departments.")
    state = text("What they do now, in one word.", one_of=_STATES)
    said = text(
        "What they, or who leads them, said last; it holds again when the call is over.", one_of=_SAID
    )
    reason = text("The break's reason, a key or no-answer; null: there is none.", null=True)
    reason_zh = text("Its name in Chinese; null: it has none.", null=True)
    reason_en = text("Its name in English; null: it has none.", null=True)
    since = when("Since when; null: they were never signed in.", null=True)
    until = when("When after-call work ends by itself; null: there is none.", null=True)
    limit_minutes = whole("How long the break may last; null: no limit, or no break.", null=True)
    device = key("Where they are signed in; null: nowhere.", null=True)
    device_name = text("That device's name; null: there is none.", null=True)
    device_kind = text("phone, softphone or remote; null: there is none.", null=True)
    can_answer = flag("The device can be made to answer from the desk.")
    forced_by = text("Who changed the state for them; null: they did.", null=True)
    theirs = text("What the exchange says of them; null: nothing yet.", null=True)
    theirs_state = text("What the exchange says of their telephone; null: nothing yet.", null=True)
    theirs_at = when("Since when it says so, UTC; null: nothing yet.", null=True)
    in_step = flag("The exchange agrees with what was said; null: it has said nothing yet.", null=True)
    revision = whole("Counts its changes.")


class MyAgentState(AgentState):
    """What I do, and what I may choose."""

    reasons = parts(BreakReason, "The reasons for breaks.")


class SetStateBody(Schema):
    """What one does from now on."""

    state = text(
        "available ends a break or after-call work; break needs a reason.", one_of=["available", "break"]
    )
    reason = text("The break's reason, by its key; null: it is no break.", given=False, least=1, most=40)


class SignInToDeviceBody(Schema):
    """Where one signs in."""

    device = key("The device.")


class AgentKept(Schema):
    """What an agent does from now on."""

    person = key("The agent.")
    state = text("What they do now, in one word.", one_of=_STATES)
    revision = whole("Counts its changes.")


class AgentDevice(Schema):
    """A device at which one may sign in."""

    id = key("The device.")
    name = text("What it is called.")
    node = text("The exchange to which it belongs.")
    kind = text("phone, softphone or remote.")
    can_answer = flag("It can be made to answer from the desk.")
    is_own = flag("It is one's own; else everybody of the department may use it.")
    taken_by = text("Who is signed in at it; null: nobody.", null=True)


class AgentDevices(Schema):
    """The devices at which one may sign in."""

    items = parts(AgentDevice, "One's own first.")


class Softphone(Schema):
    """How a browser registers as a telephone. The digest is as good as a password: keep it in memory only."""

    device = key("The telephone at which one is signed in.")
    wss = text("The address of the exchange for browsers, wss://host:port.")
    domain = text("The domain of one's SIP address.")
    user = text("The user of one's SIP address.")
    realm = text("The realm for which the digest is.")
    ha1 = text("The digest HA1 of RFC 2617, of 32 hexadecimal digits.")


class MySoftphone(Schema):
    """The telephone in the browser at which one is signed in."""

    softphone = part(
        Softphone, "null: one is signed in at none, or its exchange has none in browsers.", null=True
    )


class AgentsQuery(PageQuery):
    """Which agents."""

    state = text("Only in this state.", given=False, one_of=_STATES)
    department_id = key("Only of this department.", given=False)
    words = text(
        "Contained in their name, username or name at the exchange.",
        given=False,
        least=1,
        most=100,
        data_key="text",
    )
    sort = text("By name, by state, or by since when.", given=False, one_of=list(SORTS), load_default="name")


class AgentSkill(Schema):
    """What an agent can."""

    skill = key("The skill.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    level = whole("1 to 5, the best.")


class AgentQueue(Schema):
    """A queue that an agent serves."""

    queue = key("The queue.")
    name = text("Its name at the exchange.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    level = whole("The lowest level is served first.")
    position = whole("Within its level.")
    given = flag("They were given it; else they have its skill, or it is their own.")


class Agent(AgentState):
    """An agent as who leads them sees them."""

    call = key("The call in which they speak; null: none.", null=True)
    skills = parts(AgentSkill, "What they can.")
    queues = parts(AgentQueue, "The queues that they serve.")


class Agents(Paged):
    """A page of agents."""

    items = parts(Agent, "The agents.")


class Stay(Schema):
    """A state that an agent was in. Times are business time, UTC."""

    state = text("What they did, in one word.", one_of=_STATES)
    reason = text("The break's reason; null: none.", null=True)
    note = text("Why somebody else changed it; null: nobody did.", null=True)
    from_at = when("From when.")
    until_at = when("Until when; null: still.", null=True)
    by_name = text("By whom; null: by the telephone, or by time.", null=True)


class AgentDetail(Schema):
    """One agent with their last 24 hours."""

    agent = part(Agent, "The agent.")
    stays = parts(Stay, "Their states of the last 24 hours, the newest first.")


class ForceStateBody(Schema):
    """What an agent is to do from now on, or when their call is over."""

    state = text("signed-out, available or break.", one_of=_SAID)
    reason = text("The break's reason, by its key; null: it is no break.", given=False, least=1, most=40)
    note = text("Why; the agent is told, and it stays on record.", least=1, most=500)


class SkillLevel(Schema):
    """How well somebody can something."""

    skill = key("The skill.")
    level = whole("1 to 5, the best.", least=1, most=5)


class SkillsBody(Schema):
    """All that an agent can."""

    skills = parts(SkillLevel, "The skills, in place of what was stored.")


class TierGiven(Schema):
    """A queue that is given to an agent."""

    queue = key("The queue.")
    level = whole("The lowest level is served first.", least=1, most=100)
    position = whole("Within its level.", least=1, most=1000)


class TiersBody(Schema):
    """All queues that an agent is given."""

    tiers = parts(TierGiven, "The queues, in place of what was stored.")


class SkillOption(Schema):
    """A skill that can be given."""

    id = key("The skill.")
    key = text("Its key.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")


class QueueOption(Schema):
    """A queue that can be given."""

    id = key("The queue.")
    name = text("Its name at the exchange.")
    zh = text("Its name in Chinese.")
    en = text("Its name in English.")
    skill = key("Who has this skill serves it anyway; null: it asks for none.", null=True)


class AgentOptions(Schema):
    """What can be given to agents."""

    skills = parts(SkillOption, "The skills.")
    queues = parts(QueueOption, "The queues.")
    reasons = parts(BreakReason, "The reasons for breaks.")
