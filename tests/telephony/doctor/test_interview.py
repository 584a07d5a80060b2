"""The doctor on the wire: what it asks, and who does not let it in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from telephony.doctor import Refused, Seen, examine, interview, without_answer
from telephony.doctor.folders import look_at
from telephony.doctor.here import address_towards, is_here
from telephony.listener import NodeSettings
from telephony.transport import Unreachable
from tests.telephony.doctor.patient import ANSWERS, NOW, PASSWORD, WANTED
from tests.telephony.listener.exchange import Exchange


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    """An event socket that answers as the installed FreeSWITCH did."""
    made = Exchange()
    made.answers = dict(ANSWERS)
    yield made
    made.close()


def node(exchange: Exchange, password: str = PASSWORD) -> NodeSettings:
    return NodeSettings("here", "127.0.0.1", exchange.port, password)


def ask(exchange: Exchange, password: str = PASSWORD) -> Seen:
    return interview(node(exchange, password), WANTED, lambda: NOW)


def test_it_sees_what_freeswitch_says(exchange: Exchange) -> None:
    seen = ask(exchange)

    assert {question: seen.answers[question] for question in ANSWERS} == ANSWERS
    assert (seen.node, seen.address) == ("here", f"127.0.0.1:{exchange.port}")
    assert set(seen.folders) == {"/var/lib/freeswitch/cdr", "/var/lib/freeswitch/recordings"}
    assert {one.rule for one in examine([seen])["here"]} <= {"call-records", "disk"}  # of this machine


def test_it_changes_nothing(exchange: Exchange) -> None:
    ask(exchange)

    asked = {command.arguments for command in exchange.heard if command.verb == "api"}
    reading = (
        "version status uptime strepoch strftime module_exists xml_locate show global_getvar "
        "callcenter_config fsctl local_stream"
    ).split()
    assert {words.split()[0] for words in asked} == set(reading)
    assert {words for words in asked if words.startswith("fsctl")} == {"fsctl max_sessions"}
    assert all(words.endswith(" list") for words in asked if words.startswith("callcenter_config"))
    others = [(one.verb, one.arguments) for one in exchange.heard if one.verb not in ("api", "auth")]
    assert others == [("event", "plain BACKGROUND_JOB"), ("bgapi", "status")]


def test_a_wrong_password_is_refused_and_quoted_nowhere(exchange: Exchange) -> None:
    with pytest.raises(Refused) as caught:
        ask(exchange, "falsch geraten")

    finding = without_answer("127.0.0.1:8021", caught.value)
    assert "invalid" in finding.problem
    assert "falsch" not in finding.within("en") + finding.within("zh")


def test_an_access_list_that_does_not_name_us_is_a_refusal(exchange: Exchange) -> None:
    body = b"Access Denied, go away.\n"
    exchange.greeting = b"Content-Type: text/rude-rejection\nContent-Length: %d\n\n%b" % (len(body), body)

    with pytest.raises(Refused, match="refuses this address"):
        ask(exchange)


def test_what_is_no_event_socket_is_a_refusal(exchange: Exchange) -> None:
    exchange.greeting = b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n"

    with pytest.raises(Refused):
        ask(exchange)


def test_one_that_says_nothing_is_given_up(exchange: Exchange) -> None:
    exchange.silent = {"uptime"}

    with pytest.raises(Refused, match=r"no answer within 0\.05 s"):
        interview(node(exchange), WANTED, lambda: NOW, answer_seconds=0.05)


def test_one_that_is_not_there_is_unreachable(exchange: Exchange) -> None:
    exchange.close()

    with pytest.raises(Unreachable):
        ask(exchange)


def test_a_user_without_rights_is_found(exchange: Exchange) -> None:
    refusal = "-ERR permission denied\n"
    exchange.answers = dict.fromkeys(ANSWERS, refusal)

    found = examine([ask(exchange)])["here"]
    assert {one.where for one in found if one.rule == "rights"} >= {
        "callcenter_config tier list",
        "show codec as json",
    }


def test_folders_are_seen_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "2026-11-28").mkdir()
    (tmp_path / "2026-11-29").mkdir()
    for name, at in (
        ("2026-11-28/a.wav", 1_000_000_000),
        ("2026-11-29/b.wav", 1_000_000_900),
        ("c", 1_000_000_100),
    ):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (at, at))
    os.utime(tmp_path / "2026-11-28", (1, 1))

    found = look_at([str(tmp_path), str(tmp_path / "none")])
    assert found[str(tmp_path)].newest == datetime.fromtimestamp(1_000_000_900, UTC)
    assert found[str(tmp_path)].readable
    assert not found[str(tmp_path / "none")].there
    assert found[str(tmp_path / "none")].total_octets == found[str(tmp_path)].total_octets > 0


def test_this_machine_is_known_by_its_address() -> None:
    assert is_here("127.0.0.1")
    assert not is_here("192.0.2.1")  # RFC 5737: nobody's
    assert address_towards("127.0.0.1", 8021) == "127.0.0.1"
    assert address_towards("no.such.host.invalid", 8021) is None  # RFC 6761: never there
