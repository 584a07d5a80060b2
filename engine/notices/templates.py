"""Texts with placeholders: `{order}` is a value, `[: {reason}]` is left out when no value in it is known.

A small language of its own, because templates are written in a browser: nothing is evaluated, no attribute
is reached, and a mistake is found when the template is saved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import field_finding
from engine.notices.kinds import Kind
from engine.words import Words

MOST_TEMPLATE = 500
#: What a value may be at most; a longer one is cut, with an ellipsis.
MOST_VALUE = 2000
_PIECE = re.compile(r"\{([a-z_]+)\}|([\[\]{}])|([^\[\]{}]+)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_UNKNOWN = "—"

#: What a preview shows for each placeholder.
_SAMPLES: dict[str, Words] = {
    "what": Words("telephone", "电话"),
    "number": Words.same("138****5678"),
    "campaign": Words("November reminders", "十一月催费"),
    "queue": Words("repairs, Hangzhou", "杭州报修"),
    "to": Words("repairs", "报修"),
    "cause": Words("too long a wait", "等待过长"),
    "order": Words.same("2026112300017"),
    "title": Words("No power in the whole house", "全家停电"),
    "actor": Words("Dispatcher Li", "调度员李"),
    "task": Words("Dispatch", "派工"),
    "reason": Words("the address belongs to the neighbouring county", "地址属于邻县"),
    "deadline": Words.same("11-30 17:30"),
    "answer": Words("agreed", "同意"),
    "outcome": Words("accepted", "通过"),
    "count": Words.same("2"),
    "limit": Words("arrival", "到达现场"),
    "left": Words("25 minutes", "25 分钟"),
    "estimate": Words.same("11-23 18:00"),
    "before": Words.same("11-23 16:00"),
    "parent": Words.same("2026112300009"),
    "text": Words("please look at the photographs", "请看照片"),
    "department": Words("Repair dispatch", "抢修调度"),
    "person": Words("Team leader Wang", "班长王"),
    "area": Words.same("东街3号台区"),
    "minutes": Words.same("60"),
    "state": Words("break", "小休"),
    "since": Words.same("12-01 08:00"),
    "until": Words.same("12-05 18:00"),
}


def template_findings(kind: Kind, field: str, text: str) -> list[dict[str, Any]]:
    """Return what is wrong with a template of a kind, as findings about `field`; empty when nothing is."""
    found: list[tuple[Words, Words]] = []
    if not text.strip():
        found.append((Words("is empty", "是空的"), Words("write a sentence", "请写一句话")))
    if len(text) > MOST_TEMPLATE:
        found.append(
            (
                Words(f"has {len(text)} characters", f"有 {len(text)} 个字符"),
                Words(f"at most {MOST_TEMPLATE}", f"最多 {MOST_TEMPLATE} 个"),
            )
        )
    if _CONTROL.search(text):
        found.append(
            (
                Words("has a control character", "含有控制字符"),
                Words("use letters, signs and line breaks only", "只能用文字、符号和换行"),
            )
        )
    try:
        parts = _parsed(text)
    except ValueError as error:
        told = error.args[0]
        found.append(
            (
                told,
                Words(
                    "write a value as {name}, and what may be left out as [ … {name} … ], not one in another",
                    "值写作 {name}，可省略的部分写作 [ … {name} … ]，不能嵌套",
                ),
            )
        )
    else:
        used = {name for _, pieces in parts for name, is_value in pieces if is_value}
        for name in sorted(used - set(kind.allowed)):
            found.append(
                (
                    Words(f"{{{name}}} is no value of this kind", f"{{{name}}} 不是这类通知的值"),
                    Words(
                        f"values: {', '.join(kind.allowed)}",
                        f"可用的值：{'、'.join(kind.allowed)}",
                    ),
                )
            )
    return [field_finding(field, problem, remedy) for problem, remedy in found]


def render(text: str, values: Mapping[str, Any], zone: str, language: str) -> str:
    """Return a template's text. Moments are told in the IANA `zone`; a missing value is a dash.

    Control characters of values are left out: a notice becomes the line of a mail or a message.
    """
    told = {name: _told(value, zone, language) for name, value in values.items()}
    made = []
    for optional, pieces in _parsed(text):
        names = [name for name, is_value in pieces if is_value]
        if optional and names and not any(told.get(name) for name in names):
            continue
        made += [(told.get(piece) or _UNKNOWN) if is_value else piece for piece, is_value in pieces]
    return "".join(made)


def sample(kind: Kind, text: str, language: str) -> str:
    """Return a template's text with sample values, as a preview shows it."""
    values = {name: _SAMPLES[name] for name in kind.allowed}
    return render(text, values, "UTC", language)


@lru_cache(maxsize=512)
def _parsed(text: str) -> tuple[tuple[int, tuple[tuple[str, bool], ...]], ...]:
    """Return the parts: 1 for one that may be left out, else 0; with texts, and names with True.

    Raises:
        ValueError: with the reason as Words.
    """
    parts: list[tuple[int, tuple[tuple[str, bool], ...]]] = []
    pieces: list[tuple[str, bool]] = []
    inside = 0

    def end() -> None:
        if pieces:
            parts.append((inside, tuple(pieces)))
            pieces.clear()

    for found in _PIECE.finditer(text):
        name, mark, plain = found.groups()
        if name is not None:
            pieces.append((name, True))
        elif plain is not None:
            pieces.append((plain, False))
        elif mark == "[" and not inside:
            end()
            inside = 1
        elif mark == "]" and inside:
            end()
            inside = 0
        else:
            raise ValueError(Words(f"{mark} stands alone", f"{mark} 没有配对"))
    if inside:
        raise ValueError(Words("[ is not closed", "[ 没有闭合"))
    end()
    return tuple(parts)


def _told(value: Any, zone: str, language: str) -> str:
    if isinstance(value, Words):
        text = value.within(language)
    elif isinstance(value, datetime):
        text = value.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M")
    elif value is None:
        text = ""
    elif isinstance(value, Sequence) and not isinstance(value, str):
        text = ("、" if language == "zh" else ", ").join(_told(one, zone, language) for one in value)
    else:
        text = str(value)
    text = _CONTROL.sub(" ", text).strip()
    return text if len(text) <= MOST_VALUE else text[: MOST_VALUE - 1] + "…"
