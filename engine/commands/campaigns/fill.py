"""Fill a campaign's list: from the lines of a file, or by a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from engine.calling.campaigns import MOST_ENTRIES, EntryStatus, Status
from engine.calling.numbers import canonical
from engine.commands.campaigns.case import CampaignCase
from engine.commands.command import Answer
from engine.commands.work import Work
from engine.errors import Conflict, InvalidInput, NotFound, field_finding
from engine.ids import new_id
from engine.store.campaigns import (
    EntryRow,
    all_not_to_be_called,
    callees,
    customers_by_number,
    insert_entry,
    numbers_of_campaign,
    orders_by_number,
    update_campaign,
)
from engine.store.outages import outage_by_id
from engine.words import Words

#: How many problems an answer tells; how many there are is told in any case.
MOST_TOLD = 1000
#: Sources that need an outage, and those that need a period.
OF_OUTAGE = ("orders-of-outage", "customers-of-outage")
OF_PERIOD = ("orders-finished",)


class Wanted(NamedTuple):
    """Somebody who is to be on the list; `number` canonical."""

    number: str
    name: str | None
    customer_id: str | None
    order_id: str | None
    fields: dict[str, str]


@dataclass(frozen=True)
class FillFromFile:
    """Add the lines of a file that was read; all of them, or none.

    `records` have phone, name, customer, order (numbers of these), amount, due, note and line; `problems` are
    those of reading. `source` names the file and its SHA-256.
    """

    name: ClassVar[str] = "fill-campaign-from-file"

    campaign_id: str
    records: Sequence[Mapping[str, Any]]
    source: Mapping[str, str]
    problems: Sequence[Mapping[str, Any]] = ()
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Add them; a number that the list has already is left out.

        Raises:
            NotFound, NotAllowed, Conflict: as for every campaign.
            InvalidInput: with a finding for each line that is wrong, unless it is a dry run.
        """
        case = _case(work, self.campaign_id)
        customers = customers_by_number(work.tx, _given(self.records, "customer"))
        orders = orders_by_number(work.tx, _given(self.records, "order"), case.row.tier_path)
        problems = [dict(one) for one in self.problems]
        for field, known, zh in (("customer", customers, "户号"), ("order", orders, "工单编号")):
            problems += [
                _of_line(
                    one,
                    field,
                    Words(f"{one[field]} is not known here", f"{zh} {one[field]} 在本单位不存在"),
                )
                for one in self.records
                if one[field] is not None and one[field] not in known
            ]
        numbers = {one["line"]: canonical(one["phone"]) for one in self.records}
        not_a_number = Words("is no telephone number", "不是电话号码")
        problems += [_of_line(one, "phone", not_a_number) for one in self.records if not numbers[one["line"]]]
        problems.sort(key=lambda one: one["line"])
        if problems and not self.dry_run:
            raise InvalidInput(
                Words(f"{len(problems)} thing(s) are wrong: nothing was added", f"有 {len(problems)} 处问题"),
                findings=problems[:MOST_TOLD],
            )
        wanted = [
            Wanted(
                number,
                one["name"],
                customers.get(one["customer"] or ""),
                orders.get(one["order"] or ""),
                {name: one[name] for name in ("amount", "due", "note") if one[name] is not None},
            )
            for one in self.records
            if (number := numbers[one["line"]]) is not None
        ]
        return _add(case, wanted, dict(self.source), problems, self.dry_run)


