"""Plan the sheet of tiers: superiors before what lies below them, whatever order the lines have."""

from __future__ import annotations

from zoneinfo import available_timezones

from engine.commands.imports.plan import Names, Plan, Record
from engine.ids import new_id
from engine.org import KINDS
from engine.org.changing import code_findings
from engine.org.names import plain_name
from engine.store.edited_rows import TIERS, TierRow
from engine.store.time import read_calendars
from engine.words import Words

SHEET = "tiers"
_TELL = Words("a plain name that nothing beside it has", "普通文字，且与同级不重名")


def plan_tiers(plan: Plan, records: list[Record]) -> dict[str, TierRow]:
    """Plan the lines; return all tiers that there will be, by code."""
    known = {row.code: row for row in TIERS.all(plan.tx)}
    names = Names((row.parent_id, row.name, row.code) for row in known.values() if row.active)
    calendars = {row.key for row in read_calendars(plan.tx)}
    waiting = list(records)
    while waiting:
        ready = [one for one in waiting if one["parent"] is None or one["parent"] in known]
        if not ready:
            for record in waiting:
                plan.unknown(SHEET, record, "parent")
            break
        waiting = [one for one in waiting if one["parent"] is not None and one["parent"] not in known]
        for record in ready:
            _one(plan, record, known, names, calendars)
    return known


def _one(plan: Plan, record: Record, known: dict[str, TierRow], names: Names, calendars: set[str]) -> None:
    code, before = record["code"], known.get(record["code"])
    parent = known.get(record["parent"] or "")
    if before is None:
        if plan.tell_findings(SHEET, record, "code", code_findings("code", code, known)):
            return
        if not _fits(plan, record, parent, known):
            return
    elif not _stays(plan, record, before, parent):
        return
    path = before.path if before is not None else f"{parent.path if parent else '/'}{code}/"
    if not plan.may_change(SHEET, record, "code", [path]):
        return
    parent_id = before.parent_id if before is not None else parent.id if parent else None
    problem = names.problem(parent_id, record["name"], code)
    if problem is not None:
        plan.tell(SHEET, record, "name", problem, _TELL)
        return
    zone = record["zone"] or (before or parent or _DEFAULTS).zone
    calendar = record["calendar"] or (before or parent or _DEFAULTS).calendar
    if zone not in available_timezones():
        plan.tell(SHEET, record, "zone", Words("is no time zone", "不是时区"), Words.same("Asia/Shanghai"))
        return
    if record["calendar"] is not None and calendar not in calendars:
        known_calendars = Words.same(", ".join(sorted(calendars)) or "-")
        plan.tell(SHEET, record, "calendar", Words("is not known", "不存在"), known_calendars)
        return
    made = before or TierRow(new_id(), parent_id, record["kind"], code, "", path, zone, calendar)
    after = made._replace(name=plain_name(record["name"]), zone=zone, calendar=calendar)
    known[code] = after
    plan.put(SHEET, TIERS, before, after, after.name, path)


_DEFAULTS = TierRow("", None, KINDS[0], "", "", "/", "Asia/Shanghai", "cn")


def _fits(plan: Plan, record: Record, parent: TierRow | None, known: dict[str, TierRow]) -> bool:
    kind = record["kind"]
    if parent is None:
        if kind == KINDS[0] and not any(row.parent_id is None for row in known.values()):
            return True
        plan.tell(
            SHEET,
            record,
            "parent",
            Words("is missing: only one province has no superior", "缺少：只有一个省没有上级"),
            Words("the superior's code", "上级的编码"),
        )
        return False
    if KINDS.index(parent.kind) < KINDS.index(kind) and parent.active:
        return True
    plan.tell(
        SHEET,
        record,
        "parent",
        Words(f"a {kind} cannot stand below {parent.name}", f"{kind} 不能在 {parent.name} 之下"),
        Words.same(", ".join(KINDS[: KINDS.index(kind)])),
    )
    return False


def _stays(plan: Plan, record: Record, before: TierRow, parent: TierRow | None) -> bool:
    if not before.active:
        told, expected = Words("was closed", "已关闭"), Words("another code", "别的编码")
        plan.tell(SHEET, record, "code", told, expected)
        return False
    moved = parent is not None and parent.id != before.parent_id
    if moved or record["kind"] != before.kind:
        column = "parent" if moved else "kind"
        told = Words("is another than it has now", "与现有的不同")
        expected = Words(
            "what it has: tiers are moved by a reorganisation, not by an import",
            "与现有一致：层级的移动请用机构调整，而不是导入",
        )
        plan.tell(SHEET, record, column, told, expected)
        return False
    return True
