"""A county's centre is busy, dead, or switched by hand: its callers go to the province, and come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select, update

from engine.calling.overflow import OverflowRule
from engine.calling.rules import TelephonyRules
from engine.commands.call_parts import Visit
from engine.commands.overflow.direct import DirectCaller
from engine.commands.rosters.plan_shift import PlanShift
from engine.store.organisation import changed
from engine.store.statement import Statement
from engine.store.tables import call_control, department
from engine.workers import settle_overflow
from tests.api.conftest import Site
from tests.api.test_agents import furnished, made, queue
from tests.api.test_queues import Morning, shown
from tests.calling import CUSTOMER, SWITCH, connect, leg, recorded_call
from tests.stage import SYSTEM

COUNTY, PROVINCE = "repair-a1@default", "repair@default"
RULE = OverflowRule(PROVINCE, back_seconds=300, waiting_seconds=120, dead_seconds=20)


class Centres:
    """The province's centre, where an agent is signed in, and the county's on an exchange of its own.

    `told`: the exchanges are heard because this says so; else somebody listens to them.
    """

    def __init__(self, site: Site, *, told: bool = True) -> None:
        self.site, stage = site, site.stage
        with stage.system.database.transaction() as tx:
            owner = department.c.id == site.ids["duty@A1"]
            tx.write(Statement(update(department).where(owner).values(queue=COUNTY)))
            changed(tx)
        self.ids = furnished(site)
        county = queue(COUNTY, node="a1-1", zh="东县报修", en="repairs, east")
        self.county = made(site.person("operator"), "/telephony/queues", county)
        self.rules(replace(stage.system.settings.telephony_rules, version="v7", overflow={COUNTY: RULE}))
        if told:
            connect(stage, node="hz-1", switch=SWITCH)
            self.heard(True)
        desk = self.ids["desk"]
        assert site.person("agent").post("/agent/sign-in", {"device": desk}).status_code == 200

    def rules(self, rules: TelephonyRules) -> None:
        system = self.site.stage.system
        system.engine.services.telephony_rules = rules
        self.site.stands_on(replace(system, settings=replace(system.settings, telephony_rules=rules)))

    def heard(self, is_heard: bool) -> None:
        connect(self.site.stage, node="a1-1", switch="fs-a1", state="live" if is_heard else "down")

    def watch(self, seconds: int) -> None:
        """Let time pass, and the rules look every ten seconds."""
        for _ in range(0, seconds, 10):
            self.site.stage.later(seconds=10)
            self.look()

    def look(self) -> None:
        assert settle_overflow(self.site.stage.engine) <= 1
        assert settle_overflow(self.site.stage.engine) == 0, "looking again changes nothing"

    def send(
        self, call: str, at: str = SWITCH, reach: frozenset[str] = frozenset()
    ) -> tuple[str, str | None]:
        """Return which queue a caller joins who would join the county's, and its exchange."""
        found = self.site.stage.run(DirectCaller(call, COUNTY, at, reach), SYSTEM)
        return found["queue"], found["node"]

    def line(self, name: str = COUNTY) -> dict[str, Any]:
        lines = shown(self.site.person("leader").get("/queues"))["items"]
        return dict(next(one for one in lines if one["queue"] == name))

    def told(self, username: str) -> list[str]:
        """Return what somebody was told of switches, the first thing first, in Chinese."""
        items = shown(self.site.person(username).get("/notifications"))["items"]
        return [one["text_zh"] for one in reversed(items) if one["kind"].startswith("overflow-")]

    def switches(self) -> list[dict[str, Any]]:
        return list(shown(self.site.person("duty").get(f"/queues/{self.county}/overflow"))["switches"])


def test_the_county_cannot_cope_and_when_it_can_again_it_has_its_callers_back(any_site: Site) -> None:
    site, centres = any_site, Centres(any_site)
    morning = Morning(site, COUNTY)
    morning.call(0, known_as="first")
    centres.watch(110)
    assert (centres.line()["overflow"], centres.line()["has_rule"]) == (None, True)
    assert centres.send("early") == (COUNTY, None)

    centres.watch(10)
    now = centres.line()["overflow"]
    assert (now["to"], now["to_zh"], now["cause"], now["rule"], now["by"]) == (
        PROVINCE, "报修", "waiting", "v7", None,
    )  # fmt: skip
    assert now["since"] == morning.at(120).isoformat()
    assert centres.send("call-1") == centres.send("call-1") == (PROVINCE, None)
    assert centres.send("call-2") == (PROVINCE, None)
    assert (centres.line()["today"]["overflowed_out"], centres.line()["today"]["overflowed_in"]) == (2, 0)
    assert centres.line(PROVINCE)["today"]["overflowed_in"] == 2

    # The first in line is answered; five minutes later callers come back, and not before.
    morning.call(0, answered=130, known_as="first")
    centres.watch(300)
    assert centres.line()["overflow"] is not None
    centres.watch(10)
    assert centres.line()["overflow"] is None
    assert centres.send("late") == (COUNTY, None)
    (switch,) = centres.switches()
    assert (switch["until"], switch["ended_by"], switch["calls"]) == (morning.at(430).isoformat(), None, 2)

    # Who leads in the county and in the province was told of both turns, and nobody else.
    both = ["“东县报修”的客户转往“报修”：等待过长", "“东县报修”的客户不再转往“报修”"]
    assert centres.told("duty") == centres.told("leader") == both
    assert centres.told("agent") == []

    # Both turns stand in the record that the auditor reads.
    found = shown(site.person("auditor").get(f"/administration/changes?key=overflow:{COUNTY}"))["items"]
    turns = [{one["name"]: (one["before"], one["after"]) for one in each["values"]} for each in found]
    assert [one["to"] for one in turns] == [(PROVINCE, None), (None, PROVINCE)]
    assert {each["changed_by"] for each in found} == {"system:keeper"}

    # And in the figures of the morning, by queue, unit and shift.
    shift = (morning.at(0), morning.at(3600), (site.ids["agent"],))
    site.stage.run(PlanShift(site.ids["customer-service@P"], "早班", *shift), "leader")
    period = urlencode({"since": morning.at(0).isoformat(), "until": morning.at(3600).isoformat()})
    total = shown(site.person("leader").get(f"/call-measures?{period}"))["total"]
    assert (total["overflowed_in"], total["overflowed_out"], total["offered"]) == (2, 2, 1)
    (early,) = shown(site.person("leader").get(f"/call-measures?{period}&by=shift"))["items"]
    assert (early["figures"]["overflowed_in"], early["figures"]["overflowed_out"]) == (2, 0)


