"""The exchanges of an installation, from a file that HUAN_TELEPHONY names (docs/telephony.md).

nodes:
  - name: hangzhou-1
    host: 10.0.3.11
    port: 8021
    password_file: freeswitch-hangzhou-1
    telephones: user/{agent}@10.0.3.11
    trunk: sofia/gateway/trunk/{number}
    caller_id: "95598"
    supervision_tone: true
    recordings_folder: /srv/hangzhou-1/recordings
    recordings_path: /var/lib/freeswitch/recordings
    cdr_folder: /var/lib/freeswitch/cdr
    reached_by: sofia/gateway/hangzhou-1/{number}
    softphones: {wss: "wss://fs1.hangzhou.example:7443", key_file: softphones-hangzhou-1}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from engine.calling.dialling import NUMBER, Dialling, is_telephones, is_trunk
from engine.calling.numbers import canonical
from engine.calling.softphones import SHORTEST_KEY, Softphones, is_browser_address
from engine.errors import InvalidInput, field_finding
from engine.words import Words
from huan.secret_files import secret_file
from huan.setting_checks import BadSetting, is_host
from telephony.dialogues import DialogueSettings
from telephony.esl import CommandRefused, commands
from telephony.listener import NodeSettings
from telephony.prompts import is_prompt_folder

NAME = "HUAN_TELEPHONY"
PASSWORD = "HUAN_TELEPHONY_PASSWORD"  # noqa: S105 - the name of a variable
#: What FreeSWITCH is installed with, and everybody knows (vanilla event_socket.conf.xml).
KNOWN_PASSWORD = "ClueCon"  # noqa: S105
PORT = 8021
_NODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
#: The extension of a rendered dialplan that takes callers from other exchanges.
PEER = "huan-peer"
_PACKAGE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DIALOGUE_KEYS = {"listen", "package", "prompts"}
_KEYS = {
    "name",
    "host",
    "port",
    "password_file",
    "telephones",
    "trunk",
    "caller_id",
    "supervision_tone",
    "recordings_folder",
    "recordings_path",
    "cdr_folder",
    "reached_by",
    "softphones",
}


def nodes_from(env: Mapping[str, str], *, production: bool) -> tuple[NodeSettings, ...]:
    """Return the exchanges to listen to, none when HUAN_TELEPHONY is not set.

    A node without a password file of its own has the password of HUAN_TELEPHONY_PASSWORD.

    Raises:
        InvalidInput: the file cannot be read or says what it may not; every finding is listed.
    """
    file = env.get(NAME)
    if not file:
        return ()
    root = _read(file)
    found: list[dict[str, Any]] = []
    known = isinstance(root, dict) and set(root) <= {"nodes", "dialogues"}
    listed = root.get("nodes") if known else None
    if not isinstance(listed, list) or not listed:
        found.append(
            _finding(
                "nodes",
                "nothing but `nodes`, a list, and `dialogues`",
                "只有 `nodes`（列表）和 `dialogues`",
            )
        )
        listed = []
    nodes = [_node(one, f"nodes[{number}]", env, found, production) for number, one in enumerate(listed)]
    names = [node.name for node in nodes if node is not None]
    if len(set(names)) != len(names):
        found.append(_finding("nodes", "each node a name of its own", "每个节点自己的名称"))
    if found:
        raise InvalidInput(
            Words(f"{NAME}: {file}: {len(found)} finding(s)", f"{NAME}：{file}：有 {len(found)} 处问题"),
            findings=found,
        )
    return tuple(_with_peers(node, nodes) for node in nodes if node is not None)


def dialogues_from(env: Mapping[str, str]) -> DialogueSettings | None:
    """Return where the dialogues are served; None: HUAN_TELEPHONY names none.

    Raises:
        InvalidInput: the file cannot be read, or says of them what it may not; every finding is listed.
    """
    file = env.get(NAME)
    root = _read(file) if file else None
    if not isinstance(root, dict) or "dialogues" not in root:
        return None
    given, plain = root["dialogues"] or {}, DialogueSettings()
    found: list[dict[str, Any]] = []
    if not isinstance(given, dict) or not set(given) <= _DIALOGUE_KEYS:
        allowed = ", ".join(sorted(_DIALOGUE_KEYS))
        found.append(_finding("dialogues", f"nothing but {allowed}", f"只有 {allowed}"))
        given = {}
    host, _, port = str(given.get("listen", f"{plain.host}:{plain.port}")).rpartition(":")
    if not is_host(host) or not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65_536):
        found.append(
            _finding(
                "dialogues.listen",
                "an address and a port, as 127.0.0.1:8084",
                "地址和端口，如 127.0.0.1:8084",
            )
        )
    package = given.get("package", plain.package)
    if not isinstance(package, str) or not _PACKAGE.fullmatch(package):
        found.append(_finding("dialogues.package", "the key of a package", "流程包的 key"))
    prompts = given.get("prompts")
    if prompts is not None and (not isinstance(prompts, str) or not is_prompt_folder(prompts)):
        found.append(
            _finding(
                "dialogues.prompts",
                "a path from the root, of letters, digits, _ . - and /",
                "从根开始的路径，只含字母、数字、_ . - 和 /",
            )
        )
    if found:
        raise InvalidInput(
            Words(f"{NAME}: {file}: {len(found)} finding(s)", f"{NAME}：{file}：有 {len(found)} 处问题"),
            findings=found,
        )
    return DialogueSettings(host, int(port), package, Path(prompts) if prompts is not None else None)


def _read(file: str) -> Any:
    try:
        return yaml.safe_load(Path(file).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadSetting(
            NAME, Words("a file of exchanges (YAML, UTF-8)", "是交换机的文件（YAML，UTF-8）"), file
        ) from error


def _node(
    given: Any, where: str, env: Mapping[str, str], found: list[dict[str, Any]], production: bool
) -> NodeSettings | None:
    if not isinstance(given, dict) or not set(given) <= _KEYS:
        allowed = ", ".join(sorted(_KEYS))
        found.append(_finding(where, f"nothing but {allowed}", f"只有 {allowed}"))
        return None
    before = len(found)
    name, host, port = given.get("name"), given.get("host"), given.get("port", PORT)
    if not isinstance(name, str) or not _NODE.fullmatch(name):
        found.append(
            _finding(
                f"{where}.name",
                "small letters, digits, dots and hyphens, up to 80",
                "小写字母、数字、点和连字符，最多 80 个",
            )
        )
    if not isinstance(host, str) or not is_host(host):
        found.append(_finding(f"{where}.host", "a host name or an IP address", "主机名或 IP 地址"))
    if type(port) is not int or not 0 < port < 65_536:
        found.append(_finding(f"{where}.port", "a port from 1 to 65535", "1 到 65535 的端口"))
    dialling, reached_by = _dialling(given, where, found), given.get("reached_by")
    if reached_by is not None and not (isinstance(reached_by, str) and is_trunk(reached_by)):
        found.append(
            _finding(
                f"{where}.reached_by",
                "a dial string with {number}, such as sofia/gateway/hangzhou-1/{number}",
                "带 {number} 的呼叫串，如 sofia/gateway/hangzhou-1/{number}",
            )
        )
    folders = [
        _folder(given, one, where, found) for one in ("recordings_folder", "recordings_path", "cdr_folder")
    ]
    softphones = _softphones(given.get("softphones"), f"{where}.softphones", env, found)
    password = _password(given.get("password_file"), where, env, found)
    if password is not None:
        _require_usable(password, where, found, production)
    if len(found) > before or password is None:
        return None
    return NodeSettings(
        str(name),
        str(host),
        int(port),
        password,
        dialling,
        Path(folders[0]) if folders[0] else None,
        folders[1],
        Path(folders[2]) if folders[2] else None,
        reached_by.replace(NUMBER, PEER) if reached_by else None,
        softphones,
    )


def _dialling(given: Mapping[str, Any], where: str, found: list[dict[str, Any]]) -> Dialling:
    """Read how the node dials; what is left out is as it is where nothing was set up."""
    plain = Dialling()
    telephones, trunk = given.get("telephones", plain.telephones), given.get("trunk")
    caller_id, tone = given.get("caller_id"), given.get("supervision_tone", False)
    wrong = {
        "telephones": (
            not isinstance(telephones, str) or not is_telephones(telephones),
            "a dial string with {agent}, such as user/{agent}@10.0.3.11",
            "带 {agent} 的呼叫串，如 user/{agent}@10.0.3.11",
        ),
        "trunk": (
            trunk is not None and (not isinstance(trunk, str) or not is_trunk(trunk)),
            "a dial string with {number}, such as sofia/gateway/trunk/{number}",
            "带 {number} 的呼叫串，如 sofia/gateway/trunk/{number}",
        ),
        "caller_id": (
            caller_id is not None and (not isinstance(caller_id, str) or canonical(caller_id) != caller_id),
            "a telephone number in quotes",
            "加引号的电话号码",
        ),
        "supervision_tone": (type(tone) is not bool, "true or false", "true 或 false"),
    }
    bad = [(name, en, zh) for name, (is_wrong, en, zh) in wrong.items() if is_wrong]
    found.extend(_finding(f"{where}.{name}", en, zh) for name, en, zh in bad)
    return plain if bad else Dialling(telephones, trunk, caller_id, tone)


def _with_peers(node: NodeSettings, nodes: Iterable[NodeSettings | None]) -> NodeSettings:
    """Let a node know how it reaches the others."""
    others = (one for one in nodes if one is not None and one.name != node.name)
    peers = {one.name: one.reached_by for one in others if one.reached_by is not None}
    return replace(node, dialling=replace(node.dialling, peers=peers))


def _softphones(
    given: Any, where: str, env: Mapping[str, str], found: list[dict[str, Any]]
) -> Softphones | None:
    """Read how browsers connect to the node; None: not at all, or a finding says why it cannot be."""
    if given is None:
        return None
    if not isinstance(given, dict) or set(given) != {"wss", "key_file"}:
        found.append(_finding(where, "wss and key_file", "wss 和 key_file"))
        return None
    wss, file = given["wss"], given["key_file"]
    if not isinstance(wss, str) or not is_browser_address(wss):
        found.append(
            _finding(
                f"{where}.wss",
                "an address with nothing behind it, as wss://fs1.example:7443",
                "不带路径的地址，如 wss://fs1.example:7443",
            )
        )
        return None
    key = secret_file(f"{NAME}: {where}.key_file", file, env) if isinstance(file, str) else ""
    if len(key) < SHORTEST_KEY:
        found.append(
            _finding(
                f"{where}.key_file",
                f"a file with a random key of at least {SHORTEST_KEY} letters (openssl rand -hex 32)",
                f"存有至少 {SHORTEST_KEY} 个字符的随机密钥的文件（openssl rand -hex 32）",
            )
        )
        return None
    return Softphones(wss, key)


def _folder(given: dict[str, Any], key: str, where: str, found: list[dict[str, Any]]) -> str | None:
    value = given.get(key)
    if value is not None and not (isinstance(value, str) and value.startswith("/") and value.isprintable()):
        found.append(_finding(f"{where}.{key}", "a path from the root", "从根开始的路径"))
        return None
    return value


def _password(file: Any, where: str, env: Mapping[str, str], found: list[dict[str, Any]]) -> str | None:
    if file is None:
        if not env.get(PASSWORD):
            found.append(
                _finding(
                    f"{where}.password_file",
                    f"a file with the password, or set {PASSWORD} or {PASSWORD}_FILE",
                    f"密码文件，或设置 {PASSWORD} 或 {PASSWORD}_FILE",
                )
            )
        return env.get(PASSWORD) or None
    if not isinstance(file, str):
        found.append(_finding(f"{where}.password_file", "the name of a file", "文件的名称"))
        return None
    return secret_file(f"{NAME}: {where}.password_file", file, env)


def _require_usable(password: str, where: str, found: list[dict[str, Any]], production: bool) -> None:
    """Find what cannot be a password; it is never quoted."""
    try:
        commands.auth(password).encode()
    except CommandRefused:
        found.append(_finding(f"{where}.password_file", "a password of one line of text", "一行文字的密码"))
    if production and password == KNOWN_PASSWORD:
        found.append(
            _finding(
                f"{where}.password_file",
                "another password than FreeSWITCH is installed with, which everybody knows, and set it in "
                "event_socket.conf.xml",
                "一个不同于 FreeSWITCH 出厂（人人皆知）的密码，并写入 event_socket.conf.xml",
            )
        )


def _finding(field: str, expected: str, expected_zh: str) -> dict[str, Any]:
    return field_finding(
        field, Words("is missing or wrong", "缺少或有误"), Words(f"give {expected}", f"请给出{expected_zh}")
    )
