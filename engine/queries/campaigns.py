"""Campaigns and how far they are, the lines of their lists, what an agent calls next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, false, func, not_, or_, select

from engine.calling.campaigns import rules_of
from engine.calling.hours import is_quiet, out_of_quiet
from engine.calling.numbers import masked
from engine.errors import NotFound
from engine.org import NOTHING, Action, Target
from engine.queries.campaign_pace import PaceNow, pace_now
from engine.queries.paging import MOST_ITEMS, Order, Page, count_up_to, page_of
from engine.queries.reading import Reading
from engine.queries.searching import contained, like_parameter
from engine.queries.visibility import path_parameters, within_paths
from engine.store.attempts import attempt_by_id
from engine.store.campaigns import (
    CampaignRow,
    EntryRow,
    campaign_by_id,
    entry_by_id,
    entry_in_hand,
)
from engine.store.edited_rows import QUEUES
from engine.store.expressions import is_one_of, is_word
from engine.store.statement import Statement
from engine.store.tables import call_attempt, campaign, campaign_entry, customer, work_order
from engine.words import Words

#: More lines nobody reads in a spreadsheet; a list has no more than that.
MOST_EXPORTED = 10_000


@dataclass(frozen=True)
class CampaignsWish:
    """What is asked for; None asks for nothing. `going_on` None: also those that have ended."""

    text: str | None = None
    going_on: bool | None = True
    sort: str = "-created"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class EntriesWish:
    """Which lines of a list; None asks for nothing."""

    text: str | None = None
    status: str | None = None
    result: str | None = None
    sort: str = "position"
    cursor: str | None = None
    most: int = 25


@dataclass(frozen=True)
class Count:
    """How many lines there are of something."""

    key: str
    lines: int


@dataclass(frozen=True)
class CampaignLine:
    """A campaign with how far it is. Times are aware UTC business time.

    `statuses` and `results` count its lines. `quiet` says that nobody is called now by its hours, `opens_at`
    when that is over; None: it is not quiet.
    """

    id: str
    name: str
    kind: str
    mode: str
    status: str
    department_id: str
    department_name: str | None
    entries: int
    statuses: list[Count]
    results: list[Count]
    quiet: bool
    opens_at: datetime | None
    created_at: datetime
    created_by_name: str | None
    started_at: datetime | None
    ended_at: datetime | None
    revision: int


@dataclass(frozen=True)
class CampaignPage(CampaignLine):
    """A campaign with everything that its page needs; `rules` is the document of `CampaignRules`.

    `pace` is how it dials now, None: it does not dial by itself.
    """

    script: str
    queue_id: str | None
    queue_zh: str | None
    queue_en: str | None
    dialogue: str | None
    rules: dict[str, Any]
    pace: PaceNow | None


@dataclass(frozen=True)
class EntryLine:
    """A line of a list. `tried` are the moments of its attempts; `held_by_name`: who has it in
    hand, or had it last.

    Of one whose order was restricted after it was listed (`restricted`) only place and fate are shown.
    """

    id: str
    position: int
    number: str
    name: str | None
    customer_number: str | None
    order: str | None
    order_number: str | None
    details: dict[str, str]
    status: str
    next_at: datetime | None
    tried: list[datetime]
    result: str | None
    note: str | None
    held_by_name: str | None
    changed_at: datetime
    restricted: bool


@dataclass(frozen=True)
class InHand:
    """A line in hand, with what to say; `attempt` is the control that dials, None: nothing yet."""

    entry: EntryLine
    campaign: str
    campaign_name: str
    kind: str
    script: str
    attempt: str | None
    held_until: datetime | None


@dataclass(frozen=True)
class ToCall:
    """A campaign for which an agent can call now; `waiting` are the lines that are due."""

    id: str
    name: str
    kind: str
    mode: str
    waiting: int
    quiet: bool
    opens_at: datetime | None


@dataclass(frozen=True)
class NextCall:
    """What an agent calls next."""

    in_hand: InHand | None
    campaigns: list[ToCall]


CAMPAIGN_SORTS = ("-created", "created", "name", "-name")
ENTRY_SORTS = ("position", "-changed", "name")
_COLUMNS = [campaign.c[name] for name in CampaignRow._fields]
_ENTRY = [
    *[campaign_entry.c[name] for name in EntryRow._fields],
    customer.c.number.label("customer_number"),
    work_order.c.number.label("order_number"),
    func.coalesce(work_order.c.restricted, false()).label("restricted"),
]
_ENTRIES = campaign_entry.outerjoin(customer, customer.c.id == campaign_entry.c.customer_id).outerjoin(
    work_order, work_order.c.id == campaign_entry.c.order_id
)
_STATUSES, _RESULTS = (
    Statement(
        select(campaign_entry.c.campaign_id, column.label("key"), func.count().label("lines"))
        .where(is_one_of(campaign_entry.c.campaign_id, "campaigns", "uuid"), column.is_not(None))
        .group_by(campaign_entry.c.campaign_id, column)
        .order_by(column)
    )
    for column in (campaign_entry.c.status, campaign_entry.c.result)
)
_ONE_ENTRY = Statement(select(*_ENTRY).select_from(_ENTRIES).where(campaign_entry.c.id == bindparam("one")))
_RUNNING = Statement(
    select(*_COLUMNS)
    .where(is_one_of(campaign.c.department_id, "departments", "uuid"), is_word(campaign.c.status, "running"))
    .order_by(campaign.c.started_at, campaign.c.id)
    .limit(MOST_ITEMS),
    CampaignRow,
)
_DUE = Statement(
    select(campaign_entry.c.campaign_id, func.count().label("lines"))
    .where(
        is_one_of(campaign_entry.c.campaign_id, "campaigns", "uuid"),
        is_word(campaign_entry.c.status, "waiting"),
        campaign_entry.c.next_at <= bindparam("now"),
    )
    .group_by(campaign_entry.c.campaign_id)
)
_OF_CALL = Statement(
    select(call_attempt.c.campaign_entry_id)
    .where(call_attempt.c.call_id == bindparam("of_call"), call_attempt.c.campaign_entry_id.is_not(None))
    .limit(1)
)


def _campaign_order(sort: str) -> Order:
    column = campaign.c.name if sort.endswith("name") else campaign.c.created_at
    kind = "text" if sort.endswith("name") else "moment"
    return Order(sort, (column, campaign.c.id), (kind, "id"), sort.startswith("-"))


def _entry_order(sort: str) -> Order:
    if sort == "position":
        return Order(sort, (campaign_entry.c.position, campaign_entry.c.id), ("number", "id"))
    if sort == "name":
        return Order(sort, (func.coalesce(campaign_entry.c.name, ""), campaign_entry.c.id), ("text", "id"))
    return Order(sort, (campaign_entry.c.changed_at, campaign_entry.c.id), ("moment", "id"), True)


def _campaigns(paths: int, words: bool, going_on: bool | None) -> Select[Any]:
    query = select(*_COLUMNS).where(within_paths(campaign.c.tier_path, paths))
    if words:
        query = query.where(contained(campaign.c.name))
    if going_on is not None:
        ended = is_word(campaign.c.status, "ended")
        query = query.where(not_(ended) if going_on else ended)
    return query


@cache
def _campaign_page(paths: int, words: bool, going_on: bool | None, sort: str, after: bool) -> Statement:
    order = _campaign_order(sort)
    return Statement(order.applied(_campaigns(paths, words, going_on).add_columns(*order.columns()), after))


@cache
def _campaign_count(paths: int, words: bool, going_on: bool | None) -> Statement:
    return count_up_to(_campaigns(paths, words, going_on))


def campaigns_page(reading: Reading, wish: CampaignsWish) -> Page[CampaignLine]:
    """Return a page of the campaigns at and below one's tiers.

    Raises:
        NotAllowed: the actor runs no campaigns.
        InvalidInput: the cursor belongs to another list.
    """
    reading = reading.by(Action.RUN_CAMPAIGN)
    given = path_parameters(reading)
    if wish.text is not None:
        given["words"] = like_parameter(wish.text)
    shape = (len(reading.paths), wish.text is not None, wish.going_on)
    order = _campaign_order(wish.sort)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _campaign_page(*shape, wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_campaign_count(*shape), given),
    )
    found = [CampaignRow(*[getattr(row, name) for name in CampaignRow._fields]) for row in rows[: wish.most]]
    return page_of(rows, _lines(reading, found), order, wish.most, counted[0].count)


def campaign_page(reading: Reading, campaign_id: str) -> CampaignPage:
    """Return a campaign. Raises NotFound unless the actor runs campaigns at its place."""
    row = _run_by(reading, campaign_id)
    (line,) = _lines(reading, [row])
    queue = QUEUES.get(reading.tx, row.queue_id) if row.queue_id is not None else None
    return CampaignPage(
        **vars(line),
        script=row.script,
        queue_id=row.queue_id,
        queue_zh=queue.zh if queue is not None else None,
        queue_en=queue.en if queue is not None else None,
        dialogue=row.dialogue,
        rules=rules_of(row.rules).document(),
        pace=pace_now(reading, row),
    )


def _run_by(reading: Reading, campaign_id: str) -> CampaignRow:
    row = campaign_by_id(reading.tx, campaign_id)
    if row is None or not reading.may(Action.RUN_CAMPAIGN, Target(row.tier_path)):
        raise NotFound(
            Words(f"there is no campaign {campaign_id} of yours", f"没有您的外呼活动 {campaign_id}")
        )
    return row


def _lines(reading: Reading, rows: Sequence[CampaignRow]) -> list[CampaignLine]:
    ids = {"campaigns": [one.id for one in rows]}
    statuses, results = reading.tx.fetch((_STATUSES, ids), (_RESULTS, ids)) if rows else ([], [])
    lines = []
    for row in rows:
        quiet, opens_at = _quiet(reading, row)
        lines.append(
            CampaignLine(
                id=row.id,
                name=row.name,
                kind=row.kind,
                mode=row.mode,
                status=row.status,
                department_id=row.department_id,
                department_name=reading.department_name(row.department_id),
                entries=row.entries,
                statuses=[Count(one.key, one.lines) for one in statuses if one.campaign_id == row.id],
                results=[Count(one.key, one.lines) for one in results if one.campaign_id == row.id],
                quiet=quiet,
                opens_at=opens_at,
                created_at=row.created_at,
                created_by_name=reading.name_of(row.created_by),
                started_at=row.started_at,
                ended_at=row.ended_at,
                revision=row.revision,
            )
        )
    return lines


def _quiet(reading: Reading, row: CampaignRow) -> tuple[bool, datetime | None]:
    directory = reading.directory
    department = directory.departments.get(row.department_id)
    zone = directory.tiers[department.tier_id].zone if department is not None else "UTC"
    hours = rules_of(row.rules).hours
    quiet = is_quiet(hours, reading.now, zone)
    return quiet, out_of_quiet(hours, reading.now, zone) if quiet else None


def _entries(words: bool, status: bool, result: bool) -> Select[Any]:
    query = select(*_ENTRY).select_from(_ENTRIES).where(campaign_entry.c.campaign_id == bindparam("of"))
    if words:
        found = or_(contained(campaign_entry.c.number), contained(campaign_entry.c.name))
        query = query.where(found, not_(func.coalesce(work_order.c.restricted, false())))
    if status:
        query = query.where(campaign_entry.c.status == bindparam("status"))
    return query.where(campaign_entry.c.result == bindparam("result")) if result else query


@cache
def _entry_page(words: bool, status: bool, result: bool, sort: str, after: bool) -> Statement:
    order = _entry_order(sort)
    return Statement(order.applied(_entries(words, status, result).add_columns(*order.columns()), after))


@cache
def _entry_count(words: bool, status: bool, result: bool) -> Statement:
    return count_up_to(_entries(words, status, result))


def entries_page(reading: Reading, campaign_id: str, wish: EntriesWish) -> Page[EntryLine]:
    """Return a page of a campaign's lines.

    Raises:
        NotFound: there is no such campaign that the actor runs.
        InvalidInput: the cursor belongs to another list.
    """
    row = _run_by(reading, campaign_id)
    given: dict[str, Any] = {"of": row.id, "status": wish.status, "result": wish.result}
    if wish.text is not None:
        given["words"] = like_parameter(wish.text)
    shape = (wish.text is not None, wish.status is not None, wish.result is not None)
    order = _entry_order(wish.sort)
    position = order.after(wish.cursor) if wish.cursor is not None else {}
    rows, counted = reading.tx.fetch(
        (
            _entry_page(*shape, wish.sort, wish.cursor is not None),
            {**given, **position, "most": wish.most + 1},
        ),
        (_entry_count(*shape), given),
    )
    items = [_entry_line(reading, one) for one in rows[: wish.most]]
    return page_of(rows, items, order, wish.most, counted[0].count)


def exported_entries(reading: Reading, campaign_id: str, status: str | None) -> list[EntryLine]:
    """Return all lines of a list, or those of a status, in its order. Raises NotFound as `entries_page`."""
    row = _run_by(reading, campaign_id)
    statement = _entry_page(False, status is not None, False, "position", False)
    rows = reading.tx.rows(statement, of=row.id, status=status, most=MOST_EXPORTED)
    return [_entry_line(reading, one) for one in rows]


def _entry_line(reading: Reading, row: Any) -> EntryLine:
    shut = bool(row.restricted)
    return EntryLine(
        id=row.id,
        position=row.position,
        number=(masked(row.number) or "") if shut else row.number,
        name=None if shut else row.name,
        customer_number=None if shut else row.customer_number,
        order=None if shut else row.order_id,
        order_number=None if shut else row.order_number,
        details={} if shut else row.fields,
        status=row.status,
        next_at=row.next_at,
        tried=[datetime.fromisoformat(one) for one in row.tried],
        result=row.result,
        note=None if shut else row.note,
        held_by_name=reading.name_of(row.held_by),
        changed_at=row.changed_at,
        restricted=shut,
    )


def next_call(reading: Reading) -> NextCall:
    """Return what the actor has in hand, and the campaigns of their departments that are running.

    Raises NotAllowed unless they take calls.
    """
    reading.require(Action.TAKE_CALLS, NOTHING)
    own = reading.directory.departments_of(reading.actor.id)
    rows: list[CampaignRow] = reading.tx.rows(_RUNNING, departments=sorted(own))
    ids = [one.id for one in rows]
    due = (
        {one.campaign_id: one.lines for one in reading.tx.rows(_DUE, campaigns=ids, now=reading.now)}
        if ids
        else {}
    )
    campaigns = [
        ToCall(one.id, one.name, one.kind, one.mode, due.get(one.id, 0), *_quiet(reading, one))
        for one in rows
    ]
    return NextCall(_in_hand(reading), campaigns)


def campaign_of_call(reading: Reading, call_id: str) -> InHand | None:
    """Return the line of a campaign for which a call was made; None: for none."""
    for row in reading.tx.rows(_OF_CALL, of_call=call_id):
        entry = entry_by_id(reading.tx, row.campaign_entry_id)
        return _with_campaign(reading, entry) if entry is not None else None
    return None


def _in_hand(reading: Reading) -> InHand | None:
    held = entry_in_hand(reading.tx, reading.actor.id)
    return _with_campaign(reading, held) if held is not None else None


def _with_campaign(reading: Reading, held: EntryRow) -> InHand:
    attempt = attempt_by_id(reading.tx, held.attempt_id) if held.attempt_id is not None else None
    row = campaign_by_id(reading.tx, held.campaign_id)
    assert row is not None, "it has a foreign key"
    return InHand(
        entry=_entry_line(reading, reading.tx.one(_ONE_ENTRY, one=held.id)),
        campaign=row.id,
        campaign_name=row.name,
        kind=row.kind,
        script=row.script,
        attempt=attempt.control_id if attempt is not None else None,
        held_until=held.held_until,
    )
