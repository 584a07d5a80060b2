"""What every command on an outage does: lock it, record in its own chain, store it, let its orders know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.commands.order_timers import ESTIMATE, arm_order_timer
from engine.commands.work import Work
from engine.errors import HeldByAnother, InvalidInput, NotFound, RevisionConflict, field_finding
from engine.history import Event, seal
from engine.orders import Outage
from engine.org import Action, Target, require
from engine.store.history import append, chain_page
from engine.store.outages import lock_outage, orders_of, update_outage
from engine.words import Words


def locked_going_on(work: Work, outage_id: str, revision: int) -> tuple[Outage, datetime]:
    """Lock an outage that the actor may change and that is not over; return it with business time.

    Raises:
        NotFound, NotAllowed: there is none, or it is another unit's.
        HeldByAnother: it is restored or cancelled; it says who did so, and when.
        RevisionConflict: it is not as it was read; it says who changed it.
    """
    found = lock_outage(work.tx, outage_id)
    if found is None:
        raise NotFound(Words(f"there is no outage {outage_id}", f"没有停电事件 {outage_id}"))
    now, directory = work.services.time_and_place(work.tx)
    require(work.actor, Action.MANAGE_OUTAGES, Target(found.tier_path), directory)
    if found.goes_on and found.revision == revision:
        return found, now
    last = chain_page(work.tx, found.id, found.chain_length - 1, 1)[0]
    person = directory.person_name(last.actor)
    if not found.goes_on:
        by = Words(f" by {person}", f"，由 {person} 办理") if person is not None else Words.same("")
        told = Words(
            f"the outage is {found.status} already{by}", f"该停电事件的状态已是 {found.status}{by.zh}"
        )
        raise HeldByAnother(told, person, last.entered_at)
    raise RevisionConflict(Words("the outage", "停电事件"), revision, found.revision, person, last.entered_at)


def recorded(
    work: Work,
    before: Outage | None,
    after: Outage,
    kind: str,
    now: datetime,
    *,
    event_at: datetime | None = None,
    reason: str | None = None,
    values: Mapping[str, tuple[Any, Any]] | None = None,
    **more: Any,
) -> Outage:
    """Append an event to the outage's chain; return the outage as it is to be stored.

    The event keeps what has changed, before and after, and `values` beside it; `event_at` None is now, `more`
    goes into its body.
    """
    was = before.facts() if before is not None else {}
    kept = {
        name: (was.get(name), value)
        for name, value in after.facts().items()
        if value != was.get(name) and (before is not None or value != "")
    } | dict(values or {})
    if reason:
        kept["reason"] = (None, reason)
    event = Event(
        type=f"outage.{kind}",
        event_at=event_at or now,
        entered_at=now,
        actor=work.actor.id,
        on_behalf_of=work.actor.on_behalf_of,
        body={"kind": after.kind, **more},
        values=kept,
    )
    sealed = seal(event, after.id, after.chain_length + 1, after.chain_head)
    append(work.tx, sealed)
    work.changed("outage", [after.tier_id, before.tier_id if before is not None else None])
    return after._replace(chain_length=sealed.seq, chain_head=sealed.hash)


def save(work: Work, changed: Outage) -> None:
    """Store an outage that has changed, as another revision."""
    update_outage(work.tx, changed._replace(revision=changed.revision + 1))


def let_orders_know(work: Work, outage_id: str, now: datetime) -> int:
    """Let every order in work that the outage explains take its estimate; return how many these are.

    Each does so in a transaction of its own, soon: a storm's thousand orders are not locked at once.
    """
    ids = [one.order_id for one in orders_of(work.tx, outage_id) if one.status in ("open", "held", "done")]
    for order_id in ids:
        arm_order_timer(work, order_id, ESTIMATE, now)
    return len(ids)


def wrong(name: str, problem: Words) -> InvalidInput:
    """Return the error that names a field and what is wrong with it."""
    told = Words(f"{name} {problem}", f"{name} {problem.zh}")
    return InvalidInput(told, findings=[field_finding(name, problem, Words("correct it", "请改正"))])
