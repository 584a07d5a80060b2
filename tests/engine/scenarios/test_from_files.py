"""A package that is being drawn is played from its files, with a trace of every step and within bounds."""

from types import SimpleNamespace

import orjson
import pytest

from engine.definitions import DiagramRefused
from engine.errors import NotFound
from engine.scenarios import Limits, from_files, run_files, stage, tracing

STORY = """
given: {order: {title: 停电吗}}
scenarios:
  - name: 加急
    steps:
      - wait: 10 min
      - {do: 受理, by: city, with: {urgent: true}, refused: not-allowed}
      - {do: 受理, with: {urgent: true, amount: 1.5, note: 长}}
      - {do: 复核, expect: {ended: true}}
  - name: 发送
    steps:
      - {do: 受理, with: {urgent: false}, expect: {open: [受理]}}
"""


@pytest.fixture
def files(tiny):
    return {**tiny.files, "scenarios/story.yaml": STORY.encode()}


def test_every_scenario_comes_back_with_a_frame_for_what_is_given_and_for_each_step(files):
    made = orjson.loads(orjson.dumps(run_files(files)))
    assert (made["passed"], made["problems"]) == (False, [])
    urgent, sent = made["scenarios"]
    assert (urgent["name"], urgent["passed"], urgent["trace_cut"]) == ("加急", True, False)
    assert [frame["title"] for frame in urgent["trace"]] == [
        "given",
        "wait 10 min",
        "do 受理 by city with {urgent: true}",
        "do 受理 with {urgent: true, amount: 1.5, note: 长}",
        "do 复核",
    ]
    assert [frame["clock"] for frame in urgent["trace"]] == ["2026-11-23 09:00", *["2026-11-23 09:10"] * 4]
    given, waited, refused, asked, checked = urgent["trace"]
    assert [(one["element"], one["state"]) for one in given["tokens"]] == [
        ("ask", "open"),
        ("soon", "waiting"),
    ]
    assert given["timers"] == [{"element": "soon", "due": "2026-11-23T01:10:00+00:00"}]
    assert [(one["kind"], one["id"]) for one in waited["moves"] if one["kind"] in "tf"] == [
        ("t", "soon"),
        ("f", "soon-reminded"),
    ]
    assert "may not" in refused["refused"]
    assert "无权" in refused["refused_zh"]
    assert refused["moves"] == []
    assert asked["values"] == [
        {"scope": "tiny", "instance": 0, "values": {"urgent": True, "amount": 1.5, "note": "长"}}
    ]
    assert asked["tasks"] == [
        {
            "element": "check",
            "name": "复核",
            "status": "open",
            "departments": ["city"],
            "watchers": [],
            "holder": None,
        }
    ]
    assert asked["events"][0]["by"] == "county desk"
    assert (checked["tokens"], checked["values"]) == ([], [])
    assert made["coverage"]["times"]["ask"] == 2
    assert (sent["passed"], sent["failure"]["step"]) == (False, 1)
    assert sent["trace"][1]["problems"] == ["open tasks: expected ask; found none (missing: ask)"]


def test_limits_of_the_order_are_told_with_what_is_left(files):
    waited = run_files(files, only="加急")["scenarios"][0]["trace"][1]
    [reply] = waited["limits"]
    assert (reply["rule"], reply["state"], reply["elapsed_seconds"]) == ("reply", "running", 600)
    assert reply["remaining_seconds"] > 0
    assert not reply["breached"]


def test_one_scenario_can_be_asked_for_by_name(files):
    assert [one["name"] for one in run_files(files, only="发送")["scenarios"]] == ["发送"]
    with pytest.raises(NotFound, match="there is no scenario '收回'; there are 加急, 发送"):
        run_files(files, only="收回")


def test_a_scenario_file_that_cannot_be_read_is_told_with_its_line_and_the_others_are_played(files):
    files |= {"scenarios/a.yaml": b"scenarios: [{name: x, steps: [{do: nix}]}]", "scenarios/b.yaml": b"\xff"}
    made = run_files(files)
    assert [(one["file"], one["line"]) for one in made["problems"]] == [
        ("scenarios/a.yaml", 1),
        ("scenarios/b.yaml", 1),
    ]
    assert len(made["scenarios"]) == 2
    assert not made["passed"]


def test_a_package_that_cannot_be_read_is_refused_with_its_findings(files):
    with pytest.raises(DiagramRefused, match="not well-formed"):
        run_files({**files, "tiny.bpmn": b"<bpmn"})


def test_after_the_time_is_over_nothing_more_is_played(files):
    made = run_files(files, limits=Limits(seconds=0))
    assert [one["failure"]["problems"] for one in made["scenarios"]] == [
        ["the time for playing is over: let less happen in one scenario, or play fewer"]
    ] * 2


def test_a_scenario_that_goes_on_too_long_ends_at_the_deadline(files, monkeypatch):
    seconds = iter(range(10_000))
    monkeypatch.setattr(stage, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    monkeypatch.setattr(from_files, "time", SimpleNamespace(monotonic=lambda: 0))
    [outcome] = run_files(files, only="加急", limits=Limits(seconds=6))["scenarios"]
    assert outcome["failure"]["step"] == 1
    assert not outcome["passed"]
    assert "the time for playing is over" in "".join(outcome["failure"]["problems"])


@pytest.mark.parametrize("limits", [Limits(scenarios=1), Limits(steps=4)])
def test_more_than_may_be_played_at_once_is_left_out_and_said(files, limits):
    made = run_files(files, limits=limits)
    assert [one["name"] for one in made["scenarios"]] == ["加急"]
    [problem] = made["problems"]
    assert "this one and those after it were not" in problem["problem"]
    assert problem["line"] == 10


def test_too_many_scenario_files_are_refused(files):
    files |= {f"scenarios/{n}.yaml": STORY.encode() for n in range(3)}
    made = run_files(files, limits=Limits(files=3))
    assert made["scenarios"] == []
    assert "there are 4 scenario files" in made["problems"][0]["problem"]


def test_a_trace_that_would_be_too_large_is_cut_and_says_so(files, monkeypatch):
    monkeypatch.setattr(tracing, "MOST_BYTES", 5000)
    [urgent] = run_files(files, only="加急")["scenarios"]
    assert urgent["passed"]
    assert urgent["trace_cut"]
    assert 0 < len(urgent["trace"]) < 5


def test_long_texts_lists_and_nests_are_cut():
    deep = {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}
    shown = tracing.shown_value({"text": "x" * 10_000, "list": list(range(1000)), "deep": deep})
    assert shown["text"] == "x" * (tracing.MOST_TEXT - 1) + "…"
    assert shown["list"] == [*range(tracing.MOST_ITEMS), "…"]
    assert "…" in str(shown["deep"])
