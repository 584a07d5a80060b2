"""The protocol against what FreeSWITCH really sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from telephony.captures import Capture, Received
from telephony.esl import (
    AccessRefused,
    ApiResponse,
    AuthenticationRefused,
    AuthRequest,
    CommandReply,
    Connection,
    DisconnectNotice,
    Event,
    JsonEvent,
    LogData,
    MalformedMessage,
    PlainEvent,
    RudeRejection,
    State,
    UnsupportedFormat,
)

Play = Callable[[str], Any]

REFUSED = {
    "19_custom_event_body.xml": UnsupportedFormat,
    "20_auth_bad_password": AuthenticationRefused,
    "26_abandoned.xml": UnsupportedFormat,
    "27_rude_rejection": AccessRefused,
}
# 14 is left out: its two recordings are two calls.
PAIRS = [
    "01_queue_answered",
    "02_queue_abandoned",
    "03_queue_noanswer_then_second_agent",
    "04_ivr_dtmf_rfc2833",
    "05_ivr_dtmf_info",
    "06_originate_failures",
    "07_click_to_call_uuid_bridge",
    "08_transfer_blind_uuid_transfer",
    "09_transfer_blind_sip_refer",
    "10_transfer_attended_att_xfer",
    "11_supervisor_eavesdrop_conference",
    "12_restart_sigterm",
    "13_crash_sigkill",
    "19_custom_event_body",
    "22_register_sofia_events",
    "24_array_variables",
    "25_caller_cancels_while_ringing",
]


def counted_by_the_recorder(recordings: Path) -> dict[str, tuple[int, int]]:
    """Messages and events of every recording, from the table in the archive's README."""
    table = (recordings / "README.md").read_text()
    rows = re.findall(r"^\| (\S+) \| \d+ \| \d+ \| (\d+) \| (\d+) \|", table, re.M)
    return {name: (int(messages), int(events)) for name, messages, events in rows}


def test_every_recording_gives_as_many_messages_and_events_as_its_recorder_counted(
    recordings: Path, play: Play
) -> None:
    counts = counted_by_the_recorder(recordings)
    assert len(counts) == 55
    for name in sorted(counts.keys() - REFUSED.keys()):
        played = play(name)
        assert (name, played.error) == (name, None)
        assert (name, len(played.messages), len(played.events)) == (name, *counts[name])
        assert (name, played.connection.state, played.connection.pending) == (name, State.CLOSED, ())


@pytest.mark.parametrize("name", PAIRS)
def test_the_same_call_gives_equal_events_in_plain_and_json(name: str, play: Play) -> None:
    plain, json = play(f"{name}.plain").events, play(f"{name}.json").events
    assert all(isinstance(event, PlainEvent) for event in plain)
    assert all(isinstance(event, JsonEvent) for event in json)
    assert len(plain) == len(json) > 0
    for one, other in zip(plain, json, strict=True):
        assert one.headers == other.headers
        assert one.body == other.body
        assert one == other


def test_a_header_is_the_same_whether_read_alone_or_with_all_others(play: Play) -> None:
    for name in ("01_queue_answered.plain", "19_custom_event_body.plain", "24_array_variables.json"):
        for event in play(name).events:
            fresh = type(event).__new__(type(event))
            for slot in ("_lines", "_body", "_values", "offset"):
                if hasattr(event, slot):
                    setattr(fresh, slot, getattr(event, slot))
            fresh._headers = None
            alone = {header: fresh.get(header) for header in event.headers}
            assert fresh._headers is None
            assert alone == event.headers


def test_chinese_names_and_bodies_arrive_whole(play: Play) -> None:
    create = next(e for e in play("01_queue_answered.plain").events if e.name == "CHANNEL_CREATE")
    assert create["Caller-Caller-ID-Name"] == "李小明"
    ticket, message, empty, big = play("19_custom_event_body.plain").events
    assert ticket["Ticket-Title"] == "故障报修-停电&表箱=焦味 100%"
    assert (ticket["X-Plus"], ticket["X-Colon"], ticket["X-Array"]) == ("a+b c", "a: b:c", ["一", "二", "三"])
    assert ticket.body.endswith("⚡ 😀\n\n第二段，含空行\n")
    assert message.body == "四个汉字"
    assert empty.body == ""
    assert big.body == "大" * 40000


def test_an_escaped_value_can_still_be_read_as_it_stood_on_the_wire(play: Play) -> None:
    for form in ("plain", "json"):
        ticket = play(f"19_custom_event_body.{form}").events[0]
        assert ticket["X-Raw-Percent"] == "杭州"
        assert ticket.raw("X-Raw-Percent") == "%E6%9D%AD%E5%B7%9E"


