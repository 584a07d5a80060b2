"""Who waits in queues, as mod_callcenter lists it: columns between `|`, a header line, `+OK` at the end.

Nothing is escaped. A caller may be named `a|b`: what stands before the name is counted from the left, what
stands behind it from the right. He may even have a line of his own making: so what a list says of a channel
is believed only where the channel says the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.errors import InvalidInput
from engine.words import Words

QUEUES = "callcenter_config queue list"
#: Ids and names that may stand in a command.
PLAIN = re.compile(r"[A-Za-z0-9_.@+-]{1,128}")


class ListUnreadable(InvalidInput):
    """An answer is no list of mod_callcenter's; nothing may be concluded from it."""

    code = "callcenter-list-unreadable"

    def __init__(self, answer: str) -> None:
        super().__init__(
            Words(
                f"mod_callcenter's answer begins with {answer[:60]!r}; expected columns between | and +OK",
                f"mod_callcenter 的应答以 {answer[:60]!r} 开头；应为以 | 分隔的列和 +OK",
            )
        )


@dataclass(frozen=True, slots=True)
class ListedMember:
    """Somebody in a queue. `session` is his channel, "" when he has left; `state` such as `Waiting`."""

    queue: str
    uuid: str
    session: str
    state: str
    serving_agent: str


def members_of(queue: str) -> str:
    """Return the question who is in a queue."""
    return f"callcenter_config queue list members {queue}"


def listed_rows(answer: str) -> tuple[list[str], list[list[str]]]:
    """Return the columns' names and the rows of a list, both empty when it has none.

    Raises:
        ListUnreadable: it is no list.
    """
    lines = answer.rstrip("\n").split("\n")
    if lines[-1].strip() != "+OK":
        raise ListUnreadable(answer)
    if len(lines) == 1:
        return [], []
    return lines[0].split("|"), [line.split("|") for line in lines[1:-1]]


def listed_queues(answer: str) -> list[str]:
    """Return the names of the queues, but for those that cannot stand in a command. Raises ListUnreadable."""
    columns, rows = listed_rows(answer)
    if columns and columns[0] != "name":
        raise ListUnreadable(answer)
    return [row[0] for row in rows if PLAIN.fullmatch(row[0])]


def listed_members(answer: str) -> list[ListedMember]:
    """Return the members, but for lines that are none. Raises ListUnreadable."""
    columns, rows = listed_rows(answer)
    if not columns:
        return []
    try:
        front = [columns.index(name) for name in ("queue", "uuid", "session_uuid")]
        back = [columns.index(name) - len(columns) for name in ("state", "serving_agent")]
    except ValueError:
        raise ListUnreadable(answer) from None
    found = []
    for row in rows:
        if len(row) < len(columns):
            continue  # the rest of a name with a line break in it
        queue, uuid, session = (row[at] for at in front)
        state, agent = (row[at] for at in back)
        if PLAIN.fullmatch(uuid) and (not session or PLAIN.fullmatch(session)):
            found.append(ListedMember(queue, uuid, session, state, agent))
    return found
