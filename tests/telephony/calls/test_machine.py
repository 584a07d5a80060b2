"""Stories that no recording tells: zombies, other people's channels, bad values, forgetting."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.calls import (
    CallMachine,
    CallRecord,
    Changes,
    ChannelListUnreadable,
    Kind,
    Outcome,
    OutcomeRevised,
    Party,
    State,
    listed_channels,
)
from telephony.calls.book import FORGOTTEN_KEPT
from telephony.esl import PlainEvent

CORE = "11111111-1111-4111-8111-111111111111"
NEW_CORE = "22222222-2222-4222-8222-222222222222"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALLER, OTHER_CALLER, AGENT = "caller-leg", "other-caller-leg", "agent-leg"
LISTENED_TO = "33333333-3333-4333-8333-333333333333"  # `eavesdrop` names channels by their uuid
SUPERVISOR = "supervising-agent-leg"


def micro(second: float) -> str:
    return str(int((NOON.timestamp() + second) * 1_000_000))


def event(name: str, second: float, leg: str | None = None, core: str = CORE, **headers: str) -> PlainEvent:
    """An event at `second` after noon; in `headers` write `_` for `-` and `variable_x` as it is."""
    values = {"Event-Name": name, "Core-UUID": core, "Event-Date-Timestamp": micro(second)}
    if leg is not None:
        values |= {"Unique-ID": leg, "Call-Direction": "outbound" if "agent" in leg else "inbound"}
    values |= {k if k.startswith("variable_") else k.replace("_", "-"): v for k, v in headers.items()}
    return PlainEvent("\n".join(f"{k}: {quote(v, safe='')}" for k, v in values.items()).encode())


def inbound(second: float, leg: str = CALLER, number: str = "13800000000", **headers: str) -> PlainEvent:
    return event(
        "CHANNEL_CREATE",
        second,
        leg,
        Caller_Caller_ID_Number=number,
        Caller_Destination_Number="95598",
        Caller_Channel_Created_Time=micro(second),
        **headers,
    )


def outbound(second: float, leg: str = AGENT, **headers: str) -> PlainEvent:
    return event(
        "CHANNEL_CREATE",
        second,
        leg,
        Caller_Destination_Number="1001",
        Caller_Channel_Created_Time=micro(second),
        **headers,
    )


def bridge(second: float, one: str = CALLER, other: str = AGENT) -> PlainEvent:
    return event("CHANNEL_BRIDGE", second, one, Bridge_A_Unique_ID=one, Bridge_B_Unique_ID=other)


def hangup(second: float, leg: str, disposition: str = "send_bye", **headers: str) -> PlainEvent:
    headers = {"Hangup_Cause": "NORMAL_CLEARING", **headers}
    return event(
        "CHANNEL_HANGUP_COMPLETE", second, leg, variable_sip_hangup_disposition=disposition, **headers
    )


def machine_after(*events: PlainEvent) -> CallMachine:
    machine = CallMachine()
    for one in events:
        machine.apply(one)
    return machine


def only_call(machine: CallMachine) -> CallRecord:
    (call,) = machine.calls()
    return call


def seconds(call: CallRecord) -> float:
    assert call.ended_at is not None
    return (call.ended_at - NOON).total_seconds()


def listening(second: float, leg: str, **variables: str) -> PlainEvent:
    return event(
        "CHANNEL_EXECUTE",
        second,
        leg,
        Application="eavesdrop",
        Application_Data=LISTENED_TO,
        Caller_Destination_Number="1009",
        **variables,
    )


class TestWhatKindOfCallItIs:
    def test_a_customers_call_is_inbound_and_one_that_the_exchange_dials_is_outbound(self) -> None:
        assert only_call(machine_after(inbound(0))).kind is Kind.INBOUND
        customer = outbound(0, variable_dialed_user="1001")
        assert only_call(machine_after(customer)).kind is Kind.OUTBOUND

    def test_an_agents_telephone_that_dials_makes_an_inbound_leg_all_the_same(self) -> None:
        own = inbound(0, number="1001", variable_user_name="1001")
        colleague = outbound(1, variable_dialed_user="1002")
        assert only_call(machine_after(own, outbound(1), bridge(2))).kind is Kind.OUTBOUND
        assert only_call(machine_after(own, colleague, bridge(2))).kind is Kind.INTERNAL

    def test_a_supervisor_who_dials_is_a_call_of_its_own_until_it_is_known_whom_they_listen_to(self) -> None:
        machine = machine_after(inbound(0, LISTENED_TO), outbound(3, SUPERVISOR, variable_dialed_user="1009"))
        assert [call.kind for call in machine.calls()] == [Kind.INBOUND, Kind.OUTBOUND]
        machine.apply(listening(4, SUPERVISOR))
        assert only_call(machine).kind is Kind.INBOUND

    @pytest.mark.parametrize(
        ("variables", "kind"),
        [
            ({}, "listen"),
            ({"variable_eavesdrop_whisper_aleg": "true"}, "whisper"),
            ({"variable_eavesdrop_whisper_aleg": "true", "variable_eavesdrop_whisper_bleg": "true"}, "barge"),
            ({"variable_eavesdrop_bridge_aleg": "true", "variable_eavesdrop_bridge_bleg": "true"}, "barge"),
        ],
    )
    def test_whoever_listens_in_may_be_heard_by_one_or_by_both(
        self, variables: dict[str, str], kind: str
    ) -> None:
        machine = machine_after(
            inbound(0, LISTENED_TO),
            outbound(3, SUPERVISOR, variable_dialed_user="1009"),
            listening(4, SUPERVISOR, **variables),
            hangup(9, SUPERVISOR),
        )
        (one,) = only_call(machine).monitorings
        assert (one.supervisor, one.kind, one.until) == ("1009", kind, NOON + timedelta(seconds=9))


class TestWhoHungUpAndHow:
    def test_the_agent_hangs_up(self) -> None:
        call = only_call(
            machine_after(inbound(0), outbound(1), bridge(2), hangup(9, AGENT, "recv_bye"), hangup(9, CALLER))
        )
        assert (call.outcome, call.hung_up_by, call.talk_seconds) == (Outcome.ANSWERED, Party.AGENT, 7.0)

    def test_what_the_customer_hears_after_the_agent_has_left_is_no_talk(self) -> None:
        """As they say how satisfied they are."""
        call = only_call(
            machine_after(
                inbound(0), outbound(1), bridge(2), hangup(9, AGENT, "recv_bye"), hangup(25, CALLER)
            )
        )
        assert (call.outcome, call.talk_seconds) == (Outcome.ANSWERED, 7.0)
        assert call.ended_at == NOON + timedelta(seconds=25)

    def test_a_caller_in_the_queue_whom_nobody_takes_in_time_is_no_answer(self) -> None:
        joined = event(
            "CUSTOM",
            1,
            CALLER,
            Event_Subclass="callcenter::info",
            CC_Action="member-queue-start",
            CC_Queue="repair@default",
            CC_Member_UUID="member",
            CC_Member_Session_UUID=CALLER,
        )
        call = only_call(machine_after(inbound(0), joined, hangup(61, CALLER)))
        assert (call.outcome, call.hung_up_by, call.waiting_seconds) == (
            Outcome.NO_ANSWER,
            Party.SYSTEM,
            60.0,
        )

    def test_who_leaves_the_queue_for_a_message_waits_no_longer(self) -> None:
        def in_queue(action: str, second: float, member: str, **more: str) -> PlainEvent:
            queue = {"CC_Queue": "repair@default", "CC_Member_UUID": member, "CC_Member_Session_UUID": CALLER}
            return event(
                "CUSTOM", second, CALLER, Event_Subclass="callcenter::info", CC_Action=action, **queue, **more
            )

        joined, left = (
            in_queue("member-queue-start", 1, "first"),
            in_queue("member-queue-end", 31, "first", CC_Cause="Cancel", CC_Cancel_Reason="TIMEOUT"),
        )
        machine = machine_after(inbound(0), joined)
        assert only_call(machine).waiting_seconds is None
        machine = machine_after(inbound(0), joined, left)
        assert only_call(machine).waiting_seconds == 30.0, "and he is still there"
        again = in_queue("member-queue-start", 40, "second")
        assert only_call(machine_after(inbound(0), joined, left, again)).waiting_seconds is None
        gone = hangup(95, CALLER, "recv_bye")
        assert only_call(machine_after(inbound(0), joined, left, gone)).waiting_seconds == 30.0
        assert only_call(machine_after(inbound(0), joined, left, again, gone)).waiting_seconds == 94.0
        taken = machine_after(inbound(0), outbound(80), joined, left, bridge(90), gone)
        assert only_call(taken).waiting_seconds == 89.0, "somebody took him all the same"

    def test_a_dialogue_that_runs_to_its_end_is_answered_without_an_agent(self) -> None:
        answered = event("CHANNEL_ANSWER", 1, CALLER, Caller_Channel_Answered_Time=micro(1))
        call = only_call(machine_after(inbound(0), answered, hangup(9, CALLER)))
        assert (call.outcome, call.agent, call.answered_at, call.waiting_seconds) == (
            Outcome.ANSWERED,
            None,
            None,
            None,
        )

    def test_a_caller_who_hangs_up_on_an_announcement_has_not_waited(self) -> None:
        answered = event("CHANNEL_ANSWER", 1, CALLER, Caller_Channel_Answered_Time=micro(1))
        end = hangup(9, CALLER, "recv_bye", variable_current_application="playback")
        assert only_call(machine_after(inbound(0), answered, end)).outcome is Outcome.ANSWERED
        parked = event("CHANNEL_PARK", 2, CALLER, variable_current_application="park")
        call = only_call(machine_after(inbound(0), answered, parked, hangup(9, CALLER, "recv_bye")))
        assert (call.outcome, call.state) == (Outcome.ABANDONED, State.ABANDONED)

    def test_a_call_that_is_refused_before_it_is_answered_has_failed(self) -> None:
        end = hangup(1, CALLER, Hangup_Cause="INCOMPATIBLE_DESTINATION")
        assert only_call(machine_after(inbound(0), end)).outcome is Outcome.FAILED

    def test_an_outbound_call_to_one_party_is_answered_when_that_party_answers(self) -> None:
        answer = event("CHANNEL_ANSWER", 5, AGENT, Caller_Channel_Answered_Time=micro(5))
        machine = machine_after(outbound(0), answer)
        assert only_call(machine).state is State.ANSWERED
        machine.apply(hangup(9, AGENT, "recv_bye"))
        call = only_call(machine)
        assert (call.outcome, call.hung_up_by, call.talk_seconds) == (Outcome.ANSWERED, Party.CALLEE, 4.0)


class TestZombies:
    def test_a_call_whose_channels_are_gone_after_a_gap_ends_as_lost(self) -> None:
        machine = machine_after(inbound(0), outbound(1), bridge(2), event("HEARTBEAT", 20))
        changes = machine.reconcile([], CORE, NOON + timedelta(seconds=90))
        assert [fact.kind for fact in changes.facts] == ["call-ended"]
        call = only_call(machine)
        assert (call.outcome, seconds(call)) == (Outcome.LOST, 20.0)  # at its last sign of life

    def test_a_call_whose_channels_are_listed_goes_on(self) -> None:
        machine = machine_after(inbound(0), outbound(1), bridge(2))
        assert not machine.reconcile([CALLER, AGENT], CORE, NOON + timedelta(seconds=90))
        assert only_call(machine).state is State.ANSWERED

    def test_a_call_whose_caller_is_gone_ends_though_the_agent_is_listed(self) -> None:
        machine = machine_after(inbound(0), outbound(1), bridge(2))
        machine.reconcile([AGENT], CORE, NOON + timedelta(seconds=90))
        assert only_call(machine).outcome is Outcome.LOST

    def test_a_call_that_was_hanging_up_is_not_lost(self) -> None:
        machine = machine_after(
            inbound(0),
            outbound(1),
            bridge(2),
            event("CHANNEL_HANGUP", 5, CALLER, Hangup_Cause="NORMAL_CLEARING"),
        )
        machine.reconcile([], CORE, NOON + timedelta(seconds=90))
        call = only_call(machine)
        assert (call.outcome, seconds(call)) == (Outcome.ANSWERED, 5.0)

    def test_another_core_ends_every_call_of_the_old_one(self) -> None:
        machine = machine_after(inbound(0), inbound(1, OTHER_CALLER))
        changes = machine.apply(event("HEARTBEAT", 60, core=NEW_CORE))
        assert [record.outcome for record in changes.records] == [Outcome.LOST] * 2
        assert all(call.over for call in machine.calls())

    def test_a_restart_in_the_middle_of_a_batch_parts_what_came_before_from_what_came_after(self) -> None:
        machine = CallMachine()
        answered = [inbound(0), outbound(1), bridge(2), hangup(9, AGENT, "recv_bye"), hangup(9, CALLER)]
        changes = machine.apply_all(
            [*answered, inbound(10, OTHER_CALLER), event("HEARTBEAT", 60, core=NEW_CORE)]
        )
        assert [call.outcome for call in machine.calls()] == [Outcome.ANSWERED, Outcome.LOST]
        assert [fact.kind for fact in changes.facts].count("call-ended") == 2

    def test_a_channel_listed_under_another_core_is_another_channel(self) -> None:
        machine = machine_after(inbound(0))
        machine.reconcile([CALLER], NEW_CORE, NOON + timedelta(seconds=90))
        assert only_call(machine).outcome is Outcome.LOST

    def test_the_true_end_told_late_revises_the_outcome(self) -> None:
        machine = machine_after(inbound(0), outbound(1), bridge(2))
        machine.reconcile([], CORE, NOON + timedelta(seconds=90))
        changes = machine.apply(hangup(30, CALLER, "recv_bye"))
        (fact,) = changes.facts
        assert isinstance(fact, OutcomeRevised)
        assert (fact.before, fact.outcome) == (Outcome.LOST, Outcome.ANSWERED)
        assert seconds(only_call(machine)) == 30.0

    def test_a_late_event_of_a_dead_core_opens_no_call(self) -> None:
        machine = machine_after(inbound(0), event("HEARTBEAT", 60, core=NEW_CORE))
        assert not machine.apply(inbound(1, OTHER_CALLER))
        assert len(machine.calls()) == 1
        assert machine.problems.counts["late"] == 1

    def test_a_caller_known_by_hearsay_only_leaves_nothing_behind(self) -> None:
        offering = event(
            "CUSTOM",
            0,
            Event_Subclass="callcenter::info",
            CC_Action="agent-offering",
            CC_Agent="1001@default",
            CC_Member_Session_UUID=CALLER,
        )
        machine = machine_after(offering)
        assert machine.calls() == []
        machine.reconcile([], CORE, NOON)
        assert machine.forget(NOON + timedelta(days=1)) == 0


class TestWhoseLegIsIt:
    def test_two_callers_whom_one_standing_agent_channel_serves_stay_two_calls(self) -> None:
        machine = machine_after(
            outbound(0),
            inbound(1),
            bridge(2),
            hangup(10, CALLER, "recv_bye"),
            inbound(11, OTHER_CALLER, "13900000000"),
            bridge(12, OTHER_CALLER),
        )
        first, second = machine.calls()
        assert (first.caller_number, first.outcome, first.agent) == ("13800000000", Outcome.ANSWERED, "1001")
        assert (second.caller_number, second.state, second.agent) == ("13900000000", State.ANSWERED, "1001")

    def test_two_callers_in_one_conference_stay_two_calls(self) -> None:
        def joins(second: float, leg: str) -> PlainEvent:
            return event(
                "CUSTOM",
                second,
                leg,
                Event_Subclass="conference::maintenance",
                Action="add-member",
                Conference_Unique_ID="room",
            )

        machine = machine_after(
            inbound(0),
            inbound(1, OTHER_CALLER),
            outbound(2),
            joins(3, CALLER),
            joins(4, OTHER_CALLER),
            joins(5, AGENT),
        )
        first, second = machine.calls()
        assert [join.leg for join in first.conferences] == [CALLER, AGENT]
        assert [join.leg for join in second.conferences] == [OTHER_CALLER]

    def test_ids_follow_from_core_and_first_leg_and_from_the_namespace_alone(self) -> None:
        one, same = only_call(machine_after(inbound(0))), only_call(machine_after(inbound(5)))
        other = CallMachine("another run")
        other.apply(inbound(0))
        assert one.call_id == same.call_id != only_call(other).call_id


class TestForgetting:
    def test_calls_that_ended_before_are_forgotten_and_others_kept(self) -> None:
        machine = machine_after(inbound(0), hangup(5, CALLER), inbound(6, OTHER_CALLER))
        assert machine.forget(NOON + timedelta(seconds=5)) == 0
        assert machine.forget(NOON + timedelta(seconds=6)) == 1
        assert [call.over for call in machine.calls()] == [False]

    def test_an_event_of_a_forgotten_call_does_not_open_it_again(self) -> None:
        machine = machine_after(inbound(0), hangup(5, CALLER))
        machine.forget(NOON + timedelta(minutes=1))
        for late in (event("CHANNEL_DESTROY", 6, CALLER), bridge(2, OTHER_CALLER, CALLER)):
            machine.apply(late)
        assert [call.legs[0].uuid for call in machine.calls()] == [OTHER_CALLER]
        assert machine.problems.counts["late"] == 1

    def test_what_is_kept_of_forgotten_calls_is_bounded(self) -> None:
        machine = CallMachine()
        for i in range(FORGOTTEN_KEPT + 500):
            machine.apply(inbound(i / 1000, f"leg-{i}"))
            machine.apply(hangup(i / 1000, f"leg-{i}"))
            if i % 1000 == 999:
                machine.forget(NOON + timedelta(days=1))
        machine.forget(NOON + timedelta(days=1))
        book = machine._book
        assert (len(book.legs), len(list(book)), len(book._forgotten)) == (0, 0, FORGOTTEN_KEPT)


class TestBadValues:
    def test_an_unreadable_time_is_counted_and_the_time_of_receipt_stands_in(self) -> None:
        machine = CallMachine()
        bad = event(
            "CHANNEL_CREATE", 0, CALLER, Event_Date_Timestamp="soon", Caller_Channel_Created_Time="-1"
        )
        machine.apply(bad, NOON + timedelta(seconds=3))
        assert only_call(machine).started_at == NOON + timedelta(seconds=3)
        assert machine.problems.counts == {"time": 2}
        assert machine.problems.samples[0].value == "'soon'"

    def test_an_event_without_a_channel_is_counted(self) -> None:
        machine = machine_after(event("CHANNEL_ANSWER", 0))
        assert machine.calls() == []
        assert machine.problems.counts == {"no Unique-ID": 1}

    def test_an_absurd_name_is_cut_and_its_control_characters_are_blanks(self) -> None:
        name = "李\0小\n明" + "x" * 10_000
        machine = machine_after(inbound(0, Caller_Caller_ID_Name=name))
        kept = only_call(machine).caller_name
        assert kept is not None
        assert kept.startswith("李 小 明xxx")
        assert len(kept) == 256
        assert machine.problems.counts == {"control characters": 1, "length": 1}

    def test_a_name_that_is_a_list_does_not_crash(self) -> None:
        machine = machine_after(inbound(0, Caller_Caller_ID_Name="ARRAY::甲|:乙"))
        assert only_call(machine).caller_name == "甲"
        assert machine.problems.counts == {"list": 1}

    def test_a_core_that_is_no_uuid_ends_nobodys_call(self) -> None:
        machine = machine_after(inbound(0), event("HEARTBEAT", 1, core="garbage"))
        assert not only_call(machine).over
        assert machine.problems.counts == {"core": 1}

    def test_an_event_without_a_core_belongs_to_the_known_one_and_to_none_before_it(self) -> None:
        nameless = PlainEvent(b"Event-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: caller-leg")
        machine = machine_after(nameless)
        assert (machine.calls(), machine.problems.counts) == ([], {"core": 1})
        machine.apply(inbound(0))
        machine.apply(nameless, NOON + timedelta(seconds=4))
        assert seconds(only_call(machine)) == 4.0

    def test_an_answer_that_lists_no_channels_because_it_is_an_error_closes_nothing(self) -> None:
        for answer in (
            "-ERR Command not found!",
            "",
            "[]",
            '{"row_count": 2, "rows": []}',
            '{"row_count":1,"rows":[{}]}',
        ):
            with pytest.raises(ChannelListUnreadable):
                listed_channels(answer)
        assert listed_channels('{"row_count": 0}') == frozenset()
        assert listed_channels('{"row_count":1,"rows":[{"uuid":"a"}]}') == {"a"}

    @settings(max_examples=200)
    @given(
        st.lists(
            st.fixed_dictionaries(
                {
                    "Event-Name": st.sampled_from(
                        [
                            "CHANNEL_CREATE",
                            "CHANNEL_ANSWER",
                            "CHANNEL_BRIDGE",
                            "CHANNEL_HOLD",
                            "CHANNEL_EXECUTE",
                            "CHANNEL_HANGUP_COMPLETE",
                            "RECORD_STOP",
                            "DTMF",
                            "BACKGROUND_JOB",
                            "CUSTOM",
                        ]
                    )
                },
                optional={
                    name: st.sampled_from(
                        ["", "0", "a", "b", "²", "-1", micro(1), "ARRAY::|:", "callcenter::info", CORE]
                    )
                    | st.text(max_size=30)
                    for name in (
                        "Core-UUID",
                        "Unique-ID",
                        "Event-Date-Timestamp",
                        "Event-Subclass",
                        "Call-Direction",
                        "Other-Leg-Unique-ID",
                        "Other-Leg-Direction",
                        "Bridge-A-Unique-ID",
                        "Bridge-B-Unique-ID",
                        "Caller-Caller-ID-Number",
                        "Caller-Channel-Created-Time",
                        "Caller-Channel-Bridged-Time",
                        "CC-Action",
                        "CC-Queue",
                        "CC-Agent",
                        "CC-Member-UUID",
                        "CC-Member-Session-UUID",
                        "CC-Agent-Called-Time",
                        "DTMF-Digit",
                        "Event-Sequence",
                        "Record-File-Path",
                        "variable_record_ms",
                        "Application",
                        "Application-Data",
                        "Job-UUID",
                    )
                },
            ),
            max_size=12,
        )
    )
    def test_no_event_whatever_it_holds_raises(self, headers: list[dict[str, str]]) -> None:
        machine = CallMachine()
        for values in headers:
            lines = "\n".join(f"{name}: {quote(value, safe='')}" for name, value in values.items())
            assert isinstance(machine.apply(PlainEvent(lines.encode()), NOON), Changes)
        machine.reconcile(["a"], None, NOON)
        for call in machine.calls():
            f"{call}".encode()
            assert "\0" not in f"{call}"
        machine.forget(NOON + timedelta(days=40_000))


def test_a_clock_that_jumps_makes_no_later_event_old() -> None:
    """A time of another year would be the newest that is ever known of the call."""
    machine = CallMachine()
    ahead = 60 * 60 * 24 * 365.0
    machine.apply(inbound(ahead), NOON)
    machine.apply(event("CHANNEL_ANSWER", -ahead, CALLER), NOON + timedelta(seconds=2))
    (call,) = machine.calls()
    assert call.started_at == NOON
    machine.apply(hangup(9, CALLER, "recv_bye"), NOON + timedelta(seconds=9))
    (call,) = machine.calls()
    assert (call.ended_at, call.as_of) == (NOON + timedelta(seconds=9), NOON + timedelta(seconds=9))
    assert machine.problems.counts["clock"] == 3


def test_a_clock_that_jumps_ends_no_lost_call_in_another_year() -> None:
    machine = CallMachine()
    machine.apply(inbound(0), NOON)
    machine.apply(event("HEARTBEAT", 60 * 60 * 24 * 365.0), NOON + timedelta(seconds=20))
    machine.apply(event("HEARTBEAT", 30, core=NEW_CORE), NOON + timedelta(seconds=30))
    (call,) = machine.calls()
    assert (call.outcome, call.ended_at) == (Outcome.LOST, NOON)


def test_a_clock_that_is_minutes_off_is_believed() -> None:
    machine = CallMachine()
    machine.apply(inbound(290), NOON)
    (call,) = machine.calls()
    assert (call.started_at, dict(machine.problems.counts)) == (NOON + timedelta(seconds=290), {})
