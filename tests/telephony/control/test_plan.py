"""A control becomes exactly one command, or none: nothing that stands in a row can make it another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calling.controls import RULES, Verb
from engine.calling.dialling import Dialling
from engine.ids import new_id
from telephony.control import Ask, NotPlanned, plan
from telephony.control.outcome import is_ours

ID = "01a2255a-457c-7e43-ae98-95a9ee09b222"
OWN = "3f80e02b-1832-47b4-b7ff-898a0bdcd32d"
CUSTOMER = "00bb8942-c68e-42d0-bb2c-cd18e88f343d"
DIALLING = Dialling("user/{agent}@10.0.3.11", "sofia/gateway/trunk/{number}", "95598")
TARGET = {"own": OWN, "customer": CUSTOMER, "third": OWN, "supervised": OWN, "path": "/rec/a.wav"}
MADE = f"origination_uuid={ID},huan_control={ID},originate_timeout=30,ignore_early_media=true"


def planned(verb: Verb, dialling: Dialling = DIALLING, number: str | None = None, **target: Any) -> str:
    made = plan(Ask(ID, verb, number, {**TARGET, **target}), dialling)
    assert made.seconds == RULES[verb].seconds
    return f"{made.command} {made.arguments}"


@pytest.mark.parametrize(
    ("verb", "command"),
    [
        (Verb.ANSWER, f"uuid_phone_event {OWN} talk"),
        (Verb.HOLD, f"uuid_hold {OWN}"),
        (Verb.RESUME, f"uuid_hold off {OWN}"),
        (Verb.MUTE, f"uuid_audio {OWN} start read mute 1"),
        (Verb.UNMUTE, f"uuid_audio {OWN} stop"),
        (Verb.COMPLETE, f"uuid_kill {OWN}"),
        (Verb.ABANDON, f"uuid_kill {OWN}"),
        (Verb.CONFERENCE, f"uuid_recv_dtmf {OWN} 0"),
        (Verb.SEND_ON, f"uuid_recv_dtmf {CUSTOMER} D"),
        (Verb.HANGUP, f"uuid_kill {CUSTOMER}"),
        (Verb.PAUSE_RECORDING, f"uuid_record {CUSTOMER} mask /rec/a.wav"),
        (Verb.RESUME_RECORDING, f"uuid_record {CUSTOMER} unmask /rec/a.wav"),
    ],
)
def test_what_concerns_one_channel_is_one_command(verb: Verb, command: str) -> None:
    assert planned(verb) == command


def test_whoever_has_the_customer_ends_the_call_and_others_leave_it() -> None:
    assert planned(Verb.HANGUP, leaves=True) == f"uuid_kill {OWN}"


def test_a_number_is_dialled_after_ones_own_telephone_and_shown_to_nobody() -> None:
    assert planned(Verb.DIAL, number="13800000001", agent="1001@default") == (
        f"originate {{{MADE},origination_caller_id_number=95598,hangup_after_bridge=true,dialed_user=1001}}"
        "user/1001@10.0.3.11 &bridge({origination_caller_id_number=95598}sofia/gateway/trunk/13800000001)"
    )


def test_the_telephone_is_the_device_at_which_somebody_is_signed_in() -> None:
    made = planned(Verb.CONSULT, agent="1002@default", contact="sofia/internal/2207@10.0.3.7:5060")
    assert made.endswith(f"att_xfer::{{{MADE},dialed_user=1002}}sofia/internal/2207@10.0.3.7:5060")
    with pytest.raises(NotPlanned):
        planned(Verb.CONSULT, agent="1002", contact="user/1002 &park()")


def test_a_caller_who_is_handed_on_has_somewhere_to_go_back_to() -> None:
    bridge = f"bridge:{{{MADE},dialed_user=1002}}user/1002@10.0.3.11"
    assert planned(Verb.TRANSFER, agent="1002@default", back_to="repair@default") == (
        f"uuid_transfer {CUSTOMER} 'm:^:set:hangup_after_bridge=true^set:continue_on_fail=true^"
        f"{bridge}^callcenter:repair@default' inline"
    )
    assert "continue_on_fail=false" in planned(Verb.TRANSFER, agent="1002")
    assert planned(Verb.TRANSFER, queue="repair@default", back_to="repair@default") == (
        f"uuid_transfer {CUSTOMER} 'm:^:callcenter:repair@default' inline"
    )
    assert "sofia/gateway/trunk/110^" in planned(Verb.TRANSFER, number="110", back_to="repair@default")
    assert planned(Verb.CONSULT, agent="1002") == (
        f"uuid_broadcast {OWN} att_xfer::{{{MADE},dialed_user=1002}}user/1002@10.0.3.11"
    )


def test_a_caller_goes_to_the_queue_of_another_centre_with_his_calls_id_or_back_to_where_he_waited() -> None:
    dialling = replace(DIALLING, peers={"province-1": "sofia/gateway/province/huan-peer"})
    over = {"queue": "repair@province", "exchange": "province-1", "call": ID, "back_to": "repair@default"}
    assert planned(Verb.TRANSFER, dialling, **over) == (
        f"uuid_transfer {CUSTOMER} 'm:^:set:sip_h_X-Huan-Call={ID};repair@province^"
        "set:hangup_after_bridge=true^set:continue_on_fail=true^bridge:sofia/gateway/province/huan-peer^"
        "unset:sip_h_X-Huan-Call^"
        "callcenter:repair@default' inline"
    )
    with pytest.raises(NotPlanned, match="no way"):
        planned(Verb.TRANSFER, **over)


def test_both_hear_a_tone_where_the_site_wants_it() -> None:
    silent = planned(Verb.LISTEN, agent="1003")
    assert silent.endswith(f"user/1003@10.0.3.11 &eavesdrop({OWN})")
    assert "eavesdrop_enable_dtmf=false" in silent, "a key would make a listener a speaker"
    told = planned(Verb.LISTEN, Dialling(supervision_tone=True), agent="1003")
    assert f"${{uuid_broadcast({OWN} tone_stream://%(300,0,1400) both)}}^eavesdrop:{OWN}' inline" in told


def test_a_listener_goes_on_in_another_way_and_is_not_rung_again() -> None:
    for verb, agents_side, customers_side in (
        (Verb.LISTEN, "false", "false"),
        (Verb.WHISPER, "true", "false"),
        (Verb.BARGE, "true", "true"),
    ):
        assert planned(verb, agent="1003", listening=CUSTOMER) == (
            f"uuid_transfer {CUSTOMER} 'm:^:set:eavesdrop_whisper_aleg={customers_side}^"
            f"set:eavesdrop_whisper_bleg={agents_side}^eavesdrop:{OWN}' inline"
        )


HOSTILE = (
    "1001;park",
    "1001|1002",
    "{a=b}1001",
    "^^:1001",
    "1001,x",
    "1001 &park",
    "sofia/internal/1001",
    "1001\n\nexit",
    "a'b",
    "${system ls}",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_row_makes_another_command(text: str) -> None:
    for verb, target, number in (
        (Verb.HOLD, {"own": text}, None),
        (Verb.HANGUP, {"customer": text}, None),
        (Verb.ABANDON, {"third": text}, None),
        (Verb.LISTEN, {"supervised": text, "agent": "1"}, None),
        (Verb.LISTEN, {"agent": text}, None),
        (Verb.WHISPER, {"listening": text}, None),
        (Verb.TRANSFER, {"agent": text}, None),
        (Verb.TRANSFER, {"queue": text}, None),
        (Verb.TRANSFER, {"agent": "1", "back_to": text}, None),
        (Verb.CONSULT, {}, text),
        (Verb.DIAL, {"agent": "1001"}, text),
    ):
        with pytest.raises(NotPlanned):
            planned(verb, number=number, **target)
    with pytest.raises(NotPlanned):
        plan(Ask(text, Verb.DIAL, "110", {"agent": "1"}), DIALLING)


@pytest.mark.parametrize("path", ["", "/rec/a b.wav", "/rec/a\n.wav", "/rec/'.wav", "/rec/\\.wav"])
def test_a_recording_whose_path_would_be_two_arguments_is_not_paused(path: str) -> None:
    with pytest.raises(NotPlanned):
        planned(Verb.PAUSE_RECORDING, path=path)


@given(st.text(), st.text(), st.sampled_from(Verb))
def test_whatever_stands_there_it_is_one_line_or_nothing(one: str, other: str, verb: Verb) -> None:
    target = {"agent": one, "own": other, "customer": one, "third": other, "queue": other, "path": one}
    try:
        made = plan(Ask(ID, verb, one, target), DIALLING)
    except NotPlanned:
        return
    assert made.arguments.isprintable()


def test_what_is_missing_is_not_sent() -> None:
    with pytest.raises(NotPlanned, match="no number"):
        planned(Verb.DIAL, agent="1001")
    with pytest.raises(NotPlanned, match="no trunk"):
        planned(Verb.DIAL, Dialling(), number="110", agent="1001")
    with pytest.raises(NotPlanned):
        plan(Ask(ID, Verb.HOLD, None, {}), DIALLING)


def test_a_channel_of_ours_is_told_from_one_of_freeswitchs() -> None:
    assert is_ours(new_id())
    assert not is_ours(OWN)
    assert not is_ours("")
