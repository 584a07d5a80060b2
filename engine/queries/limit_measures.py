"""How limits were kept: by rule, category, area and tier, of a month's orders; and as an average."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, func, or_, select

from engine.errors import InvalidInput, NotFound, field_finding
from engine.limits import Profile, Unit
from engine.org import KINDS, Action
from engine.queries.reading import Reading
from engine.queries.visibility import visibility_parameters, visible_orders, within_pairs
from engine.store.expressions import is_word
from engine.store.statement import Statement
from engine.store.tables import order_clock, work_order
from engine.words import Words


@dataclass(frozen=True)
class MeasuresWish:
    """What is asked for. `month` is `2026-10`; `level` is the tier to which counties are added up.

    None asks for nothing: every category, every rule, every tier that the actor sees.
    """

    month: str
    level: str = "city"
    category: str | None = None
    rule: str | None = None


@dataclass(frozen=True)
class MeasureLine:
    """One rule of one category at one tier for orders of one area, opened in the month.

    `finished` clocks have stopped, `on_time` of them before their promise (target where nothing was
    promised) was broken, `late_running` run and have broken it. `on_time_percent` None: none has finished.
    `average_seconds` is how long the finished ones ran, pauses apart; `promised_seconds` what the rule
    promises where that is a matter of minutes; `average_kept` says whether the average keeps it, None where
    the rule is not promised as an average or none has finished.
    """

    rule: str
    name_zh: str
    name_en: str
    category: str
    area: str | None
    tier_id: str
    tier_name: str
    finished: int
    on_time: int
    late_running: int
    on_time_percent: float | None
    average_seconds: int | None
    promised_seconds: int | None
    as_average: bool
    average_kept: bool | None


@cache
def _statement(paths: int, within: int, category: bool, rule: bool) -> Statement:
    due = func.coalesce(order_clock.c.promise_due_at, order_clock.c.target_due_at)
    stopped = order_clock.c.stopped_at.is_not(None)
    kept = stopped & or_(due.is_(None), order_clock.c.stopped_at <= due)
    late = order_clock.c.stopped_at.is_(None) & (due < bindparam("now", type_=order_clock.c.stopped_at.type))
    groups = (order_clock.c.rule, work_order.c.category, work_order.c.area, work_order.c.tier_id)
    query = (
        select(
            *groups,
            func.max(work_order.c.profile).label("profile"),
            func.sum(case((stopped, 1), else_=0)).label("finished"),
            func.sum(case((kept, 1), else_=0)).label("on_time"),
            func.sum(case((late, 1), else_=0)).label("late"),
            func.sum(order_clock.c.elapsed_seconds).label("seconds"),
            func.count(order_clock.c.elapsed_seconds).label("measured"),
        )
        .select_from(work_order.join(order_clock, order_clock.c.order_id == work_order.c.id))
        .where(
            work_order.c.opened_at >= bindparam("since"),
            work_order.c.opened_at < bindparam("until"),
            ~is_word(order_clock.c.state, "waiting"),
            visible_orders(paths, within),
        )
        .group_by(*groups)
    )
    if category:
        query = query.where(work_order.c.category == bindparam("category"))
    if rule:
        query = query.where(order_clock.c.rule == bindparam("rule"))
    return Statement(query)


@dataclass
class _Sum:
    profile: str = ""
    finished: int = 0
    on_time: int = 0
    late: int = 0
    seconds: int = 0
    measured: int = 0
    tiers: set[str] = field(default_factory=set)

    def add(self, row: Any) -> None:
        self.profile = row.profile
        self.finished += int(row.finished)
        self.on_time += int(row.on_time)
        self.late += int(row.late)
        self.seconds += int(row.seconds or 0)
        self.measured += int(row.measured)


def limit_measures(reading: Reading, wish: MeasuresWish) -> list[MeasureLine]:
    """Return how limits were kept in a month, by rule, category, tier and area.

    Of a clock with several rounds its last one counts. Only orders that the actor may see count.

    Raises:
        NotAllowed: the actor belongs nowhere.
        InvalidInput: no such month.
    """
    reading.require(Action.SEE_LIMITS)
    since, until = _month(wish.month)
    given: dict[str, Any] = {
        "since": since,
        "until": until,
        "now": reading.now,
        **visibility_parameters(reading),
    }
    if wish.category is not None:
        given["category"] = wish.category
    if wish.rule is not None:
        given["rule"] = wish.rule
    shape = (len(reading.paths), len(within_pairs(reading)))
    statement = _statement(*shape, wish.category is not None, wish.rule is not None)
    sums: dict[tuple[str, str, str | None, str], _Sum] = {}
    for row in reading.tx.rows(statement, **given):
        tier = reading.directory.ancestor(row.tier_id, wish.level) or reading.directory.tiers[row.tier_id]
        sums.setdefault((row.rule, row.category, row.area, tier.id), _Sum()).add(row)
    return sorted((_line(reading, key, one) for key, one in sums.items()), key=_rank)


def _line(reading: Reading, key: tuple[str, str, str | None, str], one: _Sum) -> MeasureLine:
    rule_key, category, area, tier_id = key
    profile = _profile(reading, one.profile)
    facts = {"category": category, "customer_class": "ordinary", **({"area": area} if area else {})}
    rules = [rule for rule in profile.rules if rule.key == rule_key] if profile is not None else []
    rule = (profile.rules_for(facts).get(rule_key) if profile is not None else None) or next(
        iter(rules), None
    )
    average = one.seconds // one.measured if one.measured else None
    promised = None
    if rule is not None and rule.terms.unit is Unit.MINUTES:
        amount = rule.terms.amount()
        promised = int(amount.length().total_seconds()) if amount is not None else None
    as_average = rule is not None and rule.average
    return MeasureLine(
        rule=rule_key,
        name_zh=rule.names.zh if rule is not None else rule_key,
        name_en=rule.names.en if rule is not None else rule_key,
        category=category,
        area=area,
        tier_id=tier_id,
        tier_name=reading.directory.tiers[tier_id].name,
        finished=one.finished,
        on_time=one.on_time,
        late_running=one.late,
        on_time_percent=round(100 * one.on_time / one.finished, 1) if one.finished else None,
        average_seconds=average,
        promised_seconds=promised,
        as_average=as_average,
        average_kept=average <= promised if as_average and average is not None and promised else None,
    )


def _profile(reading: Reading, key: str) -> Profile | None:
    try:
        return reading.services.limits(reading.tx).profile(key, reading.now)
    except NotFound:
        return None


def _rank(line: MeasureLine) -> tuple[str, str, str, str]:
    return (line.category, line.rule, line.tier_name, line.area or "")


def _month(text: str) -> tuple[datetime, datetime]:
    """Return the first moment of a month and of the next, in the zone of the installation."""
    try:
        year, month = (int(part) for part in text.split("-"))
        first = date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
    except (ValueError, TypeError) as error:
        raise InvalidInput(
            Words(f"{text!r} is no month", f"{text!r} 不是月份"),
            findings=[
                field_finding("month", Words("is no month", "不是月份"), Words("write 2026-10", "写 2026-10"))
            ],
        ) from error
    zone = ZoneInfo("Asia/Shanghai")
    return (
        datetime(first.year, first.month, 1, tzinfo=zone),
        datetime(following.year, following.month, 1, tzinfo=zone),
    )


def levels() -> Iterable[str]:
    """Return the tiers to which measures can be added up."""
    return KINDS[:3]
