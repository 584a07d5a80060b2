"""Which tables can be imported, and their columns. docs/organisation.md lists them for people."""

from __future__ import annotations

from collections.abc import Mapping

from engine.sheets.columns import Sheet, code, flag, number, one_of, text, whole

AREAS = {"urban": "城区", "rural": "农村", "remote": "偏远"}
TIER_KINDS = {"province": "省", "city": "市", "county": "县", "station": "供电所", "crew": "班组"}
LANGUAGES = {"zh": "中文", "en": "英文"}
METER_KINDS = {
    "single-phase": "单相",
    "three-phase": "三相",
    "high-voltage": "高压",
    "gas": "燃气",
    "water": "水",
}

TIERS = Sheet(
    "tiers",
    "层级",
    (
        code("code", "编码", 40, required=True),
        one_of("kind", "类型", TIER_KINDS, required=True),
        text("name", "名称", 100, required=True),
        code("parent", "上级编码", 40),
        text("zone", "时区", 40),
        code("calendar", "日历", 40),
    ),
    ("code",),
)
DEPARTMENTS = Sheet(
    "departments",
    "部门",
    (
        code("tier", "层级编码", 40, required=True),
        code("kind", "部门类别", 40, required=True),
        text("name", "部门名称", 100, required=True),
        text("queue", "话务队列", 400),
    ),
    ("tier", "kind"),
)
PEOPLE = Sheet(
    "people",
    "人员",
    (
        code("username", "用户名", 60, required=True),
        text("name", "姓名", 100, required=True),
        code("tier", "层级编码", 40, required=True),
        code("department", "部门类别", 40, required=True),
        code("role", "角色", 20, required=True),
        code("post", "岗位", 40),
        text("agent", "工号", 80),
        one_of("language", "语言", LANGUAGES),
    ),
    ("username", "tier", "department", "role"),
)
TERRITORIES = Sheet(
    "territories",
    "行政区域",
    (
        code("code", "区域编码", 40, required=True),
        text("name", "区域名称", 100, required=True),
        code("tier", "负责层级编码", 40, required=True),
        code("parent", "上级区域编码", 40),
    ),
    ("code",),
)
SUPPLY_UNITS = Sheet(
    "supply-units",
    "供电单位",
    (
        code("code", "单位编码", 40, required=True),
        text("name", "单位名称", 100, required=True),
        code("tier", "所属层级编码", 40, required=True),
    ),
    ("code",),
)
CUSTOMERS = Sheet(
    "customers",
    "客户",
    (
        code("number", "户号", 20, required=True),
        text("name", "户名", 100, required=True),
        text("phone", "电话", 40),
        code("class", "客户类别", 20, required=True),
    ),
    ("number",),
)
PREMISES = Sheet(
    "premises",
    "用电地址",
    (
        code("number", "用电点编号", 20, required=True),
        code("customer", "户号", 20),
        text("address", "地址", 200, required=True),
        code("territory", "区域编码", 40, required=True),
        code("supply_unit", "单位编码", 40, required=True),
        one_of("area", "地区类别", AREAS, required=True),
        text("transformer_area", "台区", 40),
        flag("cut_off_for_debt", "欠费停电"),
        number("longitude", "经度", -180, 180),
        number("latitude", "纬度", -90, 90),
    ),
    ("number",),
)
METERS = Sheet(
    "meters",
    "电表",
    (
        code("number", "表号", 40, required=True),
        code("premise", "用电点编号", 20, required=True),
        one_of("kind", "表计类别", METER_KINDS, required=True),
        whole("multiplier", "倍率", 1, 1_000_000),
    ),
    ("number",),
)
#: Customers who are to be called. One may stand there twice: they are called once.
CALLEES = Sheet(
    "callees",
    "外呼名单",
    (
        text("phone", "电话", 40, required=True),
        text("name", "姓名", 100),
        code("customer", "户号", 20),
        code("order", "工单编号", 20),
        text("amount", "金额", 40),
        text("due", "期限", 40),
        text("note", "备注", 200),
    ),
    ("phone", "name", "customer", "order", "amount", "due", "note"),
)

#: The sheets of each import, in the order in which they refer to each other.
KINDS: Mapping[str, tuple[Sheet, ...]] = {
    "organisation": (TIERS, DEPARTMENTS, PEOPLE, TERRITORIES, SUPPLY_UNITS),
    "customers": (CUSTOMERS,),
    "premises": (PREMISES,),
    "meters": (METERS,),
}

#: Everything that can be read from a file.
TABLES: Mapping[str, tuple[Sheet, ...]] = {**KINDS, "callees": (CALLEES,)}
