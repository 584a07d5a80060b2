"""Late entries 补录 after a breakdown, and acting for a colleague by telephone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request

from api.context import caller, idempotency_key, reading, run, system
from api.endpoint import Values, blueprint, endpoint
from api.schemas.late_entries import (
    EnterForBody,
    LateEntriesBody,
    LateFileQuery,
    LateReport,
)
from api.schemas.tasks import Completed
from engine.commands import Answer
from engine.commands.enter_for import EnterFor
from engine.commands.late_entries import EnterLate, LateLine, Tried
from engine.errors import HuanError
from engine.org import Action
from engine.sheets.late import read_late_entries

group = blueprint("late entries", "What was done before it could be entered.")
MOST_BYTES = 5_000_000
_SHEET = {
    "application/octet-stream": {
        "schema": {"type": "string", "format": "binary", "description": "CSV or XLSX, with a heading."}
    }
}


@endpoint(
    group,
    "POST",
    "/tasks/<id:task_id>/enter-for",
    "enterFor",
    Action.ENTER_FOR,
    body=EnterForBody,
    answer=Completed,
    command=True,
)
def enter_for(body: Values, task_id: str) -> Answer:
    """Complete a task on behalf of whose it is, as they report by telephone; the history says both."""
    answer = run(
        EnterFor(
            task_id, body["on_behalf_of"], body["reason"], body["values"], body["event_at"], body["revision"]
        )
    )
    nothing = dict.fromkeys(("incident", "message", "message_zh"))
    return {**nothing, "next": [], "sent": [], "ended": False, **answer}


@endpoint(
    group,
    "POST",
    "/late-entries",
    "enterLate",
    Action.ENTER_FOR,
    body=LateEntriesBody,
    answer=LateReport,
    command=True,
)
def enter_late(body: Values) -> Values:
    """Enter what was done while the system was down; each order's lines together, or none of them."""
    lines = [
        (one["number"], LateLine(n, one["step"], one["event_at"], one["person"], one["values"]))
        for n, one in enumerate(body["lines"], 1)
    ]
    return _enter(lines, body["reason"], body["dry_run"])


@endpoint(
    group,
    "POST",
    "/late-entries/file",
    "enterLateFile",
    Action.ENTER_FOR,
    query=LateFileQuery,
    answer=LateReport,
    command=True,
    problems=(413,),
    most_bytes=MOST_BYTES,
    doc={"requestBody": {"required": True, "content": _SHEET}},
)
def enter_late_file(query: Values) -> Values:
    """The same from a sheet: number, step, event_at, person, and a column for each value."""
    with reading() as look:
        memberships = look.directory.memberships_of(look.actor.id)
        department = look.directory.departments[memberships[0].department_id]
        zone = look.directory.tiers[department.tier_id].zone
    rows = read_late_entries(request.get_data(cache=False), query["name"], zone)
    lines = [(row.number, LateLine(row.line, row.step, row.event_at, row.person, row.values)) for row in rows]
    return _enter(lines, query["reason"], query["dry_run"])


def _enter(lines: Iterable[tuple[str, LateLine]], reason: str, dry_run: bool) -> Values:
    by_order: dict[str, list[LateLine]] = {}
    for number, line in lines:
        by_order.setdefault(number, []).append(line)
    key = idempotency_key()
    results: list[dict[str, Any]] = []
    for place, (number, own) in enumerate(by_order.items()):
        result: dict[str, Any] = {"number": number, "lines": len(own), "outcome": "done"}
        result |= {"line": None, "message": None, "message_zh": None}
        command = EnterLate(number, own, reason, dry_run)
        try:
            system().engine.run(command, caller().actor, f"{key}#{place}" if key is not None else None)
        except Tried:
            result["outcome"] = "would"
        except HuanError as error:
            result |= {"outcome": "refused", "line": error.attributes.get("line")}
            result |= {"message": error.message, "message_zh": error.message.zh}
        results.append(result)
    refused = sum(one["lines"] for one in results if one["outcome"] == "refused")
    entered = sum(one["lines"] for one in results) - refused
    return {"results": results, "entered": entered, "refused": refused}
