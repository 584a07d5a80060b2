"""Everything that is wrong with a scenario file is told with line, place, and what to write instead."""

import pytest

from engine.scenarios import ScenarioRefused
from engine.scenarios.actions import Do, Wait


def refused(read, text, package="tiny"):
    with pytest.raises(ScenarioRefused) as caught:
        read(text, package)
    return [str(problem) for problem in caught.value.problems]


def test_elements_are_named_by_id_or_by_drawn_name(read):
    [scenario] = read(
        """
        scenarios:
          - name: 一
            steps:
              - do: 受理
              - do: ask
        """
    )
    assert [step.action.task for step in scenario.steps] == ["ask", "ask"]


def test_an_unknown_key_of_a_step_is_refused_with_its_line(read):
    [problem] = refused(
        read,
        """\
        scenarios:
          - name: 一
            steps:
              - do: ask
                wiht: {urgent: true}
        """,
    )
    assert problem.startswith(
        "story.yaml:5: scenarios[1].steps[1].wiht: unknown key 'wiht' — did you mean with?"
    )


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("scenarios:\n  - name: 一\n    stpes: []\n", "stpes"),
        ("scenaros: []\n", "scenaros"),
        ("given: {strat: 1}\nscenarios: [{name: 一}]\n", "strat"),
        ("scenarios: [{name: 一, given: {order: {tilte: x}}}]\n", "tilte"),
        ("scenarios: [{name: 一, expect: {opne: none}}]\n", "opne"),
        ("scenarios: [{name: 一, expect: {order: {statsu: open}}}]\n", "statsu"),
        ("scenarios: [{name: 一, expect: {incidents: [{knd: x}]}}]\n", "knd"),
        ("scenarios: [{name: 一, steps: [{d: ask}]}]\n", "d"),
    ],
)
def test_unknown_keys_are_refused_everywhere(read, where, key):
    problems = refused(read, where)
    assert any(f"unknown key {key!r}" in problem for problem in problems)


def test_an_unknown_task_is_refused_with_the_known_ones(read):
    [problem] = refused(read, "scenarios: [{name: 一, steps: [{do: 受里}]}]")
    assert "no task has the id or name '受里'" in problem
    assert "known: ask, check, 受理, 复核" in problem


def test_an_element_that_is_no_task_is_told_apart_from_an_unknown_one(read):
    [problem] = refused(read, "scenarios: [{name: 一, steps: [{do: send}]}]")
    assert "'send' is drawn, but is no task" in problem


def test_a_name_that_two_elements_share_is_refused_with_their_ids(read):
    [problem] = refused(read, "scenarios: [{name: 一, steps: [{do: 办理}]}]", "waiting")
    assert "several tasks are called '办理'" in problem
    assert "write one's id: first, second" in problem


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("{do: ask, by: the county}", "nobody is called 'the county'"),
        ("{do: ask, expect: {whose: {ask: desk}}}", "no department is called 'desk'"),
        ("{message: order.stopp}", "no diagram here waits for a message 'order.stopp'"),
        ("{do: ask, wait: 5 min}", "a step does one thing, but here are do and wait"),
        ("{wait: a while}", "'a while' is no span of time"),
        ("{until: later}", "'later' is no time"),
        ("{job: send}", "say how the job ends, in one way"),
        ("{job: send, succeeds: true, error: X}", "say how the job ends, in one way"),
        ("{job: ask, succeeds: true}", "is drawn, but is no service task with an effect"),
        ("{job: send, fails: x, times: 2}", "only `fails for now` happens several times"),
        ("{job: send, fails for now: x, times: 99}", "only `fails for now` happens several times"),
        ("{at once: [{do: ask}]}", "1 action(s) at once"),
        ("{at once: [{do: ask}, {wait: 1 min}]}", "this cannot be done at once with others"),
        ("{at once: [{do: ask}, {do: ask, expect: {}}]}", "unknown key 'expect'"),
        ("{do: ask, expect: {limits: {replie: running}}}", "no limit is called 'replie'"),
        ("{do: ask, expect: {limits: {reply: {breached: yes}}}}", "'yes' is neither true nor false"),
        ("{do: ask, expect: {limits: {reply: {remaining: 2 working days}}}}", "working days are no span"),
        ("{do: ask, expect: {events: [{by: nobody}]}}", "nobody is called 'nobody'"),
        ("{do: ask, expect: {not: {ended: true}}}", "unknown key 'ended'"),
        ("{return: check}", "a return needs its target"),
        ("{withdraw: check}", "a withdrawal needs its sender"),
        ("{hold: raining, until: 10:00}", "'raining' is not known here"),
        ("{hold: awaiting-parts}", "a hold needs an end"),
        ("{call: ringing}", "'ringing' is not known here"),
        ("{play: nothing}", "there is no part 'nothing'"),
        ("{}", "the step does nothing"),
        ("{do: ask, expect: {ended: yes}}", "'yes' is neither true nor false"),
        ("{do: ask, expect: {timers: {soon: nie}}}", "'nie' is no time"),
        ("{do: ask, expect: {timers: {ask: 09:00}}}", "is drawn, but is no waiting event"),
        ("{do: ask, with: 7}", "'7' is no mapping"),
        ("{expect: {open: none}, refused: x}", "unknown key 'refused'"),
    ],
)
def test_what_a_step_cannot_say_is_refused(read, step, problem):
    found = refused(read, f"scenarios: [{{name: 一, steps: [{step}]}}]")
    assert problem in found[0], found


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("{at: 09:00}", "the first moment needs a date"),
        ("{profile: steam}", "'steam' is not known here"),
        ("{empty: [nobody]}", "'nobody' is not known here"),
        ("{packages: [other]}", "'other' is not known here"),
        ("{order: {premise: moon}}", "'moon' is not known here"),
        ("{order: {category: joke}}", "'joke' is not known here"),
        ("{order: {priority: high}}", "'high' is no whole number"),
        ("{start: {process: other}}", "'other' is not known here"),
    ],
)
def test_what_cannot_be_given_is_refused(read, given, problem):
    found = refused(read, f"scenarios: [{{name: 一, given: {given}}}]")
    assert problem in found[0], found


