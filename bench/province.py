"""An invented organisation of a real province's size: 13 cities, about 100 counties, 5,000 people.

Names are numbers with a tier's word behind them: nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from huan.demonstration.organisation import Row, Rows

CITIES, COUNTIES, STATIONS, CREWS = 13, 104, 5, 10
AGENTS, SUPERVISORS, DISPATCHERS = 400, 40, 12
#: Members of each department of a county, station and crew.
COUNTY = (
    ("repair", "dispatcher", 5),
    ("duty", "duty-manager", 2),
    ("metering", "staff", 4),
    ("business", "staff", 4),
)
IN_STATION, IN_CREW = 2, 2
PREMISES = 20
AREAS = ("urban", "rural", "rural", "remote")


@dataclass
class County:
    """What the tasks of a county need to know: its row, its departments with their members, its premises."""

    tier: Row
    city: int
    departments: dict[str, Row] = field(default_factory=dict)
    crews: list[Row] = field(default_factory=list)
    crew_departments: list[Row] = field(default_factory=list)
    territory: Row = field(default_factory=dict)
    unit: Row = field(default_factory=dict)
    premises: list[Row] = field(default_factory=list)
    area: str = "urban"


@dataclass
class Province:
    """The rows of the organisation by table, and what is where."""

    rows: Rows = field(default_factory=Rows)
    centre: Row = field(default_factory=dict)
    supervision: Row = field(default_factory=dict)
    commands: list[Row] = field(default_factory=list)
    counties: list[County] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)

    def department(self, tier: str, kind: str, role: str, people: int) -> Row:
        """Add a department with its members; their usernames are tier, kind and a number from 0."""
        made = self.rows.department(tier, kind, f"{self.rows.tiers[tier]['name']}{kind}")
        known = self.members.setdefault(made["id"], [])
        for number in range(people):
            serial = len(self.rows.tables["person"]) + 1
            self.rows.person(f"{tier}-{kind}-{number}".lower(), f"员工{serial:05d}", made, role)
            known.append(self.rows.tables["person"][-1]["id"])
        return made

    def person(self, username: str) -> str:
        """Return the id of a person."""
        people: list[dict[str, Any]] = self.rows.tables["person"]
        return str(next(one["id"] for one in people if one["username"] == username))


def province(cities: int = CITIES, counties: int = COUNTIES) -> Province:
    """Return a province with so many cities, and so many counties over all of them."""
    made = Province()
    made.rows.tables["person"] = []
    made.rows.tier("P", None, "province", "样本省")
    made.centre = made.department("P", "customer-service", "agent", AGENTS)
    made.supervision = made.department("P", "supervision", "manager", SUPERVISORS)
    for number in range(cities):
        code = f"C{number + 1:02d}"
        made.rows.tier(code, "P", "city", f"第{number + 1}市")
        made.commands.append(made.department(code, "command", "dispatcher", DISPATCHERS))
    for number in range(counties):
        made.counties.append(_county(made, number, number % cities))
    return made


def _county(made: Province, number: int, city: int) -> County:
    code, name = f"X{number + 1:03d}", f"第{number + 1}县"
    county = County(made.rows.tier(code, f"C{city + 1:02d}", "county", name), city)
    county.area = AREAS[number % len(AREAS)]
    for kind, role, people in COUNTY:
        county.departments[kind] = made.department(code, kind, role, people)
    for station in range(STATIONS):
        made.rows.tier(f"{code}-S{station}", code, "station", f"{name}供电所{station + 1}")
        made.department(f"{code}-S{station}", "station", "manager", IN_STATION)
    for crew in range(CREWS):
        county.crews.append(made.rows.tier(f"{code}-B{crew}", code, "crew", f"{name}抢修{crew + 1}班"))
        county.crew_departments.append(made.department(f"{code}-B{crew}", "crew", "crew", IN_CREW))
    county.territory = made.rows.add(
        "territory", code=f"T{number + 1:03d}", name=name, tier_id=county.tier["id"], parent_id=None
    )
    county.unit = made.rows.add(
        "supply_unit", code=f"U{number + 1:03d}", name=f"{name}供电所", tier_id=county.tier["id"]
    )
    for place in range(PREMISES):
        serial = number * PREMISES + place
        customer = made.rows.add(
            "customer",
            number=f"33{serial:08d}",
            name=f"客户{serial:05d}",
            phone=None,
            customer_class="ordinary",
        )
        county.premises.append(
            made.rows.add(
                "premise",
                number=f"66{serial:08d}",
                customer_id=customer["id"],
                address=f"{name}样本路{place + 1}号",
                territory_id=county.territory["id"],
                supply_unit_id=county.unit["id"],
                area=county.area,
                transformer_area=f"{name}{place % 7 + 1}号台区",
                cut_off_for_debt=False,
            )
        )
    return county
