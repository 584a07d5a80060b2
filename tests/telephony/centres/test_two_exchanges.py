"""A county's centre cannot cope, or is dead: its callers are spoken with in the province, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.store.tables import call_control
from telephony.simulator import Caller, Fault, FaultKind, happen, let_ring
from tests.api.conftest import Site
from tests.api.test_overflow import COUNTY, PROVINCE, RULE
from tests.stage import Stage
from tests.telephony.centres.two import Two
from tests.telephony.listener.conftest import SetTime, Until
from tests.telephony.listener.conftest import until as until  # the fixture

EARLY, LATE = "13800000001", "13900000002"
TALKS, WAITS = "13500000005", "13600000006"


@pytest.fixture
def two(stage_on_sqlite: Stage, tmp_path: Path, until: Until) -> Iterator[Two]:
    made = Two(Site(stage_on_sqlite), SetTime(), tmp_path, until)
    yield made
    made.close()


def test_the_countys_exchange_dies_with_a_caller_in_its_queue(two: Two) -> None:
    two.ring(two.county, EARLY)
    two.comes(lambda: [one["queue"] for one in two.calls(EARLY)] == [COUNTY], "he waits in the county")
    two.county.do(lambda ex: happen(ex, Fault(0, FaultKind.KILL, seconds_down=100)))
    two.heard("hz-1")
    two.later(15)
    assert two.centres.line()["overflow"] is None, "it may be there again in a moment"
    two.later(10)
    assert two.centres.line()["overflow"]["cause"] == "dead"

    # The carrier brings whoever rings the county's hotline now to the province's exchange.
    two.ring(two.province, LATE, talks_seconds=60)
    two.comes(lambda: two.centres.switches()[0]["calls"] == 1, "he was sent on")
    two.later(5)
    (late,) = two.comes(lambda: two.calls(LATE), "his call")
    assert (late["state"], late["queue"], late["agent"]) == ("answered", PROVINCE, "1001@default")
    assert late["dialled_number"] == "95598"

    # It is there again: whoever waited when it died is called back, and after five minutes callers stay.
    two.later(75)
    two.comes(lambda: all(node.caught_up for node in two.listener.nodes), "both are heard")
    two.heard("a1-1", "hz-1")
    two.later(5)
    two.comes(lambda: "call-back" in two.stage.open(), "he is to be called back")
    two.later(290)
    assert two.centres.line()["overflow"] is not None
    two.later(20)
    assert two.centres.line()["overflow"] is None
    two.ring(two.county, "13700000003")
    two.comes(lambda: [one["queue"] for one in two.calls("13700000003")] == [COUNTY], "he stays")


def test_the_county_is_busy_and_who_is_sent_over_brings_his_call(two: Two) -> None:
    opened = two.stage.open_order()
    two.ring(two.county, EARLY)
    two.comes(lambda: [one["queue"] for one in two.calls(EARLY)] == [COUNTY], "the first waits in the county")
    two.later(125)
    assert two.centres.line()["overflow"]["cause"] == "waiting"

    two.ring(two.county, LATE, talks_seconds=60)
    two.comes(lambda: len(two.calls(LATE)) == 2, "both his calls")
    (here,) = [one for one in two.calls(LATE) if one["queue"] is None]
    (there,) = [one for one in two.calls(LATE) if one["queue"] == PROVINCE]
    assert two.centres.switches()[0]["calls"] == 1
    assert (there["dialled_number"], there["agent"]) == ("huan-peer", None)

    # Somebody says there what he calls for; whoever speaks with him here reads it, and it is in the history.
    linked = two.site.person("agent").post(f"/calls/{here['id']}/orders", {"order_id": opened["order"]})
    assert linked.status_code == 200, linked.text
    two.later(5)
    shown = two.site.person("agent").get(f"/calls/{there['id']}").json
    assert shown["call"]["agent"] == two.site.ids["agent"]
    assert [one["id"] for one in shown["orders"]] == [opened["order"]]
    two.later(65)
    ends = {one["id"]: one["state"] for one in two.calls(LATE)}
    assert ends == {here["id"]: "ended", there["id"]: "ended"}
    assert [one["state"] for one in two.calls(EARLY)] == ["queued"], "who waits already stays"


def test_who_waits_already_goes_over_too_and_keeps_his_place(two: Two) -> None:
    rules = two.stage.system.settings.telephony_rules
    two.centres.rules(replace(rules, overflow={COUNTY: replace(RULE, with_waiting=True)}))
    two.ring(two.county, EARLY)
    two.comes(lambda: [one["queue"] for one in two.calls(EARLY)] == [COUNTY], "he waits in the county")
    two.later(60)
    # In the province somebody talks, and somebody else waits, for less long than he does in the county.
    for number, seconds in ((TALKS, 120), (WAITS, 10)):
        two.province.do(lambda ex, number=number, seconds=seconds: let_ring(ex, own(number, seconds)))
        two.later(5)
    two.later(50)
    assert two.centres.line()["overflow"]["cause"] == "waiting"
    two.comes(lambda: len(two.calls(EARLY)) == 2, "he is sent on")
    assert two.centres.switches()[0]["calls"] == 1
    sent_on = [("send-on", "done", None)]
    two.comes(
        lambda: _controls(two) == sent_on, "the exchange's answer is there, which may come after the call"
    )

    # The agent has ended his talk, and takes whoever has waited for longest: him.
    two.later(70)
    states = {one["caller_number"]: one["state"] for one in two.calls(WAITS) + two.calls(EARLY)}
    assert two.calls(WAITS)[0]["state"] == "queued", states
    (there,) = [one for one in two.calls(EARLY) if one["queue"] == PROVINCE]
    assert there["agent"] == "1001@default"


def _controls(two: Two) -> list[tuple[str, str, str | None]]:
    rows = two.stage.rows(select(call_control))
    return [(one["verb"], one["status"], one["person_id"]) for one in rows]


def own(number: str, talks: float) -> Caller:
    """Return a caller of the province's own queue."""
    return Caller(number, "955980", talks_seconds=talks)
