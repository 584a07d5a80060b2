"""An invented province: two cities, five counties, one person per role and tier, 200 customers.

Every name is made up. The rows are the same at every run but for their ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.ids import new_id

Row = dict[str, Any]

CITIES = (("明州市", "MZ"), ("临川市", "LC"))
COUNTIES = (
    ("东溪区", "DX", "MZ", "urban"),
    ("西岭县", "XL", "MZ", "rural"),
    ("南湖县", "NH", "MZ", "rural"),
    ("北原区", "BY", "LC", "urban"),
    ("云山县", "YS", "LC", "remote"),
)
#: What every county has beside its desk: kind, name, what somebody there is called, their name, their role.
COUNTY_DEPARTMENTS = (
    ("marketing", "营销部", "营销", "白露", "dispatcher"),
    ("metering", "计量班", "计量", "准一", "dispatcher"),
    ("management", "公司领导", "经理", "安行", "manager"),
)
#: Who reviews supply schemes jointly, from the county up: kind, name, somebody there, their role.
REVIEWERS = (
    ("operations", "运检部", "运检·安稳", "manager"),
    ("dispatching", "调控中心", "调控·衡平", "dispatcher"),
    ("development", "发展部", "发展·长远", "manager"),
)
STREETS = ("和平路", "建设路", "朝阳街", "文化巷", "滨江路", "学府路", "工业大道", "古镇街")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
CUSTOMERS = 200
#: What people are 岗位, by the kind of their department (empty: any) and their role.
POSTS_OF_ROLES = {
    ("", "agent"): "agent",
    ("", "shift-leader"): "shift-leader",
    ("", "dispatcher"): "dispatcher",
    ("", "duty-manager"): "duty-manager",
    ("crew", "crew"): "crew-leader",
    ("station", "manager"): "station-head",
    ("supervision", "manager"): "supervisor",
    ("", "manager"): "department-head",
}
#: Departments that somebody is always on duty in.
ON_DUTY = ("customer-service", "command", "repair", "duty", "crew")
ROSTER_DAYS = 7
#: The queues of the recorded calls that can ring in a demonstration.
QUEUES = "repair@default empty@default"


@dataclass
class Rows:
    """The rows of an organisation by table, while they are made."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    tiers: dict[str, Row] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> Row:
        row = {"id": new_id(), **row}
        self.tables.setdefault(table, []).append(row)
        return row

    def tier(self, code: str, parent: str | None, kind: str, name: str) -> Row:
        above = self.tiers[parent] if parent is not None else None
        path = (above["path"] if above is not None else "/") + f"{code}/"
        made = self.add(
            "tier",
            parent_id=above["id"] if above is not None else None,
            kind=kind,
            code=code,
            name=name,
            path=path,
            zone="Asia/Shanghai",
            calendar="cn",
        )
        self.tiers[code] = made
        return made

    def department(self, tier: str, kind: str, name: str, queue: str | None = None) -> Row:
        return self.add("department", tier_id=self.tiers[tier]["id"], kind=kind, name=name, queue=queue)

    def person(
        self, username: str, name: str, department: Row, *roles: str, agent: str | None = None
    ) -> None:
        made = self.add("person", username=username, name=name, agent=agent)
        for role in roles:
            post = POSTS_OF_ROLES.get((department["kind"], role), POSTS_OF_ROLES.get(("", role)))
            self.add("membership", person_id=made["id"], department_id=department["id"], role=role, post=post)


def demonstration_rows() -> dict[str, list[Row]]:
    """Return the rows of the whole organisation, its customers and premises, by table."""
    rows = Rows()
    _province(rows)
    for name, code in CITIES:
        _city(rows, code, name)
    for name, code, city, _ in COUNTIES:
        _county(rows, code, city, name)
    _customers(rows)
    return rows.tables


def demonstration_roster(rows: Mapping[str, Sequence[Row]], now: datetime) -> list[Row]:
    """Return a roster for a week from today, Shanghai time: everybody of a department that is always there.

    `now` is aware; each shift lasts from midnight to midnight, so that somebody is on duty at any hour.
    """
    midnight = now.astimezone(ZoneInfo("Asia/Shanghai")).replace(hour=0, minute=0, second=0, microsecond=0)
    made = []
    for department in rows["department"]:
        people = [one["person_id"] for one in rows["membership"] if one["department_id"] == department["id"]]
        if department["kind"] not in ON_DUTY or not people:
            continue
        for day in range(ROSTER_DAYS):
            begin = midnight + timedelta(days=day)
            made.append(
                {
                    "id": new_id(),
                    "department_id": department["id"],
                    "name": "全天值班",
                    "from_at": begin,
                    "until_at": begin + timedelta(days=1),
                    "people": list(dict.fromkeys(people)),
                    "revision": 1,
                }
            )
    return made


