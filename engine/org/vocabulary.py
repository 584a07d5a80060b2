"""The words of the organisation: kinds of departments, roles, posts. A word that is not here is refused.

A new kind of department or post is a line here; nothing else has to know it. A new role must also stand in
`engine.org.policy.RULES`, or it opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.words import Words

TIER_KINDS: Mapping[str, Words] = {
    "province": Words("province", "省"),
    "city": Words("city", "市"),
    "county": Words("county", "县"),
    "station": Words("supply station", "供电所"),
    "crew": Words("crew", "班组"),
}

#: What a department does; candidate groups such as `repair@county` name it.
DEPARTMENT_KINDS: Mapping[str, Words] = {
    "customer-service": Words("customer service centre", "客户服务中心"),
    "supervision": Words("service supervision", "服务监督"),
    "command": Words("supply service command centre", "供电服务指挥中心"),
    "repair": Words("repair desk", "抢修调度"),
    "duty": Words("duty room", "值班室"),
    "marketing": Words("marketing", "营销"),
    "connection": Words("connection requests", "业扩报装"),
    "metering": Words("metering", "计量"),
    "billing": Words("meter reading and billing", "抄核收"),
    "inspection": Words("inspection of use", "用电检查"),
    "operations": Words("operation and maintenance", "运检"),
    "dispatching": Words("grid dispatching", "调度控制"),
    "development": Words("grid development", "发展策划"),
    "construction": Words("grid construction", "建设"),
    "safety": Words("safety supervision", "安全监察"),
    "discipline": Words("discipline inspection", "纪检监察"),
    "quality": Words("service quality", "服务质量"),
    "management": Words("management", "分管领导"),
    "office": Words("general office", "综合办公室"),
    "gas-emergency": Words("gas emergency desk", "燃气抢险"),
    "gas-service": Words("gas user service", "燃气用户服务"),
    "station": Words("supply station", "供电所"),
    "crew": Words("crew", "班组"),
}

ROLES: Mapping[str, Words] = {
    "agent": Words("agent", "坐席"),
    "shift-leader": Words("shift leader", "班长"),
    "dispatcher": Words("dispatcher", "调度员"),
    "duty-manager": Words("duty manager", "值班经理"),
    "crew": Words("crew", "班组人员"),
    "manager": Words("manager", "管理人员"),
    "staff": Words("staff", "业务人员"),
    "operator": Words("operator of the system", "系统运维"),
    "designer": Words("process designer", "流程设计"),
    "auditor": Words("auditor", "审计"),
}

#: 岗位: what somebody is in a department. It gives no right; the role does.
POSTS: Mapping[str, Words] = {
    "agent": Words("agent", "坐席"),
    "shift-leader": Words("shift leader", "班长"),
    "quality-inspector": Words("quality inspector", "质检员"),
    "dispatcher": Words("dispatcher", "调度员"),
    "duty-manager": Words("duty manager", "值班经理"),
    "account-manager": Words("account manager", "客户经理"),
    "surveyor": Words("surveyor", "勘查员"),
    "meter-worker": Words("meter worker", "装表接电工"),
    "crew-leader": Words("crew leader", "抢修班长"),
    "lineman": Words("lineman", "抢修工"),
    "station-head": Words("head of a station", "所长"),
    "department-head": Words("head of a department", "部门主任"),
    "deputy-head": Words("deputy head of a department", "部门副主任"),
    "supervisor": Words("supervisor", "监督员"),
    "clerk": Words("clerk", "业务员"),
}
