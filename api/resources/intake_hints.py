"""What is known of a caller and a premise before an order is opened; flags on callers; reopening."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.intake_hints import (
    EndFlagBody,
    FlagBody,
    Flagged,
    FlagsPage,
    FlagsQuery,
    HintsQuery,
    IntakeHints,
    ReopenBody,
    Reopened,
)
from engine.commands import Answer
from engine.commands.caller_flags import EndCallerFlag, FlagCaller
from engine.commands.reopen import ReopenOrder
from engine.org import Action
from engine.queries import Reading
from engine.queries.caller_flags import FlagsWish, flags_page
from engine.queries.intake_hints import intake_hints
from engine.store.caller_flags import FlagRow

group = blueprint("intake", "What an agent must know before an order is opened.")


@endpoint(
    group, "GET", "/intake/hints", "getIntakeHints", Action.OPEN_ORDER, query=HintsQuery, answer=IntakeHints
)
def hints(query: Values) -> Values:
    """Repeats by number, premise and neighbourhood, known outages, debt, flags of the caller, priority."""
    with reading() as look:
        found = intake_hints(
            look,
            query["category"],
            query["premise"],
            query["caller_number"],
            danger=query["danger"],
            customer_class=query["customer_class"],
        )
        return {**found.__dict__, "flags": [_flag(look, one) for one in found.flags]}


@endpoint(
    group, "GET", "/caller-flags", "listCallerFlags", Action.OPEN_ORDER, query=FlagsQuery, answer=FlagsPage
)
def list_flags(query: Values) -> Values:
    """The flags on callers, the newest first."""
    wish = FlagsWish(query["kind"], query["words"], query["holding"], query["cursor"], query["limit"])
    with reading() as look:
        page = paged(flags_page(look, wish))
        return {**page, "items": [_flag(look, one) for one in page["items"]]}


@endpoint(
    group,
    "POST",
    "/caller-flags",
    "flagCaller",
    Action.FLAG_CALLERS,
    body=FlagBody,
    answer=Flagged,
    status=201,
    command=True,
)
def flag_caller(body: Values) -> Answer:
    """Flag a number as sensitive or as a nuisance; agents see it when it calls."""
    return run(FlagCaller(**body))


@endpoint(
    group,
    "POST",
    "/caller-flags/<id:flag_id>/end",
    "endCallerFlag",
    Action.FLAG_CALLERS,
    body=EndFlagBody,
    answer=Flagged,
    command=True,
)
def end_flag(body: Values, flag_id: str) -> Answer:
    """The flag does not hold any more; that it did stays on record."""
    return run(EndCallerFlag(flag_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/reopen",
    "reopenOrder",
    Action.OPEN_ORDER,
    body=ReopenBody,
    answer=Reopened,
    command=True,
)
def reopen(body: Values, order_id: str) -> Answer:
    """修了又坏: the order goes round again as its package allows, else a new one is linked to it."""
    return run(ReopenOrder(order_id, body["reason"], body["call_id"]))


def _flag(look: Reading, row: FlagRow) -> dict[str, Any]:
    return {**row._asdict(), "set_by_name": look.name_of(row.set_by)}