def _province(rows: Rows) -> None:
    rows.tier("P", None, "province", "演示省")
    centre = rows.department("P", "customer-service", "省客户服务中心", QUEUES)
    watch = rows.department("P", "supervision", "省供电服务监督处")
    rows.person("agent", "坐席·林一", centre, "agent", agent="1001")
    rows.person("agent2", "坐席·林二", centre, "agent", agent="1002")
    rows.person("leader", "班长·高明", centre, "shift-leader", agent="1003")
    rows.person("supervisor", "省督办·罗成", watch, "manager")
    discipline = rows.department("P", "discipline", "省纪检监察组")
    rows.person("discipline", "纪检·秦明", discipline, "manager")
    rows.person("operator", "运维·石岩", watch, "operator")
    rows.person("designer", "流程设计·苏图", watch, "designer")
    rows.person("auditor", "审计·严正", watch, "auditor")
    _connection(rows, "P", "省", "province")


def _city(rows: Rows, code: str, name: str) -> None:
    rows.tier(code, "P", "city", name)
    command = rows.department(code, "command", f"{name}供电服务指挥中心")
    rows.person(f"city-{code.lower()}", f"{name[:2]}指挥·方圆", command, "dispatcher")
    inspection = rows.department(code, "inspection", f"{name}反窃电稽查")
    rows.person(f"inspection-{code.lower()}", f"{name[:2]}稽查·时清", inspection, "dispatcher")
    _connection(rows, code, name[:2], f"city-{code.lower()}")


def _county(rows: Rows, code: str, city: str, name: str) -> None:
    rows.tier(code, city, "county", name)
    low, short = code.lower(), name[:2]
    desk = rows.department(code, "repair", f"{name}抢修调度")
    duty = rows.department(code, "duty", f"{name}值班室")
    rows.person(f"desk-{low}", f"{short}调度·江河", desk, "dispatcher")
    rows.person(f"duty-{low}", f"{short}值班长·钟鸣", duty, "duty-manager")
    reviewers = [(kind, title, *person.split("·"), role) for kind, title, person, role in REVIEWERS]
    for kind, title, job, who, role in (*COUNTY_DEPARTMENTS, *reviewers):
        department = rows.department(code, kind, f"{name}{title}")
        rows.person(f"{kind}-{low}", f"{short}{job}·{who}", department, role)
    rows.tier(f"{code}-S1", code, "station", f"{name}供电所")
    station = rows.department(f"{code}-S1", "station", f"{name}供电所")
    rows.person(f"station-{low}", f"{short}所长·田野", station, "manager")
    for number, chinese in ((1, "一"), (2, "二")):
        crew = f"{code}-C{number}"
        rows.tier(crew, code, "crew", f"{name}抢修{chinese}班")
        team = rows.department(crew, "crew", f"{name}抢修{chinese}班")
        rows.person(f"crew-{low}{number}", f"{short}{chinese}班长·雷雨", team, "crew")


def _connection(rows: Rows, tier: str, short: str, who: str) -> None:
    """The departments of a province or city that decide on connections (业扩)."""
    for kind, name, person, role in (("marketing", "营销部", "营销·温言", "manager"), *REVIEWERS):
        department = rows.department(tier, kind, f"{short}{name}")
        rows.person(f"{kind}-{who}", f"{short}{person}", department, role)


def _customers(rows: Rows) -> None:
    places = []
    for number, (name, code, _, area) in enumerate(COUNTIES, 1):
        territory = rows.add(
            "territory", code=f"T{number:02d}", name=name, tier_id=rows.tiers[code]["id"], parent_id=None
        )
        unit = rows.add(
            "supply_unit", code=f"U{number:02d}", name=f"{name}供电所", tier_id=rows.tiers[f"{code}-S1"]["id"]
        )
        places.append((name, territory, unit, area))
    for number in range(CUSTOMERS):
        name, territory, unit, area = places[number % len(places)]
        important = number % 40 == 7
        customer = rows.add(
            "customer",
            number=f"33{number + 1:08d}",
            name=f"{name}人民医院"
            if important
            else f"{SURNAMES[number % len(SURNAMES)]}客户{number + 1:03d}",
            # The first customer is the caller of the demonstration's recorded call.
            phone="13812345678" if number == 0 else f"1390000{number + 1:04d}",
            customer_class="important" if important else "ordinary",
        )
        rows.add(
            "premise",
            number=f"66{number + 1:08d}",
            customer_id=customer["id"],
            address=f"{name}{STREETS[number % len(STREETS)]}{number // len(STREETS) + 1}号",
            territory_id=territory["id"],
            supply_unit_id=unit["id"],
            area=area,
            transformer_area=f"{name}{number % 7 + 1}号台区",
            cut_off_for_debt=number % 50 == 49,
        )
