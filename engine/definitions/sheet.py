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
from engine.words import Words
from engine.yaml_nodes import events

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
_OPTIONAL = ("description", "kind", "category", "calls", "fields", "closed-loop", "exempt")
#: What a package may be beside a process of work: a dialogue is spoken with a caller (docs/dialogues.md).
KINDS = ("process", "dialogue")
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Sheet:
    """What a sheet says. `lines` are the lines of its entries, for findings about them.

    `kind` is one of KINDS. `category` is the order category that the package serves, None for one that serves
    no order by itself. `closed_loop` asks for the rules of the closed loop, `exempt` names elements that need
    not obey, with the reason.
    """

    key: str
    name: dict[str, str]
    diagram: str
    process: str
    description: dict[str, str] = field(default_factory=dict)
    category: str | None = None
    calls: tuple[str, ...] = ()
    fields: str | None = None
    closed_loop: bool = False
    exempt: Mapping[str, str] = field(default_factory=dict)
    kind: str = "process"
    lines: Mapping[str, int] = field(default_factory=dict)


def read_sheet(content: bytes, file: str) -> Sheet:
    """Return what a sheet in UTF-8 says.

    Raises:
        DiagramRefused: with a finding for everything that is wrong.
    """
    if len(content) > MOST_BYTES:
        raise _refused(
            file,
            Words(f"has {len(content)} bytes", f"有 {len(content)} 字节"),
            Words(f"a sheet has at most {MOST_BYTES} bytes", f"package.yaml 最多 {MOST_BYTES} 字节"),
        )
    text = content.decode()
    _refuse_heavy(text, file)
    try:
        document = read_document(text, file)
    except InvalidInput as error:
        raise DiagramRefused(
            [Finding(file, None, f["field"], f["problem"], f["remedy"], f["line"]) for f in error.findings]
        ) from None
    if not isinstance(document.value, dict):
        raise _refused(
            file,
            Words("is no mapping", "不是映射"),
            Words("write lines of the form key: value", "请写成“键: 值”的行"),
        )
    return _Reader(document.value, file).sheet()


def _refuse_heavy(text: str, file: str) -> None:
    """Refuse, before anything is built of it, YAML that is deep, that unfolds, or that is more than one."""
    depth = entries = documents = 0
    try:
        for event in events(text):
            line = event.start_mark.line + 1 if event.start_mark is not None else None
            entries += 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if entries > MOST_EVENTS:
                raise _refused(
                    file,
                    Words(f"has more than {MOST_EVENTS} entries", f"超过 {MOST_EVENTS} 个条目"),
                    Words("keep only what is known here", "请只保留这里认识的内容"),
                    line,
                )
            if depth > MOST_DEPTH:
                raise _refused(
                    file,
                    Words(f"is nested deeper than {MOST_DEPTH}", f"嵌套超过 {MOST_DEPTH} 层"),
                    Words("write it flat", "请写得平一些"),
                    line,
                )
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _refused(
                    file,
                    Words("has an anchor or alias", "含有锚点或别名"),
                    Words("write the text itself", "请直接写出文本"),
                    line,
                )
            tag = getattr(event, "tag", None)
            if tag:
                raise _refused(
                    file,
                    Words(f"has the tag {tag}", f"含有标签 {tag}"),
                    Words("write the plain value", "请写普通的值"),
                    line,
                )
            if documents > 1:
                raise _refused(
                    file,
                    Words("has a second document", "有第二个文档"),
                    Words("remove what follows ---", "请删除 --- 之后的内容"),
                    line,
                )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise _refused(
            file,
            Words(f"is no YAML: {error.problem}", f"不是 YAML：{error.problem}"),
            Words("mend this line", "请改正这一行"),
            line,
        ) from None
    except yaml.YAMLError as error:
        why = " ".join(str(error).split())
        raise _refused(
            file,
            Words(f"is no YAML: {why}", f"不是 YAML：{why}"),
            Words("remove what cannot be read", "请删除读不出来的内容"),
        ) from None


