"""Lists, counts, inboxes, exports, measures, notices, incidents and streams show exactly what the policy allows, whoever looks.

The orders are anywhere, with lines of anybody, some restricted with anybody named and anybody concerned, and
people stand in for each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, insert, select

from api.topics import wanted_changes
from engine.commands.prepare import Prepare
from engine.errors import NotFound
from engine.ids import new_id
from engine.orders import Party
from engine.org import Action, Actor, may
from engine.queries import Reading
from engine.queries.inbox import InboxWish, inbox_page
from engine.queries.inbox_export import exported_lines
from engine.queries.incidents import IncidentsWish, incidents_page
from engine.queries.limit_measures import MeasuresWish, limit_measures
from engine.queries.notifications import Wanted, notices
from engine.queries.orders import OrdersWish, orders_page
from engine.queries.visibility import may_see, target_of_order
from engine.store.database import Transaction
from engine.store.incidents import IncidentRow, insert_incident
from engine.store.notifications import NotificationRow, insert_notification
from engine.store.order_texts import insert_text
from engine.store.orders import order_by_id
from engine.store.organisation import changed
from engine.store.restrictions import put_parties
from engine.store.statement import Statement
from engine.store.tables import (
    assignment,
    definition,
    department,
    instance,
    membership,
    order_clock,
    order_watch,
    person,
    supervision,
    supervision_order,
    task,
    tier,
    work_order,
)
from engine.store.watches import insert_watch
from huan.settings import Settings
from huan.wiring import System, build
from tests.stage import MORNING, SYSTEM

#: Codes that begin alike, differ by capitals or hold wildcards: what a careless prefix would mix up.
CODES = ("A", "A1", "a1", "A_", "A%", "B")
NUMBERS = count(1)
MONTH = f"{MORNING:%Y-%m}"


@dataclass
class Case:
    """A small province with people and orders, each list of choices made by hypothesis."""

    counties: list[tuple[str, str]]
    #: Where each person belongs: an index into all tiers, and a role.
    people: list[list[tuple[int, str]]]
    #: Where each order is, its lines: (department or person, index, open?, role), and its parties: None when it
    #: is not restricted, else (named or concerned, department, person or unit, index).
    orders: list[tuple[int, list[tuple[str, int, bool, str]], list[tuple[str, str, int]] | None]] = field(
        default_factory=list
    )
    #: Supervision orders: about which order, of which department to which, and whether it is open.
    supervisions: list[tuple[int, int, int, bool]] = field(default_factory=list)
    #: Who stands in for whom: for all tasks, or only for those of a department.
    stand_ins: list[tuple[int, int, int | None]] = field(default_factory=list)
    #: Who watches which order by their own wish.
    watches: set[tuple[int, int]] = field(default_factory=set)


lines = st.tuples(
    st.sampled_from(["department", "person"]),
    st.integers(0, 9),
    st.booleans(),
    st.sampled_from(["candidate", "watcher", "holder"]),
)
parties = st.lists(
    st.tuples(
        st.sampled_from(["named", "named", "concerned"]),
        st.sampled_from(["department", "person", "unit"]),
        st.integers(0, 9),
    ),
    max_size=3,
)
cases = st.builds(
    Case,
    counties=st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), min_size=1, max_size=5, unique=True
    ),
    people=st.lists(
        st.lists(
            st.tuples(st.integers(0, 9), st.sampled_from(["agent", "crew", "shift-leader"])), max_size=2
        ),
        min_size=1,
        max_size=3,
    ),
    orders=st.lists(
        st.tuples(st.integers(0, 9), st.lists(lines, max_size=3), st.none() | parties), min_size=1, max_size=4
    ),
    supervisions=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=3
    ),
    stand_ins=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.none() | st.integers(0, 9)), max_size=2
    ),
    watches=st.sets(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=6),
)


_SUPERVISED = Statement(
    select(
        assignment.c.task_id,
        assignment.c.order_id,
        supervision.c.department_id,
        supervision.c.issuer_department_id,
    )
    .select_from(
        supervision.join(supervision_order, supervision_order.c.supervision_id == supervision.c.id).join(
            assignment, assignment.c.order_id == supervision_order.c.order_id
        )
    )
    .where(
        supervision.c.closed_at.is_(None),
        assignment.c.status == "open",
        assignment.c.role == "candidate",
        assignment.c.department_id.is_not(None),
    )
)


_WATCHED = Statement(select(order_watch.c.order_id).where(order_watch.c.person_id == bindparam("person")))
_OPEN_LINES = Statement(
    select(
        assignment.c.task_id,
        assignment.c.order_id,
        assignment.c.role,
        assignment.c.person_id,
        assignment.c.department_id,
    ).where(assignment.c.status == "open")
)


@cache
def statement(table: Any, names: tuple[str, ...]) -> Statement:
    return Statement(insert(table).values({name: bindparam(name) for name in names}))


def put(tx: Transaction, table: Any, **values: Any) -> str:
    """Insert a row with a new id, and return the id."""
    values = {"id": new_id(), **values}
    tx.write(statement(table, tuple(values)), **values)
    return str(values["id"])


def draw(tx: Transaction, case: Case) -> tuple[list[Actor], list[str]]:
    """Store a case; return its people as they act, and the ids of its orders."""
    number = next(NUMBERS)
    tiers: list[tuple[str, str]] = []

    def add_tier(kind: str, path: str) -> str:
        known = dict(tiers).get(path)
        if known is None:
            known = put(
                tx,
                tier,
                kind=kind,
                code=f"{number}:{path}",
                name=path,
                path=path,
                zone="Asia/Shanghai",
                calendar="cn",
                active=True,
            )
            tiers.append((path, known))
        return known

    add_tier("province", f"/r{number}/")
    for city, county in case.counties:
        add_tier("city", f"/r{number}/{city}/")
        add_tier("county", f"/r{number}/{city}/{county}/")
    departments = [put(tx, department, tier_id=key, kind="any", name="x", active=True) for _, key in tiers]
    people = []
    for places in case.people:
        one = put(tx, person, username=f"{number}-{len(people)}", name="x", language="zh", active=True)
        for where, role in {(departments[index % len(departments)], role) for index, role in places}:
            put(tx, membership, person_id=one, department_id=where, role=role)
        people.append(one)
    orders = [_order(tx, tiers, departments, people, *one) for one in case.orders]
    for index, by, to, is_open in case.supervisions:
        about = orders[index % len(orders)]
        by_whom, to_whom = departments[by % len(tiers)], departments[to % len(tiers)]
        _supervise(tx, about, people[0], by_whom, to_whom, tiers[0][0], is_open)
    for who, what in sorted({(who % len(people), what % len(orders)) for who, what in case.watches}):
        insert_watch(tx, orders[what], people[who], MORNING)
    return [_acting(case, number, people, departments) for number in range(len(people))], orders


def _supervise(tx: Transaction, order: str, issuer: str, by: str, to: str, path: str, is_open: bool) -> None:
    document = put(
        tx,
        supervision,
        number=new_id()[-20:],
        status="issued" if is_open else "withdrawn",
        requirement="x",
        deadline=MORNING,
        issuer_id=issuer,
        issuer_department_id=by,
        department_id=to,
        tier_path=path,
        issued_at=MORNING,
        closed_at=None if is_open else MORNING,
        rounds=1,
        revision=1,
    )
    about = {"supervision_id": document, "order_id": order}
    tx.write(statement(supervision_order, tuple(about)), **about)


def _acting(case: Case, number: int, people: list[str], departments: list[str]) -> Actor:
    whole, within = set(), set()
    for who, for_whom, only_at in case.stand_ins:
        if who % len(people) != number or for_whom % len(people) == number:
            continue
        absent = people[for_whom % len(people)]
        if only_at is None:
            whole.add(absent)
        else:
            within.add((absent, departments[only_at % len(departments)]))
    return Actor(people[number], None, frozenset(whole), frozenset(within))


def _order(
    tx: Transaction,
    tiers: list[tuple[str, str]],
    departments: list[str],
    people: list[str],
    where: int,
    wanted: list[tuple[str, int, bool, str]],
    parties: list[tuple[str, str, int]] | None,
) -> str:
    path, key = tiers[where % len(tiers)]
    order = put(
        tx,
        work_order,
        number=new_id()[-20:],
        category="enquiry",
        status="open",
        title="x",
        fields={},
        tier_id=key,
        tier_path=path,
        event_at=MORNING,
        opened_at=MORNING,
        profile="state-grid",
        revision=1,
        restricted=parties is not None,
    )
    late = {
        "order_id": order,
        "rule": "x",
        "state": "running",
        "round": 1,
        "promise_due_at": MORNING - timedelta(hours=1),
        "clock": {},
    }
    tx.write(statement(order_clock, tuple(late)), **late)
    ids = {"department": departments, "person": people, "unit": [key for _, key in tiers]}
    for standing, kind, index in parties or ():
        if kind != "unit" or standing == "concerned":
            one = Party(kind, ids[kind][index % len(ids[kind])])
            put_parties(tx, order, standing, [one], "system:tests", MORNING)
    where_to = departments[where % len(departments)]
    notice = NotificationRow(new_id(), where_to, None, order, None, None, "x", None, MORNING)
    insert_notification(tx, notice)
    insert_incident(
        tx, IncidentRow(new_id(), "job", None, order, None, None, None, "x", {}, "open", 0, MORNING)
    )
    version = put(
        tx,
        definition,
        package=new_id(),
        version=1,
        source_hash="",
        compiler=0,
        name={},
        process="p",
        processes=[],
        files={},
        active=False,
        deployed_at=MORNING,
    )
    run = put(
        tx,
        instance,
        definition_id=version,
        process="p",
        order_id=order,
        business_key="",
        status="active",
        revision=1,
        started_at=MORNING,
    )
    for kind, index, is_open, role in wanted:
        work = put(
            tx,
            task,
            instance_id=run,
            order_id=order,
            token=1,
            scope=0,
            element_id="e",
            name="x",
            status="open" if is_open else "completed",
            department_id=departments[index % len(departments)] if kind == "department" else None,
            opened_at=MORNING,
            revision=1,
        )
        put(
            tx,
            assignment,
            task_id=work,
            order_id=order,
            role=role,
            department_id=departments[index % len(departments)] if kind == "department" else None,
            person_id=people[index % len(people)] if kind == "person" else None,
            required=0,
            status="open" if is_open else "done",
            opened_at=MORNING,
            revision=1,
        )
    return order


@pytest.fixture
def system(database_url: str) -> System:
    made = build(Settings(database_url=database_url))
    made.engine.run(Prepare(), SYSTEM)
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases)
def test_a_list_shows_exactly_the_orders_that_the_policy_lets_one_see(system: System, case: Case) -> None:
    with system.database.transaction() as tx:
        people, orders = draw(tx, case)
        for key in orders:
            insert_text(tx, key, ["雷雨停电"])
        changed(tx)
    for who in people:
        with system.database.reading() as tx:
            look = Reading.begin(tx, who, system.engine.services)
            page = orders_page(look, OrdersWish(most=100))
            found = {key: order_by_id(tx, key) for key in orders}
            allowed = {
                key
                for key, order in found.items()
                if order is not None
                and may(who, Action.SEE_ORDER, target_of_order(tx, order), look.directory)
            }
            assert {line.id for line in page.items} == allowed
            assert {
                key for key, order in found.items() if order is not None and may_see(look, order)
            } == allowed
            assert page.count == len(allowed)
            measured = limit_measures(look, MeasuresWish(MONTH))
            assert sum(line.late_running for line in measured) == len(allowed)
            for sort in ("-opened", "-priority"):
                searched = orders_page(look, OrdersWish(text="停电", sort=sort, most=100))
                assert {line.id for line in searched.items} == allowed
                assert searched.count == len(allowed)
            assert {key for key in orders if heard_of(look, key)} == allowed
            shut = {key for key, order in found.items() if order is not None and order.restricted} - allowed
            numbers = {order.number for key, order in found.items() if order is not None and key in shut}
            inbox = inbox_page(look, InboxWish(most=100))
            assert not {line.order for line in inbox.items} & shut
            assert inbox.count == len(inbox.items)
            supervised = inbox_page(look, InboxWish(scope="supervised", most=100))
            assert sorted(line.task for line in supervised.items) == waiting(tx, look, allowed)
            assert supervised.count == len(supervised.items)
            watched = inbox_page(look, InboxWish(scope="watched", most=100))
            assert sorted(line.task for line in watched.items) == heeded(tx, look, allowed, shut)
            assert watched.count == len(watched.items)
            everything = sorted((line.order_number, line.order_title) for line in inbox.items)
            exported, more = exported_lines(look, InboxWish(), ["number", "title"])
            assert (sorted(map(tuple, exported)), more) == (everything, False)
            assert not {number for number, _ in exported} & numbers
            broken = {
                key
                for key, order in found.items()
                if order is not None
                and may(who, Action.SEE_INCIDENTS, target_of_order(tx, order), look.directory)
            }
            if look.may(Action.SEE_INCIDENTS):
                of_some = incidents_page(look, IncidentsWish("open"), None, 200)
                assert {one.order for one in of_some.items} == broken
            else:
                assert broken == set()
            told, unread = notices(look, Wanted(), None, 100)
            assert not {notice.order for notice in told.items} & shut
            assert told.count == unread == len(told.items)


def waiting(tx: Transaction, look: Reading, allowed: set[str]) -> list[str]:
    """Return the tasks that departments have of the visible orders under open supervision by or to one's own."""
    rows = tx.rows(_SUPERVISED)
    return sorted(
        {
            row.task_id
            for row in rows
            if row.order_id in allowed and {row.department_id, row.issuer_department_id} & look.departments
        }
    )


def heeded(tx: Transaction, look: Reading, allowed: set[str], shut: set[str]) -> list[str]:
    """Return the open tasks of the visible orders that one watches, and those that one was asked to watch."""
    mine = {row.order_id for row in tx.rows(_WATCHED, person=look.actor.id)} & allowed
    people = look.actor.stands_in_for | {look.actor.id}
    return sorted(
        {
            line.task_id
            for line in tx.rows(_OPEN_LINES)
            if (line.order_id in mine and line.role != "watcher")
            or (
                line.role == "watcher"
                and line.order_id not in shut
                and (line.person_id in people or line.department_id in look.departments)
            )
        }
    )


def heard_of(look: Reading, order_id: str) -> bool:
    """Answer whether a stream tells of an order."""
    try:
        wanted_changes(look, [f"order:{order_id}"])
    except NotFound:
        return False
    return True
