"""Plan the sheets of an organisation: tiers, departments, people with their places, areas, supply units."""

from __future__ import annotations

from typing import Any

from engine.commands.imports.plan import Names, Plan, Record
from engine.commands.imports.tiers import plan_tiers
from engine.ids import new_id
from engine.org import place_of_person
from engine.org.changing import code_findings, username_findings, word_findings
from engine.org.names import name_problem, plain_name
from engine.org.vocabulary import DEPARTMENT_KINDS, POSTS, ROLES
from engine.store.edited_rows import (
    DEPARTMENTS,
    MEMBERSHIPS,
    PEOPLE,
    SUPPLY_UNITS,
    TERRITORIES,
    DepartmentRow,
    MembershipRow,
    PersonRow,
    SupplyUnitRow,
    TerritoryRow,
    TierRow,
)
from engine.words import Words

_NAME = Words("a plain name that nothing beside it has", "普通文字，且与同级不重名")
_SAME = Words("the same on all lines of one person", "同一人员的各行要一致")
_NO_MOVE = Words(
    "what it has: areas are moved by a reorganisation, not by an import",
    "与现有一致：区域的移动请用机构调整，而不是导入",
)


def plan_organisation(plan: Plan, sheets: dict[str, list[Record]]) -> None:
    """Plan all sheets; what one line makes, later sheets of the file may refer to."""
    tiers = plan_tiers(plan, sheets.get("tiers", []))
    departments = _departments(plan, sheets.get("departments", []), tiers)
    _people(plan, sheets.get("people", []), tiers, departments)
    _areas(plan, sheets.get("territories", []), tiers)
    _units(plan, sheets.get("supply-units", []), tiers)


def _tier(plan: Plan, sheet: str, record: Record, tiers: dict[str, TierRow]) -> TierRow | None:
    tier = tiers.get(record["tier"])
    if tier is None or not tier.active:
        plan.unknown(sheet, record, "tier")
        return None
    return tier if plan.may_change(sheet, record, "tier", [tier.path]) else None


def _departments(
    plan: Plan, records: list[Record], tiers: dict[str, TierRow]
) -> dict[tuple[str, str], DepartmentRow]:
    rows = DEPARTMENTS.all(plan.tx)
    known = {(row.tier_id, row.kind): row for row in rows}
    names = Names((row.tier_id, row.name, row.kind) for row in rows if row.active)
    queues = {queue: row.id for row in rows if row.active for queue in (row.queue or "").split()}
    for record in records:
        tier = _tier(plan, "departments", record, tiers)
        wrong = plan.tell_findings(
            "departments", record, "kind", word_findings("kind", record["kind"], DEPARTMENT_KINDS)
        )
        if tier is None or wrong:
            continue
        problem = names.problem(tier.id, record["name"], record["kind"])
        if problem is not None:
            plan.tell("departments", record, "name", problem, _NAME)
            continue
        before = known.get((tier.id, record["kind"]))
        made = before or DepartmentRow(new_id(), tier.id, record["kind"], "", None)
        after = made._replace(
            name=plain_name(record["name"]), queue=record["queue"] or made.queue, active=True
        )
        taken = [one for one in (after.queue or "").split() if queues.setdefault(one, after.id) != after.id]
        if taken:
            told = Words(f"{taken[0]} belongs to another department", f"{taken[0]} 属于别的部门")
            plan.tell("departments", record, "queue", told, Words("a queue of its own", "它自己的队列"))
            continue
        known[(tier.id, after.kind)] = after
        plan.put("departments", DEPARTMENTS, before, after, after.name, tier.path)
    return known


def _people(
    plan: Plan,
    records: list[Record],
    tiers: dict[str, TierRow],
    departments: dict[tuple[str, str], DepartmentRow],
) -> None:
    people = {row.username: row for row in PEOPLE.all(plan.tx)} if records else {}
    stored = dict(people)
    agents = {row.agent: row.username for row in people.values() if row.agent}
    places = {(row.person_id, row.department_id, row.role): row for row in MEMBERSHIPS.all(plan.tx)}
    planned: set[str] = set()
    for record in records:
        place = _place(plan, record, tiers, departments)
        person = _person(plan, record, people, stored, agents, planned)
        if place is None or person is None:
            continue
        tier, department = place
        if person.username not in planned:
            planned.add(person.username)
            before = stored.get(person.username)
            plan.put("people", PEOPLE, before, person, person.name, tier.path)
        wanted = (person.id, department.id, record["role"])
        was = places.get(wanted)
        post = record["post"] if record["post"] is not None or was is None else was.post
        row = was._replace(post=post) if was is not None else MembershipRow(new_id(), *wanted, post)
        places[wanted] = row
        if was != row:
            label = f"{person.name} · {department.name}"
            plan.put("people", MEMBERSHIPS, was, row, label, tier.path)


