"""Restricted orders: restricting them, naming people, looking at them with a reason."""

from __future__ import annotations

from api.context import reading, run
from api.endpoint import Values, blueprint, endpoint
from api.pages import paged
from api.schemas.restriction import (
    LiftBody,
    Lifted,
    LookBody,
    Looked,
    Looks,
    LooksQuery,
    Named,
    PartiesBody,
    Restricted,
    UnnameBody,
    Unnamed,
)
from engine.commands import Answer
from engine.commands.restriction import (
    LiftRestriction,
    LookAtOrder,
    NameInOrder,
    RestrictOrder,
    UnnameInOrder,
)
from engine.org import Action
from engine.queries.looks import LooksWish, looks_of_order, looks_page

group = blueprint("restricted orders", "Orders that open only to those named in them.")


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/restrict",
    "restrictOrder",
    Action.RESTRICT_ORDER,
    body=PartiesBody,
    answer=Restricted,
    command=True,
)
def restrict(body: Values, order_id: str) -> Answer:
    """Restrict 限制查阅 the order: it opens only to those named, never to those concerned, superior or not.

    Whoever does it is named, and whoever has one of its open tasks; those concerned lose theirs to the
    nearest department above them. Reading it takes a reason from then on.
    """
    return run(RestrictOrder(order_id, **body))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/name",
    "nameInOrder",
    Action.RESTRICT_ORDER,
    body=PartiesBody,
    answer=Named,
    command=True,
)
def name(body: Values, order_id: str) -> Answer:
    """Name 指名 further people or departments in a restricted order, or add whom it concerns 涉事."""
    return run(NameInOrder(order_id, **body))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/unname",
    "unnameInOrder",
    Action.RESTRICT_ORDER,
    body=UnnameBody,
    answer=Unnamed,
    command=True,
)
def unname(body: Values, order_id: str) -> Answer:
    """Take a name out of a restricted order. Whoever has one of its open tasks stays named."""
    return run(UnnameInOrder(order_id, body["party"], body["reason"]))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/lift",
    "liftRestriction",
    Action.RESTRICT_ORDER,
    body=LiftBody,
    answer=Lifted,
    command=True,
)
def lift(body: Values, order_id: str) -> Answer:
    """Lift 解除限制 a restriction: the order is seen as any other. A tip-off always stays restricted.

    `dry_run` tells who would see it then. Who was named and whom it concerned stays in the history.
    """
    return run(LiftRestriction(order_id, **body))


@endpoint(
    group,
    "POST",
    "/orders/<id:order_id>/looks",
    "lookAtOrder",
    Action.SEE_ORDER,
    body=LookBody,
    answer=Looked,
    status=201,
    command=True,
)
def look_at(body: Values, order_id: str) -> Answer:
    """Say why one looks at a restricted order 查阅原因; then it can be read for half an hour.

    Without it, reading the order, its tasks, history or incidents is refused with `look-reason-needed`.
    """
    return run(LookAtOrder(order_id, body["reason"]))


@endpoint(
    group,
    "GET",
    "/orders/<id:order_id>/looks",
    "listLooksAtOrder",
    Action.SEE_ORDER,
    query=LooksQuery,
    answer=Looks,
)
def list_of_order(query: Values, order_id: str) -> Values:
    """Who looked at this order, when and why: for those named in it, and for auditors."""
    with reading() as look:
        return paged(looks_of_order(look, order_id, _wish(query)))


@endpoint(group, "GET", "/looks", "listLooks", Action.AUDIT_LOOKS, query=LooksQuery, answer=Looks)
def list_all(query: Values) -> Values:
    """Every look at a restricted order of one's territory; not of orders that concern the auditor."""
    with reading() as look:
        return paged(looks_page(look, _wish(query)))


def _wish(query: Values) -> LooksWish:
    return LooksWish(query["person"], query["words"], query["sort"], query["cursor"], query["limit"])
