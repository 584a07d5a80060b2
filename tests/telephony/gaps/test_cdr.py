"""Files of mod_json_cdr, and what is none."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.calls import CallMachine
from telephony.gaps.cdr import MOST_OCTETS, CallRecordUnreadable, read_record
from tests.telephony.gaps.records import CALLER, NOON, abandoned, agents_leg, answered, content, leg


def encoded(given: dict[str, Any]) -> dict[str, Any]:
    """As `encode-values` writes it."""
    return {
        **given,
        "variables": {name: quote(text, safe="-_.~") for name, text in given["variables"].items()},
    }


@pytest.mark.parametrize("made", [abandoned, answered, agents_leg])
def test_encoded_values_say_the_same_as_plain_ones(made: Any) -> None:
    assert leg(encoded(made())) == leg(made())


def test_a_variable_of_a_megabyte_is_not_kept() -> None:
    given = abandoned()
    given["variables"]["sip_h_X-Note"] = "长" * 350_000
    assert leg(given) == leg(abandoned())


def broken(*path: Any, to: Any = None, gone: bool = False) -> dict[str, Any]:
    """A record in which one value is another, or is not there."""
    given: Any = json.loads(content(abandoned()))
    place = given
    for step in path[:-1]:
        place = place[step]
    if gone:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return dict(given)


@pytest.mark.parametrize(
    "given",
    [
        broken("core-uuid", to="../../etc"),
        broken("core-uuid", gone=True),
        broken("switchname", gone=True),
        broken("callflow", to=[]),
        broken("callflow", to={"a": 1}),
        broken("callflow", 0, "caller_profile", to=None),
        broken("callflow", 0, "caller_profile", "uuid", to="a b"),
        broken("callflow", 0, "times", "hangup_time", to="0"),
        broken("callflow", 0, "times", "hangup_time", to="9" * 5000),
        broken("callflow", 0, "times", "hangup_time", to=1),
        broken("variables", to=["a"]),
        broken("channel_data", to="x"),
    ],
)
def test_a_record_that_does_not_say_whose_end_it_tells_is_none(given: dict[str, Any]) -> None:
    with pytest.raises(CallRecordUnreadable) as caught:
        leg(given)
    assert not caught.value.torn


@pytest.mark.parametrize("octets", [b"", b"null", b"[1]", b"7", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_record_at_all_is_refused(octets: bytes) -> None:
    with pytest.raises(CallRecordUnreadable):
        read_record(octets)


def test_half_a_record_may_become_one_and_a_far_too_long_one_never_will() -> None:
    whole = content(abandoned())
    for end in range(1, len(whole) - 2, 97):
        with pytest.raises(CallRecordUnreadable) as caught:
            read_record(whole[:end])
        assert caught.value.torn
    with pytest.raises(CallRecordUnreadable) as too_long:
        read_record(b" " * (MOST_OCTETS + 1))
    assert not too_long.value.torn


@settings(max_examples=40)
@given(st.text(), st.text(), st.sampled_from(["cc_queue", "cc_member_uuid", "bridge_uuid", "record_ms"]))
def test_whatever_a_caller_calls_himself_is_a_name_and_nothing_else(name: str, text: str, which: str) -> None:
    given = abandoned()
    given["callflow"][0]["caller_profile"]["caller_id_name"] = name
    given["variables"][which] = text
    machine = CallMachine()
    machine.import_ended([leg(given)], (), NOON + timedelta(hours=1))
    (call,) = machine.calls()
    assert (call.legs[0].uuid, call.over) == (CALLER, True)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", call.caller_name or "")


def test_a_lone_surrogate_and_a_nul_are_no_reason_to_lose_a_call() -> None:
    raw = content(abandoned()).replace("李小明".encode(), b"\\ud800 \\u0000 \xff")
    machine = CallMachine()
    machine.import_ended([read_record(raw)], (), NOON + timedelta(hours=1))
    (call,) = machine.calls()
    assert call.caller_name is not None
    assert "\0" not in call.caller_name
    assert call.caller_name.encode()