class _Reader:
    """Reads the entries of a sheet, and goes on after each fault."""

    def __init__(self, entries: Mapping[str, Item], file: str) -> None:
        self.entries = entries
        self.file = file
        self.found: list[Finding] = []

    def sheet(self) -> Sheet:
        self._refuse_unknown()
        key = self._text("key", unfit_key)
        name = self._names("name", set(_LANGUAGES))
        read = Sheet(
            key=key,
            name=name,
            diagram=self._text("diagram", _file_ending(".bpmn", "repair.bpmn")),
            process=self._text("process", _process),
            description=self._names("description", set()),
            kind=self._text("kind", _kind) or "process",
            category=self._text("category", _category) or None,
            calls=self._calls(),
            fields=self._text("fields", _file_ending(".json", "fields.json")) or None,
            closed_loop=self._truth("closed-loop"),
            exempt=self._reasons("exempt"),
            lines={name: item.line for name, item in self.entries.items()},
        )
        if self.found:
            raise DiagramRefused(self.found)
        return read

    def _tell(self, entry: str, problem: Words, remedy: Words, line: int | None = None) -> None:
        item = self.entries.get(entry)
        line = line or (item.line if item is not None else None)
        self.found.append(Finding(self.file, None, entry, problem, remedy, line))

    def _refuse_unknown(self) -> None:
        known = (*_REQUIRED, *_OPTIONAL)
        for name in self.entries:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                remedy = Words(
                    f"remove it; known are {', '.join(known)}", f"请删除；可用的有 {', '.join(known)}"
                )
                if near:
                    remedy = Words(f"write {near[0]}", f"请写 {near[0]}")
                self._tell(name, Words("unknown entry", "未知的条目"), remedy)
        for name in _REQUIRED:
            if name not in self.entries:
                self._tell(name, Words("is missing", "缺少"), Words(f"add {name}: …", f"请加上 {name}: …"))

    def _text(self, entry: str, unfit: Callable[[str], tuple[Words, Words] | None]) -> str:
        """Return a text that `unfit` finds nothing wrong with; an empty one when it is missing or wrong."""
        item = self.entries.get(entry)
        if item is None:
            return ""
        if not isinstance(item.value, str) or not item.value.strip():
            self._tell(
                entry,
                Words(f"{item.shown()} is no text", f"{item.shown().zh} 不是文本"),
                Words(
                    "write one text, in quotation marks if it is a number", "请写一个文本；若是数字，请加引号"
                ),
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
                Words("is no pair of texts zh and en", "不是 zh 和 en 两个文本"),
                Words(
                    f"write {entry}: {both}, each up to {MOST_TEXT} characters",
                    f"请写 {entry}: {both}，各不超过 {MOST_TEXT} 个字符",
                ),
            )
            return {}
        return {language: text.value for language, text in texts.items()}

    def _truth(self, entry: str) -> bool:
        item = self.entries.get(entry)
        if item is None or isinstance(item.value, bool):
            return bool(item is not None and item.value)
        self._tell(
            entry,
            Words(f"{item.shown()} is neither true nor false", f"{item.shown().zh} 既非 true 也非 false"),
            Words(f"write {entry}: true", f"请写 {entry}: true"),
        )
        return False

    def _reasons(self, entry: str) -> dict[str, str]:
        item = self.entries.get(entry)
        if item is None:
            return {}
        reasons = item.value if isinstance(item.value, dict) else {}
        if not reasons or not all(isinstance(reason.value, str) for reason in reasons.values()):
            self._tell(
                entry,
                Words("is no list of elements with reasons", "不是元素及理由的列表"),
                Words(f"write {entry}: {{element-id: cancelled}}", f"请写 {entry}: {{元素id: cancelled}}"),
            )
            return {}
        return {key: reason.value for key, reason in reasons.items()}

    def _calls(self) -> tuple[str, ...]:
        item = self.entries.get("calls")
        if item is None or item.value is None:
            return ()
        if not isinstance(item.value, list) or len(item.value) > MOST_CALLS:
            self._tell(
                "calls",
                Words(f"{item.shown()} is no list of packages", f"{item.shown().zh} 不是流程包的列表"),
                Words("write calls: [follow-up]", "请写 calls: [follow-up]"),
            )
            return ()
        keys: list[str] = []
        for entry in item.value:
            wrong = unfit_key(entry.value) if isinstance(entry.value, str) else None
            if not isinstance(entry.value, str):
                wrong = (
                    Words(f"{entry.shown()} is no text", f"{entry.shown().zh} 不是文本"),
                    Words("name packages by their keys", "请写流程包的 key"),
                )
            elif entry.value in keys:
                wrong = (
                    Words(f"{entry.value!r} stands twice", f"{entry.value!r} 出现两次"),
                    Words("remove one", "请删除一个"),
                )
            if wrong is not None:
                self._tell("calls", *wrong, line=entry.line)
            else:
                keys.append(entry.value)
        return tuple(keys)


def unfit_key(text: str) -> tuple[Words, Words] | None:
    """Return what is wrong with a package's key and what to do, None when it fits."""
    if len(text) <= MOST_KEY and KEY.fullmatch(text):
        return None
    remedy = Words(
        f"use up to {MOST_KEY} small letters, digits and single hyphens, such as repair or follow-up",
        f"请用不超过 {MOST_KEY} 个小写字母、数字和单个连字符，例如 repair 或 follow-up",
    )
    shown = f"{text[:MOST_KEY]!r}"
    return Words(f"{shown} is no key of a package", f"{shown} 不是流程包的 key"), remedy


def _process(text: str) -> tuple[Words, Words] | None:
    if _PROCESS.fullmatch(text):
        return None
    shown = f"{text[:MOST_KEY]!r}"
    return Words(f"{shown} is no id of a process", f"{shown} 不是流程的 id"), Words(
        "name the id of a process of the diagram", "请写图中某个流程的 id"
    )


def _kind(text: str) -> tuple[Words, Words] | None:
    if text in KINDS:
        return None
    shown, known = f"{text[:MOST_KEY]!r}", ", ".join(KINDS)
    return Words(f"there is no kind {shown} of package", f"没有流程包种类 {shown}"), Words(
        f"one of {known}", f"可用：{known}"
    )


def _category(text: str) -> tuple[Words, Words] | None:
    if text in set(Category):
        return None
    shown, known = f"{text[:MOST_KEY]!r}", ", ".join(Category)
    return Words(f"there is no order category {shown}", f"没有工单类别 {shown}"), Words(
        f"one of {known}", f"可用：{known}"
    )


def _file_ending(ending: str, example: str) -> Callable[[str], tuple[Words, Words] | None]:
    def unfit(text: str) -> tuple[Words, Words] | None:
        if text.endswith(ending):
            return None
        shown = f"{text[:MOST_KEY]!r}"
        return Words(f"{shown} is no {ending} file", f"{shown} 不是 {ending} 文件"), Words(
            f"name a file of the package, such as {example}", f"请写流程包中的一个文件，例如 {example}"
        )

    return unfit


def _refused(file: str, problem: Words, remedy: Words, line: int | None = None) -> DiagramRefused:
    return DiagramRefused([Finding(file, None, "", problem, remedy, line)])
