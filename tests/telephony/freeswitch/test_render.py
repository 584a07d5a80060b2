"""What a site installs: well-formed, naming what there is, and nothing can leave the place it is put into."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.commands.agents.keep_queue import KeepQueue
from engine.commands.agents.keep_skill import KeepSkill
from engine.errors import InvalidInput
from huan.exchange_nodes import queues_asked_first, queues_of, wanted_of
from huan.telephony_settings import PEER
from telephony.dialogues.steps import queueing
from telephony.dialogues.steps.queueing import AFTER_A_TALK
from telephony.freeswitch import BrowserTelephone, Hotline, Plan, checked, rendered, write
from telephony.freeswitch.render import escaped
from telephony.listener import NodeSettings
from tests.stage import Stage
from tests.telephony.dialogues.phone import OVER

EVENT_SOCKET = "autoload_configs/event_socket.conf.xml"
CALLCENTER = "autoload_configs/callcenter.conf.xml"
JSON_CDR = "autoload_configs/json_cdr.conf.xml"
MODULES = "autoload_configs/modules.conf.xml"
DIALPLAN = "dialplan/public/00_huan.xml"
WSS = "sip_profiles/huan-wss.xml"
SOFTPHONES = "directory/default/huan-softphones.xml"

PLAN = Plan(
    queues=("outage@default", "repair@default"),
    hotlines=(Hotline("95598", "repair@default"), Hotline("955980", "outage@default")),
    password="zu raten sehr schwer",
    listen="10.0.3.11",
    port=8021,
    allowed=("10.0.3.5/32", "10.0.3.6/32"),
    cdr="/var/lib/freeswitch/cdr",
    recordings="/var/lib/freeswitch/recordings",
    dialogues="10.0.3.5:8084",
    wss=":7443",
    softphones=(BrowserTelephone("1003", "0" * 32),),
)


def params(text: str) -> dict[str, str]:
    """Return the parameters of a file, by their names."""
    found = ElementTree.fromstring(text).iter("param")
    return {one.get("name", ""): one.get("value", "") for one in found}


def steps(text: str, number: str) -> list[tuple[str, str]]:
    """Return what happens to whoever dials a number."""
    for extension in ElementTree.fromstring(text).iter("extension"):
        if extension.get("name") == f"huan-hotline-{number}":
            return [(one.get("application", ""), one.get("data", "")) for one in extension.iter("action")]
    raise AssertionError(number)


def problems(plan: Plan) -> str:
    with pytest.raises(InvalidInput) as caught:
        checked(plan)
    for finding in caught.value.findings:
        assert finding["problem"] != finding["problem_zh"]
    return "\n".join(f"{finding['field']}: {finding['problem']}" for finding in caught.value.findings)


def test_every_file_is_well_formed_and_named_as_in_the_folder_of_freeswitch() -> None:
    files = rendered(checked(PLAN))

    for text in files.values():
        ElementTree.fromstring(text)
    assert set(files) == {
        EVENT_SOCKET,
        CALLCENTER,
        JSON_CDR,
        MODULES,
        DIALPLAN,
        WSS,
        SOFTPHONES,
        "directory/default/huan-agent.xml.template",
    }


def test_a_caller_of_the_hotline_gets_a_dialogue_and_the_queue_when_there_is_none() -> None:
    done = steps(rendered(checked(PLAN))[DIALPLAN], "95598")

    assert done[:2] == [("set", "huan_hotline=95598"), ("set", "huan_queue=repair@default")]
    assert done[-4:] == [
        ("set", "socket_resume=true"),
        ("socket", "10.0.3.5:8084 async full"),
        ("set", "huan_fallback=true"),
        ("callcenter", "repair@default"),
    ]
    assert done.index(("answer", "")) < len(done) - 4


def test_without_dialogues_the_caller_gets_the_queue() -> None:
    done = steps(rendered(checked(replace(PLAN, dialogues=None)))[DIALPLAN], "955980")

    assert [application for application, _ in done] == ["set"] * 4 + ["answer", "callcenter"]
    assert done[-1] == ("callcenter", "outage@default")


def test_after_a_talk_the_caller_gets_a_dialogue_and_then_goodbye() -> None:
    text = rendered(checked(PLAN))[DIALPLAN]
    (after,) = [
        one for one in ElementTree.fromstring(text).iter("extension") if one.get("name") == AFTER_A_TALK
    ]

    assert [(one.get("application"), one.get("data")) for one in after.iter("action")] == [
        ("stop_record_session", "all"),
        ("set", "socket_resume=true"),
        ("socket", "10.0.3.5:8084 async full"),
        ("hangup", None),
    ]
    assert AFTER_A_TALK not in rendered(checked(replace(PLAN, dialogues=None)))[DIALPLAN]


def actions(text: str, name: str) -> list[tuple[str | None, str | None]]:
    """Return what an extension does."""
    (found,) = [one for one in ElementTree.fromstring(text).iter("extension") if one.get("name") == name]
    return [(one.get("application"), one.get("data")) for one in found.iter("action")]


def test_when_a_dialogue_server_is_dead_the_next_is_asked() -> None:
    both = replace(PLAN, dialogues="10.0.3.5:8084|10.0.3.6:8084")
    done = steps(rendered(checked(both))[DIALPLAN], "95598")
    assert ("socket", "10.0.3.5:8084|10.0.3.6:8084 async full") in done
    assert "dialogues" in problems(replace(PLAN, dialogues="10.0.3.5:8084|"))


def test_a_caller_is_sent_to_another_centre_as_the_dialogues_expect_it() -> None:
    done = actions(rendered(checked(PLAN))[DIALPLAN], queueing.OVER)
    assert tuple(done) == OVER.steps, "as the simulator is set up for the stories"


def test_only_listed_exchanges_are_believed_what_call_it_is() -> None:
    text = rendered(checked(replace(PLAN, peers=("10.0.1.11/32", "10.0.9.0/24"))))[DIALPLAN]
    (peer,) = [one for one in ElementTree.fromstring(text).iter("extension") if one.get("name") == PEER]
    asked = [(one.get("field"), one.get("expression")) for one in peer.iter("condition")]
    assert asked[:2] == [
        ("destination_number", "^huan-peer$"),
        ("${acl(${network_addr} 10.0.1.11/32,10.0.9.0/24)}", "^true$"),
    ]
    header = re.compile(str(asked[2][1]))
    call = "0d9c0b3e-6f1d-8a52-9b0c-4d3a1c0e7f10"
    found = header.match(f"{call};repair@default")
    assert found is not None
    assert found.groups() == (call, "repair@default", None)
    waited = header.match(f"{call};repair@default;125")
    assert waited is not None
    assert waited.groups() == (call, "repair@default", "125"), "he keeps his place"
    for forged in (
        call,
        f"{call};a;b",
        f"{call};a;1234567",
        f"{call};a b",
        f"{call};${{system(reboot)}}",
        f"x;{call};a",
        f"{call};a,b",
        "",
    ):
        assert header.match(forged) is None, forged
    assert actions(text, PEER)[-1] == ("callcenter", "$2")
    assert text.count("huan_call") == 1, "nowhere else is it set"
    assert PEER not in rendered(checked(PLAN))[DIALPLAN], "without peers nobody is believed"
    assert "peer" in problems(replace(PLAN, peers=("0.0.0.0/0",)))


def test_queues_are_the_organisations_and_agents_and_tiers_are_none() -> None:
    root = ElementTree.fromstring(rendered(checked(PLAN))[CALLCENTER])

    assert [queue.get("name") for queue in root.iter("queue")] == ["outage@default", "repair@default"]
    assert not list(root.iter("agent"))
    assert not list(root.iter("tier"))
    assert params(rendered(PLAN)[CALLCENTER])["record-template"] == (
        "/var/lib/freeswitch/recordings/${strftime(%Y-%m-%d)}/${uuid}.wav"
    )


def waits(plan: Plan) -> dict[str, str]:
    """Return for how many seconds each queue lets a caller wait; 0: for as long as he likes."""
    queues = ElementTree.fromstring(rendered(checked(plan))[CALLCENTER]).iter("queue")
    written = {one.get("name", ""): params(ElementTree.tostring(one, "unicode")) for one in queues}
    return {queue: found["max-wait-time"] for queue, found in written.items()}


def test_the_queue_of_an_agent_is_at_its_exchange_and_who_is_asked_first_is_not_waited_for_long(
    stage_on_sqlite: Stage,
) -> None:
    stage, people = stage_on_sqlite, stage_on_sqlite.ids
    skill = stage.run(KeepSkill("senior", "资深", "Senior"), "operator")["id"]

    def kept(name: str, node: str, **whose: str) -> None:
        stage.run(KeepQueue(name, node, "队列", "Queue", 20, 30, **whose), "operator")  # type: ignore[arg-type]

    here = NodeSettings("hz-1", "10.0.3.11", 8021, PLAN.password)
    hotlines = (Hotline("95598", "repair@default"),)
    plan = replace(PLAN, queues=queues_of(stage.system, here), hotlines=hotlines)
    assert waits(plan) == {"repair@default": "0"}, "nobody is sent away from an ordinary queue"
    kept("agent-1001@default", "hz-1", person_id=people["agent"])
    kept("agent-1002@default", "hz-2", person_id=people["agent2"])
    kept("repair@default", "hz-1", skill_id=skill)
    plan = replace(plan, queues=queues_of(stage.system, here), asked_first=queues_asked_first(stage.system))
    assert waits(plan) == {"agent-1001@default": "15", "repair@default": "15"}
    assert set(waits(replace(plan, first_seconds=20)).values()) == {"20"}
    assert wanted_of(stage.system).queues == ("agent-1001@default", "agent-1002@default", "repair@default")


def test_the_event_socket_listens_where_it_is_told_to_those_who_are_named() -> None:
    found = params(rendered(checked(PLAN))[EVENT_SOCKET])

    assert found["listen-ip"] == "10.0.3.11"
    assert found["password"] == PLAN.password
    assert found["apply-inbound-acl"] == "10.0.3.5/32,10.0.3.6/32"


def test_call_records_are_written_as_they_are_read() -> None:
    found = params(rendered(checked(PLAN))[JSON_CDR])

    assert (found["encode-values"], found["log-b-leg"], found["rotate"]) == ("false", "true", "false")
    assert found["log-dir"] == PLAN.cdr


def test_browsers_have_a_profile_and_opus_where_they_are_wanted() -> None:
    without = rendered(checked(replace(PLAN, wss=None, softphones=())))

    assert params(rendered(PLAN)[WSS])["wss-binding"] == ":7443"
    assert "mod_opus" in rendered(PLAN)[MODULES]
    assert not {WSS, SOFTPHONES} & set(without)
    assert "mod_opus" not in without[MODULES]


def test_telephones_in_browsers_prove_themselves_to_their_profile_alone_and_dial_nothing() -> None:
    files = rendered(checked(PLAN))
    (user,) = ElementTree.fromstring(files[SOFTPHONES]).iter("user")

    assert user.get("id") == "1003"
    assert params(files[SOFTPHONES]) == {"a1-hash": "0" * 32}
    assert params(files[WSS])["challenge-realm"] == "huan-softphone"
    context = {one.get("name"): one.get("value") for one in user.iter("variable")}["user_context"]
    assert context == params(files[WSS])["context"] == "huan-softphone"
    assert context not in files[DIALPLAN]


HOSTILE = (
    'a"/><load module="mod_shell"/>',
    "a${system(reboot)}",
    "a$${default_password}",
    "a|b",
    "a]b",
    "[leg_timeout=1]a",
    "{x=y}a",
    "a b",
    "a,b",
    "a&b",
    "a<b",
    "a'b",
    "a\nb",
    "@cdr@",
    "a@b@c",
    "a/../b",
    "",
    "a" * 81,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_means_something_to_freeswitch_is_refused(name: str) -> None:
    assert "cannot be a queue" in problems(replace(PLAN, queues=(*PLAN.queues, name)))
    assert "no department" in problems(replace(PLAN, hotlines=(Hotline("95598", name),)))


@pytest.mark.parametrize("number", ["", "95598$|.*", "^", "0571-95598", "9" * 21, "９５５９８"])
def test_a_number_is_digits(number: str) -> None:
    assert "no number that can be dialled" in problems(
        replace(PLAN, hotlines=(Hotline(number, "repair@default"),))
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"hotlines": ()}, "hotline"),
        ({"hotlines": (*PLAN.hotlines, *PLAN.hotlines)}, "hotline"),
        ({"cdr": "cdr"}, "cdr"),
        ({"cdr": "/var/../etc"}, "cdr"),
        ({"recordings": "/var/${uuid}"}, "recordings"),
        ({"recordings": '/var"/>'}, "recordings"),
        ({"listen": "exchange.example"}, "listen"),
        ({"listen": "fe80::1%eth0"}, "listen"),
        ({"allowed": ()}, "allow"),
        ({"allowed": ("10.0.3.5",)}, "allow"),
        ({"allowed": ("0.0.0.0/0",)}, "allow"),
        ({"allowed": ("::/0",)}, "allow"),
        ({"allowed": ("10.0.3.5/32,0.0.0.0/0",)}, "allow"),
        ({"dialogues": "10.0.3.5:8084 sync"}, "dialogues"),
        ({"dialogues": "10.0.3.5|evil:8084"}, "dialogues"),
        ({"dialogues": "10.0.3.5:99999"}, "dialogues"),
        ({"wss": "7443"}, "wss"),
        ({"wss": None}, "wss"),
        ({"softphones": PLAN.softphones * 2}, "softphone '1003'"),
        ({"softphones": (BrowserTelephone("10 03", "0" * 32),)}, "softphone '10 03'"),
        ({"password": "ClueCon"}, "password"),
        ({"password": ""}, "password"),
        ({"password": "one\ntwo"}, "password"),
    ],
)
def test_what_cannot_stand_in_a_configuration_is_refused(changed: dict[str, object], field: str) -> None:
    assert problems(replace(PLAN, **changed)).startswith(f"{field}: ")  # type: ignore[arg-type]


def test_a_password_is_quoted_in_no_finding() -> None:
    assert "geheim" not in problems(replace(PLAN, password="geheim\n"))


@given(st.text("${}<>&'\"@|[]();%\\ #aé环", min_size=1))
def test_any_password_stands_in_its_place_alone(password: str) -> None:
    text = rendered(replace(PLAN, password=password))[EVENT_SOCKET]

    assert "$${" not in text.replace("&#36;", "")
    assert "$" not in escaped(password)
    assert params(text) == params(rendered(PLAN)[EVENT_SOCKET]) | {"password": password}


@given(st.text())
def test_any_queue_is_refused_or_stands_in_its_places_alone(name: str) -> None:
    plan = replace(PLAN, queues=(name,), hotlines=(Hotline("95598", name),))
    try:
        files = rendered(checked(plan))
    except InvalidInput:
        return

    assert steps(files[DIALPLAN], "95598")[-1] == ("callcenter", name)
    assert [one.get("name") for one in ElementTree.fromstring(files[CALLCENTER]).iter("queue")] == [name]
    assert not set(name) & set("$|[]{}<>\"'& ,;:/\\")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, rendered(PLAN))
    return tmp_path


def test_only_the_owner_and_his_group_read_the_password(folder: Path) -> None:
    assert (folder / EVENT_SOCKET).stat().st_mode & 0o777 == 0o640
    assert PLAN.password in (folder / EVENT_SOCKET).read_text("utf-8")
    others = [path for path in folder.rglob("*") if path.is_file() and path.name != "event_socket.conf.xml"]
    assert not any(PLAN.password in path.read_text("utf-8") for path in others)
    assert not [path for path in others if path.name.startswith(".")]


def test_what_somebody_changed_is_not_overwritten_unless_forced(folder: Path) -> None:
    (folder / DIALPLAN).write_text("<include/>", "utf-8")
    (folder / CALLCENTER).unlink()

    with pytest.raises(InvalidInput, match=r"00_huan\.xml would be overwritten"):
        write(folder, rendered(PLAN))
    assert not (folder / CALLCENTER).exists()

    write(folder, rendered(PLAN), force=True)
    assert "huan-hotline-95598" in (folder / DIALPLAN).read_text("utf-8")


def test_the_same_again_is_written_without_asking(folder: Path) -> None:
    assert len(write(folder, rendered(PLAN))) == len(rendered(PLAN))
