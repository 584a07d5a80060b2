"""Orders that have to do with each other: merged 合并, linked 关联."""

from __future__ import annotations

from typing import Any

from api.context import reading, run
from api.each import run_each
from api.endpoint import Values, blueprint, endpoint
from api.schemas.order_links import (
    LinkBody,
    Linked,
    MergeBody,
    MergeCandidates,
    Merged,
    MergeManyBody,
    RowResults,
    UnlinkBody,
    UnmergeBody,
    Unmerged,
)
from engine.commands import Answer
from engine.commands.links import LinkOrders, UnlinkOrders
from engine.commands.merge import MergeOrder, UnmergeOrder
from engine.org import Action
from engine.queries.merge_candidates import merge_candidates

group = blueprint("order links", "Orders that have to do with each other.")


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/merge",
    "mergeOrder",
    Action.MERGE_ORDERS,
    body=MergeBody,
    answer=Merged,
    command=True,
)
def merge(body: Values, order_id: str) -> Answer:
    """Merge 合并 the order into a main order: it stays open, inherits the estimate, and is told.

    409 says why it cannot be merged; with `confirm` in the problem, nothing known says that it is the same
    event, and `confirmed` merges it all the same.
    """
    return run(MergeOrder(order_id, body["main_id"], body["confirmed"], body["dry_run"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/unmerge",
    "unmergeOrder",
    Action.MERGE_ORDERS,
    body=UnmergeBody,
    answer=Unmerged,
    command=True,
)
def unmerge(body: Values, order_id: str) -> Answer:
    """Undo a merge 撤销合并: the order stands for itself again."""
    return run(UnmergeOrder(order_id, body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/merged",
    "mergeOrdersInto",
    Action.MERGE_ORDERS,
    body=MergeManyBody,
    answer=RowResults,
    command=True,
)
def merge_many(body: Values, order_id: str) -> Values:
    """Merge several orders into this one, with a result for each; `dry_run` only tries."""
    confirmed, dry_run = body["confirmed"], body["dry_run"]
    results = run_each(
        body["orders"], lambda one: MergeOrder(one, order_id, confirmed, dry_run), dry_run=dry_run
    )
    return {"results": results}


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/merge-candidates",
    "listMergeCandidates",
    Action.MERGE_ORDERS,
    answer=MergeCandidates,
)
def list_candidates(order_id: str) -> Any:
    """Orders in work that may be the same event, each with why.

    They share an outage, the premise, the transformer area or the caller's number, and were opened within the
    window of repeats around this one. None for an order that cannot be a main order.
    """
    with reading() as look:
        return merge_candidates(look, order_id).__dict__


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/links",
    "linkOrders",
    Action.CHANGE_ORDER,
    body=LinkBody,
    answer=Linked,
    command=True,
)
def link(body: Values, order_id: str) -> Answer:
    """Link 关联 another order to this one; both histories say so."""
    return run(LinkOrders(order_id, body["linked_id"], body["kind"], body["dry_run"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/links/remove",
    "unlinkOrders",
    Action.CHANGE_ORDER,
    body=UnlinkBody,
    answer=Linked,
    command=True,
)
def unlink(body: Values, order_id: str) -> Answer:
    """Take a link away that was made by hand."""
    return run(UnlinkOrders(order_id, body["linked_id"], body["kind"]))
