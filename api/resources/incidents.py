"""Incidents: seen and mended by people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.context import reading, run
from api.each import run_row
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.bulk import IncidentBulkBody, IncidentBulkDone
from api.schemas.operations import (
    Incident,
    IncidentPage,
    IncidentsQuery,
    ReopenedTask,
    Retried,
    SettleBody,
    Settled,
)
from engine.commands import Answer, Command
from engine.commands.retry_incident import ReopenTask, RetryIncident
from engine.commands.settle_outcome import SettleOutcome
from engine.org import Action
from engine.queries.incidents import IncidentsWish, incidents_page, visible_incident

group = blueprint("incidents", "What could not go on.")


@endpoint(
    group,
    "GET",
    "/incidents",
    "listIncidents",
    Action.SEE_INCIDENTS,
    query=IncidentsQuery,
    answer=IncidentPage,
)
def list_incidents(query: Values) -> Values:
    """Incidents of the orders that one may see, and those of no order; newest first."""
    wish = IncidentsWish(query["status"], query["kind"], query["package"], query["element"])
    with reading() as look:
        return paged(incidents_page(look, wish, query["cursor"], query["limit"]))


@endpoint(
    group,
    "GET",
    "/incidents/<id:incident_id>",
    "getIncident",
    Action.SEE_INCIDENTS,
    answer=Incident,
)
def get_incident(incident_id: str) -> Any:
    """One incident."""
    with reading() as look:
        return visible_incident(look, incident_id)


@endpoint(
    group,
    "POST",
    "/incidents/<id:incident_id>/retry",
    "retryIncident",
    Action.MEND_INCIDENT,
    answer=Retried,
    command=True,
)
def retry(incident_id: str) -> Values:
    """Apply what failed again, as whoever it came from; the incident stays open if it fails again."""
    answer = run(RetryIncident(incident_id))
    return {
        "incident": answer["incident"],
        "status": answer["status"],
        "message": answer.get("message"),
        "message_zh": answer.get("message_zh"),
    }


@endpoint(
    group,
    "POST",
    "/incidents/<id:incident_id>/reopen-task",
    "reopenTask",
    Action.MEND_INCIDENT,
    answer=ReopenedTask,
    command=True,
)
def reopen_task(incident_id: str) -> Answer:
    """Give a stuck completion back to its department, with what was typed as its draft."""
    return run(ReopenTask(incident_id))


@endpoint(
    group,
    "POST",
    "/incidents/<id:incident_id>/settle",
    "settleOutcome",
    Action.MEND_INCIDENT,
    body=SettleBody,
    answer=Settled,
    command=True,
)
def settle(body: Values, incident_id: str) -> Values:
    """Say of an effect with unknown outcome whether it happened; only if it did not, it is tried again."""
    answer = run(SettleOutcome(incident_id, body["happened"]))
    return {"incident": answer["incident"], "status": answer["status"]}


@endpoint(
    group,
    "POST",
    "/incidents/bulk",
    "bulkIncidents",
    Action.MEND_INCIDENT,
    body=IncidentBulkBody,
    answer=IncidentBulkDone,
    command=True,
)
def bulk(body: Values) -> Values:
    """Retry or settle many incidents, or give their tasks back; one that fails hinders no other."""
    make = _COMMANDS[body["operation"]]
    items = [_row(make(one), one) for one in dict.fromkeys(body["incidents"])]
    done = sum(item["done"] for item in items)
    return {"items": items, "done": done, "failed": len(items) - done}


_COMMANDS: dict[str, Callable[[str], Command]] = {
    "retry": RetryIncident,
    "reopen-task": ReopenTask,
    "happened": lambda incident: SettleOutcome(incident, True),
    "did-not": lambda incident: SettleOutcome(incident, False),
}


def _row(command: Command, incident_id: str) -> Values:
    """Return what became of an incident: one that failed again is not done, and says why."""
    answer, result = run_row(command, incident_id)
    if answer is not None and answer["status"] != "resolved":
        again = {"code": "step-failed", "detail": answer["message"], "detail_zh": answer["message_zh"]}
        result = {**result, "done": False, **again}
    return {"incident": incident_id, **result}
