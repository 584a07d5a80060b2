"""Several people act in the same moment: exactly one is served, and what the others are told is asserted."""

from engine.scenarios import told_outcome

BEGIN = "given: {order: {title: 停电吗, fields: {}}}\nscenarios:\n  - name: 一\n    steps:\n"
TWO = """
      - at once:
          - {do: 受理, by: county desk, with: {urgent: true}}
          - {do: 受理, by: desk colleague, with: {urgent: false}}
"""


def played(play, steps):
    outcomes, _ = play(BEGIN + steps)
    return outcomes[0]


def test_of_two_who_complete_a_task_at_once_one_wins_and_the_other_is_told_who(play):
    outcome = played(
        play,
        TWO
        + """
        refused: held-by-another
        expect: {open: [复核], values: {urgent: true}, history: [{type: task.completed, by: county desk}]}
""",
    )
    assert outcome.passed, told_outcome(outcome)


def test_the_refusal_of_the_other_must_be_said_and_be_the_one_said(play):
    outcome = played(play, TWO)
    assert outcome.failure.problems[0].startswith("refused (held-by-another): 受理 was completed by 东县调度")
    outcome = played(play, TWO + "        refused: not-allowed\n")
    assert outcome.failure.problems[0] == "expected to be refused otherwise: not-allowed; found:"


def test_two_who_claim_and_return_and_complete_at_once(play):
    outcome = played(
        play,
        """
      - at once:
          - {claim: 受理, by: desk colleague}
          - {do: 受理, by: county desk, with: {urgent: true}}
          - {claim: 受理, by: county desk}
        refused: held-by-another
        expect: {held by: {受理: desk colleague}}
""",
    )
    assert outcome.passed, told_outcome(outcome)


def test_when_nobody_or_more_than_one_is_served_the_step_fails(play):
    outcome = played(
        play,
        """
      - at once:
          - {claim: 受理, by: city}
          - {claim: 受理, by: crew 1}
        refused: not-allowed
""",
    )
    assert outcome.failure.problems[0].startswith(
        "at once: expected exactly one of 2 to be done; found 0 done"
    )
    outcome = played(
        play,
        """
      - at once:
          - {claim: 受理, by: county desk}
          - {claim: 受理, by: county desk}
        refused: conflict
""",
    )
    assert outcome.failure.problems == ("at once: expected exactly one of 2 to be done; found 2 done",)
