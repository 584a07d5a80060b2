"""Who plays: a small organisation with names that stay, so that a reader knows everybody's rights.

    province            centre (agent, agent 2, shift leader), supervision (supervision, operator, …),
                        discipline
      city              city, inspection; the province, the city and the county also have
                        operations, dispatching, development, the upper two marketing
        county          county desk (county desk, desk colleague), duty manager, marketing, metering,
                        management, station; crew 1, crew 2
        county 2        county desk 2, duty manager 2, marketing 2, …; crew 3
      city 2            city 2, inspection 2
        county 3        county desk 3, duty manager 3, marketing 3, …; crew 4

The names of tiers are their codes too, so a form takes `crew: crew 1` or `unit: county 2`. Departments and
people share names where one stands for the other. docs/scenarios.md lists them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.ids import new_id

Row = dict[str, Any]
QUEUE = "repair@default"

#: Tier: (its superior, kind, Chinese name).
TIERS: dict[str, tuple[str | None, str, str]] = {
    "province": (None, "province", "演示省"),
    "city": ("province", "city", "甲市"),
    "city 2": ("province", "city", "乙市"),
    "county": ("city", "county", "东县"),
    "county 2": ("city", "county", "西县"),
    "county 3": ("city 2", "county", "北县"),
    "station": ("county", "station", "东县供电所"),
    "station 2": ("county 2", "station", "西县供电所"),
    "station 3": ("county 3", "station", "北县供电所"),
    "crew 1": ("county", "crew", "东县抢修一班"),
    "crew 2": ("county", "crew", "东县抢修二班"),
    "crew 3": ("county 2", "crew", "西县抢修一班"),
    "crew 4": ("county 3", "crew", "北县抢修一班"),
}
#: Department: (kind, its tier, Chinese name).
DEPARTMENTS: dict[str, tuple[str, str, str]] = {
    "centre": ("customer-service", "province", "省客户服务中心"),
    "supervision": ("supervision", "province", "省供电服务监督处"),
    "city": ("command", "city", "甲市供电服务指挥中心"),
    "city 2": ("command", "city 2", "乙市供电服务指挥中心"),
    "county desk": ("repair", "county", "东县抢修调度"),
    "county desk 2": ("repair", "county 2", "西县抢修调度"),
    "county desk 3": ("repair", "county 3", "北县抢修调度"),
    "duty manager": ("duty", "county", "东县值班室"),
    "duty manager 2": ("duty", "county 2", "西县值班室"),
    "duty manager 3": ("duty", "county 3", "北县值班室"),
    "discipline": ("discipline", "province", "省纪检监察组"),
    "inspection": ("inspection", "city", "甲市反窃电稽查"),
    "inspection 2": ("inspection", "city 2", "乙市反窃电稽查"),
    "marketing": ("marketing", "county", "东县营销部"),
    "marketing 2": ("marketing", "county 2", "西县营销部"),
    "marketing 3": ("marketing", "county 3", "北县营销部"),
    "metering": ("metering", "county", "东县计量班"),
    "metering 2": ("metering", "county 2", "西县计量班"),
    "metering 3": ("metering", "county 3", "北县计量班"),
    "management": ("management", "county", "东县公司领导"),
    "management 2": ("management", "county 2", "西县公司领导"),
    "management 3": ("management", "county 3", "北县公司领导"),
    "province marketing": ("marketing", "province", "省营销部"),
    "province operations": ("operations", "province", "省设备部"),
    "province dispatching": ("dispatching", "province", "省调度中心"),
    "province development": ("development", "province", "省发展部"),
    "city marketing": ("marketing", "city", "甲市营销部"),
    "city operations": ("operations", "city", "甲市运检部"),
    "city dispatching": ("dispatching", "city", "甲市调控中心"),
    "city development": ("development", "city", "甲市发展部"),
    "county operations": ("operations", "county", "东县运检部"),
    "county dispatching": ("dispatching", "county", "东县调控分中心"),
    "county development": ("development", "county", "东县发展建设部"),
    "station": ("station", "station", "东县供电所"),
    "station 2": ("station", "station 2", "西县供电所"),
    "station 3": ("station", "station 3", "北县供电所"),
    "crew 1": ("crew", "crew 1", "东县抢修一班"),
    "crew 2": ("crew", "crew 2", "东县抢修二班"),
    "crew 3": ("crew", "crew 3", "西县抢修一班"),
    "crew 4": ("crew", "crew 4", "北县抢修一班"),
}
#: Person: (department, role, Chinese name, the exchange's name of an agent).
PEOPLE: dict[str, tuple[str, str, str, str | None]] = {
    "agent": ("centre", "agent", "坐席甲", "1001"),
    "agent 2": ("centre", "agent", "坐席乙", "1002"),
    "shift leader": ("centre", "shift-leader", "班长", None),
    "supervision": ("supervision", "manager", "省监督员", None),
    "operator": ("supervision", "operator", "运维员", None),
    "designer": ("supervision", "designer", "设计员", None),
    "auditor": ("supervision", "auditor", "审计员", None),
    "city": ("city", "dispatcher", "甲市值班", None),
    "city 2": ("city 2", "dispatcher", "乙市值班", None),
    "county desk": ("county desk", "dispatcher", "东县调度", None),
    "desk colleague": ("county desk", "dispatcher", "东县调度乙", None),
    "county desk 2": ("county desk 2", "dispatcher", "西县调度", None),
    "county desk 3": ("county desk 3", "dispatcher", "北县调度", None),
    "duty manager": ("duty manager", "duty-manager", "东县值班长", None),
    "duty manager 2": ("duty manager 2", "duty-manager", "西县值班长", None),
    "duty manager 3": ("duty manager 3", "duty-manager", "北县值班长", None),
    "discipline": ("discipline", "manager", "省纪检员", None),
    "inspection": ("inspection", "dispatcher", "甲市稽查员", None),
    "inspection 2": ("inspection 2", "dispatcher", "乙市稽查员", None),
    "marketing": ("marketing", "dispatcher", "东县营销员", None),
    "marketing 2": ("marketing 2", "dispatcher", "西县营销员", None),
    "marketing 3": ("marketing 3", "dispatcher", "北县营销员", None),
    "metering": ("metering", "dispatcher", "东县计量员", None),
    "metering 2": ("metering 2", "dispatcher", "西县计量员", None),
    "metering 3": ("metering 3", "dispatcher", "北县计量员", None),
    "management": ("management", "manager", "东县经理", None),
    "management 2": ("management 2", "manager", "西县经理", None),
    "management 3": ("management 3", "manager", "北县经理", None),
    "province marketing": ("province marketing", "manager", "省营销主管", None),
    "province operations": ("province operations", "manager", "省设备主管", None),
    "province dispatching": ("province dispatching", "manager", "省调主管", None),
    "province development": ("province development", "manager", "省发展主管", None),
    "city marketing": ("city marketing", "manager", "甲市营销主管", None),
    "city operations": ("city operations", "manager", "甲市运检主管", None),
    "city dispatching": ("city dispatching", "dispatcher", "甲市调控员", None),
    "city development": ("city development", "manager", "甲市发展主管", None),
    "county operations": ("county operations", "manager", "东县运检专责", None),
    "county dispatching": ("county dispatching", "dispatcher", "东县调控员", None),
    "county development": ("county development", "manager", "东县发展专责", None),
    "station": ("station", "manager", "东县所长", None),
    "station 2": ("station 2", "manager", "西县所长", None),
    "station 3": ("station 3", "manager", "北县所长", None),
    "crew 1": ("crew 1", "crew", "东县一班班长", None),
    "crew 2": ("crew 2", "crew", "东县二班班长", None),
    "crew 3": ("crew 3", "crew", "西县一班班长", None),
    "crew 4": ("crew 4", "crew", "北县一班班长", None),
}
#: Premise: (county, area, customer class, cut off for debt).
PREMISES: dict[str, tuple[str, str, str, bool]] = {
    "urban": ("county", "urban", "ordinary", False),
    "rural": ("county 2", "rural", "ordinary", False),
    "remote": ("county 3", "remote", "ordinary", False),
    "hospital": ("county", "urban", "important", False),
    "in debt": ("county", "urban", "ordinary", True),
}
_STATIONS = {"county": "station", "county 2": "station 2", "county 3": "station 3"}


def department_kinds() -> frozenset[str]:
    """Return the kinds of department that the organisation has."""
    return frozenset(kind for kind, _, _ in DEPARTMENTS.values())


def departments_at() -> frozenset[str]:
    """Return the departments that some tier of the organisation has, as KIND@TIER."""
    return frozenset(f"{kind}@{TIERS[tier][1]}" for kind, tier, _ in DEPARTMENTS.values())


@dataclass(frozen=True)
class Cast:
    """The rows to load, and the ids by name."""

    rows: Mapping[str, list[Row]]
    tiers: Mapping[str, str]
    departments: Mapping[str, str]
    people: Mapping[str, str]
    premises: Mapping[str, str]

    def person_name(self, key: str | None) -> str | None:
        """Return the name of a person's id; None for nobody, `system` for somebody else."""
        if key is None:
            return None
        return next((name for name, person in self.people.items() if person == key), "system")

    def department_name(self, key: str | None) -> str | None:
        """Return the name of a department's id, None for none."""
        return next((name for name, department in self.departments.items() if department == key), None)

    def tier_name(self, key: str | None) -> str | None:
        """Return the name of a tier's id, None for none."""
        return next((name for name, tier in self.tiers.items() if tier == key), None)

    def departments_of(self, person: str) -> list[str]:
        """Return the ids of the departments in which a person, given by their id, works."""
        return [str(row["department_id"]) for row in self.rows["membership"] if row["person_id"] == person]

    def first_member(self, department: str) -> str | None:
        """Return the id of who stands first in a department, given by its id; None when it is empty."""
        for row in self.rows["membership"]:
            if row["department_id"] == department:
                return str(row["person_id"])
        return None


