"""Scenarios are played on the real engine; what goes otherwise is told with both sides."""

from pathlib import Path

import pytest

from engine.scenarios import told_outcome
from engine.scenarios.play import play as play_one
from engine.scenarios.stage import Stage, Theatre

BEGIN = "given: {order: {title: 停电吗, fields: {}}}\n"


def problems(outcomes):
    [outcome] = outcomes
    assert outcome.failure is not None, "the scenario passed"
    return list(outcome.failure.problems)


def played(play, steps, begin=BEGIN):
    outcomes, _ = play(f"{begin}scenarios:\n  - name: 一\n    steps:\n" + steps)
    return outcomes


def test_a_story_passes_in_both_plays(play):
    [outcome] = played(
        play,
        """
      - expect: {open: [受理], whose: {受理: county desk}, ended: false}
      - do: 受理
        with: {urgent: true, amount: 1.5}
        expect: {open: [复核], whose: {复核: city}, values: {urgent: true, amount: 1.5}}
      - do: 复核
        by: city
        expect: {ended: true, open: none, notices: [{to: county desk, says: 好了}]}
""",
    )
    assert outcome.passed, told_outcome(outcome)


@pytest.mark.parametrize(
    ("expect", "problem"),
    [
        ("{open: [复核]}", "open tasks: expected check; found ask (missing: check; not expected: ask)"),
        ("{open: none}", "open tasks: expected none; found ask (not expected: ask)"),
        ("{open: [受理, 受理]}", "open tasks: expected ask, ask; found ask (missing: ask)"),
        ("{whose: {受理: [city, centre]}}", "ask whose: expected centre, city; found county desk"),
        ("{whose: {复核: city}}", "whose: no task check is open; open are ask"),
        ("{held by: {受理: agent}}", "ask held by: expected agent; found nobody"),
        ("{watched by: {受理: city}}", "ask watched by: expected city; found none"),
        ("{order: {status: held}}", "order status: expected held; found open"),
        ("{order: {county: county 2}}", "order county: expected county 2; found county"),
        ("{waiting: none}", "waiting events: expected none; found soon"),
        ("{timers: {soon: 09:11}}", "timer soon: expected 2026-11-23 09:11; found 2026-11-23 09:10"),
        ("{timers: {soon: never}}", "timer soon: expected never; found 2026-11-23 09:10"),
        ("{limits: {reply: stopped}}", "limit reply: expected stopped; found running"),
        ("{limits: {arrive: running}}", "limit arrive: the order has none; it has reply"),
        ("{jobs: [发送]}", "jobs on their way: expected send; found none"),
        ("{history: [a]}", "history of this step: expected a; found order.opened, instance.started"),
        ("{asked: [发送]}", "asked in this step: expected send with nothing; found none"),
        ("{notices: [嗯]}", "notices of this step: expected one to anybody: 嗯; found none"),
        (
            "{messages: [{to: '1'}]}",
            "customer messages of this step: expected one to 1: anything; found none",
        ),
        ("{incidents: [job-failed]}", "incidents: expected job-failed; found none"),
        ("{linked: [grievance]}", "linked orders: expected grievance; found none"),
        ("{values: {x: 1}}", "value x: nothing was written under this name; written were title"),
        ("{ended: true}", "ended: expected the process to have ended; open tasks are ask"),
    ],
)
def test_what_is_expected_and_not_so_is_told_with_both_sides(play, expect, problem):
    outcomes, _ = play(f"{BEGIN}scenarios: [{{name: 一, expect: {expect}}}]")
    assert problems(outcomes)[0].startswith(problem), problems(outcomes)


def test_a_failing_step_is_told_with_the_story_up_to_it(play):
    [outcome] = played(
        play,
        """
      - wait: 5 min
      - do: 受理
        with: {urgent: true}
        expect: {open: none}
      - do: 复核
""",
    )
    lines = told_outcome(outcome).splitlines()
    assert lines[0].startswith("✗ tiny: 一 (")
    assert [line.strip() for line in lines[1:]] == [
        "story.yaml:7",
        "✓ 0. given (line 3)",
        "✓ 1. wait 5 min (line 6)",
        "✗ 2. do 受理 with {urgent: true} (line 7)",
        "open tasks: expected none; found check (not expected: check)",
    ]
    assert [line.strip() for line in told_outcome(outcome, "zh").splitlines()[2:4]] == [
        "✓ 0. 前提（第 3 行）",
        "✓ 1. wait 5 min（第 6 行）",
    ]


def test_a_refusal_that_nobody_expected_fails_the_step_with_its_findings(play):
    found = problems(played(play, "      - {do: 受理, with: {urgent: maybe}}"))
    assert found[0].startswith("refused (invalid-input): 受理: 1 field(s) need attention")
    assert found[1].startswith("urgent: ")


