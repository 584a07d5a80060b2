"""Read package.yaml, the sheet that names a package: its key, its diagram, what it serves and calls.

Everything is checked here, with the line: what stands in the sheet becomes part of addresses, of the history
and of what other packages call. YAML that unfolds (anchors) or that is deep is refused before it is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

from engine.definitions.findings import DiagramRefused, Finding
from engine.errors import InvalidInput
from engine.limits.checked_yaml import Item, read_document
from engine.orders.order import Category

SHEET = "package.yaml"
MOST_BYTES = 64_000
MOST_DEPTH = 6
MOST_EVENTS = 2_000
MOST_KEY = 60
MOST_TEXT = 500
MOST_CALLS = 50
#: Keys of packages stand in addresses of the API and in folder names.
KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PROCESS = re.compile(r"[A-Za-z_À-￿][\w.\-À-￿]*")
_REQUIRED = ("key", "name", "diagram", "process")
_OPTIONAL = ("description", "category", "calls", "fields")
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Sheet:
    """What a sheet says. `lines` are the lines of its entries, for findings about them.

    `category` is the order category that the package serves, None for one that serves no order by itself.
    """

    key: str
    name: dict[str, str]
    diagram: str
    process: str
    description: dict[str, str] = field(default_factory=dict)
    category: str | None = None
    calls: tuple[str, ...] = ()
    fields: str | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


def read_sheet(content: bytes, file: str) -> Sheet:
    """Return what a sheet in UTF-8 says.

    Raises:
        DiagramRefused: with a finding for everything that is wrong.
    """
    if len(content) > MOST_BYTES:
        raise _refused(file, f"has {len(content)} bytes", f"a sheet has at most {MOST_BYTES} bytes")
    text = content.decode()
    _refuse_heavy(text, file)
    try:
        document = read_document(text, file)
    except InvalidInput as error:
        raise DiagramRefused(
            [Finding(file, None, f["field"], f["problem"], f["remedy"], f["line"]) for f in error.findings]
        ) from None
    if not isinstance(document.value, dict):
        raise _refused(file, "is no mapping", "write lines of the form key: value")
    return _Reader(document.value, file).sheet()


def _refuse_heavy(text: str, file: str) -> None:
    """Refuse, before anything is built of it, YAML that is deep, that unfolds, or that is more than one."""
    depth = events = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark is not None else None
            events += 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if events > MOST_EVENTS:
                raise _refused(
                    file, f"has more than {MOST_EVENTS} entries", "keep only what is known here", line
                )
            if depth > MOST_DEPTH:
                raise _refused(file, f"is nested deeper than {MOST_DEPTH}", "write it flat", line)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(file, "has an anchor or alias", "write the text itself", line)
            tag = getattr(event, "tag", None)
            if tag:
                raise _refused(file, f"has the tag {tag}", "write the plain value", line)
            if documents > 1:
                raise _refused(file, "has a second document", "remove what follows ---", line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise _refused(file, f"is no YAML: {error.problem}", "mend this line", line) from None
    except yaml.YAMLError as error:
        raise _refused(
            file, f"is no YAML: {' '.join(str(error).split())}", "remove what cannot be read"
        ) from None


class _Reader:
    """Reads the entries of a sheet, and goes on after each fault."""

    def __init__(self, entries: Mapping[str, Item], file: str) -> None:
        self.entries = entries
        self.file = file
        self.found: list[Finding] = []

    def sheet(self) -> Sheet:
        self._refuse_unknown()
        key = self._text("key", _unfit_key)
        name = self._names("name", set(_LANGUAGES))
        read = Sheet(
            key=key,
            name=name,
            diagram=self._text("diagram", _file_ending(".bpmn", "repair.bpmn")),
            process=self._text("process", _process),
            description=self._names("description", set()),
            category=self._text("category", _category) or None,
            calls=self._calls(),
            fields=self._text("fields", _file_ending(".json", "fields.json")) or None,
            lines={name: item.line for name, item in self.entries.items()},
        )
        if self.found:
            raise DiagramRefused(self.found)
        return read

    def _tell(self, entry: str, problem: str, remedy: str, line: int | None = None) -> None:
        item = self.entries.get(entry)
        line = line or (item.line if item is not None else None)
        self.found.append(Finding(self.file, None, entry, problem, remedy, line))

    def _refuse_unknown(self) -> None:
        known = (*_REQUIRED, *_OPTIONAL)
        for name in self.entries:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                remedy = f"write {near[0]}" if near else f"remove it; known are {', '.join(known)}"
                self._tell(name, "unknown entry", remedy)
        for name in _REQUIRED:
            if name not in self.entries:
                self._tell(name, "is missing", f"add {name}: …")

    def _text(self, entry: str, unfit: Callable[[str], tuple[str, str] | None]) -> str:
        """Return a text that `unfit` finds nothing wrong with; an empty one when it is missing or wrong."""
        item = self.entries.get(entry)
        if item is None:
            return ""
        if not isinstance(item.value, str) or not item.value.strip():
            self._tell(
                entry, f"{item.shown()} is no text", "write one text, in quotation marks if it is a number"
            )
            return ""
        wrong = unfit(item.value)
        if wrong is not None:
            self._tell(entry, *wrong)
            return ""
        return item.value

    def _names(self, entry: str, required: set[str]) -> dict[str, str]:
        item = self.entries.get(entry)
        if item is None:
            return {}
        texts = item.value if isinstance(item.value, dict) else {}
        known = all(
            language in _LANGUAGES
            and isinstance(text.value, str)
            and 0 < len(text.value.strip()) <= MOST_TEXT
            for language, text in texts.items()
        )
        if not texts or not known or not required <= set(texts):
            both = "{zh: 报修, en: Fault repair}"
            self._tell(
                entry,
                "is no pair of texts zh and en",
                f"write {entry}: {both}, each up to {MOST_TEXT} characters",
            )
            return {}
        return {language: text.value for language, text in texts.items()}

    def _calls(self) -> tuple[str, ...]:
        item = self.entries.get("calls")
        if item is None or item.value is None:
            return ()
        if not isinstance(item.value, list) or len(item.value) > MOST_CALLS:
            self._tell("calls", f"{item.shown()} is no list of packages", "write calls: [follow-up]")
            return ()
        keys: list[str] = []
        for entry in item.value:
            wrong = _unfit_key(entry.value) if isinstance(entry.value, str) else None
            if not isinstance(entry.value, str):
                wrong = f"{entry.shown()} is no text", "name packages by their keys"
            elif entry.value in keys:
                wrong = f"{entry.value!r} stands twice", "remove one"
            if wrong is not None:
                self._tell("calls", *wrong, line=entry.line)
            else:
                keys.append(entry.value)
        return tuple(keys)


def _unfit_key(text: str) -> tuple[str, str] | None:
    if len(text) <= MOST_KEY and KEY.fullmatch(text):
        return None
    remedy = f"use up to {MOST_KEY} small letters, digits and single hyphens, such as repair or follow-up"
    return f"{text[:MOST_KEY]!r} is no key of a package", remedy


def _process(text: str) -> tuple[str, str] | None:
    if _PROCESS.fullmatch(text):
        return None
    return f"{text[:MOST_KEY]!r} is no id of a process", "name the id of a process of the diagram"


def _category(text: str) -> tuple[str, str] | None:
    if text in set(Category):
        return None
    return f"there is no order category {text[:MOST_KEY]!r}", f"one of {', '.join(Category)}"


def _file_ending(ending: str, example: str) -> Callable[[str], tuple[str, str] | None]:
    def unfit(text: str) -> tuple[str, str] | None:
        if text.endswith(ending):
            return None
        return f"{text[:MOST_KEY]!r} is no {ending} file", f"name a file of the package, such as {example}"

    return unfit


def _refused(file: str, problem: str, remedy: str, line: int | None = None) -> DiagramRefused:
    return DiagramRefused([Finding(file, None, "", problem, remedy, line)])
