"""What may happen to an exchange: it ends, it comes back, and its call centre remembers what is no more."""

from __future__ import annotations

from functools import partial

from telephony.simulator.agenda import SECOND
from telephony.simulator.callcenter_rows import Member
from telephony.simulator.exchange import Exchange
from telephony.simulator.setting import Fault, FaultKind


def let_happen(ex: Exchange) -> None:
    """Put down the scenario's faults."""
    for fault in ex.setting.faults:
        ex.agenda.after(round(fault.at_seconds * SECOND), partial(happen, ex, fault))


def happen(ex: Exchange, fault: Fault) -> None:
    """Let a fault happen now."""
    if fault.kind is FaultKind.STALE_MEMBER:
        leave_member(ex)
    elif fault.kind is FaultKind.STALE_AGENT:
        leave_agent(ex)
    elif fault.kind is FaultKind.TORN_RECORD:
        ex.torn_records.append(fault.seconds_down)
    else:
        ex.stop(killed=fault.kind is FaultKind.KILL)
        ex.agenda.after(round(fault.seconds_down * SECOND), ex.restart)


def leave_member(ex: Exchange, queue: str = "") -> Member:
    """Leave a member behind whose channel is no more, as mod_callcenter does (#1973, #2529)."""
    name = queue or next(iter(ex.callcenter.queues))
    member = Member(
        ex.new_uuid(), name, ex.new_uuid(), "13900000099", "过期成员", ex.epoch() - 600, ex.epoch() - 600
    )
    member.state, member.serving_agent = "Waiting", ""
    ex.callcenter.members[member.uuid] = member
    return member


def leave_agent(ex: Exchange, agent: str = "") -> None:
    """Leave an agent in a call that is no more (#2540): nobody is offered to him."""
    name = agent or next(iter(ex.callcenter.agents))
    ex.callcenter.agents[name].state = "In a queue call"
