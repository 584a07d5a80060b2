"""Queues as they are now: who waits and for how long, what their agents do, and how today went so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, func, select

from engine.calling.erlang import agents_needed, waiting
from engine.calling.rules import TelephonyRules
from engine.calling.service import Figures, Outcome, Tally, Worked, figures
from engine.calling.states import State
from engine.calling.tiers import serving
from engine.org import Action, Department, place_of_call
from engine.queries.queue_figures import SERVICE_SECONDS, tallies_by_queue, work_of
from engine.queries.reading import Reading
from engine.store.agents import AgentRow, all_skills, all_tiers, placed_agents
from engine.store.edited_rows import QUEUES, QueueRow
from engine.store.expressions import is_word, machine_now
from engine.store.overflow import SwitchRow, open_switches
from engine.store.statement import Statement
from engine.store.tables import call_visit, exchange_node

#: Of the last so long calls are counted for the agents that are needed.
LOAD = timedelta(minutes=30)


@dataclass(frozen=True)
class AgentCounts:
    """How many agents there are in each state; who is signed out is not counted."""

    available: int
    ringing: int
    talking: int
    after_call: int
    on_break: int


@dataclass(frozen=True)
class OverflowNow:
    """Where a queue's callers go now, since when and why. `to` None: they stay, whatever the rule says.

    `rule` is the version of the rules that switched, None: a person did, `by` by name, and said `why`.
    """

    switch: str
    to: str | None
    to_zh: str | None
    to_en: str | None
    cause: str
    rule: str | None
    since: datetime
    by: str | None
    why: str | None


@dataclass(frozen=True)
class QueueNow:
    """A queue now. Times are aware UTC; None: there is none, or nothing is known.

    `listening`: a process of ours hears its exchange; None: the queue is not entered, its exchange unknown.
    `longest_since` is since when the first in it waits. `agents_needed` follows from the calls of the last
    half hour and today's handling time, and so does how long callers are expected to wait for those who serve
    the queue now (`expected_wait_seconds`, None also: ever longer). `today` is from midnight on. `overflow`
    None: callers wait here, until the queue's rule says otherwise, if `has_rule`.
    """

    id: str | None
    queue: str
    zh: str
    en: str
    department: str | None
    department_name: str | None
    tier: str | None
    tier_name: str | None
    node: str | None
    listening: bool | None
    waiting: int
    longest_since: datetime | None
    service_seconds: int
    agents: AgentCounts
    agents_needed: int | None
    expected_wait_seconds: float | None
    today: Figures
    has_rule: bool
    overflow: OverflowNow | None


@dataclass(frozen=True)
class NodeNow:
    """An exchange: whether a process of ours hears it, and when it was last heard, UTC."""

    node: str
    listening: bool
    heard_at: datetime | None


@dataclass(frozen=True)
class Wallboard:
    """What hangs on the wall: each queue, all together, and each exchange that is concerned.

    `at` is when it was read, `since` when today began; both business time, aware UTC.
    """

    at: datetime
    since: datetime
    waiting: int
    longest_since: datetime | None
    agents: AgentCounts
    today: Figures
    level_percent: int
    queues: list[QueueNow]
    nodes: list[NodeNow]


@cache
def _waiting() -> Statement:
    return Statement(
        select(
            call_visit.c.department_id,
            call_visit.c.queue,
            func.count().label("waiting"),
            func.min(call_visit.c.joined_at).label("since"),
        )
        .where(is_word(call_visit.c.outcome, Outcome.WAITING))
        .group_by(call_visit.c.department_id, call_visit.c.queue)
    )


_NODES = Statement(
    select(
        exchange_node.c.name,
        exchange_node.c.heard_at,
        and_(is_word(exchange_node.c.state, "live"), exchange_node.c.leased_until > machine_now()).label(
            "listening"
        ),
    ).order_by(exchange_node.c.name)
)


@dataclass(frozen=True)
class Seen:
    """Which departments the actor sees; `nobodys`: also queues that belong to none."""

    departments: dict[str, Department]
    nobodys: bool


def seen(reading: Reading) -> Seen:
    """Return where the actor sees figures (`reading` reaches as far as their roles for that do)."""
    directory = reading.directory
    found = {
        key: one
        for key, one in directory.departments.items()
        if directory.tiers[one.tier_id].path.startswith(reading.paths)
    }
    return Seen(found, place_of_call(None, None, directory).tier_path in reading.paths)


def queues_now(reading: Reading, rules: TelephonyRules) -> list[QueueNow]:
    """Return the queues of the actor's tiers and below, those with the most waiting first.

    Raises:
        NotAllowed: the actor sees no figures.
    """
    return wallboard(reading, rules).queues


def wallboard(reading: Reading, rules: TelephonyRules) -> Wallboard:
    """Return the wallboard of the actor's tiers and below.

    Raises:
        NotAllowed: the actor sees no figures.
    """
    reading = reading.by(Action.SEE_FIGURES)
    places, now, midnight = seen(reading), reading.now, reading.midnight
    service = rules.service
    short = service.short_abandon_seconds
    until = now + timedelta(microseconds=1)
    today = tallies_by_queue(reading, places.departments, midnight, until, short, nobodys=places.nobodys)
    lately = tallies_by_queue(reading, places.departments, now - LOAD, until, short, nobodys=places.nobodys)
    waiting_rows, node_rows = reading.tx.fetch((_waiting(), {}), (_NODES, {}))
    in_line = {
        (one.department_id, one.queue): (int(one.waiting), one.since)
        for one in waiting_rows
        if one.department_id in places.departments or (one.department_id is None and places.nobodys)
    }
    entered = {one.name: one for one in QUEUES.all(reading.tx)}
    switches = open_switches(reading.tx)
    work = _Work(reading, entered.values(), midnight)
    keys = {*today, *lately, *in_line} | {
        (owner.id if owner is not None else None, name)
        for name, one in entered.items()
        for owner in (reading.directory.queue_department(name),)
        if one.active
        and one.person_id is None
        and (owner.id in places.departments if owner is not None else places.nobodys)
    }
    nodes = {one.name: NodeNow(one.name, bool(one.listening), one.heard_at) for one in node_rows}
    found = []
    for department_id, name in keys:
        row = entered.get(name)
        tally = today.get((department_id, name), Tally())
        count, since = in_line.get((department_id, name), (0, None))
        node = row.node if row is not None else None
        done = figures(tally, work.of_queue(name))
        seconds = row.service_seconds if row is not None else SERVICE_SECONDS
        agents = work.counts(work.serving.get(name, ()))
        load = _load(lately.get((department_id, name), Tally()), done)
        found.append(
            QueueNow(
                id=row.id if row is not None else None,
                **named_queue(reading, name, row, department_id),
                node=node,
                listening=nodes[node].listening if node in nodes else None if node is None else False,
                waiting=count,
                longest_since=since,
                service_seconds=seconds,
                agents=agents,
                agents_needed=agents_needed(*load, seconds, service.level_percent / 100) if load else None,
                expected_wait_seconds=_expected(*load, agents, seconds) if load else None,
                today=done,
                has_rule=name in rules.overflow,
                overflow=overflow_now(reading, switches.get(name), entered),
            )
        )
    found.sort(key=lambda one: (-one.waiting, one.tier_name or "", one.zh, one.queue))
    total = Tally()
    for one in today.values():
        total = total.plus(one)
    everybody = {person for one in found for person in work.serving.get(one.queue, ())}
    used = {one.node for one in found}
    return Wallboard(
        at=now,
        since=midnight,
        waiting=sum(one.waiting for one in found),
        longest_since=min(
            (one.longest_since for one in found if one.longest_since is not None), default=None
        ),
        agents=work.counts(everybody),
        today=figures(total, work.together(everybody)),
        level_percent=service.level_percent,
        queues=found,
        nodes=[one for one in nodes.values() if one.node in used],
    )


def named_queue(
    reading: Reading, name: str, row: QueueRow | None, department_id: str | None
) -> dict[str, Any]:
    """Return how a queue is called and whose it is; one that is not entered is called as at its exchange."""
    department = reading.directory.departments.get(department_id or "")
    tier = reading.directory.tiers.get(department.tier_id) if department is not None else None
    return {
        "queue": name,
        "zh": row.zh if row is not None else name,
        "en": row.en if row is not None else name,
        "department": department_id,
        "department_name": department.name if department is not None else None,
        "tier": tier.id if tier is not None else None,
        "tier_name": tier.name if tier is not None else None,
    }


def overflow_now(
    reading: Reading, row: SwitchRow | None, entered: Mapping[str, QueueRow]
) -> OverflowNow | None:
    """Return how a switch is shown; `entered` are the queues by name."""
    if row is None:
        return None
    to = entered.get(row.to_queue or "")
    return OverflowNow(
        row.id,
        row.to_queue,
        to.zh if to is not None else row.to_queue,
        to.en if to is not None else row.to_queue,
        row.cause,
        row.rule,
        row.since,
        reading.name_of(row.began_by),
        row.why,
    )


class _Work:
    """What agents do now, and did today, by the queues that they serve."""

    def __init__(self, reading: Reading, entered: Iterable[QueueRow], since: datetime) -> None:
        queues = [one for one in entered if one.active]
        self.serving: dict[str, set[str]] = {}
        for one in serving(queues, all_tiers(reading.tx), all_skills(reading.tx)):
            self.serving.setdefault(one.queue, set()).add(one.person_id)
        self._rows: dict[str, AgentRow] = {row.person_id: row for row, _ in placed_agents(reading.tx)}
        everybody = {person for people in self.serving.values() for person in people}
        self._worked = work_of(reading, everybody, since, reading.now)

    def counts(self, people: Iterable[str]) -> AgentCounts:
        """Return how many of these people are in each state."""
        states = Counter(self._rows[one].state for one in people if one in self._rows)
        return AgentCounts(
            states[State.AVAILABLE],
            states[State.RINGING],
            states[State.TALKING],
            states[State.AFTER_CALL],
            states[State.BREAK],
        )

    def of_queue(self, name: str) -> Worked:
        """Return how long those who serve a queue were busy and available today, in whatever queue."""
        return self.together(self.serving.get(name, ()))

    def together(self, people: Iterable[str]) -> Worked:
        """Return how long these people were busy and available today."""
        total = Worked()
        for one in people:
            total = total.plus(self._worked.get(one, Worked()))
        return total


def _load(lately: Tally, today: Figures) -> tuple[float, float] | None:
    """Return calls an hour, by those of the last half hour, and seconds each; None: neither is known."""
    calls = lately.offered + lately.waiting
    if not calls or not today.average_handle_seconds:
        return None
    return calls * (timedelta(hours=1) / LOAD), today.average_handle_seconds


def _expected(
    per_hour: float, handle_seconds: float, agents: AgentCounts, within_seconds: float
) -> float | None:
    there = agents.available + agents.ringing + agents.talking + agents.after_call
    average = waiting(per_hour, handle_seconds, there, within_seconds).average_wait_seconds
    return round(average, 1) if average is not None else None
