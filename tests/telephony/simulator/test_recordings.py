"""The simulator against the recordings: the same commands and callers give the same events.

What one leg lives through must be the same, event by event with its key headers, and so must be what has no
leg. Between legs, FreeSWITCH's threads race; there only the order of milestones is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from telephony.calls import CallMachine
from telephony.esl import Event, EventFormat, commands
from telephony.simulator.callers import let_ring
from telephony.simulator.legs import hang_up, refer
from telephony.simulator.setting import Answering, Caller, Setting, Telephone
from tests.telephony.simulator.line import EMPTY, RECORDED, Line, Scene, of_leg, scenes, with_telephone

Play = Callable[[str], Any]
Act = Callable[[Line], None]

UNREGISTERED = with_telephone(Telephone("1003", Answering.UNREGISTERED))
MILESTONES = frozenset(
    """CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP
    RECORD_START RECORD_STOP""".split()
)


def answered(line: Line) -> None:
    caller = let_ring(line.exchange, Caller("13812345678", "95598", "李小明"))
    line.wait(2)
    path = f"/recordings/cti-{caller.uuid}.wav"
    line.bgapi("uuid_record", f"{caller.uuid} start {path}")
    line.api("uuid_getvar", f"{caller.uuid} hotline_name")
    line.wait(2)
    line.bgapi("uuid_record", f"{caller.uuid} stop {path}")
    line.wait(5)
    hang_up(line.exchange, caller, far=True)
    line.wait(1)


def abandoned(line: Line) -> None:
    let_ring(line.exchange, Caller("057187654321", "955980", "王小芳(余杭)", patience_seconds=4))
    line.wait(2)
    assert EMPTY in line.api("callcenter_config", f"queue list members {EMPTY}")
    line.wait(5)


def second_agent(line: Line) -> None:
    line.api("callcenter_config", "agent set status 1002@default 'On Break'")
    let_ring(line.exchange, Caller("13700001111", "95598", "赵先生"))
    line.wait(2)
    line.api("callcenter_config", "agent set status 1002@default Available")
    line.wait(8.4)
    line.api("callcenter_config", "agent set status 1001@default 'Logged Out'")
    line.wait(3)
    leg = next(one for one in line.exchange.channels.values() if not one.inbound)
    line.api("uuid_kill", leg.uuid)
    line.wait(1)


HOTLINE = "{origination_caller_id_name=供电服务热线,origination_caller_id_number=95598,originate_timeout=5}"


def failing(line: Line) -> None:
    """Connection refused, unknown, unregistered, no answer, busy; bad syntax, unknown command."""
    line.bgapi("originate", f"{HOTLINE}sofia/internal/1001@127.0.0.1:7999 &park()")
    line.wait(0.1)
    for user in ("1999", "1003", "1001"):
        line.bgapi("originate", f"{HOTLINE}user/{user}@127.0.0.1 &park()")
        line.wait(6)
    line.exchange.telephones["1001"] = Telephone("1001", Answering.BUSY)
    line.bgapi("originate", f"{HOTLINE}user/1001@127.0.0.1 &park()")
    line.wait(1)
    line.bgapi("originate")
    line.bgapi("nosuchapi", "x")
    line.wait(1)


def click_to_call(line: Line) -> None:
    agent, customer = line.exchange.new_uuid(), line.exchange.new_uuid()
    who = "origination_caller_id_name=外呼任务,origination_caller_id_number=95598"
    line.bgapi("originate", f"{{origination_uuid={agent},{who}}}user/1001@127.0.0.1 &park()")
    line.wait(1.1)
    who = "origination_caller_id_name=国网客服,origination_caller_id_number=95598"
    url = "sofia/external/13855556666@127.0.0.1:7002"
    line.bgapi("originate", f"{{origination_uuid={customer},{who}}}{url} &park()")
    line.wait(1.1)
    line.bgapi("uuid_bridge", f"{agent} {customer}")
    line.wait(0.1)
    line.bgapi("uuid_record", f"{agent} start /recordings/out-{agent}.wav")
    line.wait(0.1)
    line.api("uuid_hold", customer)
    line.wait(1)
    line.api("uuid_hold", f"off {customer}")
    line.wait(1)
    line.api("uuid_kill", f"{agent} NORMAL_CLEARING")
    line.wait(1)


def connected(line: Line, number: str, name: str) -> tuple[str, str]:
    """A parked caller is connected with 1001; return both channels' uuids."""
    caller, agent = let_ring(line.exchange, Caller(number, "955984", name)).uuid, line.exchange.new_uuid()
    who = f"origination_caller_id_name={name},origination_caller_id_number={number}"
    given = f"{{origination_uuid={agent},{who},hangup_after_bridge=true}}"
    line.bgapi("originate", f"{given}user/1001@127.0.0.1 &park()")
    line.wait(1.1)
    line.bgapi("uuid_bridge", f"{caller} {agent}")
    line.wait(1.5)
    return caller, agent


def blind_transfer(line: Line) -> None:
    caller, _ = connected(line, "13600002222", "孙先生")
    line.bgapi("uuid_transfer", f"{caller} 1002 XML default")
    line.wait(3)
    line.api("uuid_kill", caller)
    line.wait(1)


