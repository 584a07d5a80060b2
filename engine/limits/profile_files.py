"""Reads an operator profile (YAML). The files under profiles/ show every field in use.

    format: 1
    profile: state-grid
    version: "2026.1"
    names: {zh: 国家电网, en: State Grid}
    sources:
      sg-2023: {title: ..., trust: official}       # official reprint exam memory setting
    rules:
      - key: arrive
        names: {zh: 到达现场, en: arrival on site}
        categories: fault-report                   # one, a list, or absent: every category
        start: received                            # one, or a list
        stop: arrived                              # one, or a list of which the first to happen counts
        rounds: continue                           # continue reopen restart
        pauses: []                                 # reasons for which holding stops the clock
        appointment: replaces                      # replaces or ignored (as when absent)
        average: true                              # measured as an average too
        warn_at: [50, 80]                          # per cents at which pages warn; absent: 80
        when_rule_changes: keep                    # keep recompute tighten-only: a new version of the profile
        when_facts_change: recompute               # the same: the order's area, class … is corrected
        limits:
          - when: {area: urban}                    # fact: value or list; absent: always
            promise: {amount: 45, unit: minutes, source: sg-2023}
            target: {amount: 30, unit: minutes, source: house, note: ...}
    notices:                                       # how long before an event people must know
      - {key: planned-outage, names: ..., when: ..., notice: {amount: 7, unit: calendar_days, source: ...}}

A limit on a sum of stages has `accumulates: true` and `stages: [{key, start, stop}, ...]` instead of start
and stop; the last stage's stop ends the clock. Limits in days may say `day_end: close` (business hours) and,
for calendar days, `rolls: false`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

from engine.limits.amounts import Amount, Unit
from engine.limits.checked_yaml import Item, Report, read_document
from engine.limits.profile import NoticeRule, Profile, ties
from engine.limits.rules import DayEnd, Limit, LimitRule, OnChange, Rounds, Source, Stage, Terms, Trust
from engine.limits.vocabulary import Vocabulary, read_names
from engine.words import Words

_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,31}")
_HOURS = {"hours": Unit.MINUTES, "working_hours": Unit.WORKING_MINUTES}
_UNITS = [*Unit, *_HOURS]
_MAX_AMOUNT = 100_000
_RULE_REQUIRED = ("key", "names", "rounds", "pauses", "limits")
_RULE_OPTIONAL = (
    "categories",
    "start",
    "stop",
    "accumulates",
    "stages",
    "appointment",
    "average",
    "day_end",
    "rolls",
    "warn_at",
    "when_rule_changes",
    "when_facts_change",
)
#: More warnings than this are no warning.
_MOST_WARNINGS = 5


def read_profile(text: str, file: str, vocabulary: Vocabulary) -> Profile:
    """Read one profile; `file` is the name that messages show.

    Raises InvalidInput whose findings name file, line, field, problem, what was expected, and the remedy.
    """
    root = read_document(text, file)
    report = root.report
    reader = _Reader(report, vocabulary)
    profile: Profile | None = None
    with report.part():
        fields = root.fields(("format", "profile", "version", "names", "sources", "rules"), ("notices",))
        fields["format"].integer(1, 1)
        reader.profile = _matching(
            fields["profile"],
            _KEY,
            Words("a short lower-case name such as state-grid", "简短的小写名称，例如 state-grid"),
        )
        reader.version = _matching(
            fields["version"], _VERSION, Words('a version such as "2026.1"', '版本号，例如 "2026.1"')
        )
        reader.read_sources(fields["sources"])
        for item in fields["rules"].items():
            with report.part():
                reader.read_rule(item)
        if "notices" in fields:
            for item in fields["notices"].items():
                with report.part():
                    reader.read_notice(item)
        reader.refuse_ties()
        profile = Profile(
            key=reader.profile,
            version=reader.version,
            names=read_names(fields["names"]),
            rules=tuple(rule for rule, _ in reader.rules),
            notices=tuple(reader.notices),
            sources=MappingProxyType(reader.sources),
            vocabulary=vocabulary,
        )
    report.raise_if_any()
    assert profile is not None, "a part that failed has reported why"
    return profile


class _Reader:
    """Builds the rules of one file while the report collects faults."""

    def __init__(self, report: Report, vocabulary: Vocabulary) -> None:
        self.report = report
        self.vocabulary = vocabulary
        self.profile = ""
        self.version = ""
        self.sources: dict[str, Source] = {}
        self.rules: list[tuple[LimitRule, Item]] = []
        self.notices: list[NoticeRule] = []

    def read_sources(self, item: Item) -> None:
        for key, entry in item.mapping().items():
            with self.report.part():
                fields = entry.fields(("title", "trust"))
                trust = Trust(fields["trust"].choice(list(Trust)))
                self.sources[key] = Source(key, fields["title"].text(), trust)

    def read_rule(self, item: Item) -> None:
        """Read one rule entry: every line of its `limits` becomes a LimitRule of its own."""
        fields = item.fields(_RULE_REQUIRED, _RULE_OPTIONAL)
        key = _matching(
            fields["key"],
            _KEY,
            Words("a short lower-case name such as arrive", "简短的小写名称，例如 arrive"),
        )
        names = read_names(fields["names"])
        categories = self._categories(fields)
        accumulates = "accumulates" in fields and fields["accumulates"].boolean()
        stages = self._stages(item, fields, accumulates)
        for entry in fields["limits"].items():
            with self.report.part():
                line = entry.fields((), ("when", "promise", "target"))
                conditions = {**categories, **(self._conditions(line["when"]) if "when" in line else {})}
                promise = self._limit(line["promise"]) if "promise" in line else None
                target = self._limit(line["target"]) if "target" in line else None
                unit = _common_unit(entry, promise, target)
                terms = Terms(
                    key=key,
                    rule=f"{self.profile}@{self.version}/{key}{_shown(conditions)}",
                    unit=unit,
                    promise=promise.amount.value if promise else None,
                    target=target.amount.value if target else None,
                    stages=stages,
                    pauses=frozenset(self._pauses(fields["pauses"])),
                    rounds=Rounds(fields["rounds"].choice(list(Rounds))),
                    day_end=_day_end(fields, unit),
                    rolls=_rolls(fields, unit),
                    appointable=_appointable(fields),
                    accumulates=accumulates,
                )
                rule = LimitRule(
                    terms,
                    names,
                    MappingProxyType(conditions),
                    promise,
                    target,
                    average="average" in fields and fields["average"].boolean(),
                    warn_at=_warnings(fields),
                    when_rule_changes=_on_change(fields, "when_rule_changes", OnChange.KEEP),
                    when_facts_change=_on_change(fields, "when_facts_change", OnChange.RECOMPUTE),
                )
                self.rules.append((rule, entry))

    def read_notice(self, item: Item) -> None:
        fields = item.fields(("key", "names", "notice"), ("when",))
        limit = self._limit(fields["notice"])
        if limit.amount.unit is Unit.WORKING_MINUTES:
            raise fields["notice"].fail(
                Words("a notice cannot be counted in working minutes", "提前量不能按工作分钟计算"),
                Words("hours or days", "小时或天"),
            )
        conditions = self._conditions(fields["when"]) if "when" in fields else {}
        key = _matching(
            fields["key"],
            _KEY,
            Words("a short lower-case name such as planned-outage", "简短的小写名称，例如 planned-outage"),
        )
        names = read_names(fields["names"])
        self.notices.append(NoticeRule(key, names, MappingProxyType(conditions), limit))

    def refuse_ties(self) -> None:
        """Report the pairs of rules between which no order could decide."""
        lines = {id(rule): entry for rule, entry in self.rules}
        for one, other in ties([rule for rule, _ in self.rules]):
            entry = lines[id(other)]
            self.report.add(
                entry.line,
                entry.field,
                Words(
                    f"rule {one.key!r} of line {lines[id(one)].line} matches some of the same orders "
                    f"({one.terms.rule} and {other.terms.rule}) and neither is more specific",
                    f"第 {lines[id(one)].line} 行的规则 {one.key!r} 也适用于同样的一些工单"
                    f"（{one.terms.rule} 与 {other.terms.rule}），两者都不更具体",
                ),
                Words("at most one most specific rule for every order", "每张工单最多一条最具体的规则"),
                Words("add a condition to one of the two, or merge them", "请给其中一条加条件，或合并两条"),
            )

    def _categories(self, fields: dict[str, Item]) -> dict[str, frozenset[str]]:
        if "categories" not in fields:
            return {}
        known = self.vocabulary.facts.get("category")
        return {"category": frozenset(fields["categories"].choices(list(known.values) if known else []))}

    def _conditions(self, item: Item) -> dict[str, frozenset[str]]:
        conditions: dict[str, frozenset[str]] = {}
        for name, entry in item.mapping().items():
            fact = self.vocabulary.facts.get(name)
            if fact is None or name == "category":
                known = ", ".join(key for key in self.vocabulary.facts if key != "category")
                raise entry.fail(
                    Words(f"there is no condition {name!r}", f"没有条件 {name!r}"),
                    Words(f"one of {known}", f"可用：{known}"),
                )
            values = entry.choices(list(fact.values))
            if not values:
                raise entry.fail(
                    Words("no value is allowed", "没有写任何值"),
                    Words("at least one value", "至少一个值"),
                    Words("remove the condition", "请删除这个条件"),
                )
            conditions[name] = frozenset(values)
        return conditions

    def _stages(self, item: Item, fields: dict[str, Item], accumulates: bool) -> tuple[Stage, ...]:
        wanted, unwanted = (
            (("stages",), ("start", "stop")) if accumulates else (("start", "stop"), ("stages",))
        )
        for name in unwanted:
            if name in fields:
                raise fields[name].fail(
                    Words(
                        f"{name!r} does not go with accumulates: {str(accumulates).lower()}",
                        f"{name!r} 不能与 accumulates: {str(accumulates).lower()} 同用",
                    ),
                    Words(" and ".join(map(repr, wanted)), " 和 ".join(map(repr, wanted))),
                )
        for name in wanted:
            if name not in fields:
                raise item.missing(name)
        if not accumulates:
            return (self._stage("", fields["start"], fields["stop"]),)
        stages: list[Stage] = []
        for entry in fields["stages"].items():
            parts = entry.fields(("key", "start", "stop"))
            key = _matching(
                parts["key"],
                _KEY,
                Words("a short lower-case name such as survey", "简短的小写名称，例如 survey"),
            )
            if any(key == stage.key for stage in stages):
                raise parts["key"].fail(
                    Words(f"stage {key!r} comes twice", f"阶段 {key!r} 出现两次"),
                    Words("each stage once", "每个阶段一次"),
                )
            stages.append(self._stage(key, parts["start"], parts["stop"]))
        if not stages:
            raise fields["stages"].fail(
                Words("there is no stage", "没有阶段"), Words("at least one stage", "至少一个阶段")
            )
        return tuple(stages)

    def _stage(self, key: str, start: Item, stop: Item) -> Stage:
        milestones = list(self.vocabulary.milestones)
        starts, stops = start.choices(milestones), stop.choices(milestones)
        if not starts or not stops or set(starts) & set(stops):
            raise stop.fail(
                Words("the clock would stop where it starts, or never", "时限会在起点停止，或永不停止"),
                Words("milestones after the start", "起点之后的里程碑"),
            )
        return Stage(key, starts, stops)

    def _pauses(self, item: Item) -> tuple[str, ...]:
        item.items()
        return item.choices(list(self.vocabulary.pauses))

    def _limit(self, item: Item) -> Limit:
        fields = item.fields(("amount", "unit", "source"), ("note",))
        value = fields["amount"].integer(1, _MAX_AMOUNT)
        unit = fields["unit"].choice(_UNITS)
        source = self.sources[fields["source"].choice(list(self.sources))]
        note = fields["note"].text() if "note" in fields else None
        if unit in _HOURS:
            return Limit(Amount(value * 60, _HOURS[unit]), source, note)
        return Limit(Amount(value, Unit(unit)), source, note)


def _matching(item: Item, pattern: re.Pattern[str], expected: Words) -> str:
    value = item.text()
    if not pattern.fullmatch(value):
        raise item.fail(Words(f"{value!r} cannot be used", f"{value!r} 不能用"), expected)
    return value


def _common_unit(entry: Item, promise: Limit | None, target: Limit | None) -> Unit:
    limits = [limit for limit in (promise, target) if limit is not None]
    if not limits:
        raise entry.fail(
            Words("there is neither a promise nor a target", "既没有承诺也没有目标"),
            Words("'promise', 'target' or both", "'promise'、'target' 或两者"),
        )
    if promise and target:
        if promise.amount.unit is not target.amount.unit:
            raise entry.fail(
                Words("promise and target count different units", "承诺和目标的单位不同"),
                Words("one unit, so that they compare", "同一单位，才能比较"),
            )
        if target.amount.value > promise.amount.value:
            raise entry.fail(
                Words("the target is longer than the promise", "目标比承诺还长"),
                Words("a target no longer than the promise", "不长于承诺的目标"),
            )
    return limits[0].amount.unit


def _day_end(fields: dict[str, Item], unit: Unit) -> DayEnd:
    if "day_end" not in fields:
        return DayEnd.MIDNIGHT
    if not unit.counts_days:
        raise fields["day_end"].fail(
            Words(f"a limit in {unit} has no last day", f"以 {unit} 计的时限没有最后一天"),
            Words("'day_end' with days only", "'day_end' 只用于按天计的时限"),
            Words("remove it", "请删除它"),
        )
    return DayEnd(fields["day_end"].choice(list(DayEnd)))


def _rolls(fields: dict[str, Item], unit: Unit) -> bool:
    if "rolls" not in fields:
        return unit is Unit.CALENDAR_DAYS
    if unit is not Unit.CALENDAR_DAYS:
        raise fields["rolls"].fail(
            Words(f"a limit in {unit} cannot end on a day off", f"以 {unit} 计的时限不会在休息日结束"),
            Words("'rolls' with calendar_days only", "'rolls' 只用于 calendar_days"),
        )
    return fields["rolls"].boolean()


def _warnings(fields: dict[str, Item]) -> tuple[Decimal, ...]:
    if "warn_at" not in fields:
        return (Decimal("0.8"),)
    item = fields["warn_at"]
    percents = [one.integer(1, 99) for one in item.items()]
    if len(percents) > _MOST_WARNINGS or percents != sorted(set(percents)):
        raise item.fail(
            Words("the warnings do not ascend, or there are too many", "预警不是递增的，或太多"),
            Words(
                f"at most {_MOST_WARNINGS} per cents of the limit, ascending, such as [50, 80]",
                f"最多 {_MOST_WARNINGS} 个递增的时限百分比，例如 [50, 80]",
            ),
        )
    return tuple(Decimal(percent) / 100 for percent in percents)


def _on_change(fields: dict[str, Item], name: str, otherwise: OnChange) -> OnChange:
    return OnChange(fields[name].choice(list(OnChange))) if name in fields else otherwise


def _appointable(fields: dict[str, Item]) -> bool:
    return "appointment" in fields and fields["appointment"].choice(("replaces", "ignored")) == "replaces"


def _shown(conditions: dict[str, frozenset[str]]) -> str:
    parts = [f"{name}={','.join(sorted(values))}" for name, values in sorted(conditions.items())]
    return "?" + "&".join(parts) if parts else ""