def test_a_refusal_that_was_expected_is_fine_by_code_or_by_words(play):
    [outcome] = played(
        play,
        """
      - {do: 受理, with: {urgent: maybe}, refused: invalid-input}
      - {do: 受理, with: {urgent: maybe}, refused: 'must be yes or no'}
      - {do: 受理, by: city, with: {urgent: true}, refused: not-allowed}
      - {do: 受理, by: city, with: {urgent: true}, refused: 您无权}
""",
    )
    assert outcome.passed, told_outcome(outcome)


def test_a_refusal_that_does_not_come_or_is_another_fails_the_step(play):
    found = problems(played(play, "      - {do: 受理, with: {urgent: true}, refused: conflict}"))
    assert found == ["expected to be refused (conflict), but it was done"]
    found = problems(played(play, "      - {do: 受理, with: {}, refused: not-allowed}"))
    assert found[0] == "expected to be refused otherwise: not-allowed; found:"
    assert found[1].startswith("refused (invalid-input)")


def test_what_cannot_be_played_is_no_refusal(play):
    found = problems(played(play, "      - {do: 复核, refused: check}"))
    assert found == ["no task check is open; open are: ask"]


def test_an_incident_that_nobody_expects_fails_the_step_and_one_that_is_expected_may_stay(play):
    empty = "given: {empty: [city], order: {title: 停电吗}}\n"
    step = "      - {do: 受理, with: {urgent: true}}\n"
    found = problems(played(play, step, empty))
    assert found[0].startswith("an incident that nobody expected: no-department at check")
    expected = step[:-2] + ", expect: {incidents: [{kind: no-department, at: 复核, says: has no members}]}}\n"
    later = "      - {wait: 5 min, expect: {ended: false}}\n"
    [outcome] = played(play, expected + later, empty)
    assert outcome.passed, told_outcome(outcome)


def test_timers_on_the_way_fire_at_their_own_moment(play):
    [outcome] = played(
        play,
        """
      - {wait: 9 min, expect: {history: [], timers: {soon: 09:10}}}
      - {wait: 2 h, expect: {history: [timer.fired], open: [受理], waiting: none}}
      - {until: 09:00, expect: {history: []}, note: 次日}
""",
    )
    assert outcome.passed, told_outcome(outcome)


def test_time_does_not_go_back(play):
    found = problems(played(play, "      - until: 2026-11-22 10:00"))
    assert found == ["that moment is over already; time only goes on"]


def test_an_effect_succeeds_by_itself_unless_the_scenario_says_how_its_job_ends(play):
    step = "      - {do: 受理, with: {urgent: false, amount: 2.5}, expect: {%s}}\n"
    asked = "asked: [{at: 发送, with: {url: 'https://other.example/x', amount: 2.5}}]"
    [outcome] = played(play, step % f"ended: true, {asked}")
    assert outcome.passed, told_outcome(outcome)
    by_hand = step % f"ended: false, jobs: [发送], {asked}"
    [outcome] = played(
        play, by_hand + "      - {job: 发送, succeeds: {status: 201}, expect: {ended: true}}\n"
    )
    assert outcome.passed, told_outcome(outcome)
    [outcome] = played(
        play, by_hand + "      - {job: 发送, error: REFUSED, expect: {ended: true, incidents: []}}\n"
    )
    assert outcome.passed, told_outcome(outcome)
    [outcome] = played(
        play,
        by_hand
        + "      - {job: 发送, fails: 拒收, expect: {ended: false, incidents: [{kind: job-failed, at: 发送}]}}\n"
        + "      - {retry: 发送, expect: {incidents: [], jobs: [发送]}}\n"
        + "      - {job: 发送, succeeds: true, expect: {ended: true}}\n",
    )
    assert outcome.passed, told_outcome(outcome)


def test_an_effect_that_fails_for_now_is_tried_again_until_its_attempts_are_used_up(play):
    step = "      - {do: 受理, with: {urgent: false, amount: 2.5}}\n"
    [outcome] = played(
        play,
        step
        + "      - {job: 发送, fails for now: 超时, times: 3, expect: {jobs: [发送], incidents: none}}\n"
        + "      - {job: 发送, succeeds: true, expect: {ended: true}}\n",
    )
    assert outcome.passed, told_outcome(outcome)
    [outcome] = played(
        play,
        step
        + "      - job: 发送\n        fails for now: 超时\n        times: 8\n"
        + "        expect: {jobs: none, incidents: [{kind: job-failed, at: 发送, says: after 8 attempt}]}\n",
    )
    assert outcome.passed, told_outcome(outcome)
    found = problems(played(play, step + "      - {job: 发送, fails for now: 超时, times: 9}\n"))
    assert found == ["the job of send was given up after 8 attempt(s): it is failed"]


