"""What is to be rendered, and what may stand in it.

FreeSWITCH reads a value several times over: XML; `$${…}` before that; `${…}`, blanks, commas, `|`, `[…]` and
`{…}` after it, in the dialplan and by mod_callcenter. A name that means something to any of these is refused
here and not escaped: there is no escape that all of them know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as attribute
from ipaddress import ip_address, ip_network

from engine.errors import InvalidInput, field_finding
from engine.words import Words

#: What FreeSWITCH is installed with, and everybody knows (vanilla event_socket.conf.xml).
KNOWN_PASSWORD = "ClueCon"  # noqa: S105
#: Letters of any script, digits, `_ . -`; a domain after `@`.
_QUEUE = re.compile(r"\w[\w.-]*(?:@\w[\w.-]*)?")
QUEUE_LENGTH = 80
#: How long a caller waits in the queue of one agent or of a skill, unless it is said otherwise.
FIRST_SECONDS = 15
_USER = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_NUMBER = re.compile(r"[0-9]{1,20}")
_FOLDER = re.compile(r"/[\w./-]*")
_ADDRESS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?:([0-9]{1,5})")
_BINDING = re.compile(r"(?:[0-9.]{7,15})?:([0-9]{1,5})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number that customers dial, and the queue in which they wait."""

    number: str
    queue: str


