"""What may stand in a command to the exchange: names of nodes, queues, agents; how devices are reached.

FreeSWITCH splits what it is told at blanks, and reads `|`, `,`, `{…}`, `[…]` and `${…}` in it: a name that
means something to it is refused here and never escaped.
"""

from __future__ import annotations

import re
from typing import Any

from engine.errors import field_finding
from engine.words import Words

_NODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}")
_NAME = re.compile(r"\w[\w.-]*(?:@\w[\w.-]*)?")
_CONTACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/@;=+~%-]*")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NAME_LENGTH = 80
CONTACT_LENGTH = 200


def is_name(text: str) -> bool:
    """Answer whether a text can name a queue or an agent at the exchange: `repair@default`, `1001`."""
    return len(text) <= NAME_LENGTH and _NAME.fullmatch(text) is not None


def is_contact(text: str) -> bool:
    """Answer whether a text can say how the exchange reaches a device: `user/1001`."""
    return len(text) <= CONTACT_LENGTH and _CONTACT.fullmatch(text) is not None


def node_findings(node: str) -> list[dict[str, Any]]:
    """Return a finding when a text cannot name a node of HUAN_TELEPHONY."""
    remedy = Words("a name of HUAN_TELEPHONY, such as hangzhou-1", "HUAN_TELEPHONY 中的名称，如 hangzhou-1")
    return [] if _NODE.fullmatch(node) else [_finding("node", "is no node", "不是节点名称", remedy)]


def queue_findings(name: str) -> list[dict[str, Any]]:
    """Return a finding when a text cannot name a queue."""
    remedy = Words("letters, digits, . _ - and a domain, such as repair@default", "如 repair@default")
    return [] if is_name(name) else [_finding("name", "is no queue's name", "不是队列名称", remedy)]


def contact_findings(contact: str) -> list[dict[str, Any]]:
    """Return a finding when a text cannot say how a device is reached."""
    remedy = Words("such as user/1001, without blanks or brackets", "如 user/1001，不含空格和括号")
    return [] if is_contact(contact) else [_finding("contact", "cannot be dialled", "无法呼叫", remedy)]


def key_findings(key: str) -> list[dict[str, Any]]:
    """Return a finding when a text is no key."""
    remedy = Words("use 1 to 40 small letters, digits and hyphens", "请用 1 到 40 个小写字母、数字和连字符")
    return [] if _KEY.fullmatch(key) else [_finding("key", "is no key", "不是代码", remedy)]


def _finding(field: str, problem: str, chinese: str, remedy: Words) -> dict[str, Any]:
    return field_finding(field, Words(problem, chinese), remedy)
