"""The fixed cast of the stories: a small province, one person per role and tier.

浙东省 (demonstration province)
  甲市                                 乙市
    东县 (urban)   西县 (rural)           北县
      东县一班 (crew), 东县供电所 (station)
"""

from __future__ import annotations

from typing import Any

from engine.ids import new_id

AGENT, SHIFT_LEADER, SUPERVISOR, OPERATOR, DESIGNER, AUDITOR = (
    "agent",
    "leader",
    "supervisor",
    "operator",
    "designer",
    "auditor",
)
CITY, CITY_2 = "city", "city2"
DESK, DUTY, CREW, CREW_2 = "desk", "duty", "crew", "crew2"
WEST_DESK, NORTH_DESK = "west", "north"


def cast() -> tuple[dict[str, list[dict[str, Any]]], dict[str, str]]:
    """Return the rows of the organisation, and ids by name: people by username, tiers by code, premises."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            "tier",
            "territory",
            "supply_unit",
            "department",
            "person",
            "membership",
            "customer",
            "premise",
        )
    }
    ids: dict[str, str] = {}

    def tier(code: str, parent: str | None, kind: str, name: str) -> None:
        ids[code] = new_id()
        path = next((t["path"] for t in rows["tier"] if t["code"] == parent), "/") + f"{code}/"
        rows["tier"].append(
            {
                "id": ids[code],
                "parent_id": ids.get(parent or ""),
                "kind": kind,
                "code": code,
                "name": name,
                "path": path,
                "zone": "Asia/Shanghai",
                "calendar": "cn",
            }
        )

    def department(tier_code: str, kind: str, name: str, queue: str | None = None) -> None:
        key = f"{kind}@{tier_code}"
        ids[key] = new_id()
        rows["department"].append(
            {"id": ids[key], "tier_id": ids[tier_code], "kind": kind, "name": name, "queue": queue}
        )

    def person(username: str, name: str, where: str, role: str, agent: str | None = None) -> None:
        ids[username] = new_id()
        rows["person"].append({"id": ids[username], "username": username, "name": name, "agent": agent})
        rows["membership"].append(
            {"id": new_id(), "person_id": ids[username], "department_id": ids[where], "role": role}
        )

    tier("P", None, "province", "演示省")
    tier("A", "P", "city", "甲市")
    tier("B", "P", "city", "乙市")
    for code, city, name in (("A1", "A", "东县"), ("A2", "A", "西县"), ("B1", "B", "北县")):
        tier(code, city, "county", name)
        tier(f"{code}-S", code, "station", f"{name}供电所")
        tier(f"{code}-C1", code, "crew", f"{name}抢修一班")
    tier("A1-C2", "A1", "crew", "东县抢修二班")
    department("P", "customer-service", "省客户服务中心", "repair@default")
    department("P", "supervision", "省供电服务监督处")
    for code, name in (("A", "甲市"), ("B", "乙市")):
        department(code, "command", f"{name}供电服务指挥中心")
    for code, name in (("A1", "东县"), ("A2", "西县"), ("B1", "北县")):
        department(code, "repair", f"{name}抢修调度")
        department(code, "duty", f"{name}值班室")
        department(f"{code}-C1", "crew", f"{name}抢修一班")
    department("A1-C2", "crew", "东县抢修二班")
    for kind, where, name, role in (
        ("discipline", "P", "省纪检监察组", "manager"),
        ("inspection", "A", "甲市反窃电稽查", "dispatcher"),
        ("marketing", "A1", "东县营销部", "dispatcher"),
        ("metering", "A1", "东县计量班", "dispatcher"),
        ("management", "A1", "东县公司领导", "manager"),
        ("marketing", "A2", "西县营销部", "dispatcher"),
    ):
        department(where, kind, name)
        person(kind if where != "A2" else "west-marketing", f"{name}·一", f"{kind}@{where}", role)
    person(AGENT, "坐席甲", "customer-service@P", "agent", "1001")
    person("agent2", "坐席乙", "customer-service@P", "agent", "1002")
    person(SHIFT_LEADER, "班长", "customer-service@P", "shift-leader")
    person(SUPERVISOR, "监督员", "supervision@P", "manager")
    person(OPERATOR, "运维员", "supervision@P", "operator")
    person(DESIGNER, "设计员", "supervision@P", "designer")
    person(AUDITOR, "审计员", "supervision@P", "auditor")
    person(CITY, "甲市值班", "command@A", "dispatcher")
    person(CITY_2, "乙市值班", "command@B", "dispatcher")
    person(DESK, "东县调度", "repair@A1", "dispatcher")
    person("desk2", "东县调度乙", "repair@A1", "dispatcher")
    person(WEST_DESK, "西县调度", "repair@A2", "dispatcher")
    person(NORTH_DESK, "北县调度", "repair@B1", "dispatcher")
    person(DUTY, "东县值班长", "duty@A1", "duty-manager")
    person(CREW, "一班班长", "crew@A1-C1", "crew")
    person(CREW_2, "二班班长", "crew@A1-C2", "crew")
    person("west-crew", "西县班长", "crew@A2-C1", "crew")
    for number, (code, area) in enumerate((("A1", "urban"), ("A2", "rural"), ("B1", "remote")), 1):
        ids[f"T-{code}"], ids[f"U-{code}"] = new_id(), new_id()
        rows["territory"].append(
            {"id": ids[f"T-{code}"], "code": f"T{number}", "name": f"{code} 辖区", "tier_id": ids[code]}
        )
        rows["supply_unit"].append(
            {
                "id": ids[f"U-{code}"],
                "code": f"U{number}",
                "name": f"{code} 供电单位",
                "tier_id": ids[f"{code}-S"],
            }
        )
        ids[f"customer-{code}"], ids[f"premise-{code}"] = new_id(), new_id()
        rows["customer"].append(
            {
                "id": ids[f"customer-{code}"],
                "number": f"C{number:07d}",
                "name": f"客户{number}",
                "phone": f"1380000000{number}",
                "customer_class": "ordinary",
            }
        )
        rows["premise"].append(
            {
                "id": ids[f"premise-{code}"],
                "number": f"M{number:07d}",
                "customer_id": ids[f"customer-{code}"],
                "address": f"演示路{number}号",
                "territory_id": ids[f"T-{code}"],
                "supply_unit_id": ids[f"U-{code}"],
                "area": area,
            }
        )
    return rows, ids