@dataclass(frozen=True, slots=True)
class BrowserTelephone:
    """A telephone in a browser: the user that registers, and its digest (engine.calling.softphones)."""

    user: str
    ha1: str = attribute(repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """The configuration of one node.

    `listen` and `port` are the event socket's, `allowed` the networks (CIDR) that may connect. `cdr` and
    `recordings` are folders on the node. `dialogues` is HOST:PORT of Huan's dialogues, several with `|`
    between them: the next is asked when one does not answer. `wss` is ADDRESS:PORT or :PORT for telephones
    in browsers; None: neither. `peers` are the networks (CIDR) of the exchanges of other centres.
    `softphones` are the telephones in browsers. A caller waits in one of `asked_first`, queues of an agent or
    a skill, for `first_seconds` and goes on to the ordinary one; in all others for as long as he likes.
    """

    queues: tuple[str, ...]
    hotlines: tuple[Hotline, ...]
    password: str
    listen: str
    port: int
    allowed: tuple[str, ...]
    cdr: str
    recordings: str
    dialogues: str | None = None
    wss: str | None = None
    peers: tuple[str, ...] = ()
    softphones: tuple[BrowserTelephone, ...] = ()
    asked_first: frozenset[str] = frozenset()
    first_seconds: int = FIRST_SECONDS


def checked(plan: Plan) -> Plan:
    """Return the plan, of which FreeSWITCH understands nothing otherwise than it is meant.

    Raises:
        InvalidInput: something cannot stand in a configuration; every finding is listed, no password quoted.
    """
    found = list(_findings(plan))
    if found:
        raise InvalidInput(
            Words(
                f"no configuration is written: {len(found)} finding(s)", f"未生成配置：有 {len(found)} 处问题"
            ),
            findings=[
                field_finding(field, Words(f"{problem}; give {must}", f"{problem.zh}；请给出{must.zh}"), must)
                for field, problem, must in found
            ],
        )
    return plan


_Found = tuple[str, Words, Words]


def _findings(plan: Plan) -> Iterator[_Found]:
    for queue in plan.queues:
        if not _QUEUE.fullmatch(queue) or len(queue) > QUEUE_LENGTH:
            yield (
                f"queue {queue[:QUEUE_LENGTH]!r}",
                Words("cannot be a queue of FreeSWITCH", "不能作为 FreeSWITCH 的队列"),
                Words(
                    "the department a queue of letters, digits, _ . - and one @, up to 80",
                    "部门的队列，只含字母、数字、_ . - 和一个 @，最多 80 个字符",
                ),
            )
    yield from _hotlines(plan)
    yield from _event_socket(plan)
    yield from _softphones(plan)
    for field, folder in (("cdr", plan.cdr), ("recordings", plan.recordings)):
        if not _FOLDER.fullmatch(folder) or ".." in folder.split("/"):
            yield (
                field,
                Words(
                    f"{folder!r} is no folder that can be written down", f"{folder!r} 不是可写入配置的文件夹"
                ),
                Words(
                    "a path from the root, of letters, digits, _ . - and /",
                    "从根开始的路径，只含字母、数字、_ . - 和 /",
                ),
            )
    addresses = [("dialogues", one, _ADDRESS) for one in (plan.dialogues or "").split("|") if plan.dialogues]
    if plan.wss is not None:
        addresses.append(("wss", plan.wss, _BINDING))
    for field, given, pattern in addresses:
        if not _is_address(given, pattern):
            yield (
                field,
                Words(f"{given!r} is no address with a port", f"{given!r} 不是带端口的地址"),
                Words("an address and a port, as 10.0.3.5:8084", "地址和端口，如 10.0.3.5:8084"),
            )


def _hotlines(plan: Plan) -> Iterator[_Found]:
    numbers = [hotline.number for hotline in plan.hotlines]
    if not numbers or len(set(numbers)) != len(numbers):
        yield (
            "hotline",
            Words("there is none, or one twice", "没有热线，或有重复"),
            Words("each number once, as 95598=repair@default", "每个号码一次，如 95598=repair@default"),
        )
    for hotline in plan.hotlines:
        if not _NUMBER.fullmatch(hotline.number):
            yield (
                f"hotline {hotline.number[:40]!r}",
                Words("is no number that can be dialled", "不是可拨的号码"),
                Words("up to 20 digits", "最多 20 位数字"),
            )
        if hotline.queue not in plan.queues:
            there = ", ".join(plan.queues) or "-"
            yield (
                f"hotline {hotline.number[:40]}",
                Words(
                    f"no department of the organisation has the queue {hotline.queue[:QUEUE_LENGTH]!r}",
                    f"组织中没有部门使用队列 {hotline.queue[:QUEUE_LENGTH]!r}",
                ),
                Words(
                    f"one of {there}, or the department its queue first",
                    f"其中之一：{there}；或先给部门填写队列",
                ),
            )


def _softphones(plan: Plan) -> Iterator[_Found]:
    users = [one.user for one in plan.softphones]
    if plan.softphones and plan.wss is None:
        yield (
            "wss",
            Words(
                f"{len(users)} telephone(s) are in browsers, and nothing listens for them",
                f"有 {len(users)} 部浏览器话机，却没有监听地址",
            ),
            Words("where it listens for browsers, as :7443", "为浏览器监听的地址，如 :7443"),
        )
    for user in sorted({one for one in users if users.count(one) > 1 or not _USER.fullmatch(one)}):
        yield (
            f"softphone {user[:QUEUE_LENGTH]!r}",
            Words("is two telephones, or no user of FreeSWITCH", "是两部话机，或不能作为 FreeSWITCH 的用户"),
            Words("each telephone a user of its own, as user/1001", "每部话机自己的用户，如 user/1001"),
        )


def _event_socket(plan: Plan) -> Iterator[_Found]:
    if plan.password == KNOWN_PASSWORD or not plan.password or _CONTROL.search(plan.password):
        yield (
            "password",
            Words(
                "is the one that FreeSWITCH is installed with, or no line of text",
                "是 FreeSWITCH 出厂密码，或不是一行文字",
            ),
            Words("the node another password (HUAN_TELEPHONY)", "该节点另一个密码（HUAN_TELEPHONY）"),
        )
    if not _is_ip(plan.listen):
        yield (
            "listen",
            Words(f"{plan.listen!r} is no IP address", f"{plan.listen!r} 不是 IP 地址"),
            Words(
                "the address of the node on which Huan connects to its event socket",
                "Huan 连接事件套接字所用的该节点 IP 地址",
            ),
        )
    if not plan.allowed:
        yield (
            "allow",
            Words("nobody may connect", "没有允许连接的地址"),
            Words("the addresses of Huan's telephony processes", "Huan 电话进程的地址"),
        )
    for field, network in [("allow", one) for one in plan.allowed] + [("peer", one) for one in plan.peers]:
        if not is_network(network):
            yield (
                field,
                Words(f"{network!r} is no network that may be trusted", f"{network!r} 不是可信任的网段"),
                Words(
                    "a network with its length, as 10.0.3.5/32, not everybody",
                    "带掩码长度的网段，如 10.0.3.5/32，而非所有人",
                ),
            )


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def is_network(text: str) -> bool:
    """Say whether it is a network in CIDR, and not all the world."""
    try:
        return "/" in text and "%" not in text and ip_network(text, strict=False).prefixlen > 0
    except ValueError:
        return False


def _is_address(text: str, pattern: re.Pattern[str]) -> bool:
    match = pattern.fullmatch(text)
    return match is not None and 0 < int(match[1]) < 65_536
