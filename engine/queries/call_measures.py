"""How callers were served in a period: by queue, by tier, or by shift."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from engine.calling.rules import ServiceRules
from engine.calling.service import Figures, Tally, Worked, figures
from engine.calling.tiers import serving
from engine.errors import InvalidInput, field_finding
from engine.org import KINDS, Action
from engine.queries.queue_figures import tallies_by_queue, tallies_by_shift, work_of
from engine.queries.queues import Seen, named_queue, seen
from engine.queries.reading import Reading
from engine.store.agents import all_skills, all_tiers
from engine.store.edited_rows import QUEUES
from engine.store.expressions import is_one_of
from engine.store.rosters import ShiftRow
from engine.store.statement import Statement
from engine.store.tables import shift
from engine.words import Words

#: The longest period, and the most shifts, that are looked at in one go.
LONGEST = timedelta(days=31)
SHIFTS_MOST = 200
BY = ("queue", "tier", "shift")
LEVELS = KINDS[:3]


@dataclass(frozen=True)
class CallMeasuresWish:
    """What is asked for: a period (aware, `until` not included), by what, and for tiers to which level."""

    since: datetime
    until: datetime
    by: str = "queue"
    level: str = "city"


@dataclass(frozen=True)
class CallMeasureLine:
    """One queue, tier or shift. `key` names it; `from_at` and `until_at` are a shift's, else None."""

    key: str
    zh: str
    en: str
    department_name: str | None
    tier_name: str | None
    from_at: datetime | None
    until_at: datetime | None
    figures: Figures


@dataclass(frozen=True)
class CallMeasures:
    """The figures of a period. `shifts_are_capped`: there are more shifts than are shown."""

    items: list[CallMeasureLine]
    total: Figures
    shifts_are_capped: bool


_SHIFTS = Statement(
    select(*[shift.c[name] for name in ShiftRow._fields])
    .where(
        shift.c.cancelled_at.is_(None),
        is_one_of(shift.c.department_id, "departments", "uuid"),
        shift.c.until_at > bindparam("since"),
        shift.c.from_at < bindparam("until"),
    )
    .order_by(shift.c.from_at.desc(), shift.c.id)
    .limit(SHIFTS_MOST + 1),
    ShiftRow,
)


def call_measures(reading: Reading, wish: CallMeasuresWish, rules: ServiceRules) -> CallMeasures:
    """Return how callers were served in a period, in the actor's tiers and below.

    Occupancy is that of whoever serves the queue today, belongs to the tier's agents, or was on the shift.

    Raises:
        NotAllowed: the actor sees no figures.
        InvalidInput: the period is empty, or longer than a month.
    """
    reading = reading.by(Action.SEE_FIGURES)
    _require_period(wish)
    places, period = seen(reading), (wish.since, wish.until, rules.short_abandon_seconds)
    tallies = tallies_by_queue(reading, places.departments, *period, nobodys=places.nobodys)
    agents = _agents(reading, places)
    worked = work_of(reading, agents, wish.since, wish.until)
    total = figures(_sum(tallies.values()), _together(worked, agents))
    capped = False
    if wish.by == "queue":
        items = _by_queue(reading, tallies, worked)
    elif wish.by == "tier":
        items = _by_tier(reading, wish.level, tallies, agents, worked)
    else:
        shifts = reading.tx.rows(
            _SHIFTS, departments=sorted(places.departments), since=wish.since, until=wish.until
        )
        capped = len(shifts) > SHIFTS_MOST
        found = tallies_by_shift(reading, places.departments, *period)
        items = [_of_shift(reading, one, found.get(one.id, Tally()), wish) for one in shifts[:SHIFTS_MOST]]
    return CallMeasures(items, total, capped)


def _require_period(wish: CallMeasuresWish) -> None:
    if timedelta() < wish.until - wish.since <= LONGEST:
        return
    problem = Words("is not after since, or more than 31 days later", "应晚于开始时间且不超过 31 天")
    remedy = Words("choose a period of up to 31 days", "请选择不超过 31 天的时段")
    raise InvalidInput(
        Words("the period is empty or too long", "时段为空或过长"),
        findings=[field_finding("until", problem, remedy)],
    )


def _agents(reading: Reading, places: Seen) -> dict[str, set[str]]:
    """Return who takes calls in the departments that are seen, each with the tiers to which they belong."""
    found: dict[str, set[str]] = {}
    for key, one in places.departments.items():
        for member in reading.directory.members(key):
            if member.role in ("agent", "shift-leader"):
                found.setdefault(member.person_id, set()).add(one.tier_id)
    return found


def _by_queue(
    reading: Reading, tallies: dict[tuple[str | None, str], Tally], worked: dict[str, Worked]
) -> list[CallMeasureLine]:
    entered = {one.name: one for one in QUEUES.all(reading.tx)}
    people: dict[str, set[str]] = {}
    for one in serving(entered.values(), all_tiers(reading.tx), all_skills(reading.tx)):
        people.setdefault(one.queue, set()).add(one.person_id)
    lines = []
    for (department_id, name), tally in tallies.items():
        called = named_queue(reading, name, entered.get(name), department_id)
        done = figures(tally, _together(worked, people.get(name, ())))
        lines.append(
            _line(name, called["zh"], called["en"], done, called["department_name"], called["tier_name"])
        )
    return sorted(lines, key=lambda one: (one.tier_name or "", one.zh, one.key))


def _by_tier(
    reading: Reading,
    level: str,
    tallies: dict[tuple[str | None, str], Tally],
    agents: dict[str, set[str]],
    worked: dict[str, Worked],
) -> list[CallMeasureLine]:
    directory = reading.directory

    def up(tier_id: str) -> str:
        return (directory.ancestor(tier_id, level) or directory.tiers[tier_id]).id

    sums: dict[str, Tally] = {}
    for (department_id, _), tally in tallies.items():
        department = directory.departments.get(department_id or "")
        if department is not None:
            key = up(department.tier_id)
            sums[key] = sums.get(key, Tally()).plus(tally)
    lines = []
    for key, tally in sums.items():
        people = [one for one, tiers in agents.items() if any(up(tier) == key for tier in tiers)]
        name = directory.tiers[key].name
        lines.append(_line(key, name, name, figures(tally, _together(worked, people)), None, name))
    return sorted(lines, key=lambda one: (directory.tiers[one.key].path, one.key))


def _of_shift(reading: Reading, one: ShiftRow, tally: Tally, wish: CallMeasuresWish) -> CallMeasureLine:
    since, until = max(one.from_at, wish.since), min(one.until_at, wish.until)
    worked = work_of(reading, one.people, since, until)
    department = reading.directory.departments.get(one.department_id)
    tier = reading.tier_name(department.tier_id) if department is not None else None
    done = figures(tally, _together(worked, one.people))
    name = reading.department_name(one.department_id)
    line = _line(one.id, one.name, one.name, done, name, tier)
    return replace(line, from_at=one.from_at, until_at=one.until_at)


def _line(
    key: str, zh: str, en: str, done: Figures, department_name: str | None, tier_name: str | None
) -> CallMeasureLine:
    return CallMeasureLine(key, zh, en, department_name, tier_name, None, None, done)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for one in tallies:
        total = total.plus(one)
    return total


def _together(worked: dict[str, Worked], people: Iterable[str]) -> Worked:
    total = Worked()
    for one in people:
        total = total.plus(worked.get(one, Worked()))
    return total