def make_cast(empty: Iterable[str] = ()) -> Cast:
    """Return the organisation; the departments named in `empty` have no members."""
    tiers = {name: new_id() for name in TIERS}
    departments = {name: new_id() for name in DEPARTMENTS}
    people = {name: new_id() for name in PEOPLE}
    premises = {name: new_id() for name in PREMISES}
    rows: dict[str, list[Row]] = {
        "tier": [_tier_row(name, tiers) for name in TIERS],
        "department": [
            {
                "id": departments[name],
                "tier_id": tiers[tier],
                "kind": kind,
                "name": chinese,
                "queue": QUEUE if name == "centre" else None,
            }
            for name, (kind, tier, chinese) in DEPARTMENTS.items()
        ],
        "person": [
            {"id": people[name], "username": name, "name": chinese, "agent": agent}
            for name, (_, _, chinese, agent) in PEOPLE.items()
        ],
        "membership": [
            {
                "id": new_id(),
                "person_id": people[name],
                "department_id": departments[department],
                "role": role,
            }
            for name, (department, role, _, _) in PEOPLE.items()
            if department not in set(empty)
        ],
        **_places(tiers, premises),
    }
    return Cast(rows, tiers, departments, people, premises)


def _tier_row(name: str, tiers: Mapping[str, str]) -> Row:
    parent, kind, chinese = TIERS[name]
    path = [name]
    above = parent
    while above is not None:
        path.append(above)
        above = TIERS[above][0]
    return {
        "id": tiers[name],
        "parent_id": tiers[parent] if parent is not None else None,
        "kind": kind,
        "code": name,
        "name": chinese,
        "path": "/" + "/".join(reversed(path)) + "/",
        "zone": "Asia/Shanghai",
        "calendar": "cn",
    }