def referred(line: Line) -> None:
    """The agent's telephone itself transfers the caller."""
    caller, agent = connected(line, "13600003333", "周女士")
    refer(line.exchange, line.exchange.channels[agent], "1002")
    line.wait(3)
    line.api("uuid_kill", caller)
    line.wait(1)


def attended_transfer(line: Line) -> None:
    caller, agent = connected(line, "13600004444", "吴先生")
    who = "{origination_caller_id_name=坐席张三,origination_caller_id_number=1001}"
    line.say(commands.execute("att_xfer", f"{who}user/1002@127.0.0.1", agent))
    line.wait(4)
    line.api("uuid_kill", agent)
    line.wait(2)
    line.api("uuid_kill", caller)
    line.wait(1)


def supervised(line: Line) -> None:
    caller, _ = connected(line, "13600005555", "郑先生")
    supervisor = line.exchange.new_uuid()
    who = "origination_caller_id_name=班长监听,origination_caller_id_number=8000"
    given = f"{{origination_uuid={supervisor},{who}}}"
    line.bgapi("originate", f"{given}user/1002@127.0.0.1 &eavesdrop({caller})")
    line.wait(3)
    line.api("uuid_kill", supervisor)
    line.wait(0.5)
    room = f"room-{caller[:8]}"
    line.api("uuid_transfer", f"{caller} -both conference:{room}@default inline")
    line.wait(1)
    line.bgapi(
        "originate", f"{{origination_caller_id_name=三方通话}}user/1002@127.0.0.1 &conference({room}@default)"
    )
    line.wait(3)
    line.api("conference", f"{room} hup all")
    line.wait(1)


def cancelled(line: Line) -> None:
    let_ring(line.exchange, Caller("13712340010", "1001", "杨女士", patience_seconds=3))
    line.wait(4)


SCENARIOS: list[tuple[str, Setting, Act]] = [
    ("01_queue_answered", RECORDED, answered),
    ("02_queue_abandoned", RECORDED, abandoned),
    (
        "03_queue_noanswer_then_second_agent",
        with_telephone(Telephone("1001", Answering.RINGS_ON)),
        second_agent,
    ),
    (
        "06_originate_failures",
        with_telephone(Telephone("1001", Answering.RINGS_ON), UNREGISTERED),
        failing,
    ),
    ("07_click_to_call_uuid_bridge", RECORDED, click_to_call),
    ("08_transfer_blind_uuid_transfer", RECORDED, blind_transfer),
    ("09_transfer_blind_sip_refer", RECORDED, referred),
    ("10_transfer_attended_att_xfer", RECORDED, attended_transfer),
    ("11_supervisor_eavesdrop_conference", RECORDED, supervised),
    (
        "25_caller_cancels_while_ringing",
        with_telephone(Telephone("1001", Answering.RINGS_ON)),
        cancelled,
    ),
]


@pytest.mark.parametrize("form", list(EventFormat))
@pytest.mark.parametrize(("name", "setting", "act"), SCENARIOS, ids=[name for name, *_ in SCENARIOS])
def test_the_simulator_tells_what_freeswitch_told(
    play: Play, name: str, setting: Setting, act: Act, form: EventFormat
) -> None:
    line = Line.of(setting)
    line.listen("ALL", form=form)
    act(line)
    ours, theirs = scenes(line.events), scenes(play(f"{name}.{form.value}").events)
    for leg in sorted({scene[1] for scene in ours + theirs}):
        assert of_leg(ours, leg) == of_leg(theirs, leg), f"leg {leg}"
    assert _milestones(ours) == _milestones(theirs)


def _milestones(told: list[Scene]) -> list[tuple[str, str]]:
    return [(name, leg) for name, leg, _ in told if name in MILESTONES]


@pytest.mark.parametrize(("name", "setting", "act"), SCENARIOS, ids=[name for name, *_ in SCENARIOS])
def test_the_call_machine_reads_the_same_calls_and_facts(
    play: Play, name: str, setting: Setting, act: Act
) -> None:
    line = Line.of(setting)
    line.listen("ALL")
    act(line)
    assert _read(line.events) == _read(play(f"{name}.plain").events)


def _read(events: list[Event]) -> tuple[list[Any], list[Any]]:
    """Calls in their essentials, and facts in their order; nothing may be malformed."""
    machine = CallMachine()
    facts = [fact for event in events for fact in machine.apply(event).facts]
    assert machine.problems.counts == Counter()
    calls = [
        (
            call.outcome,
            call.direction,
            call.caller_number,
            call.caller_name,
            call.dialled_number,
            call.queue,
            call.agent,
            call.last_agent,
            call.hung_up_by,
            call.hangup_cause,
            [(leg.direction, leg.number, leg.agent, leg.hangup_cause, leg.disposition) for leg in call.legs],
            [(visit.queue, visit.cause, visit.reason) for visit in call.visits],
            [(ring.agent, ring.missed) for ring in call.rings],
            [talk.agent for talk in call.talks],
            len(call.holds),
            len(call.recordings),
            [join.who for join in call.conferences],
            [one.supervisor for one in call.monitorings],
        )
        for call in machine.calls()
    ]
    return calls, [fact.kind for fact in facts]
