"""Names of variables: which can be read in FEEL, and which the engine keeps for itself."""

from __future__ import annotations

import re

from engine.feel import KEYWORDS
from engine.words import Words

MOST = 100
_NAME = re.compile(r"[A-Za-z_一-鿿][A-Za-z0-9_一-鿿]*")
#: What expressions see beside the variables: a variable of that name would hide it. `message` is there
#: only where an event hands over what came with it; `instance` is not there, and kept free.
FACTS = ("order", "call", "instance", "message")
#: What a loop tells its members and its conditions.
COUNTERS = (
    *("loopCounter", "numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances"),
    *("numberOfTerminatedInstances", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"),
)
OTHER_NAME = Words("use another name", "请换一个名称")
RESERVED = frozenset((*FACTS, *COUNTERS))


def taken(name: str) -> tuple[Words, Words] | None:
    """Return problem and remedy when a name belongs to the engine or to FEEL, else None."""
    if name in RESERVED:
        return Words(
            f"{name!r} would hide a name of the engine", f" {name!r} 会遮盖引擎自己的名称"
        ), OTHER_NAME
    if name in KEYWORDS:
        return Words(
            f"{name!r} is a word of FEEL, so no expression could read it",
            f" {name!r} 是 FEEL 的词，没有表达式能读到它",
        ), OTHER_NAME
    return None


def unfit(name: str) -> tuple[Words, Words] | None:
    """Return problem and remedy when a name cannot be a variable's, else None."""
    if len(name) > MOST or not _NAME.fullmatch(name):
        return Words(f"{name[:MOST]!r} is no variable name", f" {name[:MOST]!r} 不是变量名"), Words(
            f"use letters, digits and _, up to {MOST}", f"请用字母、数字和 _，最多 {MOST} 个"
        )
    return taken(name)