def _places(tiers: Mapping[str, str], premises: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return territories, supply units, customers and premises."""
    territories = {county: new_id() for county in _STATIONS}
    units = {county: new_id() for county in _STATIONS}
    customers = {name: new_id() for name in PREMISES}
    return {
        "territory": [
            {"id": key, "code": f"T {county}", "name": TIERS[county][2], "tier_id": tiers[county]}
            for county, key in territories.items()
        ],
        "supply_unit": [
            {
                "id": key,
                "code": f"U {county}",
                "name": TIERS[_STATIONS[county]][2],
                "tier_id": tiers[_STATIONS[county]],
            }
            for county, key in units.items()
        ],
        "customer": [
            {
                "id": customers[name],
                "number": f"C{number:07d}",
                "name": f"客户{number}",
                "phone": f"1380000000{number}",
                "customer_class": customer_class,
            }
            for number, (name, (_, _, customer_class, _)) in enumerate(PREMISES.items(), 1)
        ],
        "premise": [
            {
                "id": premises[name],
                "number": f"M{number:07d}",
                "customer_id": customers[name],
                "address": f"演示路{number}号",
                "territory_id": territories[county],
                "supply_unit_id": units[county],
                "area": area,
                "cut_off_for_debt": in_debt,
            }
            for number, (name, (county, area, _, in_debt)) in enumerate(PREMISES.items(), 1)
        ],
    }