def test_a_job_that_is_not_on_its_way_cannot_end(play):
    found = problems(played(play, "      - {job: 发送, succeeds: true}"))
    assert found == ["no job of send is on its way; on their way are: none"]


def test_who_acts_is_whoever_is_asked_unless_the_scenario_says(play):
    [outcome] = played(
        play,
        """
      - {claim: 受理, by: desk colleague, expect: {held by: {受理: desk colleague}}}
      - {do: 受理, by: county desk, with: {urgent: true}, refused: held-by-another}
      - {do: 受理, with: {urgent: true}, expect: {open: [复核]}}
""",
    )
    assert outcome.passed, told_outcome(outcome)


def test_an_incident_of_what_is_given_is_expected_at_the_start(play):
    begin = "given: {empty: [county desk], order: {title: 停电吗}}\n"
    outcomes, _ = play(f"{begin}scenarios: [{{name: 一, expect: {{incidents: [no-department]}}}}]")
    assert outcomes[0].passed, told_outcome(outcomes[0])
    outcomes, _ = play(f"{begin}scenarios: [{{name: 一}}]")
    assert problems(outcomes)[0].startswith("an incident that nobody expected: no-department at ask")


def test_a_process_started_plainly_serves_the_order_and_is_found_by_its_key(play):
    [outcome], _ = play(
        """
        given:
          order: {title: 建议, category: suggestion}
          start: {key: K-1, variables: {amount: 3.5}}
        scenarios:
          - name: 一
            expect: {open: [first, second], values: {amount: 3.5}, waiting: [停止], whose: {first: county desk}}
            steps:
              - {message: order.stop, key: K-1, expect: {open: [second]}}
              - do: second
                expect:
                  open: [second]
                  incidents: [{kind: step-failed, says: nothing could ever move again}]
                  history: [task.stuck]
                note: 汇合处再也等不到另一支
        """,
        "waiting",
    )
    assert outcome.passed, told_outcome(outcome)


def test_the_second_play_opens_everything_anew_before_every_action(read, tiny, monkeypatch):
    """Everything but the compiled versions, which it shares with reloaded plays and not with the first."""
    [scenario] = read(
        BEGIN
        + "scenarios: [{name: 一, steps: [{wait: 1 min}, {expect: {open: [受理]}}, {do: 受理, with: {urgent: true}}]}]"
    )
    opened = []
    open_stage = Stage._open

    def counted(self, versions):
        open_stage(self, versions)
        opened.append((id(self), self.engine, self.engine.services, self.database))

    monkeypatch.setattr(Stage, "_open", counted)
    with Theatre({"tiny": tiny}) as theatre:
        with theatre.stage(scenario.given):
            pass  # makes the prepared database
        opened.clear()
        outcome = play_one(scenario, theatre, {"tiny": tiny})
        again = play_one(scenario, theatre, {"tiny": tiny})
    assert outcome.passed, told_outcome(outcome)
    assert again.passed, told_outcome(again)
    # The first play opens once; the second once and before both of its actions.
    assert len(opened) == 8
    for part in (1, 2, 3):
        assert len({id(one[part]) for one in opened}) == 8
    for _, _, _, database in opened[1:-1]:
        assert database._closed.is_set()
    # What a version was compiled to is not what the reloaded play goes on with; other plays share it.
    first, *_, reloaded = [services.versions for _, _, services, _ in opened[:4]]
    assert first.keys() == reloaded.keys() != set()
    assert all(first[key] is not reloaded[key] for key in first)
    for number, (_, _, services, _) in enumerate(opened):
        assert services.versions is (first if number in (0, 1, 4, 5) else reloaded)


def test_a_scenario_that_only_holds_in_memory_fails_in_the_second_play(read, tiny, monkeypatch):
    [scenario] = read(BEGIN + "scenarios: [{name: 一, steps: [{do: 受理, with: {urgent: true}}]}]")
    reopen = Stage.reopen

    def forgetful(self):
        reopen(self)
        self.set_clock(self.now.replace(year=2027))

    monkeypatch.setattr(Stage, "reopen", forgetful)
    with Theatre({"tiny": tiny}) as theatre:
        outcome = play_one(scenario, theatre, {"tiny": tiny})
    assert outcome.failure is not None
    assert outcome.failure.reloaded
    assert "only in the second play" in told_outcome(outcome)
    assert "只在第二遍演练中出现" in told_outcome(outcome, "zh")


def test_the_database_of_a_scenario_is_gone_afterwards(read, tiny):
    [scenario] = read(BEGIN + "scenarios: [{name: 一}]")
    with Theatre({"tiny": tiny}) as theatre:
        with theatre.stage(scenario.given) as stage:
            path = Path(stage.url.removeprefix("sqlite:///"))
            assert path.exists()
        assert not list(path.parent.glob(f"{path.name}*"))
    assert not path.parent.exists()
