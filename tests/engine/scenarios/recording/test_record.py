"""An order of a real organisation becomes a scenario of the cast, and nothing private is left in it."""

from __future__ import annotations

import pytest
import yaml
from sqlalchemy import select

from engine.commands.asking.answer import AnswerQuestion
from engine.commands.asking.co_sign import AddCoSigners
from engine.commands.attention import EscalateTask, UrgeTask
from engine.commands.erase import EraseValues
from engine.commands.notes.comments import WriteComment
from engine.errors import NotFound
from engine.inbox import Asked
from engine.scenarios import read_scenarios
from engine.scenarios.folders import find
from engine.scenarios.recording import RecordingRefused, record
from engine.store.tables import assignment
from tests.stage import PACKAGES, Stage

SECRETS = (
    *("王女士", "13912345678", "全家停电", "请打电话给李师傅", "王小二家门口", "已换熔断器", "用户说很满意"),
    *("坐席甲", "东县", "A1-C1"),
)


@pytest.fixture
def repair():
    found = find([PACKAGES / "repair"])
    return found.packages[PACKAGES / "repair"], found.by_key(PACKAGES / "repair")


def one_round(stage: Stage) -> str:
    """Let an order go round once, with private texts, a claim, a late timer and fractions of seconds."""
    opened = stage.open_order(title="王女士全家停电", caller_number="13912345678")
    stage.later(seconds=61.25)
    stage.do("dispatch", "agent", {"dispatch_note": "请打电话给李师傅"})
    stage.later(minutes=1, seconds=3.5)
    stage.claim("accept", "desk")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    stage.later(minutes=50)
    stage.do("arrive", "crew", {"site_note": "王小二家门口"})
    stage.later(hours=1)
    stage.do("restore", "crew", {"cause": "equipment", "work_done": "已换熔断器"})
    stage.do("report", "crew", {"report": "已换熔断器"})
    stage.do("review", "desk", {"decision": "approve"})
    stage.do(
        "call-customer",
        "agent",
        {"reached": True, "restored": True, "satisfied": True, "note": "用户说很满意"},
    )
    return str(opened["number"])


def test_a_round_is_recorded_without_names_texts_and_numbers(stage, repair):
    package, packages = repair
    made = record(stage.system.database, one_round(stage), package, packages, "一轮")
    assert [secret for secret in SECRETS if secret in made.text] == []
    assert [key for key in stage.ids.values() if key in made.text] == []
    [story] = yaml.safe_load(made.text)["scenarios"]
    assert story["given"]["order"] == {
        "by": "agent",
        "title": "（略）",
        "caller": "13800000001",
        "fields": {"symptom": "no-power"},
    }
    done = [(step["do"], step["by"], step.get("with")) for step in story["steps"] if "do" in step]
    assert done[:4] == [
        ("派单", "agent", {"dispatch_note": "（略）"}),
        ("接单", "county desk", {"decision": "accept"}),
        ("派工", "county desk", {"crew": "crew 1"}),
        ("到达现场", "crew 1", {"site_note": "（略）"}),
    ]
    assert next(step["wait"] for step in story["steps"] if "wait" in step) == "1 min 1 s"
    [scenario] = read_scenarios(made.text, "recorded.yaml", "repair", packages)
    assert scenario.steps[-1].expect.ended is True


def test_what_was_asked_of_others_and_noted_beside_the_process_is_recorded(stage, repair):
    package, packages = repair
    opened = stage.open_order()
    stage.run(WriteComment(opened["order"], "请带梯子"), "agent")
    stage.do("dispatch", "agent")
    stage.run(UrgeTask(stage.task("accept")["id"], "又打来了"), "agent")
    stage.run(EscalateTask(stage.task("accept")["id"], "催了没人接"), "agent")
    stage.do("accept", "desk", {"decision": "accept"})
    stage.do("assign", "desk", {"crew": "A1-C1"})
    stage.do("arrive", "crew")
    asked = (Asked(None, stage.ids["crew2"]),)
    stage.run(AddCoSigners(stage.task("restore")["id"], asked, "after", "请一起签"), "crew")
    stage.do("restore", "crew", {"cause": "equipment", "work_done": "已换熔断器"})
    lines = select(assignment).where(assignment.c.person_id == stage.ids["crew2"])
    [line] = [row["id"] for row in stage.rows(lines) if row["role"] == "co-signer"]
    stage.run(AnswerQuestion(stage.task("restore")["id"], line, True, "同意"), "crew2")
    made = record(stage.system.database, opened["number"], package, packages, "加签")
    assert [
        text for text in ("请带梯子", "又打来了", "催了没人接", "请一起签", "已换熔断器") if text in made.text
    ] == []
    [story] = yaml.safe_load(made.text)["scenarios"]
    acted = [next(iter(step)) for step in story["steps"]]
    assert acted[:3] == ["do", "urge", "escalate"]
    assert [one for one in acted if one in ("co-sign", "agree")] == ["co-sign", "agree"]
    assert [step["when"] for step in story["steps"] if "co-sign" in step] == ["after"]


def test_an_order_can_be_named_by_its_id_too(stage, repair):
    package, packages = repair
    opened = stage.open_order()
    assert record(stage.system.database, opened["order"], package, packages, "一").events == 2


def test_what_is_not_there_is_not_found(stage, repair):
    package, packages = repair
    with pytest.raises(NotFound, match="there is no order, call or instance 42"):
        record(stage.system.database, "42", package, packages, "一")


def test_an_order_of_another_package_is_refused(stage, repair):
    _, packages = repair
    with pytest.raises(RecordingRefused, match="it ran on repair, not on follow-up"):
        record(stage.system.database, stage.open_order()["number"], packages["follow-up"], packages, "一")


def test_a_history_whose_values_were_erased_is_refused(stage, repair):
    package, packages = repair
    opened = stage.open_order()
    stage.run(EraseValues(opened["order"], ["title"], "用户要求"), "auditor")
    with pytest.raises(RecordingRefused, match="were erased"):
        record(stage.system.database, opened["number"], package, packages, "一")
