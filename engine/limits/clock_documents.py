"""Writes an order's clock as a plain JSON-able document and reads it back.

Format 1. The document holds the terms as they were when the clock started, so reading it needs no profile.
A later format gets one function from its predecessor's documents to its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import orjson

from engine.errors import InvalidInput
from engine.limits.amounts import Unit
from engine.limits.instants import instant_of, instant_text, optional_instant_of
from engine.limits.order_clock import OrderClock
from engine.limits.rules import DayEnd, Rounds, Stage, Terms
from engine.limits.spans import Pause, Run
from engine.words import Words

FORMAT = 1
#: Terms are few: one for each rule and version of a profile.
MOST_TERMS = 4096
#: Where a clock's text is cut: the terms stand between these. Inside a JSON text quotes are escaped.
_HEAD, _CUT = '{"format":1,"terms":', ',"round":'
_TEXTS: dict[int, tuple[Terms, str]] = {}
_Read = TypeVar("_Read")


def to_document(clock: OrderClock) -> dict[str, Any]:
    """Return the clock as dicts, lists, texts, whole numbers, booleans and None; times are ISO 8601 UTC."""
    return {"format": FORMAT, "terms": _terms_document(clock.terms), **_course(clock)}


def to_text(clock: OrderClock) -> str:
    """Return the document as its JSON text, which is how clocks are stored."""
    course = orjson.dumps(_course(clock)).decode()
    return f"{_HEAD}{_terms_text(clock.terms)},{course[1:]}"


def from_text(text: str) -> OrderClock:
    """Return the clock that `to_text` wrote; raise InvalidInput as `from_document` does.

    Most of a clock's text is its terms, which thousands of orders share: they are cut out and read once.
    """
    if text.startswith(_HEAD):
        terms, cut, course = text[len(_HEAD) :].partition(_CUT)
        if cut:
            document = orjson.loads("{" + cut[1:] + course)
            return _clock(_field("terms", _terms_of, terms), document)
    return from_document(orjson.loads(text))


def _terms_document(terms: Terms) -> dict[str, Any]:
    return {
        "key": terms.key,
        "rule": terms.rule,
        "unit": terms.unit.value,
        "promise": terms.promise,
        "target": terms.target,
        "stages": [[stage.key, list(stage.starts), list(stage.stops)] for stage in terms.stages],
        "pauses": sorted(terms.pauses),
        "rounds": terms.rounds.value,
        "day_end": terms.day_end.value,
        "rolls": terms.rolls,
        "appointable": terms.appointable,
        "accumulates": terms.accumulates,
    }


def _terms_text(terms: Terms) -> str:
    """Return the text of the terms, made once for each object: they do not change."""
    kept = _TEXTS.get(id(terms))
    if kept is None or kept[0] is not terms:
        if len(_TEXTS) >= MOST_TERMS:
            _TEXTS.clear()
        kept = _TEXTS[id(terms)] = (terms, orjson.dumps(_terms_document(terms)).decode())
    return kept[1]


def _course(clock: OrderClock) -> dict[str, Any]:
    """Return what has become of a clock, without the terms."""
    return {
        "round": clock.round_number,
        "runs": [[run.stage, instant_text(run.begin), instant_text(run.end)] for run in clock.runs],
        "pauses": [[p.reason, instant_text(p.begin), instant_text(p.end)] for p in clock.pauses],
        "stopped_at": instant_text(clock.stopped_at),
        "appointment": instant_text(clock.appointment),
    }


def from_document(document: Mapping[str, Any]) -> OrderClock:
    """Return the clock that `to_document` wrote.

    Raises InvalidInput for another format, or naming the field that does not fit.
    """
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        found = document.get("format") if isinstance(document, Mapping) else type(document).__name__
        raise InvalidInput(
            Words(
                f"the document of a clock has format {found!r}; expected {FORMAT}; "
                "migrate it with the release that wrote it",
                f"时钟的文档是格式 {found!r}；应为 {FORMAT}；请用写它的发行版迁移",
            )
        )
    terms = _field("terms", lambda found: _terms_of(orjson.dumps(found["terms"]).decode()), document)
    return _clock(terms, document)


def _clock(terms: Terms, document: Mapping[str, Any]) -> OrderClock:
    return OrderClock(terms, *[_field(name, read, document) for name, read in _COURSE])


@lru_cache(maxsize=MOST_TERMS)
def _terms_of(text: str) -> Terms:
    document = orjson.loads(text)
    terms = Terms(
        key=_text(document["key"]),
        rule=_text(document["rule"]),
        unit=Unit(document["unit"]),
        promise=_optional_whole(document["promise"]),
        target=_optional_whole(document["target"]),
        stages=tuple(
            Stage(_text(key), _texts(starts), _texts(stops)) for key, starts, stops in document["stages"]
        ),
        pauses=frozenset(_texts(document["pauses"])),
        rounds=Rounds(document["rounds"]),
        day_end=DayEnd(document["day_end"]),
        rolls=bool(document["rolls"]),
        appointable=bool(document["appointable"]),
        accumulates=bool(document["accumulates"]),
    )
    if not terms.stages or (terms.promise is None and terms.target is None):
        raise ValueError("there is no stage, or neither promise nor target")
    return terms


def _stretch(entry: Any, where: str) -> tuple[str, Any, Any]:
    name, begin, end = entry
    return _text(name), instant_of(begin, where), optional_instant_of(end, where)


def _field(name: str, read: Callable[[Any], _Read], document: Any) -> _Read:
    try:
        return read(document)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            Words(
                f"the document of a clock cannot be read: field {name!r} does not fit ({error}); expected "
                "what this release writes; restore the row from a backup or rebuild it from the history",
                f"时钟的文档不能读取：字段 {name!r} 不合适（{error}）；应为这个发行版所写的；"
                "请从备份恢复这一行，或由历史重建",
            ),
            field=name,
        ) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list")
    return tuple(_text(value) for value in values)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{value!r} is no whole number above 0")
    return value


def _optional_whole(value: Any) -> int | None:
    return None if value is None else _whole(value)


#: The fields of a clock's course in the order of OrderClock, and how each is read.
_COURSE: tuple[tuple[str, Callable[[Mapping[str, Any]], Any]], ...] = (
    ("round", lambda document: _whole(document["round"])),
    ("runs", lambda document: tuple([Run(*_stretch(entry, "runs")) for entry in document["runs"]])),
    ("pauses", lambda document: tuple([Pause(*_stretch(entry, "pauses")) for entry in document["pauses"]])),
    ("stopped_at", lambda document: optional_instant_of(document["stopped_at"], "stopped_at")),
    ("appointment", lambda document: optional_instant_of(document["appointment"], "appointment")),
)
