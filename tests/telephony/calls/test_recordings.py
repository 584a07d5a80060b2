"""What the call machine makes of every recording, compared with what the recorder's script did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from telephony.calls import (
    SHOW_CHANNELS,
    CallMachine,
    CallMerged,
    CallRecord,
    CallRinging,
    CallTransferred,
    Direction,
    Fact,
    How,
    JobFinished,
    Outcome,
    Party,
    State,
    listed_channels,
)
from telephony.esl import ApiResponse, CommandReply, Event

Play = Callable[[str], Any]

IN, OUT = Direction.INBOUND, Direction.OUTBOUND
ANSWERED, ABANDONED, FAILED = Outcome.ANSWERED, Outcome.ABANDONED, Outcome.FAILED
CALLER, AGENT, CALLEE, SYSTEM = Party.CALLER, Party.AGENT, Party.CALLEE, Party.SYSTEM
LATER = datetime(2026, 11, 22, 12, tzinfo=UTC)
REPAIR, EMPTY = "repair@default", "empty@default"
FIRST, SECOND = "1001@default", "1002@default"

# recording, forms, and its calls: outcome, direction, caller, name, dialled, queue, agent, last agent, who hung up
TABLE = [
    ("01_queue_answered", [(ANSWERED, IN, "13812345678", "李小明", "95598", REPAIR, FIRST, FIRST, CALLER)]),
    (
        "02_queue_abandoned",
        [(ABANDONED, IN, "057187654321", "王小芳(余杭)", "955980", EMPTY, None, None, CALLER)],
    ),
    (
        "03_queue_noanswer_then_second_agent",
        [(ANSWERED, IN, "13700001111", "赵先生", "95598", REPAIR, SECOND, SECOND, SYSTEM)],
    ),
    ("04_ivr_dtmf_rfc2833", [(ANSWERED, IN, "13912340000", "陈女士", "955983", None, None, None, SYSTEM)]),
    ("05_ivr_dtmf_info", [(ANSWERED, IN, "13912340000", "陈女士", "955983", None, None, None, SYSTEM)]),
    (
        "06_originate_failures",
        [
            (FAILED, OUT, "95598", "供电服务热线", "1001", None, None, None, CALLEE),
            (Outcome.NO_ANSWER, OUT, "95598", "供电服务热线", "1001", None, "1001", "1001", SYSTEM),
            (FAILED, OUT, "95598", "供电服务热线", "1001", None, "1001", "1001", AGENT),
        ],
    ),
    (
        "07_click_to_call_uuid_bridge",
        [(ANSWERED, OUT, "95598", "外呼任务", "13855556666", None, "1001", "1001", SYSTEM)],
    ),
    (
        "08_transfer_blind_uuid_transfer",
        [(ANSWERED, IN, "13600002222", "孙先生", "955984", None, "1001", "1002", SYSTEM)],
    ),
    (
        "09_transfer_blind_sip_refer",
        [(ANSWERED, IN, "13600003333", "周女士", "955984", None, "1001", "1002", SYSTEM)],
    ),
    (
        "10_transfer_attended_att_xfer",
        [(ANSWERED, IN, "13600004444", "吴先生", "955984", None, "1001", "1002", SYSTEM)],
    ),
    (
        "11_supervisor_eavesdrop_conference",
        [(ANSWERED, IN, "13600005555", "郑先生", "955984", None, "1001", "1001", SYSTEM)],
    ),
    ("12_restart_sigterm", [(ANSWERED, IN, "13500006666", "钱女士", "95598", REPAIR, FIRST, FIRST, SYSTEM)]),
    ("13_crash_sigkill", [(None, IN, "13500006666", "钱女士", "95598", REPAIR, FIRST, FIRST, None)]),
    ("14_outbound_async", [(ANSWERED, IN, "13912340001", "冯先生", "955981", None, None, None, SYSTEM)]),
    ("19_custom_event_body", []),
    ("22_register_sofia_events", []),
    ("24_array_variables", [(ABANDONED, IN, "13712340009", "韩先生", "955984", None, None, None, CALLER)]),
    (
        "25_caller_cancels_while_ringing",
        [(ABANDONED, IN, "13712340010", "杨女士", "1001", None, None, None, CALLER)],
    ),
]
SINGLE = [
    (
        "15_outbound_caller_hangup.linger",
        [(ANSWERED, IN, "13912340002", "褚女士", "955981", None, None, None, CALLER)],
    ),
    (
        "15_outbound_caller_hangup.nolinger",
        [(ANSWERED, IN, "13912340002", "褚女士", "955981", None, None, None, CALLER)],
    ),
    # The socket lets go of the call before the call ends: nothing more is seen of it.
    ("16_outbound_sync_single", [(None, IN, "13912340003", "卫先生", "955982", None, None, None, None)]),
    (
        "17_outbound_bridge_agent",
        [(ANSWERED, IN, "13912340004", "蒋先生", "955981", None, "1001", "1001", CALLER)],
    ),
    ("18_log_and_events", [(ABANDONED, IN, "13712340005", "沈女士", "955984", None, None, None, CALLER)]),
    ("20_auth_missing", []),
    ("20_auth_timeout", []),
    ("20_auth_userauth_limited", []),
    ("20_auth_bad_password", []),
    ("21_edge_commands", []),
    ("26_abandoned.xml", []),  # XML is refused, with an error
    ("27_rude_rejection", []),
    ("28_reload_mod_event_socket", []),
    ("28_reload_mod_event_socket.again", []),
]
EVERY = [(f"{name}.{form}", calls) for name, calls in TABLE for form in ("plain", "json")] + SINGLE


class Told:
    """What one or several successive recordings told."""

    def __init__(self, play: Play, *names: str) -> None:
        self.machine = CallMachine()
        self.records: list[CallRecord] = []
        self.facts: list[Fact] = []
        for name in names:
            for message in play(name).messages:
                self._take(message)

    def _take(self, message: Any) -> None:
        if isinstance(message, Event):
            changes = self.machine.apply(message)
        elif isinstance(message, CommandReply) and message.event is not None:
            changes = self.machine.apply(message.event)
        elif isinstance(message, ApiResponse) and message.command.arguments == SHOW_CHANNELS:
            changes = self.machine.reconcile(listed_channels(message.body), None, LATER)
        else:
            return
        self.records += changes.records
        self.facts += changes.facts

    @property
    def calls(self) -> list[CallRecord]:
        return self.machine.calls()

    @property
    def call(self) -> CallRecord:
        (call,) = self.calls
        return call

    def kinds(self, call: CallRecord) -> list[str]:
        return [fact.kind for fact in self.facts if fact.call_id == call.call_id]


def summary(call: CallRecord) -> tuple[Any, ...]:
    return (
        call.outcome,
        call.direction,
        call.caller_number,
        call.caller_name,
        call.dialled_number,
        call.queue,
        call.agent,
        call.last_agent,
        call.hung_up_by,
    )


@pytest.mark.parametrize(("name", "expected"), EVERY, ids=[name for name, _ in EVERY])
def test_every_recording_gives_its_calls(name: str, expected: list[Any], play: Play) -> None:
    told = Told(play, name)
    assert [summary(call) for call in told.calls] == expected
    assert told.machine.problems.counts == Counter()


@pytest.mark.parametrize("name", [name for name, _ in TABLE if name != "14_outbound_async"])
def test_plain_and_json_give_equal_records_and_facts(name: str, play: Play) -> None:
    plain, json = Told(play, f"{name}.plain"), Told(play, f"{name}.json")
    assert plain.calls == json.calls
    assert plain.facts == json.facts


def test_the_last_record_told_of_every_call_is_the_one_that_the_machine_holds(play: Play) -> None:
    for name, _ in EVERY:
        told = Told(play, name)
        last = {record.call_id: record for record in told.records}
        assert [r for r in last.values() if r.merged_into is None] == told.calls
        assert all(record.merged_into in last for record in last.values() if record.merged_into)


def test_no_fact_is_told_twice(play: Play) -> None:
    for name, _ in [*EVERY, ("23_selected_events_30_calls", [])]:
        ids = [fact.id for fact in Told(play, name).facts]
        assert len(ids) == len(set(ids))


def test_a_call_through_a_queue_is_told_from_ring_to_recording(play: Play) -> None:
    told = Told(play, "01_queue_answered.plain")
    call = told.call
    assert told.kinds(call) == [
        "call-offered",
        "call-queued",
        "call-ringing",
        "recording-started",
        "call-answered",
        "recording-started",
        "recording-finished",
        "recording-finished",
        "call-ended",
    ]
    assert call.state is State.ENDED
    assert call.waiting_seconds == 1.880017  # from joining the queue to the bridge, not to the queue's answer
    assert call.talk_seconds == 7.139987
    assert [(r.path.rsplit("/", 1)[1][:4], r.duration_seconds) for r in call.recordings] == [
        ("2026", 7.2),
        ("cti-", 2.01),
    ]
    caller, agent = call.legs
    assert (caller.number, caller.name, caller.disposition) == ("13812345678", "李小明", "recv_bye")
    assert (agent.number, agent.agent, agent.hangup_cause) == ("1001", FIRST, "NORMAL_CLEARING")
    assert caller.answered_at is not None
    assert call.answered_at is not None
    assert caller.answered_at < call.answered_at == caller.bridged_at == agent.bridged_at


def test_an_abandoned_call_tells_how_long_the_caller_waited(play: Play) -> None:
    told = Told(play, "02_queue_abandoned.json")
    call = told.call
    assert told.kinds(call) == ["call-offered", "call-queued", "call-abandoned", "call-ended"]
    assert (call.state, call.waiting_seconds, call.talk_seconds) == (State.ABANDONED, 4.020003, None)
    assert [(v.cause, v.reason) for v in call.visits] == [("Cancel", "BREAK_OUT")]
    assert call.answered_at is None


def test_an_agent_who_does_not_answer_is_told_and_the_next_one_rings(play: Play) -> None:
    told = Told(play, "03_queue_noanswer_then_second_agent.plain")
    kinds = told.kinds(told.call)
    assert kinds[2:5] == ["call-ringing", "call-missed", "call-ringing"]
    assert [(ring.agent, ring.missed) for ring in told.call.rings] == [(FIRST, "NO_ANSWER"), (SECOND, None)]
    assert [r.duration_seconds for r in told.call.recordings] == [2.55]


def test_digits_are_told_one_by_one_and_kept_in_order(play: Play) -> None:
    for name, digits in (
        ("04_ivr_dtmf_rfc2833.plain", "230157#"),
        ("05_ivr_dtmf_info.json", "233012#"),
        ("14_outbound_async.json", "230157#"),
    ):
        told = Told(play, name)
        assert told.call.pressed == digits
        assert told.kinds(told.call).count("digits-received") == len(digits)


def test_the_end_of_a_background_job_is_told_with_its_output(play: Play) -> None:
    facts = Told(play, "06_originate_failures.plain").facts
    jobs = [(fact.ok, fact.text.split()[1]) for fact in facts if isinstance(fact, JobFinished)]
    assert jobs[0] == (False, "NORMAL_TEMPORARY_FAILURE")
    assert [ok for ok, _ in jobs] == [False] * 7
    assert "USER_BUSY" in [text for _, text in jobs]


def test_a_transfer_is_told_and_the_call_keeps_its_id(play: Play) -> None:
    for name in (
        "08_transfer_blind_uuid_transfer.plain",
        "09_transfer_blind_sip_refer.json",
        "10_transfer_attended_att_xfer.plain",
    ):
        told = Told(play, name)
        moves = [(f.from_agent, f.to_agent) for f in told.facts if isinstance(f, CallTransferred)]
        assert moves == [("1001", "1002")]
        assert {r.call_id for r in told.records if r.direction is IN} == {told.call.call_id}
        assert len(told.call.legs) == 3


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("08_transfer_blind_uuid_transfer.json", How.BLIND),
        ("09_transfer_blind_sip_refer.plain", How.REFER),
        ("10_transfer_attended_att_xfer.json", How.ATTENDED),
    ],
)
def test_it_is_known_how_a_call_was_transferred_and_since_when_and_until_when_each_had_it(
    name: str, how: How, play: Play
) -> None:
    told = Told(play, name)
    first, second = told.call.talks
    assert [(talk.agent, talk.how) for talk in (first, second)] == [("1001", How.ANSWER), ("1002", how)]
    assert [fact.how for fact in told.facts if isinstance(fact, CallTransferred)] == [how]
    assert first.at == told.call.answered_at
    assert first.until is not None
    assert first.until <= second.at
    assert second.until == told.call.ended_at


def test_a_customer_waits_while_the_agent_consults_though_nobody_was_put_on_hold(play: Play) -> None:
    told = Told(play, "10_transfer_attended_att_xfer.plain")
    (hold,) = told.call.holds
    caller, agent, colleague = told.call.legs
    assert (hold.leg, hold.at, hold.consulted) == (caller.uuid, colleague.created_at, colleague.uuid)
    assert hold.until == agent.ended_at
    assert told.call.held_seconds == 4.020001


def test_a_telephone_rings_until_it_is_taken_or_given_up(play: Play) -> None:
    call = Told(play, "03_queue_noanswer_then_second_agent.plain").call
    missed, taken = call.rings
    assert missed.until is not None
    assert 3 < (missed.until - missed.at).total_seconds() < 10
    assert taken.until == call.legs[-1].answered_at
    cancelled = Told(play, "25_caller_cancels_while_ringing.plain").call
    assert [ring.until for ring in cancelled.rings] == [cancelled.ended_at]


def test_a_supervisor_listens_from_when_until_when(play: Play) -> None:
    call = Told(play, "11_supervisor_eavesdrop_conference.plain").call
    (one,) = call.monitorings
    assert (one.supervisor, one.kind) == ("1002", "listen")
    assert one.until is not None
    assert one.until > one.at


def test_a_leg_dialled_on_its_own_joins_the_callers_call_at_the_bridge(play: Play) -> None:
    told = Told(play, "08_transfer_blind_uuid_transfer.plain")
    (fact,) = [fact for fact in told.facts if isinstance(fact, CallMerged)]
    assert fact.into == told.call.call_id
    assert fact.call_id != told.call.call_id


def test_holding_listening_in_and_conferences_are_told(play: Play) -> None:
    held = Told(play, "07_click_to_call_uuid_bridge.plain")
    kinds = held.kinds(held.call)
    assert kinds.index("call-resumed") == kinds.index("call-held") + 1
    assert held.call.held_seconds == 1.000008
    told = Told(play, "11_supervisor_eavesdrop_conference.json")
    assert [m.supervisor for m in told.call.monitorings] == ["1002"]
    assert [join.who for join in told.call.conferences] == ["1001", "13600005555", "1002"]
    assert told.kinds(told.call).count("call-conferenced") == 3
    assert "call-transferred" not in told.kinds(told.call)


def test_thirty_calls_on_a_usual_subscription(play: Play) -> None:
    told = Told(play, "23_selected_events_30_calls")
    calls = told.calls
    assert Counter(call.outcome for call in calls) == {ABANDONED: 19, ANSWERED: 6, FAILED: 1}
    assert Counter(call.queue for call in calls) == {REPAIR: 17, EMPTY: 8, None: 1}
    assert all(call.hung_up_by is CALLER for call in calls if call.outcome is not FAILED)
    assert [c.hangup_cause for c in calls if c.outcome is FAILED] == ["INCOMPATIBLE_DESTINATION"]
    answered = [call for call in calls if call.outcome is ANSWERED]
    assert {call.agent for call in answered} == {FIRST, SECOND}
    assert all(len(call.legs) == 2 and call.recordings[0].duration_seconds is not None for call in answered)
    rung = {fact.call_id for fact in told.facts if isinstance(fact, CallRinging)}
    assert len(rung) == 11
    assert [call.caller_name for call in calls][:3] == ["客户00号", "客户01号", "客户02号"]


def test_a_crash_leaves_no_zombie_once_the_channels_are_reconciled(play: Play) -> None:
    for form in ("plain", "json"):
        told = Told(play, f"13_crash_sigkill.{form}", "13_crash_sigkill.again")
        call = told.call
        assert (call.outcome, call.state, call.hung_up_by) == (Outcome.LOST, State.ENDED, None)
        assert told.kinds(call)[-1] == "call-ended"
        assert call.ended_at is not None
        assert [r.duration_seconds for r in call.recordings] == [None]


def test_a_restart_that_said_goodbye_loses_nothing(play: Play) -> None:
    told = Told(play, "12_restart_sigterm.json", "12_restart_sigterm.again")
    assert (told.call.outcome, told.call.hangup_cause) == (ANSWERED, "SYSTEM_SHUTDOWN")
    assert "outcome-revised" not in told.kinds(told.call)
