"""Which exchanges an installation listens to, from a file; passwords stand beside it and are never shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.calling.dialling import Dialling
from engine.commands import Engine
from engine.errors import InvalidInput
from huan.listening import listener_of
from huan.settings import Settings
from huan.telephony_settings import dialogues_from, nodes_from
from telephony.dialogues import DialogueSettings

PASSWORD = "zu raten sehr schwer"
ONE = "nodes:\n- {name: hangzhou-1, host: 10.0.3.11}\n"


def env(folder: Path, text: str, **more: str) -> dict[str, str]:
    file = folder / "exchanges.yaml"
    file.write_text(text)
    return {"HUAN_TELEPHONY": str(file), "HUAN_TELEPHONY_PASSWORD": PASSWORD, **more}


def findings(given: dict[str, str], *, production: bool = False) -> list[Any]:
    with pytest.raises(InvalidInput) as caught:
        nodes_from(given, production=production)
    assert PASSWORD not in repr(caught.value) + str(caught.value.findings)
    return [finding["field"] for finding in caught.value.findings]


def test_without_a_file_there_is_none() -> None:
    assert nodes_from({}, production=True) == ()
    assert Settings.from_environment({}).exchanges == ()


def test_a_node_has_the_port_of_every_freeswitch_and_the_password_of_all(tmp_path: Path) -> None:
    (node,) = Settings.from_environment(env(tmp_path, ONE)).exchanges
    assert (node.name, node.host, node.port, node.password) == ("hangzhou-1", "10.0.3.11", 8021, PASSWORD)
    assert PASSWORD not in repr(node)


def test_the_password_of_all_and_each_nodes_own_may_be_in_files(tmp_path: Path) -> None:
    (tmp_path / "all").write_text("for all\n")
    (tmp_path / "own").write_text("its own\n")
    text = ONE + "- {name: ningbo-1, host: 10.0.4.11, port: 8022, password_file: own}\n"
    given = env(tmp_path, text, HUAN_TELEPHONY_PASSWORD_FILE="all", CREDENTIALS_DIRECTORY=str(tmp_path))
    del given["HUAN_TELEPHONY_PASSWORD"]
    first, second = Settings.from_environment(given).exchanges
    assert (first.password, second.password, second.port) == ("for all", "its own", 8022)


def test_a_node_may_say_where_its_call_records_lie(tmp_path: Path) -> None:
    text = ONE.replace("}", ", cdr_folder: /var/lib/freeswitch/cdr}")
    (node,) = Settings.from_environment(env(tmp_path, text)).exchanges
    assert node.cdr_folder == Path("/var/lib/freeswitch/cdr")


def test_browsers_connect_where_a_node_says_so(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("0" * 32)
    text = ONE.replace("}", ", softphones: {wss: 'wss://fs1.example:7443', key_file: key}}")
    settings = Settings.from_environment(env(tmp_path, text, CREDENTIALS_DIRECTORY=str(tmp_path)))
    assert settings.softphones["hangzhou-1"].wss == "wss://fs1.example:7443"
    assert "0" * 32 not in repr(settings)

    (tmp_path / "key").write_text("0" * 31)
    given = env(tmp_path, text, CREDENTIALS_DIRECTORY=str(tmp_path))
    assert findings(given) == ["nodes[0].softphones.key_file"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "nodes"),
        ("nodes: []", "nodes"),
        ("nodes: {a: b}", "nodes"),
        (ONE + "recordings: /srv\n", "nodes"),
        (ONE + "- {name: hangzhou-1, host: 10.0.3.12}\n", "nodes"),
        ("nodes: [hangzhou-1]", "nodes[0]"),
        ("nodes: [{name: a, host: b, password: secret}]", "nodes[0]"),
        ("nodes: [{host: 10.0.3.11}]", "nodes[0].name"),
        ("nodes: [{name: Hangzhou 1, host: 10.0.3.11}]", "nodes[0].name"),
        ("nodes: [{name: a}]", "nodes[0].host"),
        ("nodes: [{name: a, host: 'http://b'}]", "nodes[0].host"),
        ("nodes: [{name: a, host: b, port: 0}]", "nodes[0].port"),
        ("nodes: [{name: a, host: b, port: true}]", "nodes[0].port"),
        ("nodes: [{name: a, host: b, password_file: 7}]", "nodes[0].password_file"),
        ("nodes: [{name: a, host: b, cdr_folder: cdr}]", "nodes[0].cdr_folder"),
        ("nodes: [{name: a, host: b, softphones: yes}]", "nodes[0].softphones"),
        ("nodes: [{name: a, host: b, softphones: {wss: 'wss://b'}}]", "nodes[0].softphones"),
        ("nodes: [{name: a, host: b, softphones: {wss: 'ws://b', key_file: k}}]", "nodes[0].softphones.wss"),
        (
            "nodes: [{name: a, host: b, softphones: {wss: 'wss://b', key_file: 7}}]",
            "nodes[0].softphones.key_file",
        ),
        ("nodes: [{name: a, host: b, cdr_folder: [/cdr]}]", "nodes[0].cdr_folder"),
        ("nodes: [{name: a, host: b, reached_by: sofia/gateway/a}]", "nodes[0].reached_by"),
    ],
)
def test_what_a_file_may_not_say_is_named(tmp_path: Path, text: str, field: str) -> None:
    assert findings(env(tmp_path, text)) == [field]


def test_exchanges_reach_each_other_where_the_file_says_how(tmp_path: Path) -> None:
    text = (
        "nodes:\n"
        "- {name: hangzhou-1, host: 10.0.3.11}\n"
        "- {name: province-1, host: 10.0.1.11, reached_by: 'sofia/gateway/province/{number}'}\n"
    )
    city, province = nodes_from(env(tmp_path, text), production=False)
    assert city.dialling.peers == {"province-1": "sofia/gateway/province/huan-peer"}
    assert province.dialling.peers == {}, "nobody says how the city is reached"


def test_dialogues_are_served_where_the_file_says_so(tmp_path: Path) -> None:
    assert Settings.from_environment(env(tmp_path, ONE)).dialogues is None
    found = Settings.from_environment(env(tmp_path, ONE + "dialogues: {}\n")).dialogues
    assert found == DialogueSettings("127.0.0.1", 8084, "ivr-main", None)
    said = "dialogues: {listen: '10.0.3.5:9000', package: line-2, prompts: /srv/prompts}\n"
    found = Settings.from_environment(env(tmp_path, ONE + said)).dialogues
    assert found == DialogueSettings("10.0.3.5", 9000, "line-2", Path("/srv/prompts"))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("{port: 1}", "dialogues"),
        ("[a]", "dialogues"),
        ("{listen: 8084}", "dialogues.listen"),
        ("{listen: 'a:b'}", "dialogues.listen"),
        ("{listen: '127.0.0.1:99999'}", "dialogues.listen"),
        ("{package: IVR}", "dialogues.package"),
        ("{prompts: 'my prompts'}", "dialogues.prompts"),
        ("{prompts: '/a!b'}", "dialogues.prompts"),
    ],
)
def test_what_dialogues_may_not_say_is_named(tmp_path: Path, said: str, field: str) -> None:
    given = env(tmp_path, f"{ONE}dialogues: {said}\n")
    with pytest.raises(InvalidInput) as refused:
        dialogues_from(given)
    assert [one["field"] for one in refused.value.findings] == [field]


def test_a_file_that_is_no_yaml_or_is_not_there(tmp_path: Path) -> None:
    for given in (env(tmp_path, "nodes: ["), {"HUAN_TELEPHONY": str(tmp_path / "none")}):
        with pytest.raises(InvalidInput, match="HUAN_TELEPHONY"):
            nodes_from(given, production=False)


def test_a_password_is_needed_and_must_be_one_that_can_be_sent(tmp_path: Path) -> None:
    given = env(tmp_path, ONE)
    assert findings({**given, "HUAN_TELEPHONY_PASSWORD": ""}) == ["nodes[0].password_file"]
    assert findings({**given, "HUAN_TELEPHONY_PASSWORD": f"{PASSWORD}\nexit"}) == ["nodes[0].password_file"]


def test_in_production_the_password_that_everybody_knows_is_refused(tmp_path: Path) -> None:
    given = env(tmp_path, ONE, HUAN_TELEPHONY_PASSWORD="ClueCon")
    assert len(nodes_from(given, production=False)) == 1
    assert findings(given, production=True) == ["nodes[0].password_file"]


def test_one_process_may_listen_to_some_of_the_nodes(tmp_path: Path) -> None:
    text = ONE + "- {name: ningbo-1, host: 10.0.4.11}\n"
    settings = Settings.from_environment(env(tmp_path, text))
    engine: Any = object.__new__(Engine)
    engine.database = None
    assert [one.settings.name for one in listener_of(settings, engine).nodes] == ["hangzhou-1", "ningbo-1"]
    assert [one.settings.name for one in listener_of(settings, engine, ["ningbo-1"]).nodes] == ["ningbo-1"]
    with pytest.raises(InvalidInput, match="there are: hangzhou-1, ningbo-1"):
        listener_of(settings, engine, ["wenzhou-1"])
    with pytest.raises(InvalidInput, match="HUAN_TELEPHONY"):
        listener_of(Settings.from_environment({}), engine)


def test_how_a_node_dials_is_read_and_what_is_no_dial_string_refused(tmp_path: Path) -> None:
    plain = "nodes:\n- name: one\n  host: 127.0.0.1\n"
    given = "  telephones: user/{agent}@d\n  trunk: sofia/gateway/t/{number}\n  caller_id: '95598'\n"
    (node,) = nodes_from(env(tmp_path, plain), production=False)
    assert node.dialling == Dialling("user/{agent}", None)
    (node,) = nodes_from(env(tmp_path, f"{plain}{given}  supervision_tone: true\n"), production=False)
    assert node.dialling == Dialling("user/{agent}@d", "sofia/gateway/t/{number}", "95598", True)
    wrong = "  telephones: user/1001\n  trunk: '{number}|x'\n  caller_id: 95598\n  supervision_tone: maybe\n"
    assert findings(env(tmp_path, plain + wrong)) == [
        f"nodes[0].{name}" for name in ("telephones", "trunk", "caller_id", "supervision_tone")
    ]
