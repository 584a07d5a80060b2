"""What was seen of a FreeSWITCH: its answers, and the folders of a node that is this machine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from xml.etree import ElementTree

VERSION, STATUS, UPTIME, EPOCH = "version", "status", "uptime", "strepoch"
MAX_SESSIONS = "fsctl max_sessions"
QUEUES, AGENTS, TIERS = (f"callcenter_config {what} list" for what in ("queue", "agent", "tier"))
CODECS = "show codec as json"
MUSIC = "local_stream show"
MODULES = (
    "callcenter commands conference dialplan_xml dptools event_socket json_cdr local_stream loopback sndfile "
    "sofia tone_stream"
).split()
CONFIGURATIONS = "acl callcenter event_socket json_cdr sofia".split()
#: Where FreeSWITCH keeps what a configuration names without a path from the root.
LOG_FOLDER = "global_getvar log_dir"
#: How local times are written, in a winter and in a summer. A character after the bar is skipped there.
LOCAL_TIMES = {epoch: f"strftime {epoch}| %Y-%m-%d %H:%M:%S" for epoch in (1_767_225_600, 1_782_864_000)}
_COLUMNS_END = "+OK"


def module(name: str) -> str:
    """Return the question whether a module is loaded."""
    return f"module_exists mod_{name}"


def configuration(name: str) -> str:
    """Return the question for a configuration as it was read last, with its passwords."""
    return f"xml_locate configuration configuration name {name}.conf"


#: Everything that is asked; nothing of it changes anything.
QUESTIONS = (
    VERSION,
    STATUS,
    UPTIME,
    MAX_SESSIONS,
    QUEUES,
    AGENTS,
    TIERS,
    CODECS,
    MUSIC,
    LOG_FOLDER,
    *LOCAL_TIMES.values(),
    *map(module, MODULES),
    *map(configuration, CONFIGURATIONS),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the organisation has: its departments' queues, its people's names as agents, its time zone, None:
    not known.
    """

    queues: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine. `newest` is the newest file's time, aware UTC; None: there is no file."""

    there: bool
    readable: bool
    newest: datetime | None
    free_octets: int
    total_octets: int


@dataclass(frozen=True)
class Seen:
    """A FreeSWITCH. `asked` is the span in which it said what the time is, by our clock, aware UTC.

    `ours` is the address from which it was asked, None: not known.
    `refused` are the commands that its event socket did not take, with what it said. `folders` are those of
    `paths` when the node is this machine, else empty. `elsewhere` has the queues and agents of other nodes.
    """

    node: str
    address: str
    wanted: Wanted
    answers: Mapping[str, str] = field(repr=False)
    asked: tuple[datetime, datetime]
    password: str = field(repr=False)
    ours: str | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, Folder] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()

    def answer(self, question: str) -> str | None:
        """Return what was answered; None: nothing that helps."""
        text = self.answers.get(question, "").strip()
        return None if not text or text.startswith(("-ERR", "-USAGE")) else text

    def rows(self, question: str) -> list[dict[str, str]] | None:
        """Return a table of mod_callcenter; None: it is not loaded.

        Nothing is escaped there: a `|` in a contact shifts what stands behind, so the first columns are taken
        from the left and the last ones from the right.
        """
        answer = self.answer(question)
        if answer is None:
            return None
        lines = [line for line in answer.splitlines() if line and line != _COLUMNS_END]
        if not lines:
            return []
        names = lines[0].split("|")
        return [_row(names, line.split("|")) for line in lines[1:]]

    def names(self, question: str) -> list[str] | None:
        """Return the first column of such a table."""
        rows = self.rows(question)
        return None if rows is None else [row.get("name", "") for row in rows]

    @cached_property
    def _configurations(self) -> dict[str, ElementTree.Element]:
        found = {}
        for name in CONFIGURATIONS:
            text = self.answer(configuration(name)) or ""
            if "<!DOCTYPE" in text:
                continue
            try:
                found[name] = ElementTree.fromstring(text)  # noqa: S314 - without entities of its own
            except ElementTree.ParseError:
                continue
        return found

    def configured(self, name: str) -> ElementTree.Element | None:
        """Return a configuration; None: there is none, or it may not be asked for."""
        return self._configurations.get(name)

    @cached_property
    def started_at(self) -> datetime | None:
        """When it was started, aware UTC by our clock."""
        seconds = self.answer(UPTIME)
        if seconds is None or not re.fullmatch(r"[0-9]{1,9}", seconds):
            return None
        return self.asked[0] - timedelta(seconds=int(seconds))

    @property
    def cdr_folder(self) -> str | None:
        """The folder of call records."""
        found = self.configured("json_cdr")
        given = setting(found, "log-dir") if found is not None else None
        if given is None:
            return None
        root = self.answer(LOG_FOLDER) or ""
        return given if given.startswith("/") else f"{root}/{given or 'json_cdr'}"

    @property
    def recording_folders(self) -> dict[str, str | None]:
        """The folder of each configured queue's recordings, as far as it is the same for all calls."""
        found = self.configured("callcenter")
        if found is None:
            return {}
        return {
            queue.get("name", ""): _fixed(_param(queue, "record-template")) for queue in found.iter("queue")
        }

    @property
    def paths(self) -> tuple[str, ...]:
        """Every folder that Huan reads."""
        found = {self.cdr_folder, *self.recording_folders.values()}
        return tuple(sorted(path for path in found if path))


def setting(found: ElementTree.Element, name: str) -> str | None:
    """Return a parameter of a configuration's settings; None: it is not there."""
    settings = found.find("settings")
    return None if settings is None else _param(settings, name)


def settings(found: ElementTree.Element, name: str) -> list[str]:
    """Return a parameter that may stand there several times."""
    return [param.get("value", "") for param in found.iterfind("settings/param") if param.get("name") == name]


def listed(answer: str | None) -> list[dict[str, str]]:
    """Return the rows of a `show … as json`."""
    try:
        content = json.loads(answer or "{}")
    except ValueError:
        return []
    rows = content.get("rows", []) if isinstance(content, dict) else []
    return [row for row in rows if isinstance(row, dict)]


def same_agent(name: str, agent: str) -> bool:
    """Say whether FreeSWITCH's agent `name` is the person's `agent`, as the organisation's directory does."""
    return agent in (name, name.split("@", 1)[0])


def _param(parent: ElementTree.Element, name: str) -> str | None:
    return next((one.get("value", "") for one in parent.iterfind("param") if one.get("name") == name), None)


def _fixed(template: str | None) -> str | None:
    """Return the folder before the first variable of a file's name."""
    if not template:
        return None
    return template.split("${", 1)[0].rpartition("/")[0] or None


def _row(names: list[str], values: list[str]) -> dict[str, str]:
    left = dict(zip(names, values, strict=False))
    if len(values) <= len(names):
        return left
    cut = names.index("contact") if "contact" in names else len(names) // 2
    right = dict(zip(reversed(names[cut + 1 :]), reversed(values), strict=False))
    return {name: value for name, value in left.items() if name in names[: cut + 1]} | right
