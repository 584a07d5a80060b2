"""Whether one thing is as a scenario describes it, and how it is told."""

from __future__ import annotations

from typing import Any

from engine.feel import decode_value
from engine.orders import WorkOrder
from engine.scenarios.cast import Cast
from engine.scenarios.expectations import Asked, IncidentLike, Notice
from engine.scenarios.matching import contains
from engine.scenarios.words import pairs
from engine.store.incidents import IncidentRow
from engine.store.jobs import JobRow
from engine.words import Words

#: What an expectation may ask of an order under the names that the order itself has.
_PLAIN = "status category stage round attention urges outcome priority title".split()


def notice_is_like(there: tuple[str, str], like: Notice) -> bool:
    """Return whether a notice or message, as (receiver, text), is as described."""
    return like.to in (None, there[0]) and (like.says is None or like.says in there[1])


def told_notice(there: tuple[str, str]) -> str:
    """Tell a notice or message."""
    return f"one to {there[0]}: {there[1]}"


def job_is_like(job: JobRow, like: Asked) -> bool:
    """Return whether an effect was asked for as described."""
    return job.element_id == like.at and contains(decode_value(job.payload), like.inputs)


def told_job(job: JobRow) -> str:
    """Tell an effect with its inputs."""
    return f"{place_of(job)} with {pairs(decode_value(job.payload))}"


def incident_is_like(row: IncidentRow, like: IncidentLike) -> bool:
    """Return whether an incident is as described."""
    return (
        like.kind in (None, row.kind)
        and like.at in (None, row.element_id)
        and (like.says is None or like.says in row.message or like.says in (row.message_zh or ""))
    )


def told_incident(row: IncidentRow) -> Words:
    """Tell an incident."""
    at, at_zh = (f" at {row.element_id}", f"（{row.element_id}）") if row.element_id else ("", "")
    return Words(f"{row.kind}{at}: {row.message}", f"{row.kind}{at_zh}：{row.message_zh or row.message}")


def order_facts(order: WorkOrder, cast: Cast) -> dict[str, Any]:
    """Return what an expectation may ask of an order, by name."""
    return {
        **order.fields,
        **{name: getattr(order, name) for name in _PLAIN},
        "crew": cast.tier_name(order.crew_id),
        "county": cast.tier_name(order.tier_id),
        "held": order.hold.reason if order.hold is not None else None,
    }


def place_of(job: JobRow) -> str:
    """Return the element of an effect."""
    return job.element_id or "?"
