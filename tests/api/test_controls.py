"""Having the telephone do something: who may, who is in the way, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine.calling.controls import Verb
from engine.commands.agents.keep_device import KeepDevice
from engine.commands.agents.sign_in import SignInToDevice
from engine.commands.call_parts import Ring, Talk
from engine.commands.controls import ClaimControl, GiveUpControls, SettleByEvidence, SettleControl
from engine.commands.controls.empty import EmptyControls
from engine.commands.recordings.note import ToldRecording
from engine.queries.controls import handed_along
from engine.store.tables import call_control, recording
from engine.workers.turns import keep_house
from tests.api.conftest import Site, Visitor
from tests.api.test_agents import made, queue
from tests.api.test_events import Published, Stream
from tests.calling import (
    AGENT,
    CUSTOMER,
    NODE,
    NUMBER,
    OWNER,
    TELEPHONY,
    connect,
    give_telephone,
    leg,
    recorded_call,
)
from tests.stage import SYSTEM

THIRD = "cccccccc-0000-4000-8000-000000000001"


def press(visitor: Visitor, call: str, verb: str, **body: Any) -> Any:
    answer = visitor.post(f"/calls/{call}/{verb}", body or None)
    assert answer.status_code == 202, answer.text
    return answer.json


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def sent(site: Site, control: dict[str, Any], term: int = 1, owner: str = OWNER) -> Any:
    command = ClaimControl(control["id"], Verb(control["verb"]), NODE, owner, term)
    return site.stage.run(command, TELEPHONY)


def settle(site: Site, control: dict[str, Any], outcome: str, text: str) -> None:
    site.stage.run(SettleControl(control["id"], outcome, text), TELEPHONY)


def state(visitor: Visitor, control: dict[str, Any]) -> tuple[str, str]:
    found: Any = visitor.get(f"/controls/{control['id']}").json
    return found["status"], found["told_zh"]


def test_an_agent_holds_a_call_and_the_outcome_comes_on_the_stream(any_site: Site) -> None:
    term, call = connect(any_site.stage), recorded_call(any_site.stage)
    agent = any_site.person("agent")
    held = press(agent, call, "hold")
    assert (held["status"], held["call_id"]) == ("written", call)
    assert press(agent, call, "hold")["id"] == held["id"], "pressed twice is pressed once"
    any_site.stage.system.engine.hints = Published(any_site.stage.system.hub)
    stream = Stream(agent, f"control:{held['id']}")
    assert stream.event()[0] == "ready"

    claimed = sent(any_site, held, term)
    assert (claimed["claimed"], claimed["target"]["own"]) == (True, AGENT)
    assert sent(any_site, held, term) == {"claimed": False}, "each is sent once"
    settle(any_site, held, "answered", "+OK Success\n")
    assert stream.event()[1] == {"kind": "control", "id": held["id"]}
    assert state(agent, held) == ("done", "已完成")
    shown: Any = agent.get(f"/calls/{call}/controls").json
    assert shown["standing"]["held"] is True
    assert [one["verb"] for one in shown["items"]] == ["hold"]

    back = press(agent, call, "resume")
    sent(any_site, back, term)
    settle(any_site, back, "refused", "-ERR No such channel!\n")
    assert state(agent, back) == ("refused", "这一方已不在通话中")
    assert agent.get(f"/calls/{call}/controls").json["standing"]["held"] is True


def test_only_who_is_in_a_call_controls_it(site: Site) -> None:
    connect(site.stage)
    call = recorded_call(site.stage)
    for name in ("agent2", "leader"):
        assert code(site.person(name).post(f"/calls/{call}/hold")) == (403, "not-allowed"), name
    assert site.person("duty").post(f"/calls/{call}/hold").status_code == 404, "it is not theirs to see"
    assert site.person("operator").post(f"/calls/{call}/hold").json["code"] == "not-allowed"
    over = recorded_call(site.stage, state="ended", exchange_id="y", ended_at=site.stage.now)
    assert code(site.person("agent").post(f"/calls/{over}/hold")) == (409, "conflict")
    at = site.stage.now.isoformat()
    gone = recorded_call(
        site.stage,
        leg(CUSTOMER, answered_at=at),
        leg(AGENT, "1001@default", answered_at=at, ended_at=at),
        exchange_id="z",
    )
    assert "话机不在" in site.person("agent").post(f"/calls/{gone}/hold").json["detail_zh"]


def test_two_agents_press_at_once_and_the_second_is_told_who_was_first(site: Site) -> None:
    term, at = connect(site.stage), site.stage.now.isoformat()
    call = recorded_call(
        site.stage,
        leg(CUSTOMER, answered_at=at),
        leg(AGENT, "1001@default", answered_at=at),
        leg(THIRD, "1002@default", answered_at=at),
    )
    agent, other = site.person("agent"), site.person("agent2")
    first = press(agent, call, "hold")
    late = other.post(f"/calls/{call}/resume")
    assert code(late) == (409, "held-by-another")
    assert late.json["person"] == "坐席甲"
    assert press(other, call, "mute")["status"] == "written", "another part of the call is not in the way"
    sent(site, first, term)
    settle(site, first, "answered", "+OK Success\n")
    assert press(other, call, "resume")["status"] == "written"


def test_nothing_is_written_while_nobody_is_connected(site: Site) -> None:
    call = recorded_call(site.stage)
    assert code(site.person("agent").post(f"/calls/{call}/hold")) == (409, "no-exchange")
    assert code(site.person("agent").post("/dial", {"number": NUMBER})) == (409, "no-exchange")
    connect(site.stage, state="down")
    assert code(site.person("agent").post(f"/calls/{call}/hold")) == (409, "no-exchange")


def test_whoever_is_signed_in_is_rung_at_that_device_by_its_own_exchange(site: Site) -> None:
    stage = site.stage
    connect(stage)
    connect(stage, "a-first-one", "another switch")
    desk = stage.ids["customer-service@P"]
    device = stage.run(KeepDevice("2207", NODE, "user/2207@10.0.3.11", "phone", False, desk), "operator")[
        "id"
    ]
    stage.run(SignInToDevice(device), "agent")
    here = site.person("agent").post("/dial", {"number": NUMBER}).json["id"]
    nowhere = site.person("agent2").post("/dial", {"number": "13900000002"}).json["id"]
    rows = {row["id"]: (row["node"], row["target"]) for row in stage.rows(select(call_control))}
    assert rows[here] == (NODE, {"agent": "1001", "contact": "user/2207@10.0.3.11"})
    assert rows[nowhere] == ("a-first-one", {"agent": "1002"}), "who is signed in nowhere is rung by name"


def test_a_crew_dials_from_the_order_without_the_number(any_site: Site) -> None:
    stage = any_site.stage
    connect(stage)
    order = any_site.order(any_site.person("agent"), caller_number=NUMBER)["order"]
    crew = any_site.person("crew")
    assert crew.post(f"/orders/{order}/dial").status_code == 404, "it is not theirs yet"
    stage.do("dispatch", "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": stage.ids["A1-C1"]})
    assert code(crew.post(f"/orders/{order}/dial")) == (409, "no-telephone")
    give_telephone(stage, "crew", "3001")
    dialled = crew.post(f"/orders/{order}/dial")
    assert dialled.status_code == 202, dialled.text
    row: Any = crew.get(f"/controls/{dialled.json['id']}").json
    assert (row["reached"], row["order_id"], row["call_id"]) == ("138****5678", order, None)
    assert any_site.person("desk").get(f"/controls/{dialled.json['id']}").json["reached"] == NUMBER
    late = any_site.person("agent").post("/dial", {"number": "+86 138 1234 5678"})
    assert code(late) == (409, "held-by-another")
    assert ("138****5678" in late.text, NUMBER in late.text) == (True, False)
    assert crew.post(f"/orders/{order}/dial").json["id"] == dialled.json["id"]
    assert any_site.person("north").post(f"/orders/{order}/dial").status_code == 404


@pytest.mark.parametrize("number", ["138;x", "sofia/internal/1", "{a=b}1", "&park", "1|2", "^^1", "1 2"])
def test_what_is_no_number_is_not_dialled(site: Site, number: str) -> None:
    connect(site.stage)
    assert code(site.person("agent").post("/dial", {"number": number})) == (422, "invalid-input")


def test_the_order_and_the_draft_go_along_to_the_next_agent(site: Site) -> None:
    term = connect(site.stage)
    agent = site.person("agent")
    order = site.order(agent, caller_number=NUMBER)["order"]
    call = recorded_call(site.stage)
    to = site.ids["agent2"]
    body = {"person_id": to, "orders": [order], "draft": {"symptom": "no-power"}, "note": "急"}
    handed = press(agent, call, "transfer", **body)
    claimed = sent(site, handed, term)
    assert (claimed["target"]["agent"], claimed["target"]["customer"]) == ("1002", CUSTOMER)
    assert "draft" not in claimed["target"], "what a form holds does not go to the exchange"
    settle(site, handed, "answered", "+OK\n")
    with site.stage.system.database.reading() as tx:
        along = handed_along(tx, call)
    assert along is not None
    assert (along.orders, along.draft, along.note) == ([order], {"symptom": "no-power"}, "急")
    assert along.person_id == site.ids["agent"]
    assert agent.get(f"/controls/{handed['id']}").json["reached"] == "坐席乙"

    other = recorded_call(site.stage, exchange_id="y")
    for wrong in (
        {},
        {"person_id": site.ids["agent"]},
        {"person_id": to, "number": "110"},
        {"number": "1;2"},
        {"queue": "nobody@default"},
        {"person_id": to, "draft": {"a": "x" * 40_000}},
    ):
        assert agent.post(f"/calls/{other}/transfer", wrong).status_code == 422, wrong
    assert code(agent.post(f"/calls/{other}/transfer", {"person_id": site.ids["leader"]})) == (
        409,
        "no-telephone",
    )


def test_draft_and_number_are_kept_as_long_as_the_rules_say_and_who_did_what_for_ever(any_site: Site) -> None:
    site, stage = any_site, any_site.stage
    term, agent, first = connect(stage), site.person("agent"), stage.now
    order = site.order(agent, caller_number=NUMBER)["order"]
    call = recorded_call(stage)
    body = {"person_id": site.ids["agent2"], "orders": [order], "draft": {"phone": NUMBER}, "note": "急"}
    handed = press(agent, call, "transfer", **body)
    old: Any = agent.post("/dial", {"number": "13900000002"}).json
    for control in (handed, old):
        sent(site, control, term)
        settle(site, control, "answered", "+OK\n")
    stage.set_clock(first + timedelta(days=180))
    new: Any = agent.post("/dial", {"number": "13900000003"}).json
    assert stage.run(EmptyControls(), SYSTEM)["emptied"] == 0, "a half year to the day is kept"

    stage.set_clock(first + timedelta(days=180, minutes=1))
    assert stage.run(EmptyControls(most=1), SYSTEM)["emptied"] == 1, "a batch at a time"
    assert keep_house(stage.engine) >= 1
    assert stage.run(EmptyControls(), SYSTEM)["emptied"] == 0
    rows = {row["id"]: row for row in stage.rows(select(call_control))}
    assert [rows[one["id"]]["number"] for one in (old, new)] == ["139****0002", "13900000003"]
    assert agent.get(f"/controls/{old['id']}").json["reached"] == "139****0002"
    gone = [(rows[one["id"]]["emptied_at"], rows[one["id"]]["emptied_rules"]) for one in (handed, old, new)]
    assert gone == [(stage.now, "shipped-1"), (stage.now, "shipped-1"), (None, None)]
    with stage.system.database.reading() as tx:
        along = handed_along(tx, call)
    assert along is not None
    assert (along.person_id, along.orders, along.draft, along.note) == (site.ids["agent"], [order], {}, "急")
    assert state(agent, handed) == ("done", "已完成")


def test_a_call_goes_to_the_queue_of_another_centre_and_what_was_written_is_there(site: Site) -> None:
    term = connect(site.stage)
    agent, call = site.person("agent"), recorded_call(site.stage)
    made(site.person("operator"), "/telephony/queues", queue(node="province-1"))
    handed = press(agent, call, "transfer", queue="repair@default", draft={"symptom": "no-power"}, note="急")
    target = sent(site, handed, term)["target"]
    assert (target["queue"], target["exchange"], target["call"]) == ("repair@default", "province-1", "x")
    settle(site, handed, "answered", "+OK\n")
    here = recorded_call(site.stage, exchange_id="y", told={"continues": "x"}, continues="x")
    with site.stage.system.database.reading() as tx:
        along = handed_along(tx, here)
    assert along is not None
    assert (along.draft, along.note) == ({"symptom": "no-power"}, "急")


def test_a_caller_who_is_on_hold_is_taken_back_before_somebody_is_consulted(site: Site) -> None:
    connect(site.stage)
    agent, at, to = site.person("agent"), site.stage.now.isoformat(), site.ids["agent2"]
    call = recorded_call(site.stage, told={"holds": [{"leg": AGENT, "at": at}]})
    assert code(agent.post(f"/calls/{call}/consult", {"person_id": to})) == (409, "conflict")
    recorded_call(site.stage, told={"holds": [{"leg": AGENT, "at": at, "until": at}]})
    press(agent, call, "consult", person_id=to)


def test_a_call_that_an_agent_hangs_up_at_the_desk_is_hung_up_by_the_agent(site: Site) -> None:
    term = connect(site.stage)
    agent, over = site.person("agent"), {"state": "ended", "outcome": "answered", "hung_up_by": "system"}

    def hung_up(number: str, *, said: str | None) -> str:
        """Return who hung up a call for which a hang-up was asked; `said` None: it was not sent."""
        call = recorded_call(site.stage, exchange_id=number)
        asked = press(agent, call, "hangup")
        if said is not None:
            sent(site, asked, term)
            settle(site, asked, "answered" if said.startswith("+OK") else "refused", said)
        for _ in ("told", "told again"):
            recorded_call(site.stage, exchange_id=number, ended_at=site.stage.now, **over)
        found: Any = agent.get(f"/calls/{call}").json
        return str(found["call"]["hung_up_by"])

    assert hung_up("h1", said="+OK\n") == "agent"
    assert hung_up("h2", said="-ERR No such channel!\n") == "system", "it was over by then"
    assert hung_up("h3", said=None) == "system"


def test_a_consultation_is_under_way_until_the_third_answers(site: Site) -> None:
    term, at = connect(site.stage), site.stage.now.isoformat()
    call, agent = recorded_call(site.stage), site.person("agent")
    assert code(agent.post(f"/calls/{call}/complete")) == (409, "conflict")
    asked = press(agent, call, "consult", person_id=site.ids["agent2"])
    sent(site, asked, term)
    settle(site, asked, "answered", "+OK Message sent\n")
    assert state(agent, asked)[0] == "sent", "the exchange has only begun"
    third = leg(asked["id"], "1002@default")
    both = (leg(CUSTOMER, answered_at=at), leg(AGENT, "1001@default", answered_at=at))
    recorded_call(site.stage, *both, third)
    taken = sent(site, press(site.person("agent2"), call, "answer"), term)
    assert taken["target"]["own"] == asked["id"], "it is answered at the desk while the other asks"
    look = SettleByEvidence(call, [asked["id"]])
    site.stage.run(look, TELEPHONY)
    assert state(agent, asked)[0] == "sent"
    recorded_call(site.stage, *both, {**third, "answered_at": at})
    site.stage.run(look, TELEPHONY)
    assert state(agent, asked)[0] == "done"
    assert agent.get(f"/calls/{call}/controls").json["standing"]["consultation"] == asked["id"]
    let_go = press(agent, call, "abandon")
    assert sent(site, let_go, term)["target"]["third"] == asked["id"]
    settle(site, let_go, "answered", "+OK\n")
    assert agent.get(f"/calls/{call}/controls").json["standing"]["consultation"] is None

    again = press(agent, call, "consult", number="13900000002")
    sent(site, again, term)
    settle(site, again, "answered", "+OK Message sent\n")
    busy = leg(again["id"], ended_at=at, hangup_cause="USER_BUSY")
    recorded_call(site.stage, *both, busy)
    site.stage.run(SettleByEvidence(call, [again["id"]]), TELEPHONY)
    assert state(agent, again) == ("failed", "对方占线")


def test_whoever_is_consulted_is_in_the_call_and_only_leaves_it(site: Site) -> None:
    term, now = connect(site.stage), site.stage.now
    at = now.isoformat()
    call = recorded_call(
        site.stage,
        leg(CUSTOMER, answered_at=at),
        leg(AGENT, "1001@default", answered_at=at),
        leg(THIRD, "1002", answered_at=at),
        told={"talks": [{"leg": AGENT, "agent": "1001@default", "at": at}]},
        parts=(Talk(f"core/{AGENT}", "1001@default", now), Ring("1002", now, now)),
    )
    agent, other = site.person("agent"), site.person("agent2")
    (pop,) = other.get("/calls/mine").json["talking"]
    assert (pop["call"]["id"], pop["since"]) == (call, at)
    aside = [one.get(f"/calls/{call}/controls").json["standing"]["aside"] for one in (agent, other)]
    assert aside == [False, True]
    refused = other.post(f"/calls/{call}/transfer", {"number": "13900000002"})
    assert (code(refused), "由同事接待" in refused.text) == ((409, "conflict"), True)
    left = press(other, call, "hangup")
    target = sent(site, left, term)["target"]
    assert (target["own"], target["leaves"]) == (THIRD, True), "the customer goes on with whom they have"
    settle(site, left, "answered", "+OK\n")
    ended = sent(site, press(agent, call, "hangup"), term)["target"]
    assert (ended["customer"], "leaves" in ended) == (CUSTOMER, False)


def test_a_leader_listens_in_with_a_reason_and_it_is_on_record(site: Site) -> None:
    term, call = connect(site.stage), recorded_call(site.stage)
    leader, agent = site.person("leader"), site.person("agent")
    assert agent.post(f"/calls/{call}/listen", {"reason": "x"}).status_code == 403
    assert leader.post(f"/calls/{call}/listen", {}).status_code == 422
    assert code(leader.post(f"/calls/{call}/listen", {"reason": "新人"})) == (409, "no-telephone")
    give_telephone(site.stage, "leader", "1003")
    heard = press(leader, call, "listen", reason="新人首日")
    claimed = sent(site, heard, term)["target"]
    assert (claimed["agent"], claimed["supervised"]) == ("1003", AGENT)
    settle(site, heard, "refused", "-ERR NO_ANSWER\n")
    assert state(leader, heard) == ("failed", "无人接听")
    kept: Any = leader.get(f"/calls/{call}/supervisions").json["items"]
    assert [(one["verb"], one["person_id"], one["reason"]) for one in kept] == [
        ("listen", site.ids["leader"], "新人首日")
    ]
    assert agent.get(f"/calls/{call}/supervisions").status_code == 403

    # Two listen in: neither is taken for the agent, and who listens already is not rung again.
    at = site.stage.now.isoformat()
    listener = {"leg": THIRD, "supervisor": "1003", "at": at, "kind": "listen"}
    recorded_call(
        site.stage,
        leg(CUSTOMER, answered_at=at),
        leg(AGENT, "1001@default", answered_at=at),
        leg(THIRD, "1003", answered_at=at),
        told={"monitorings": [listener], "talks": [{"leg": AGENT, "agent": "1001@default", "at": at}]},
    )
    whispered = sent(site, press(leader, call, "whisper", reason="提示停电范围"), term)["target"]
    assert (whispered["listening"], whispered["supervised"]) == (THIRD, AGENT)


def test_a_recording_is_paused_while_a_card_is_read_out(site: Site) -> None:
    term, agent = connect(site.stage), site.person("agent")
    silent = recorded_call(site.stage, exchange_id="y")
    assert code(agent.post(f"/calls/{silent}/pause-recording")) == (409, "conflict")
    recordings = [{"path": "/rec/old.wav", "ended_at": "2026-11-23T01:00:00+00:00"}, {"path": "/rec/a.wav"}]
    stage = site.stage
    begun = ToldRecording("/rec/a.wav", stage.now, None)
    call = recorded_call(stage, told={"recordings": recordings}, recordings=(begun,))
    stage.set_clock(stage.now + timedelta(seconds=20))
    paused = press(agent, call, "pause-recording")
    target = sent(site, paused, term)["target"]
    assert (target["path"], target["customer"]) == ("/rec/a.wav", CUSTOMER)
    settle(site, paused, "answered", "+OK Success\n")
    assert agent.get(f"/calls/{call}/controls").json["standing"]["recording_paused"] is True
    assert [row["paused"] for row in stage.rows(select(recording.c.paused))] == [[[20_000, None]]]
    stage.set_clock(stage.now + timedelta(seconds=10))
    resumed = press(agent, call, "resume-recording")
    sent(site, resumed, term)
    settle(site, resumed, "answered", "+OK Success\n")
    assert [row["paused"] for row in stage.rows(select(recording.c.paused))] == [[[20_000, 30_000]]]


def test_what_nobody_knows_is_settled_by_what_became_of_the_call(any_site: Site) -> None:
    term, call = connect(any_site.stage), recorded_call(any_site.stage)
    agent = any_site.person("agent")
    ended = press(agent, call, "hangup")
    sent(any_site, ended, term)
    settle(any_site, ended, "unknown", "the connection ended")
    status, told = state(agent, ended)
    assert (status, "不会再次发送" in told) == ("unknown", True)
    any_site.stage.run(SettleByEvidence(call), TELEPHONY)
    assert state(agent, ended)[0] == "unknown", "the call goes on: nothing is seen"
    recorded_call(any_site.stage, state="ended", ended_at=any_site.stage.now, outcome="answered")
    any_site.stage.run(SettleByEvidence(call), TELEPHONY)
    assert state(agent, ended) == ("done", "已完成")
    settle(any_site, ended, "unknown", "no answer in time")
    assert state(agent, ended)[0] == "done", "what was seen stays"


def test_a_dialled_call_belongs_to_its_order_when_it_is_there(any_site: Site) -> None:
    term = connect(any_site.stage)
    agent = any_site.person("agent")
    order = any_site.order(agent, caller_number=NUMBER)["order"]
    dialled: Any = agent.post(f"/orders/{order}/dial").json
    sent(any_site, dialled, term)
    settle(any_site, dialled, "unknown", "the connection ended")
    call = recorded_call(any_site.stage, leg(dialled["id"], "1001@default"), agent=None, state="offered")
    any_site.stage.run(SettleByEvidence(call, [dialled["id"]]), TELEPHONY)
    shown: Any = agent.get(f"/controls/{dialled['id']}").json
    assert (shown["status"], shown["call_id"]) == ("done", call)
    linked: Any = agent.get(f"/calls/{call}").json["orders"]
    assert [(one["id"], one["kind"]) for one in linked] == [(order, "dialled")]

    other = any_site.order(agent, beside=True)["order"]
    assert agent.post(f"/calls/{call}/orders", {"order_id": other}).json["new"] is True
    crew = any_site.person("west-crew")
    assert crew.post(f"/calls/{call}/orders", {"order_id": other}).status_code == 404
    now = any_site.stage.now
    recorded_call(
        any_site.stage,
        leg(dialled["id"], "1001@default", answered_at=now.isoformat()),
        as_of=now + timedelta(seconds=1),
        parts=(Talk(f"core/{AGENT}", "1001@default", now),),
        waiting_ms=4_000,
    )
    for one in (order, other):
        told: Any = agent.get(f"/orders/{one}/history").json["items"]
        news = [entry for entry in told if entry["type"].startswith("call.")]
        assert [entry["type"] for entry in news] == ["call.linked", "call.answered"]
        assert {entry["call"] for entry in news} == {call}
        answered = news[-1]
        assert (answered["actor"], answered["spoke_names"]) == ("system:telephony", ["坐席甲"])
        assert answered["lengths"] == {
            "waiting_ms": 4_000,
            "talk_ms": None,
            "hold_ms": None,
            "recording_ms": None,
        }


def test_what_an_owner_left_when_it_died_is_unknown_and_never_sent_again(any_site: Site) -> None:
    term, call = connect(any_site.stage), recorded_call(any_site.stage)
    agent = any_site.person("agent")
    muted = press(agent, call, "mute")
    sent(any_site, muted, term)
    assert any_site.stage.run(GiveUpControls(NODE, OWNER), TELEPHONY) == {"settled": 0}
    assert any_site.stage.run(GiveUpControls(NODE, "listener:2"), TELEPHONY) == {"settled": 1}
    assert state(agent, muted)[0] == "unknown"
    assert sent(any_site, muted, term) == {"claimed": False}
    late = press(agent, call, "hold")
    assert sent(any_site, late, term, owner="listener:2") == {"claimed": False}, "the node is another's"
    assert sent(any_site, late, term + 1) == {"claimed": False}
    assert sent(any_site, late, term)["claimed"] is True
