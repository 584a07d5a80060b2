"""What can be expected: limits, events, variables, and what is not there; each difference with both sides."""

import pytest

from engine.scenarios import told_outcome
from engine.scenarios.telling import scenario_document

BEGIN = "given: {order: {title: 停电吗, fields: {}}}\n"
#: The limit `reply` of an enquiry: five working days from Monday 09:00.
STEPS = """
      - {wait: 1 h}
      - {claim: 受理, by: county desk}
      - {do: 受理, with: {urgent: true, amount: 1.5}}
"""


def play_with(play, expect, steps=STEPS):
    outcomes, _ = play(f"{BEGIN}scenarios:\n  - name: 一\n    steps:{steps}      - expect: {expect}\n")
    return outcomes[0]


@pytest.mark.parametrize(
    "expect",
    [
        "{limits: {reply: running}}",
        "{limits: {reply: in 6 working days at 00:00}}",
        "{limits: {reply: {state: running, breached: false, elapsed: 1 h, remaining days: 5}}}",
        "{limits: {arrive: none}}",
        "{events: [order.opened, task.completed]}",
        "{events: [{type: order.opened, by: agent}, {at: 受理, by: county desk}, {type: task.completed}]}",
        "{events: [{type: task.completed, at: 受理, with: {amount: 1.5}, happened: 10:00}]}",
        "{history: [{type: task.completed, at: 受理, by: county desk, with: {urgent: true}}]}",
        "{variables: {urgent: true, amount: 1.5}}",
        "{not: {open: [受理], waiting: [提醒], jobs: [发送], notices: [{says: 好了}], messages: [{to: '1'}]}}",
        "{not: {events: [timer.failed, {type: task.completed, at: 复核}], incidents: [job-failed]}}",
        "{not: {values: [note], variables: [note], limits: [arrive], order: {status: held}, linked: [grievance]}}",
        "{not: {whose: {复核: county desk}, watched by: {复核: city}, asked: [发送], history: [timer.fired]}}",
    ],
)
def test_what_is_so_passes(play, expect):
    outcome = play_with(play, expect)
    assert outcome.passed, told_outcome(outcome)


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ("{limits: {reply: breached}}", "limit reply: expected breached; found in time, running"),
        ("{limits: {reply: none}}", "limit reply: expected none; found running"),
        ("{limits: {reply: {state: paused}}}", "limit reply: expected paused; found running"),
        ("{limits: {reply: {elapsed: 2 h}}}", "limit reply: expected elapsed 2 h; found 1 h"),
        ("{limits: {reply: {remaining days: 3}}}", "limit reply: expected 3 remaining days; found 5"),
        ("{limits: {reply: {remaining: -5 min}}}", "limit reply: expected remaining -5 min; found"),
        (
            "{events: [task.completed, order.opened]}",
            "events: expected order.opened after task.completed; there are order.opened by agent (2026-11-23 09:00)",
        ),
        (
            "{events: [{type: task.completed, by: city}]}",
            "events: expected task.completed by city after the beginning; there are task.completed at ask by county desk",
        ),
        (
            "{events: [{type: task.completed, with: {amount: 2}}]}",
            "events: expected task.completed with amount: 2",
        ),
        (
            "{history: [{type: task.completed, by: city}]}",
            "history of this step: expected task.completed by city; found task.completed at ask by county desk",
        ),
        ("{history: [a, b]}", "history of this step: expected a, b; found task.completed"),
        ("{variables: {amount: 2}}", "variable amount: expected 2; found 1.5"),
        ("{variables: {note: x}}", "variable note: there is none; there are amount, urgent"),
        ("{not: {open: [复核]}}", "not: open task check is there"),
        ("{not: {values: [amount]}}", "not: value amount is there"),
        ("{not: {variables: [amount]}}", "not: variable amount is there"),
        ("{not: {limits: [reply]}}", "not: limit reply is there"),
        (
            "{not: {events: [{type: task.claimed, by: county desk}]}}",
            "not: events: task.claimed at ask by county desk",
        ),
        ("{not: {history: [task.completed]}}", "not: history of this step: task.completed at ask"),
        ("{not: {whose: {复核: [city, centre]}}}", "not: check whose city"),
        ("{not: {order: {status: open}}}", "not: order status is open"),
    ],
)
def test_what_is_not_so_is_told_with_both_sides(play, expect, problem):
    outcome = play_with(play, expect)
    assert outcome.failure is not None
    assert outcome.failure.problems[0].startswith(problem), outcome.failure.problems


def test_notices_messages_and_effects_that_are_not_to_be_are_told(play):
    told = play_with(play, "{not: {notices: [好]}}", STEPS + "      - {do: 复核, by: city}\n")
    assert told.failure.problems == ("not: notice of this step: one to county desk: 好了",)
    steps = "\n      - {do: 受理, with: {urgent: false, amount: 2}}\n"
    asked = play_with(play, "{not: {asked: [{at: 发送, with: {amount: 2}}]}}", steps)
    assert asked.failure.problems[0].startswith("not: asked in this step: send with ")


def test_variables_are_gone_when_the_process_has_ended_but_what_was_written_is_known(play):
    outcome = play_with(
        play,
        "{ended: true, values: {amount: 1.5}, not: {variables: [amount]}}",
        STEPS + "      - {do: 复核, by: city}\n",
    )
    assert outcome.passed, told_outcome(outcome)


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ("{open: none}", "待办任务：应为 无；实为 check（多出：check）"),
        ("{limits: {reply: {state: paused}}}", "时限 reply：应为 paused；实为 running"),
        ("{variables: {amount: 2}}", "变量 amount：应为 2；实为 1.5"),
        ("{ended: true}", "结束：流程应已结束；待办任务有 check"),
        ("{not: {open: [复核]}}", "不应有：待办任务 check"),
        ("{held by: {复核: city}}", "check 持有人：应为 city；实为 无人"),
        ("{incidents: [job-failed]}", "异常：应为 job-failed；实为 无"),
    ],
)
def test_what_is_not_so_is_told_in_chinese_too(play, expect, problem):
    outcome = play_with(play, expect)
    assert problem in told_outcome(outcome, "zh")
    assert scenario_document(outcome)["failure"]["problems_zh"] == [problem]


def test_a_refusal_is_told_in_chinese_with_its_findings(play):
    outcome = play_with(play, "{}", "\n      - {do: 受理, with: {urgent: maybe}}\n")
    told = told_outcome(outcome, "zh")
    assert "被拒绝（invalid-input）：" in told
    assert "urgent：" in told