def test_the_countys_exchange_is_dead(any_site: Site) -> None:
    centres = Centres(any_site)
    centres.heard(False)
    centres.look()
    centres.watch(10)
    centres.heard(True)
    centres.watch(20)
    assert centres.line()["overflow"] is None, "it was started anew, and is there again"
    centres.heard(False)
    centres.watch(30)
    assert centres.line()["overflow"]["cause"] == "dead"
    # The carrier brings its callers to the province's exchange, whose queue they join.
    assert centres.send("call-1") == (PROVINCE, None)
    # One who came to the county's own exchange is sent on, if there is a way.
    assert centres.send("call-2", "fs-a1", frozenset({"hz-1"})) == (PROVINCE, "hz-1")
    assert centres.send("call-3", "fs-a1") == (COUNTY, None)
    assert [one["calls"] for one in centres.switches()] == [2]

    # Without a rule, as the utility has it from now on, nobody is sent elsewhere by one.
    centres.rules(replace(any_site.stage.system.settings.telephony_rules, overflow={}))
    centres.look()
    assert (centres.line()["overflow"], centres.line()["has_rule"]) == (None, False)


def test_the_duty_manager_switches_by_hand_and_no_rule_contradicts(any_site: Site) -> None:
    site, centres = any_site, Centres(any_site)
    duty, where = site.person("duty"), f"/queues/{centres.county}/overflow"
    province = centres.ids["queue"]
    flood = {"mode": "over", "to": province, "why": "机房进水"}
    assert site.person("agent").put(where, flood).status_code == 403
    assert site.person("desk").put(where, flood).status_code == 403
    assert duty.put(f"/queues/{province}/overflow", {**flood, "to": centres.county}).status_code == 403
    assert duty.get(f"/queues/{province}/overflow").status_code == 403
    assert duty.put(f"/queues/{site.ids['duty']}/overflow", flood).status_code == 404
    for wrong in (
        {**flood, "to": centres.county},
        {**flood, "to": None},
        {**flood, "why": "  "},
        {**flood, "mode": "home"},
        {"mode": "home", "why": "已恢复", "with_waiting": True},
        {**flood, "mode": "away"},
    ):
        assert duty.put(where, wrong).status_code == 422, wrong

    # Who waits in the county already goes, too: what is asked of the telephone for it is a row.
    waits = Visit("member", COUNTY, site.stage.now)
    recorded_call(site.stage, leg(CUSTOMER), agent=None, state="queued", queue=COUNTY, parts=(waits,))
    assert duty.put(where, {**flood, "with_waiting": True}).json == {"id": centres.county, "to": PROVINCE}
    (asked,) = site.stage.rows(select(call_control))
    assert (asked["verb"], asked["node"], asked["target"]["customer"]) == ("send-on", "hz-1", CUSTOMER)
    assert asked["person_id"] == site.ids["duty"]
    assert duty.put(where, flood).status_code == 200, "once more is no harm"
    centres.watch(600)
    now = centres.line()["overflow"]
    assert (now["cause"], now["by"], now["why"], now["rule"]) == ("hand", "东县值班长", "机房进水", None)
    assert centres.send("call-1") == (PROVINCE, None)

    assert centres.told("leader") == ["“东县报修”的客户转往“报修”：人工，机房进水"]
    assert centres.told("duty") == [], "he did it himself"

    # Callers shall stay, whatever happens.
    assert duty.put(where, {"mode": "home", "why": "已恢复"}).json["to"] is None
    centres.heard(False)
    centres.watch(60)
    assert (centres.line()["overflow"]["to"], centres.send("call-2")) == (None, (COUNTY, None))

    # The rule decides again, and its times begin.
    assert site.person("leader").put(where, {"mode": "rule", "why": "恢复自动"}).status_code == 200
    centres.watch(20)
    assert centres.line()["overflow"] is None
    centres.watch(10)
    assert centres.line()["overflow"]["cause"] == "dead"
    assert [(one["cause"], one["to"], one["ended_by"]) for one in centres.switches()] == [
        ("dead", PROVINCE, None),
        ("hand", None, "班长"),
        ("hand", PROVINCE, "东县值班长"),
    ]
