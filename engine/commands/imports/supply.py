"""Plan customers, premises and meters, each known by its number."""

from __future__ import annotations

from engine.commands.imports.plan import Plan, Record
from engine.ids import new_id
from engine.org.names import name_problem, plain_name
from engine.store.customers import paths_of_customers
from engine.store.edited_rows import (
    CUSTOMERS,
    METERS,
    PREMISES,
    SUPPLY_UNITS,
    TERRITORIES,
    CustomerRow,
    MeterRow,
    PremisesRow,
)
from engine.words import Words

_PLAIN = Words("plain letters", "普通文字")


def plan_customers(plan: Plan, records: list[Record]) -> None:
    """Plan customers. One who is supplied elsewhere too is not changed by whoever administers less."""
    stored = CUSTOMERS.find_all(plan.tx, (record["number"] for record in records))
    paths = paths_of_customers(plan.tx, [row.id for row in stored.values()])
    for record in records:
        problem = name_problem(record["name"])
        if problem is not None:
            plan.tell("customers", record, "name", problem, _PLAIN)
            continue
        before = stored.get(record["number"])
        made = before or CustomerRow(new_id(), record["number"], "", None, "")
        after = made._replace(
            name=plain_name(record["name"]), phone=record["phone"], customer_class=record["class"]
        )
        theirs = paths.get(after.id, [])
        if after != before and not plan.may_change("customers", record, "number", theirs):
            continue
        plan.put("customers", CUSTOMERS, before, after, after.number, min(theirs, default=None))


def plan_premises(plan: Plan, records: list[Record]) -> None:
    """Plan premises: customer, territory and supply unit must be there."""
    stored = PREMISES.find_all(plan.tx, (record["number"] for record in records))
    customers = CUSTOMERS.find_all(
        plan.tx, (record["customer"] for record in records if record["customer"] is not None)
    )
    territories = {row.code: row for row in TERRITORIES.all(plan.tx)}
    places = {
        row.id: plan.directory.tiers[row.tier_id].path
        for row in territories.values()
        if row.tier_id in plan.directory.tiers
    }
    units = {row.code: row for row in SUPPLY_UNITS.all(plan.tx)}
    for record in records:
        territory, unit = territories.get(record["territory"]), units.get(record["supply_unit"])
        customer = customers.get(record["customer"] or "")
        if territory is None or territory.id not in places:
            plan.unknown("premises", record, "territory")
        elif unit is None:
            plan.unknown("premises", record, "supply_unit")
        elif record["customer"] is not None and customer is None:
            plan.unknown("premises", record, "customer")
        else:
            before = stored.get(record["number"])
            after = PremisesRow(
                before.id if before is not None else new_id(),
                record["number"],
                customer.id if customer is not None else None,
                record["address"],
                territory.id,
                unit.id,
                record["area"],
                record["transformer_area"],
                bool(record["cut_off_for_debt"]),
                record["longitude"],
                record["latitude"],
            )
            now = places[territory.id]
            was = places.get(before.territory_id, "/") if before is not None else now
            if plan.may_change("premises", record, "territory", {now, was}):
                plan.put("premises", PREMISES, before, after, after.number, now)


def plan_meters(plan: Plan, records: list[Record]) -> None:
    """Plan meters: the premise must be there; a meter may go from one to another."""
    stored = METERS.find_all(plan.tx, (record["number"] for record in records))
    premises = PREMISES.find_all(plan.tx, (record["premise"] for record in records))
    places = {
        row.id: plan.directory.tiers[row.tier_id].path
        for row in TERRITORIES.all(plan.tx)
        if row.tier_id in plan.directory.tiers
    }
    for record in records:
        premise = premises.get(record["premise"])
        if premise is None:
            plan.unknown("meters", record, "premise")
            continue
        before = stored.get(record["number"])
        path = places.get(premise.territory_id, "/")
        paths = {path}
        if before is not None and before.premise_id != premise.id:
            left = PREMISES.get(plan.tx, before.premise_id)
            paths.add(places.get(left.territory_id, "/") if left is not None else "/")
        if plan.may_change("meters", record, "premise", paths):
            made = before or MeterRow(new_id(), record["number"], "", "", 1)
            after = made._replace(
                premise_id=premise.id, kind=record["kind"], multiplier=record["multiplier"] or 1
            )
            plan.put("meters", METERS, before, after, after.number, path)