def test_replies_belong_to_the_commands_in_order(play: Play) -> None:
    replies = [m for m in play("21_edge_commands").messages if isinstance(m, CommandReply | ApiResponse)]
    told = [(str(m.command), m.text if isinstance(m, CommandReply) else m.body.strip()) for m in replies]
    assert told[0] == ("auth ***", "+OK accepted")
    assert ("nosuchcommand", "-ERR command not found") in told
    assert ("api global_getvar domain", "127.0.0.1") in told
    assert told[-1] == ("exit", "+OK bye")
    split = [command for command, _ in told].index("bgapi status") + 1
    assert [command for command, _ in told[split : split + 5]] == [
        "api status",
        "api hostname",
        "api version",
        "api uptime",
        "api hostname",
    ]


def test_the_connect_reply_is_decoded_and_getvar_is_not(play: Play) -> None:
    messages = play("14_outbound_async.plain").messages
    connected = messages[0]
    assert connected.event["Caller-Caller-ID-Name"] == "冯先生"
    assert connected.event["variable_switch_r_sdp"].startswith("v=0\r\no=user1 ")
    assert connected.ok
    by_command = {str(m.command): m for m in messages if isinstance(m, CommandReply | ApiResponse)}
    assert by_command["getvar account"].text == "30157"
    note = next(m for m in by_command.values() if isinstance(m, ApiResponse))
    assert note.body == "户号查询，客户“冯先生”&来电=95598"
    hotline = [m for m in play("16_outbound_sync_single").messages if isinstance(m, CommandReply)]
    assert "供电服务热线" in [m.text for m in hotline]


def test_a_background_job_is_answered_with_the_job_uuid_that_we_chose(play: Play) -> None:
    first = next(
        m for m in play("06_originate_failures.plain").messages if isinstance(m, CommandReply) and m.job_uuid
    )
    assert dict(first.command.headers)["Job-UUID"] == first.job_uuid


def test_log_lines_come_with_their_level_between_events(play: Play) -> None:
    lines = [m for m in play("18_log_and_events").messages if isinstance(m, LogData)]
    warned = [line for line in lines if "停电报修：余杭区五常街道" in line.text and line.level == 4]
    assert len(warned) == 1
    assert len(lines) > 90


def test_lingering_is_told_from_leaving(play: Play) -> None:
    first, last = [
        m for m in play("15_outbound_caller_hangup.linger").messages if isinstance(m, DisconnectNotice)
    ]
    assert (first.lingers, first.linger_seconds) == (True, None)
    assert (last.lingers, last.text.splitlines()[0]) == (False, "Disconnected, goodbye.")
    five = next(m for m in play("14_outbound_async.plain").messages if isinstance(m, DisconnectNotice))
    assert (five.lingers, five.linger_seconds) == (True, 5)


def test_a_refused_password_is_named_after_its_reply_was_delivered(play: Play) -> None:
    played = play("20_auth_bad_password")
    assert [type(m) for m in played.messages] == [AuthRequest, CommandReply]
    assert not played.messages[1].ok
    assert isinstance(played.error, AuthenticationRefused)
    assert played.error.offset == 28
    assert "wrong" not in str(played.error)
    assert played.connection.state is State.FAILED


def test_a_refused_address_is_named_after_its_text_was_delivered(play: Play) -> None:
    played = play("27_rude_rejection")
    assert [m.text for m in played.messages if isinstance(m, RudeRejection)] == ["Access Denied, go away.\n"]
    assert isinstance(played.error, AccessRefused)


def test_xml_events_are_refused_by_name_with_the_remedy(play: Play) -> None:
    for name in ("19_custom_event_body.xml", "26_abandoned.xml"):
        played = play(name)
        assert len(played.messages) == 3
        assert isinstance(played.error, UnsupportedFormat)
        assert "event json" in str(played.error)


def test_a_killed_freeswitch_ends_without_goodbye_and_a_stopped_one_with_it(play: Play) -> None:
    killed, stopped = play("13_crash_sigkill.plain"), play("12_restart_sigterm.plain")
    assert isinstance(killed.messages[-1], Event)
    assert isinstance(stopped.messages[-1], DisconnectNotice)
    assert killed.connection.state is stopped.connection.state is State.CLOSED


def test_a_stream_that_is_joined_in_the_middle_is_refused_at_once(recordings: Path) -> None:
    connection = Connection()
    with pytest.raises(MalformedMessage, match="no Content-Type") as caught:
        list(connection.receive_data((recordings / "29_slow_reader.tail.rx.bin").read_bytes()))
    assert caught.value.offset == 0


def test_the_recorded_segments_cut_messages_in_the_middle(recordings: Path) -> None:
    """Guards the other tests: the boundaries that they replay are real ones."""
    steps = Capture(recordings / "01_queue_answered.plain.jsonl").steps()
    chunks = [step.data for step in steps if isinstance(step, Received)]
    assert sum(not chunk.endswith(b"\n\n") for chunk in chunks) >= 5
