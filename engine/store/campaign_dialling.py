"""Statements on campaigns that dial: what is under way, how the last calls went, who is next."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select

from engine.calling.lines import UnderWay, WentSo
from engine.store.campaigns import EntryRow
from engine.store.database import Transaction
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import call_attempt, campaign, campaign_entry, work_order


class DiallingCampaign(NamedTuple):
    """Another campaign for the same agents."""

    id: str
    name: str


_UNDER_WAY = is_word(call_attempt.c.status, "written", "dialling", "answered")
_RUNNING = and_(is_word(campaign.c.status, "running"), is_word(campaign.c.mode, "progressive", "dialogue"))
_DIALLING = Statement(select(campaign.c.id).where(_RUNNING).order_by(campaign.c.started_at, campaign.c.id))
_FOR_QUEUE = Statement(
    select(campaign.c.id, campaign.c.name)
    .where(_RUNNING, campaign.c.queue_id == bindparam("queue_id"), campaign.c.id != bindparam("but"))
    .limit(1),
    DiallingCampaign,
)
_STATUS = Statement(select(campaign.c.status).where(campaign.c.id == bindparam("of_campaign")))
#: Kept when somebody is connected: with a talk its agent is known, with a dialogue its run.
_CONNECTED = or_(call_attempt.c.person_id.is_not(None), call_attempt.c.dialogue.is_not(None))
_COUNTS = Statement(
    select(call_attempt.c.status, _CONNECTED.label("connected"), func.count().label("calls"))
    .where(_UNDER_WAY, call_attempt.c.campaign_id == bindparam("of_campaign"))
    .group_by(call_attempt.c.status, _CONNECTED)
)
_ANSWERED = Statement(
    select((call_attempt.c.result == "abandoned").label("abandoned"))
    .where(
        call_attempt.c.campaign_id == bindparam("of_campaign"),
        call_attempt.c.answered_at.is_not(None),
        or_(call_attempt.c.result == "abandoned", call_attempt.c.person_id.is_not(None)),
    )
    .order_by(call_attempt.c.written_at.desc(), call_attempt.c.id.desc())
    .limit(bindparam("most"))
)
_WENT = Statement(
    select(
        call_attempt.c.answered_at.is_not(None).label("answered"),
        call_attempt.c.result,
        call_attempt.c.ended_at,
    )
    .where(
        call_attempt.c.campaign_id == bindparam("of_campaign"),
        or_(call_attempt.c.ended_at.is_not(None), call_attempt.c.answered_at.is_not(None)),
    )
    .order_by(call_attempt.c.written_at.desc(), call_attempt.c.id.desc())
    .limit(bindparam("most")),
    WentSo,
)
_NEXT = Statement(
    select(*[campaign_entry.c[name] for name in EntryRow._fields])
    .where(
        campaign_entry.c.campaign_id == bindparam("of"),
        is_word(campaign_entry.c.status, "waiting"),
        campaign_entry.c.next_at <= bindparam("now"),
    )
    .order_by(campaign_entry.c.next_at, campaign_entry.c.position)
    .limit(bindparam("most"))
    .with_for_update(),
    EntryRow,
)
_IS_RESTRICTED = Statement(select(work_order.c.restricted).where(work_order.c.id == bindparam("order_id")))


def dialling_campaigns(tx: Transaction) -> list[str]:
    """Return the ids of running campaigns whose lists dial by themselves."""
    return [row.id for row in tx.rows(_DIALLING)]


def dialling_for_queue(tx: Transaction, queue_id: str, but: str) -> DiallingCampaign | None:
    """Return another running campaign that calls for the agents of a queue, or None."""
    found: DiallingCampaign | None = tx.one(_FOR_QUEUE, queue_id=queue_id, but=but)
    return found


def status_of_campaign(tx: Transaction, campaign_id: str) -> str:
    """Return how far a campaign is."""
    return str(tx.rows(_STATUS, of_campaign=campaign_id)[0].status)


def calls_under_way(tx: Transaction, campaign_id: str) -> UnderWay:
    """Return the calls of a campaign at this moment."""
    dialling = waiting = speaking = 0
    for row in tx.rows(_COUNTS, of_campaign=campaign_id):
        if row.status != "answered":
            dialling += row.calls
        elif row.connected:
            speaking += row.calls
        else:
            waiting += row.calls
    return UnderWay(dialling, waiting, speaking)


def last_answered(tx: Transaction, campaign_id: str, most: int) -> list[bool]:
    """Return of the last calls that customers answered whether each found no agent, oldest first.

    Those that still wait for an agent are not among them.
    """
    rows = tx.rows(_ANSWERED, of_campaign=campaign_id, most=most)
    return [bool(row.abandoned) for row in reversed(rows)]


def last_calls(tx: Transaction, campaign_id: str, most: int) -> list[WentSo]:
    """Return how the last calls of a campaign went, the newest first; those that ring are not among them."""
    return [
        row._replace(answered=bool(row.answered))
        for row in tx.rows(_WENT, of_campaign=campaign_id, most=most)
    ]


def next_entries(tx: Transaction, campaign_id: str, now: datetime, most: int) -> list[EntryRow]:
    """Lock and return the lines that are to be called next; the campaign is locked already."""
    return tx.rows(_NEXT, of=campaign_id, now=now, most=most)


def is_restricted(tx: Transaction, order_id: str | None) -> bool:
    """Answer whether the order of a line was restricted after it was listed."""
    found = tx.rows(_IS_RESTRICTED, order_id=order_id) if order_id is not None else []
    return bool(found and found[0].restricted)