def test_all_problems_of_a_file_are_told_at_once_in_order_of_lines(read):
    problems = refused(
        read,
        """\
        scenarios:
          - name: 一
            steps:
              - do: nothing
              - do: ask
                by: nobody
          - name: 二
            steps:
              - wait: x
        """,
    )
    assert [problem.split(":")[1] for problem in problems] == ["4", "6", "9"]


def test_two_scenarios_of_one_name_are_refused(read):
    [problem] = refused(read, "scenarios:\n  - name: 一\n  - name: 一\n")
    assert "two scenarios are called '一'" in problem


def test_a_file_without_scenarios_is_refused(read):
    assert "there is no scenario" in refused(read, "scenarios: []")[0]
    assert "the key 'scenarios' is missing" in refused(read, "given: {}")[0]


def test_parts_are_played_in_place_and_may_play_others(read):
    [scenario] = read(
        """
        parts:
          inner: [{do: ask, with: {urgent: true}}]
          outer: [{play: inner}, {wait: 5 min}]
        scenarios:
          - name: 一
            steps: [{play: outer}, {do: check}]
        """
    )
    assert [type(step.action) for step in scenario.steps] == [Do, Wait, Do]


def test_a_part_that_plays_itself_is_refused(read):
    problems = refused(read, "parts: {a: [{play: a}]}\nscenarios: [{name: 一, steps: [{play: a}]}]")
    assert "part 'a' plays itself" in problems[0]


def test_parts_cannot_unfold_into_endless_stories(read):
    parts = "".join(f"  p{n}: [{', '.join([f'{{play: p{n + 1}}}'] * 10)}]\n" for n in range(8))
    problems = refused(
        read, f"parts:\n{parts}  p8: [{{wait: 1 s}}]\nscenarios: [{{name: 一, steps: [{{play: p0}}]}}]"
    )
    assert "more than 1000 steps" in problems[0]


def test_a_scenarios_own_beginning_replaces_that_of_the_file_and_null_means_none(read):
    first, second, third = read(
        """
        given: {at: 2026-11-23 10:00, order: {title: 甲}}
        scenarios:
          - name: 一
          - {name: 二, given: {order: {title: 乙}}}
          - {name: 三, given: {order: null}}
        """
    )
    assert first.given.begin[0].title == "甲"
    assert second.given.begin[0].title == "乙"
    assert third.given.begin == ()
    assert first.given.at == second.given.at == third.given.at


def test_every_problem_is_told_in_chinese_too(read):
    with pytest.raises(ScenarioRefused) as caught:
        read("scenarios: [{name: 一, steps: [{do: 受里}, {do: ask, wiht: {}}, {wait: a while}]}]")
    assert [problem.told("zh").split(": ", 1)[1] for problem in caught.value.problems] == [
        "scenarios[1].steps[1].do：没有任务的 id 或名称是 '受里' —— 已知的有：ask, check, 受理, 复核",
        "scenarios[1].steps[2].wiht：不认识的键 'wiht' —— 是不是 with？已知的有：by, do, expect, happened, note, refused, with",
        "scenarios[1].steps[3].wait：'a while' 不是一段时间 —— 例如写 45 分钟、2 小时、3 天、2 个工作日",
    ]
    [finding, *_] = caught.value.findings
    assert finding["problem_zh"].startswith("没有任务")