@dataclass(frozen=True)
class FillByQuery:
    """Add whom a query finds: orders of an outage, its customers, orders finished in a period, debtors."""

    name: ClassVar[str] = "fill-campaign-by-query"

    campaign_id: str
    source: str
    outage_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    dry_run: bool = False

    def perform(self, work: Work) -> Answer:
        """Add them; whoever has no number that can be dialled is counted, and left out.

        Raises:
            NotFound, NotAllowed, Conflict: as for every campaign; there is no such outage.
            InvalidInput: the query lacks the outage or the period.
        """
        case = _case(work, self.campaign_id)
        if self.source in OF_OUTAGE and (
            self.outage_id is None or outage_by_id(work.tx, self.outage_id) is None
        ):
            raise NotFound(Words("there is no such outage: choose one", "没有这个停电事件：请选择"))
        if self.source in OF_PERIOD and (
            self.since is None or self.until is None or self.since >= self.until
        ):
            wrong = Words("is missing or wrong", "缺少或有误")
            raise InvalidInput(
                Words("give a period: since and until", "请给出时段：起止时间"),
                findings=[field_finding("since", wrong, Words("a time before until", "早于结束的时间"))],
            )
        found = callees(
            work.tx,
            self.source,
            case.row.tier_path,
            MOST_ENTRIES + 1,
            outage_id=self.outage_id,
            since=self.since,
            until=self.until,
        )
        if len(found) > MOST_ENTRIES:
            raise _too_many()
        wanted = [
            Wanted(number, one.name, one.customer_id, one.order_id, {"note": one.about} if one.about else {})
            for one in found
            if (number := canonical(one.number)) is not None
        ]
        query = {
            "query": self.source,
            "outage": self.outage_id,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }
        answer = _add(case, wanted, query, [], self.dry_run)
        return {**answer, "without_number": len(found) - len(wanted)}


def _case(work: Work, campaign_id: str) -> CampaignCase:
    case = CampaignCase.of(work, campaign_id)
    case.require_runs()
    if case.row.status == Status.ENDED:
        raise Conflict(Words("the campaign has ended", "外呼活动已结束"))
    return case


def _add(
    case: CampaignCase,
    wanted: Sequence[Wanted],
    source: Mapping[str, Any],
    problems: Sequence[Mapping[str, Any]],
    dry_run: bool,
) -> Answer:
    there = numbers_of_campaign(case.tx, case.row.id)
    new: dict[str, Wanted] = {}
    for one in wanted:
        if one.number not in there:
            new.setdefault(one.number, one)
    if len(there) + len(new) > MOST_ENTRIES:
        raise _too_many()
    shut = all_not_to_be_called(case.tx, new, case.row.kind, case.now)
    answer = {
        "added": len(new) - len(shut),
        "left_out": len(shut),
        "doubled": len(wanted) - len(new),
        "without_number": 0,
        "stored": bool(new) and not dry_run,
        "problems": list(problems[:MOST_TOLD]),
        "problem_count": len(problems),
    }
    if dry_run or not new:
        return answer
    for position, one in enumerate(new.values(), case.row.entries + 1):
        insert_entry(case.tx, _entry(case, position, one, shut.get(one.number)))
    after = case.row._replace(entries=case.row.entries + len(new), revision=case.row.revision + 1)
    update_campaign(case.tx, after)
    case.changed()
    case.record(case.row.id, {"entries": case.row.entries}, {"entries": after.entries, "source": source})
    return answer


def _entry(case: CampaignCase, position: int, one: Wanted, shut: str | None) -> EntryRow:
    return EntryRow(
        id=new_id(),
        campaign_id=case.row.id,
        position=position,
        number=one.number,
        name=one.name,
        customer_id=one.customer_id,
        order_id=one.order_id,
        fields=one.fields,
        status=(EntryStatus.LEFT_OUT if shut is not None else EntryStatus.WAITING).value,
        next_at=None if shut is not None else case.now,
        tried=[],
        result=None,
        note=shut,
        held_by=None,
        held_until=None,
        attempt_id=None,
        changed_at=case.now,
    )


def _given(records: Sequence[Mapping[str, Any]], name: str) -> Iterable[str]:
    return [one[name] for one in records if one[name] is not None]


def _of_line(record: Mapping[str, Any], field: str, problem: Words) -> dict[str, Any]:
    if field == "phone":  # the one column that every line needs
        remedy = Words("correct it, or take the line out", "请改正，或删去这一行")
    else:
        remedy = Words("correct it, or leave the cell empty", "请改正，或留空")
    return {**field_finding(field, problem, remedy), "line": record["line"], "file": "callees"}


def _too_many() -> Conflict:
    return Conflict(
        Words(
            f"a list has at most {MOST_ENTRIES} lines: make several campaigns",
            f"一个名单最多 {MOST_ENTRIES} 行：请分成几个外呼活动",
        )
    )
