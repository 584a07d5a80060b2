"""An outcome as a JSON-able document: for the history, for an interface, for the command line."""

from __future__ import annotations

from typing import Any

from engine.decisions.compiled import Outcome
from engine.decisions.running import TableTrace
from engine.errors import InvalidInput
from engine.feel import encode_value


def outcome_document(outcome: Outcome) -> dict[str, Any]:
    """Return value, decisions made on the way, trace and notes; values as `encode_value` of FEEL writes them.

    What cannot be written, such as a function, or a context with one in it, is `{"$unwritten": true}`.
    """
    return {
        "value": _encoded(outcome.value),
        "decisions": {name: _encoded(value) for name, value in outcome.decisions.items()},
        "trace": [_traced(trace) for trace in outcome.trace],
        "notes": [
            {
                "where": note.where,
                "line": note.line,
                "message": str(note.message),
                "message_zh": note.message.zh,
            }
            for note in outcome.notes
        ],
    }


def _traced(trace: TableTrace) -> dict[str, Any]:
    return {
        "table": trace.where,
        "hit_policy": trace.hit_policy,
        "inputs": [[label, _encoded(value)] for label, value in trace.inputs],
        "rules": [
            {"number": rule.number, "id": rule.id, "annotations": dict(rule.annotations)}
            for rule in trace.rules
        ],
        "output": _encoded(trace.output),
    }


def _encoded(value: Any) -> Any:
    try:
        return encode_value(value)
    except InvalidInput:
        return {"$unwritten": True}
