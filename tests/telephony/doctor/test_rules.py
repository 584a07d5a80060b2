"""Each rule, with its fault switched on; off, the same FreeSWITCH has nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from telephony.doctor import RULES, Finding, Seen, Wanted, examine
from telephony.doctor.seen import (
    AGENTS,
    CODECS,
    EPOCH,
    LOCAL_TIMES,
    MAX_SESSIONS,
    MUSIC,
    QUEUES,
    STATUS,
    TIERS,
    VERSION,
    configuration,
    module,
)
from tests.telephony.doctor.patient import CDR, NOW, RECORDINGS, WANTED, folder, patient, says, writes

EVENT_SOCKET, JSON_CDR, SOFIA = (configuration(name) for name in ("event_socket", "json_cdr", "sofia"))
ACL = 'name="apply-inbound-acl" value="127.0.0.1/32,::1/128"'
WINTER, SUMMER = LOCAL_TIMES.values()
Fault = Callable[[Seen], Seen]


def changed(question: str, old: str, new: str) -> Fault:
    return lambda seen: writes(seen, question, old, new)


def answered(question: str, answer: str) -> Fault:
    return lambda seen: says(seen, question, answer)


def with_folder(path: str, **how: object) -> Fault:
    return lambda seen: replace(seen, folders={**seen.folders, path: folder(**how)})  # type: ignore[arg-type]


def both(*faults: Fault) -> Fault:
    def make(seen: Seen) -> Seen:
        for fault in faults:
            seen = fault(seen)
        return seen

    return make


OPEN_SOCKET = changed(
    EVENT_SOCKET, 'name="listen-ip" value="127.0.0.1"', 'name="listen-ip" value="10.0.3.11"'
)
ENDED_LEGS = changed(STATUS, "0 session(s) since startup", "7 session(s) since startup")
BROWSERS = changed(
    SOFIA, '<param name="context"', '<param name="wss-binding" value=":7443"/><param name="context"'
)
ANSWERED_CALLS = changed(QUEUES, "${uuid}.wav|0|0|0|", "${uuid}.wav|3|0|0|")

#: rule, fault, where it is, what is wrong with it.
FAULTS: list[tuple[str, Fault, str, str]] = [
    ("rights", answered(TIERS, "-ERR permission denied\n"), TIERS, "refuses it"),
    (
        "rights",
        lambda seen: replace(seen, refused={"bgapi status": "-ERR permission denied"}),
        "bgapi",
        "refuses it",
    ),
    (
        "rights",
        both(
            *(
                answered(configuration(name), "-ERR xml_locate Command not found!")
                for name in ("acl", "callcenter", "event_socket", "json_cdr", "sofia")
            )
        ),
        "xml_locate",
        "cannot be asked",
    ),
    (
        "version",
        answered(VERSION, "FreeSWITCH Version 1.10.11-release~64bit"),
        "127.0.0.1:8021",
        "1.10.11 is older",
    ),
    ("version", answered(VERSION, "something else"), "127.0.0.1:8021", "older"),
    ("modules", answered(module("json_cdr"), "false"), "mod_json_cdr", "not loaded"),
    ("music", answered(MUSIC, "-ERR no reply\n"), "moh", "no such music"),
    ("music", answered(MUSIC, "portsaudio,/srv/music\n"), "repair@default", "no such music"),
    ("access", changed(EVENT_SOCKET, "127.0.0.1", "::"), "listen-ip", "every address"),
    ("access", changed(EVENT_SOCKET, "127.0.0.1", "0.0.0.0"), "listen-ip", "every address"),
    (
        "access",
        both(changed(EVENT_SOCKET, ACL, 'name="x" value=""'), OPEN_SOCKET),
        "apply-inbound-acl",
        "no access list",
    ),
    (
        "access",
        changed(EVENT_SOCKET, ACL, 'name="apply-inbound-acl" value="lan"'),
        "lan",
        "lets everybody in",
    ),
    ("access", changed(EVENT_SOCKET, "::1/128", "::/0"), "::/0", "lets everybody in"),
    (
        "access",
        changed(
            EVENT_SOCKET,
            "127.0.0.1/32,::1/128",
            '127.0.0.1/32"/><param name="apply-inbound-acl" value="10.0.0.0/8',
        ),
        "apply-inbound-acl",
        "2 times",
    ),
    (
        "access",
        changed(EVENT_SOCKET, "127.0.0.1/32,::1/128", "10.0.3.5/32,x/y"),
        "apply-inbound-acl",
        "does not name 127.0.0.1",
    ),
    ("password", changed(EVENT_SOCKET, "zu raten sehr schwer", "ClueCon"), "password", "everybody knows"),
    ("password", lambda seen: replace(seen, password="ClueCon"), "password", "everybody knows"),
    ("password", changed(EVENT_SOCKET, 'name="password"', 'name="pass-word"'), "password", "everybody knows"),
    ("password", changed(EVENT_SOCKET, "zu raten sehr schwer", "geheim"), "password", "another than the one"),
    (
        "queues",
        lambda seen: replace(seen, wanted=Wanted((*WANTED.queues, "new@default"), WANTED.agents)),
        "new@default",
        "has not",
    ),
    (
        "queues",
        lambda seen: replace(seen, wanted=Wanted(("repair@default",), WANTED.agents)),
        "empty@default",
        "nobody's",
    ),
    (
        "agents",
        lambda seen: replace(seen, wanted=Wanted(WANTED.queues, (*WANTED.agents, "1003"))),
        "1003",
        "nobody rings there",
    ),
    (
        "agents",
        lambda seen: replace(seen, wanted=Wanted(WANTED.queues, ("1001",))),
        "1002@default",
        "nobody has this agent name",
    ),
    (
        "agents",
        changed(AGENTS, "[leg_timeout=10]sofia/internal/1002@127.0.0.1:5190", ""),
        "1002@default",
        "no contact",
    ),
    ("tiers", changed(TIERS, "empty@default|", "repair@default|"), "empty@default", "wait for nobody"),
    ("tiers", changed(TIERS, "|1002@default|", "|1001@default|"), "1002@default", "serves no queue"),
    (
        "tiers",
        changed(TIERS, "+OK", "gone@default|1001@default|Ready|1|1\n+OK"),
        "gone@default 1001@default",
        "not there",
    ),
    ("codecs", changed(SOFIA, "PCMU,PCMA", "PCMU"), "inbound-codec-prefs", "PCMA is missing"),
    ("codecs", BROWSERS, "wss-binding", "opus is not loaded"),
    (
        "codecs",
        both(BROWSERS, changed(CODECS, "Speex", "OPUS (STANDARD)"), changed(SOFIA, "OPUS,", "")),
        "wss-binding",
        "not named",
    ),
    ("sessions", answered(MAX_SESSIONS, "+OK max sessions: 5\n"), "max-sessions", "5 sessions are too few"),
    ("sessions", changed(STATUS, "- peak 0", "- peak 900"), "max-sessions", "900 sessions at once, of 1000"),
    (
        "sessions",
        changed(STATUS, "max 30, peak 0", "max 30, peak 30"),
        "sessions-per-second",
        "calls were refused",
    ),
    ("clock", answered(EPOCH, str(int(NOW.timestamp()) + 61)), "127.0.0.1:8021", "s ahead of ours"),
    ("clock", answered(EPOCH, str(int(NOW.timestamp()) - 61)), "127.0.0.1:8021", "s behind of ours"),
    ("time-zone", answered(WINTER, "2026-01-01 00:00:00"), "127.0.0.1:8021", "is 2026-01-01 08:00:00 in"),
    ("time-zone", answered(SUMMER, "2026-07-01 09:00:00"), "127.0.0.1:8021", "writes 2026-07-01 09:00:00"),
    ("call-records", answered(JSON_CDR, "can't find anything\n"), "json_cdr.conf.xml", "not configured"),
    (
        "call-records",
        changed(JSON_CDR, '"encode-values" value="false"', '"encode-values" value="true"'),
        "encode-values",
        "encoded",
    ),
    ("call-records", changed(JSON_CDR, '"encode-values"', '"encodes"'), "encode-values", "encoded"),
    (
        "call-records",
        changed(JSON_CDR, '"log-b-leg" value="true"', '"log-b-leg" value="no"'),
        "log-b-leg",
        "legs are not written",
    ),
    (
        "call-records",
        changed(JSON_CDR, '"rotate" value="false"', '"rotate" value="true"'),
        "rotate",
        "folders of their own",
    ),
    ("call-records", changed(JSON_CDR, '"log-dir"', '"folder"'), "log-dir", "no folder is named"),
    ("call-records", with_folder(CDR, there=False, readable=False), CDR, "no such folder"),
    ("call-records", with_folder(CDR, readable=False), CDR, "may not read it"),
    ("call-records", ENDED_LEGS, CDR, "7 legs have ended"),
    (
        "call-records",
        both(ENDED_LEGS, with_folder(CDR, newest=NOW - timedelta(hours=1))),
        CDR,
        "7 legs have ended",
    ),
    (
        "recordings",
        changed(configuration("callcenter"), "record-template", "no-template"),
        "repair@default",
        "not recorded",
    ),
    ("recordings", with_folder(RECORDINGS, readable=False), RECORDINGS, "may not read it"),
    (
        "recordings",
        both(ANSWERED_CALLS, with_folder(RECORDINGS, there=False, readable=False)),
        RECORDINGS,
        "no such folder",
    ),
    ("recordings", ANSWERED_CALLS, RECORDINGS, "no recording was written"),
    ("disk", with_folder(CDR, free=1), CDR, "only 1.0 GiB (1 %) are free"),
    ("disk", with_folder(RECORDINGS, free=4), RECORDINGS, "only 4.0 GiB (4 %) are free"),
]


def findings(seen: Seen) -> list[Finding]:
    return examine([seen])[seen.node]


def test_one_that_was_installed_by_the_guide_has_nothing() -> None:
    assert findings(patient()) == []


def test_every_rule_has_its_fault() -> None:
    assert {rule for rule, _, _, _ in FAULTS} == set(RULES)


@pytest.mark.parametrize(
    ("rule", "fault", "where", "problem"), FAULTS, ids=[f"{r}-{w}-{p}" for r, _, w, p in FAULTS]
)
def test_a_fault_is_named_with_its_place_and_what_to_do(
    rule: str, fault: Fault, where: str, problem: str
) -> None:
    found = findings(fault(patient()))

    assert any(one.rule == rule and where in one.where and problem in one.problem for one in found), found
    assert {one.rule for one in found} == {rule}, found
    for one in found:
        assert one.remedy
        assert one.problem.zh != one.problem
        assert one.remedy.zh != one.remedy
        assert "zu raten" not in one.within("en") + one.within("zh")
        assert "geheim" not in one.within("en") + one.within("zh")


def test_records_that_are_newer_than_the_start_are_fresh() -> None:
    fresh = both(
        ENDED_LEGS, ANSWERED_CALLS, with_folder(CDR, newest=NOW), with_folder(RECORDINGS, newest=NOW)
    )

    assert findings(fresh(patient())) == []


def test_a_call_that_goes_on_has_no_record_yet() -> None:
    assert (
        findings(both(ENDED_LEGS, changed(STATUS, "0 session(s) - peak", "7 session(s) - peak"))(patient()))
        == []
    )


def test_folders_of_another_machine_are_not_looked_at() -> None:
    seen = replace(both(ENDED_LEGS, ANSWERED_CALLS)(patient()), folders={})

    assert findings(seen) == []


def test_browsers_that_speak_opus_are_well() -> None:
    assert findings(both(BROWSERS, changed(CODECS, "Speex", "OPUS (STANDARD)"))(patient())) == []


def test_a_clock_that_differs_by_the_time_of_asking_is_right() -> None:
    slow = replace(patient(), asked=(NOW - timedelta(seconds=5), NOW + timedelta(seconds=5)))

    assert findings(slow) == []


def test_what_one_node_has_is_not_missed_on_another() -> None:
    other = both(
        changed(QUEUES, "empty@default|", "county@default|"),
        changed(AGENTS, "1002@default|", "1003@default|"),
        changed(TIERS, "empty@default|", "county@default|"),
        changed(TIERS, "|1002@default|", "|1003@default|"),
    )
    wanted = Wanted((*WANTED.queues, "county@default"), (*WANTED.agents, "1003"))
    here, there = patient(wanted), replace(other(patient(wanted)), node="there")

    assert examine([here, there]) == {"here": [], "there": []}
    assert len(examine([here])["here"]) == 2


def test_tiers_of_what_is_only_missing_are_left_alone() -> None:
    """Whoever followed the advice to delete them would have to add them again."""
    lost = both(
        changed(QUEUES, "empty@default|", "gone@default|"), changed(AGENTS, "1002@default|", "1009@default|")
    )

    told = [one for one in findings(lost(patient())) if one.rule == "tiers"]
    assert [one.where.removeprefix("callcenter_config tier list: ") for one in told] == [
        "gone@default",
        "1009@default",
    ]


def test_a_contact_with_bars_shifts_no_column() -> None:
    seen = changed(AGENTS, "sofia/internal/1002@127.0.0.1:5190", "user/1002|user/1003")(patient())

    row = (seen.rows(AGENTS) or [])[1]
    assert (row["name"], row["no_answer_count"], row["external_calls_count"]) == ("1002@default", "0", "0")
    assert findings(seen) == []


@pytest.mark.parametrize(
    "answer",
    ["<configuration", '<!DOCTYPE a [<!ENTITY b "c">]><configuration/>', "\x00", "", "a|b\nc|d\n+OK\n"],
)
def test_answers_that_nobody_understands_end_nothing(answer: str) -> None:
    seen = patient()
    for question in seen.answers:
        findings(says(seen, question, answer))
    findings(replace(seen, answers=dict.fromkeys(seen.answers, answer)))
    findings(replace(seen, answers={}))


def test_what_was_seen_can_be_shown_without_its_secrets() -> None:
    assert "zu raten" not in repr(patient())
