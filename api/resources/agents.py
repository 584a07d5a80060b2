"""Agents: what I do at the telephone, and what those do whom I lead."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from api.context import reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas import agents as schemas
from engine.calling.softphones import REALM, sip_user
from engine.calling.states import Said
from engine.commands import Answer
from engine.commands.agents.force_state import ForceAgentState
from engine.commands.agents.set_skills import SetSkills
from engine.commands.agents.set_state import SetAgentState
from engine.commands.agents.set_tiers import SetTiers
from engine.commands.agents.sign_in import SignInToDevice
from engine.commands.agents.sign_out import SignOutOfDevice
from engine.org import Action
from engine.queries.agents import (
    AgentsWish,
    agent_page,
    agents_page,
    break_reasons,
    my_devices,
    my_softphone,
    my_state,
)
from engine.queries.telephony import agent_options

group = blueprint("agents", "Agents at the telephone: devices, states, skills, queues.")


@endpoint(group, "GET", "/agent/state", "getAgentState", Action.TAKE_CALLS, answer=schemas.MyAgentState)
def get_state() -> Values:
    """What I do, and the reasons for a break that there are."""
    with reading() as look:
        return {**asdict(my_state(look)), "reasons": break_reasons(look)}


@endpoint(
    group,
    "PUT",
    "/agent/state",
    "setAgentState",
    Action.TAKE_CALLS,
    body=schemas.SetStateBody,
    answer=schemas.AgentKept,
    command=True,
)
def set_state(body: Values) -> Answer:
    """Be available, which ends a break or after-call work; or take a break, in a call when it is over."""
    return run(SetAgentState(Said(body["state"]), body["reason"]))


@endpoint(group, "GET", "/agent/devices", "listAgentDevices", Action.TAKE_CALLS, answer=schemas.AgentDevices)
def list_devices() -> Values:
    """The devices at which I may sign in."""
    with reading() as look:
        return {"items": my_devices(look)}


@endpoint(group, "GET", "/agent/softphone", "getSoftphone", Action.TAKE_CALLS, answer=schemas.MySoftphone)
def get_softphone() -> Values:
    """How this browser registers as the telephone at which I am signed in; for nobody else's."""
    with reading() as look:
        device = my_softphone(look)
    user = sip_user(device.contact) if device is not None else None
    exchange = system().settings.softphones.get(device.node) if device is not None else None
    if device is None or user is None or exchange is None:
        return {"softphone": None}
    return {
        "softphone": {
            "device": device.id,
            "wss": exchange.wss,
            "domain": exchange.domain,
            "user": user,
            "realm": REALM,
            "ha1": exchange.ha1(device.node, user, device.person_id),
        }
    }


@endpoint(
    group,
    "POST",
    "/agent/sign-in",
    "signInToDevice",
    Action.TAKE_CALLS,
    body=schemas.SignInToDeviceBody,
    answer=schemas.AgentKept,
    command=True,
)
def sign_in(body: Values) -> Answer:
    """Sign in at a device; calls ring there from now on."""
    return run(SignInToDevice(body["device"]))


@endpoint(
    group,
    "POST",
    "/agent/sign-out",
    "signOutOfDevice",
    Action.TAKE_CALLS,
    answer=schemas.AgentKept,
    command=True,
)
def sign_out() -> Answer:
    """Take no more calls."""
    return run(SignOutOfDevice())


@endpoint(
    group,
    "GET",
    "/agents",
    "listAgents",
    Action.SEE_AGENTS,
    query=schemas.AgentsQuery,
    answer=schemas.Agents,
)
def list_agents(query: Values) -> Values:
    """The agents of one's tiers and below, with what they do, can and serve."""
    wish = AgentsWish(
        query["state"],
        query["department_id"],
        query["words"],
        query["sort"],
        query["cursor"],
        query["limit"],
    )
    with reading() as look:
        return paged(agents_page(look, wish))


@endpoint(
    group, "GET", "/agents/options", "listAgentOptions", Action.FORCE_AGENT, answer=schemas.AgentOptions
)
def list_options() -> Values:
    """The skills, queues and breaks that can be given to agents."""
    with reading() as look:
        return agent_options(look)


@endpoint(group, "GET", "/agents/<id:person_id>", "getAgent", Action.SEE_AGENTS, answer=schemas.AgentDetail)
def get_agent(person_id: str) -> Any:
    """One agent, with their last 24 hours."""
    with reading() as look:
        return agent_page(look, person_id)


@endpoint(
    group,
    "PUT",
    "/agents/<id:person_id>/state",
    "forceAgentState",
    Action.FORCE_AGENT,
    body=schemas.ForceStateBody,
    answer=schemas.AgentKept,
    command=True,
)
def force_state(body: Values, person_id: str) -> Answer:
    """Sign an agent out, make them available or send them on a break; in a call it holds when that ends."""
    return run(ForceAgentState(person_id, Said(body["state"]), body["note"], body["reason"]))


@endpoint(
    group,
    "PUT",
    "/agents/<id:person_id>/skills",
    "setAgentSkills",
    Action.FORCE_AGENT,
    body=schemas.SkillsBody,
    answer=schemas.AgentKept,
    command=True,
)
def set_skills(body: Values, person_id: str) -> Answer:
    """Say what an agent can; queues that ask for a skill follow."""
    return run(SetSkills(person_id, {one["skill"]: one["level"] for one in body["skills"]}))


@endpoint(
    group,
    "PUT",
    "/agents/<id:person_id>/tiers",
    "setAgentTiers",
    Action.FORCE_AGENT,
    body=schemas.TiersBody,
    answer=schemas.AgentKept,
    command=True,
)
def set_tiers(body: Values, person_id: str) -> Answer:
    """Say which queues an agent is given."""
    return run(SetTiers(person_id, {one["queue"]: (one["level"], one["position"]) for one in body["tiers"]}))
