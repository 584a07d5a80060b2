"""Outages 停电事件: list, one, history; recorded, changed, restored, cancelled; and telling estimates."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.each import run_each
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.order_links import RowResults
from api.schemas.outages import (
    CancelOutageBody,
    ChangeOutageBody,
    LinkOutageBody,
    OpenOutageBody,
    OutageAltered,
    OutageChanged,
    OutageHistory,
    OutageLinked,
    OutageOpened,
    OutagePremises,
    OutagePremisesQuery,
    OutagesPage,
    OutagesQuery,
    OutageView,
    RestoreOutageBody,
    TellEstimateBody,
    UnlinkOutageBody,
)
from engine.commands import Answer
from engine.commands.outages.change import CHANGING, ChangeOutage
from engine.commands.outages.end import CancelOutage, RestoreOutage
from engine.commands.outages.estimate import TellEstimate
from engine.commands.outages.link import LinkOutage, UnlinkOutage
from engine.commands.outages.open import OpenOutage
from engine.org import Action
from engine.queries import outages
from engine.queries.outage_premises import outage_premises
from engine.queries.outages import OutagesWish

group = blueprint("outages", "Outages, planned or by a fault.")


@endpoint(group, "GET", "/outages", "listOutages", Action.SEE_OUTAGES, query=OutagesQuery, answer=OutagesPage)
def list_outages(query: Values) -> Values:
    """Outages of everywhere: whoever takes a call must know of them."""
    wish = OutagesWish(
        kind=query["kind"],
        status=query["status"],
        tier_id=query["tier"],
        text=query["words"],
        area=query["area"],
        premise_id=query["premise"],
        going_on=query["going_on"],
        sort=query["sort"],
        cursor=query["cursor"],
        most=query["limit"],
    )
    with reading() as look:
        return {**paged(outages.outages_page(look, wish)), "as_of": look.now}


@endpoint(
    group,
    "POST",
    "/outages",
    "openOutage",
    Action.MANAGE_OUTAGES,
    body=OpenOutageBody,
    answer=OutageOpened,
    status=201,
    command=True,
)
def open_outage(body: Values) -> Answer:
    """Record an outage. Fault reports in work at its place are explained by it, and their callers told."""
    return run(OpenOutage(**body))


@endpoint(group, "GET", "/outages/<id:outage_id>", "getOutage", Action.SEE_OUTAGES, answer=OutageView)
def get_outage(outage_id: str) -> Any:
    """One outage, with those of its orders that you may see."""
    with reading() as look:
        page = outages.outage_page(look, outage_id)
        return {**page.line.__dict__, **page.__dict__}


@endpoint(
    group,
    "GET",
    "/outages/<id:outage_id>/premises",
    "listOutagePremises",
    Action.SEE_CUSTOMERS,
    query=OutagePremisesQuery,
    answer=OutagePremises,
)
def list_premises(query: Values, outage_id: str) -> Values:
    """The premises that the outage names, of the territories that you serve; without those of its area."""
    with reading() as look:
        page = outage_premises(look, outage_id, query["words"], query["cursor"], query["limit"])
        return paged(page)


@endpoint(
    group,
    "GET",
    "/outages/<id:outage_id>/history",
    "getOutageHistory",
    Action.SEE_OUTAGES,
    answer=OutageHistory,
)
def get_history(outage_id: str) -> Any:
    """Who recorded and changed it, when, and what: kept in a hash chain of its own."""
    with reading() as look:
        return {"items": outages.outage_history(look, outage_id)}


@endpoint(
    group,
    "POST",
    "/outages/<id:outage_id>/change",
    "changeOutage",
    Action.MANAGE_OUTAGES,
    body=ChangeOutageBody,
    answer=OutageAltered,
    command=True,
)
def change(body: Values, outage_id: str) -> Answer:
    """Change an outage, also its place; another estimate is told to every caller, once each."""
    given = {name: body[name] for name in CHANGING if body.get(name) is not None}
    places = body["add_premise_ids"], body["remove_premise_ids"]
    return run(ChangeOutage(outage_id, body["revision"], given, body["reason"], *places))


@endpoint(
    group,
    "POST",
    "/outages/<id:outage_id>/restore",
    "restoreOutage",
    Action.MANAGE_OUTAGES,
    body=RestoreOutageBody,
    answer=OutageChanged,
    command=True,
)
def restore(body: Values, outage_id: str) -> Answer:
    """The supply is back 恢复: who wished a message gets it."""
    return run(RestoreOutage(outage_id, body["revision"], body["restored_at"]))


@endpoint(
    group,
    "POST",
    "/outages/<id:outage_id>/cancel",
    "cancelOutage",
    Action.MANAGE_OUTAGES,
    body=CancelOutageBody,
    answer=OutageChanged,
    command=True,
)
def cancel(body: Values, outage_id: str) -> Answer:
    """It does not take place, or was none."""
    return run(CancelOutage(outage_id, body["revision"], body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/outage",
    "linkOutage",
    Action.CHANGE_ORDER,
    body=LinkOutageBody,
    answer=OutageLinked,
    command=True,
)
def link(body: Values, order_id: str) -> Answer:
    """An outage explains the order, which takes its estimate."""
    return run(LinkOutage(order_id, body["outage_id"], body["wants_message"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/outage/remove",
    "unlinkOutage",
    Action.CHANGE_ORDER,
    body=UnlinkOutageBody,
    answer=OutageLinked,
    command=True,
)
def unlink(body: Values, order_id: str) -> Answer:
    """The outage does not explain the order after all."""
    return run(UnlinkOutage(order_id, body["outage_id"]))


@endpoint(
    group,
    "POST",
    "/orders/estimates",
    "tellEstimate",
    Action.MANAGE_OUTAGES,
    body=TellEstimateBody,
    answer=RowResults,
    command=True,
)
def tell_estimate(body: Values) -> Values:
    """Tell the callers of several orders a new estimate, with a result for each; merged orders inherit it."""
    expected, dry_run = body["expected_at"], body["dry_run"]
    results = run_each(body["orders"], lambda one: TellEstimate(one, expected, dry_run), dry_run=dry_run)
    return {"results": results}
