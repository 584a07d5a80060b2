"""Try a decision of a package that is being drawn: what it says, which rules matched, what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.decisions import Outcome, TableTrace, inputs_from_json
from engine.definitions import DiagramRefused, Finding, bytes_of
from engine.definitions.decisions import ENDING, FOLDER, Decision, Decisions, finding_of, read_decisions
from engine.errors import NotFound
from engine.feel import Environment, to_text
from engine.queries.plain import plain
from engine.words import Words

#: Whole numbers below this are the same in every reader of JSON (RFC 8259, 6).
_MOST_EXACT = 2**53


def decide(
    files: Mapping[str, str],
    decision: str | None,
    inputs: Mapping[str, Any],
    at: datetime,
    zone: str,
) -> dict[str, Any]:
    """Return the decisions in `rules/`, and what the one with that id or name says; None: only those.

    `inputs` are JSON values by name: a text becomes a date, time or duration where the input wants one. `at`
    is business time, aware UTC, `zone` what `now()` shows. A model that cannot be read is a finding, and the
    others are there all the same.

    Raises:
        NotFound: there is not exactly one decision of that id or name.
        InvalidInput: an input holds what JSON cannot say of a FEEL value.
        FeelEvaluationError: evaluation had to stop, as when the budget is spent.
    """
    decisions, findings = _read(files)
    findings += [finding_of(problem) for problem in decisions.problems()]
    known = list(decisions)
    return {
        "findings": [finding.document() for finding in findings],
        "decisions": [_offered(one) for one in known],
        "outcome": None if decision is None else _outcome(decisions, decision, inputs, at, zone),
    }


def _read(files: Mapping[str, str]) -> tuple[Decisions, list[Finding]]:
    models, findings = [], []
    paths = [path for path in sorted(files) if path.startswith(FOLDER) and path.endswith(ENDING)]
    for path, content in bytes_of({path: files[path] for path in paths}).items():
        try:
            models.append(read_decisions(content, path))
        except DiagramRefused as refused:
            findings += refused.report
    return Decisions(models), findings


def _offered(one: Decision) -> dict[str, Any]:
    return {
        "id": one.offered.id,
        "name": one.offered.name,
        "kind": one.offered.kind,
        "file": one.model.file,
        "inputs": [{"name": needed.name, "type": str(needed.type)} for needed in one.inputs],
    }


def _outcome(
    decisions: Decisions, wanted: str, given: Mapping[str, Any], at: datetime, zone: str
) -> dict[str, Any]:
    one = decisions.find(wanted)
    if one is None:
        known = ", ".join(other.offered.id for other in decisions)
        raise NotFound(
            Words(
                f"there is not exactly one decision {wanted!r} in {FOLDER}; there: {known or 'none'}",
                f"{FOLDER} 中没有唯一的决策 {wanted!r}；有：{known or '无'}",
            )
        )
    needed = {needed.name: needed.type for needed in one.inputs}
    values = inputs_from_json(needed.items(), given)
    outcome = one.evaluate(values, Environment(at, ZoneInfo(zone)))
    return {
        "decision": one.offered.id,
        "value": _json(outcome.value),
        "text": _text(outcome.value),
        "made": [{"name": name, "value": _json(value)} for name, value in outcome.decisions.items()],
        "trace": [_traced(trace) for trace in outcome.trace],
        "notes": _notes(outcome),
        "not_taken": sorted(set(given) - set(needed)),
    }


def _traced(trace: TableTrace) -> dict[str, Any]:
    return {
        "table": trace.where,
        "hit_policy": trace.hit_policy,
        "inputs": [{"name": label, "value": _json(value)} for label, value in trace.inputs],
        "rules": [
            {
                "number": rule.number,
                "id": rule.id,
                "annotations": [{"name": name, "text": text} for name, text in rule.annotations],
            }
            for rule in trace.rules
        ],
        "output": _json(trace.output),
    }


def _notes(outcome: Outcome) -> list[dict[str, Any]]:
    return [
        {
            "where": note.where,
            "line": note.line,
            "message": str(note.message),
            "message_zh": note.message.zh,
        }
        for note in outcome.notes
    ]


def _json(value: Any) -> Any:
    """Return a FEEL value as JSON; a number that a reader of JSON would round (RFC 8259, 6) is a text."""
    shown = plain(value)
    if isinstance(shown, dict):
        return {name: _json(inner) for name, inner in shown.items()}
    if isinstance(shown, list):
        return [_json(inner) for inner in shown]
    if isinstance(shown, bool) or not isinstance(shown, int | Decimal):
        return shown
    if shown == int(shown):
        return int(shown) if -_MOST_EXACT < shown < _MOST_EXACT else str(int(shown))
    rounded = float(shown)
    return rounded if Decimal(repr(rounded)) == shown else str(shown)


def _text(value: Any) -> str | None:
    """Return a value as FEEL would read it; None for what FEEL has no text for, such as a function."""
    text = to_text([value])
    return text[1:-1] if text is not None else None