def _place(
    plan: Plan,
    record: Record,
    tiers: dict[str, TierRow],
    departments: dict[tuple[str, str], DepartmentRow],
) -> tuple[TierRow, DepartmentRow] | None:
    tier = _tier(plan, "people", record, tiers)
    words = [
        plan.tell_findings("people", record, column, word_findings(column, record[column], known))
        for column, known in (("role", ROLES), ("post", POSTS))
    ]
    if tier is None or any(words):
        return None
    department = departments.get((tier.id, record["department"]))
    if department is None or not department.active:
        plan.unknown("people", record, "department")
        return None
    return tier, department


def _person(
    plan: Plan,
    record: Record,
    people: dict[str, PersonRow],
    stored: dict[str, PersonRow],
    agents: dict[str, str],
    planned: set[str],
) -> PersonRow | None:
    username = record["username"]
    before = people.get(username)
    problem = name_problem(record["name"])
    if problem is not None:
        plan.tell("people", record, "name", problem, _NAME)
        return None
    if before is None:
        if plan.tell_findings("people", record, "username", username_findings(username, ())):
            return None
        before = PersonRow(new_id(), username, "", None, "zh")
    elif username in stored and not _is_theirs(plan, record, stored[username]):
        return None
    after = before._replace(
        name=plain_name(record["name"]),
        agent=record["agent"] or before.agent,
        language=record["language"] or before.language,
    )
    if username in planned and after != before:
        plan.tell("people", record, "name", Words("differs from a line before", "与前面的行不同"), _SAME)
        return None
    if after.agent and agents.setdefault(after.agent, username) != username:
        told = Words(f"belongs to {agents[after.agent]}", f"属于 {agents[after.agent]}")
        plan.tell("people", record, "agent", told, Words("a number of their own", "本人的工号"))
        return None
    people[username] = after
    return after


def _is_theirs(plan: Plan, record: Record, before: PersonRow) -> bool:
    if not before.active:
        told, expected = Words("has left", "已离职"), Words("take them back first", "请先恢复")
        plan.tell("people", record, "username", told, expected)
        return False
    path = place_of_person(before.id, plan.directory).tier_path or "/"
    differs = plain_name(record["name"]) != before.name or record["agent"] not in (None, before.agent)
    return not differs or plan.may_change("people", record, "username", [path])


def _areas(plan: Plan, records: list[Record], tiers: dict[str, TierRow]) -> None:
    known = {row.code: row for row in TERRITORIES.all(plan.tx)} if records else {}
    names = Names((row.tier_id, row.name, row.code) for row in known.values() if row.active)
    for record in records:
        found = _area(plan, "territories", record, tiers, known, names)
        if found is None:
            continue
        tier, before = found
        parent = known.get(record["parent"] or "")
        if record["parent"] is not None and parent is None:
            plan.unknown("territories", record, "parent")
            continue
        parent_id = parent.id if parent is not None else before.parent_id if before is not None else None
        made = before or TerritoryRow(new_id(), parent_id, record["code"], "", tier.id)
        after = made._replace(name=plain_name(record["name"]), parent_id=parent_id)
        known[after.code] = after
        plan.put("territories", TERRITORIES, before, after, after.name, tier.path)


def _units(plan: Plan, records: list[Record], tiers: dict[str, TierRow]) -> None:
    known = {row.code: row for row in SUPPLY_UNITS.all(plan.tx)} if records else {}
    names = Names((row.tier_id, row.name, row.code) for row in known.values() if row.active)
    for record in records:
        found = _area(plan, "supply-units", record, tiers, known, names)
        if found is None:
            continue
        tier, before = found
        made = before or SupplyUnitRow(new_id(), record["code"], "", tier.id)
        after = made._replace(name=plain_name(record["name"]))
        known[after.code] = after
        plan.put("supply-units", SUPPLY_UNITS, before, after, after.name, tier.path)


def _area(
    plan: Plan,
    sheet: str,
    record: Record,
    tiers: dict[str, TierRow],
    known: dict[str, Any],
    names: Names,
) -> tuple[TierRow, Any] | None:
    """Return the tier of a line and what is stored under its code (None: nothing), if the line is fine."""
    tier = _tier(plan, sheet, record, tiers)
    if tier is None:
        return None
    before = known.get(record["code"])
    if before is None:
        if plan.tell_findings(sheet, record, "code", code_findings("code", record["code"], known)):
            return None
    elif before.tier_id != tier.id:
        plan.tell(sheet, record, "tier", Words("is another than it has now", "与现有的不同"), _NO_MOVE)
        return None
    problem = names.problem(tier.id, record["name"], record["code"])
    if problem is not None:
        plan.tell(sheet, record, "name", problem, _NAME)
        return None
    return tier, before
