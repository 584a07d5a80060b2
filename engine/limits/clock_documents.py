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

FORMAT = 1
_Read = TypeVar("_Read")


def to_document(clock: OrderClock) -> dict[str, Any]:
    """Return the clock as dicts, lists, texts, whole numbers, booleans and None; times are ISO 8601 UTC."""
    terms = clock.terms
    return {
        "format": FORMAT,
        "terms": {
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
        },
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
            f"the document of a clock has format {found!r}; expected {FORMAT}; "
            "migrate it with the release that wrote it"
        )
    terms = _field("terms", lambda: _terms(document["terms"]))
    return OrderClock(
        terms=terms,
        round_number=_field("round", lambda: _whole(document["round"])),
        runs=_field("runs", lambda: tuple(Run(*_stretch(entry, "runs")) for entry in document["runs"])),
        pauses=_field(
            "pauses", lambda: tuple(Pause(*_stretch(entry, "pauses")) for entry in document["pauses"])
        ),
        stopped_at=_field("stopped_at", lambda: optional_instant_of(document["stopped_at"], "stopped_at")),
        appointment=_field(
            "appointment", lambda: optional_instant_of(document["appointment"], "appointment")
        ),
    )


def _terms(document: Mapping[str, Any]) -> Terms:
    """Return the terms; orders share them, so each is read once."""
    return _terms_of(orjson.dumps(document))


@lru_cache(maxsize=4096)
def _terms_of(text: bytes) -> Terms:
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


def _field(name: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"the document of a clock cannot be read: field {name!r} does not fit ({error}); expected what "
            "this release writes; restore the row from a backup or rebuild it from the history",
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
