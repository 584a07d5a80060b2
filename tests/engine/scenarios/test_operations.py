"""A scenario can say what people do with tasks: pass them on, ask others, urge."""

from __future__ import annotations

import pytest

from engine.scenarios import told_outcome

BEGIN = "given: {order: {title: 停电吗, fields: {}}}\n"


def played(play, steps):
    [outcome], _ = play(f"{BEGIN}scenarios:\n  - name: 一\n    steps:\n" + steps)
    return outcome


def test_a_story_of_passing_on_and_asking_passes_in_both_plays(play):
    outcome = played(
        play,
        """
      - reassign: 受理
        to: desk colleague
        reason: 我下班
        expect: {held by: {受理: desk colleague}, history: [task.reassigned]}
      - take over: 受理
        by: city
        reason: 重要客户
        expect: {held by: {受理: city}, whose: {受理: city}}
      - do: 受理
        by: desk colleague
        refused: taken over by 甲市值班
      - co-sign: 受理
        to: [duty manager, supervision]
        reason: 请把关
      - refuse: 受理
        by: duty manager
        refused: needs an opinion
      - agree: 受理
        by: duty manager
      - do: 受理
        refused: waits for 省监督员
      - agree: 受理
        by: supervision
      - delegate: 受理
        to: county desk
      - agree: 受理
        by: county desk
      - review: 受理
        to: [duty manager, supervision, county desk]
        rule: at-least
        needed: 2
        reason: 能否受理
      - agree: 受理
        by: county desk
      - refuse: 受理
        by: duty manager
        reason: 不行
      - agree: 受理
        by: supervision
        expect: {history: [task.reviewed, task.review-decided]}
      - urge: 受理
        by: agent
        expect: {history: [task.urged]}
      - escalate: 受理
        by: agent
        reason: 群体
        expect: {history: [task.escalated]}
      - hand up: 受理
        reason: 需要省里
        expect: {whose: {受理: supervision}}
      - do: 受理
        by: supervision
        with: {urgent: true, amount: 1.5}
        expect: {open: [复核]}
""",
    )
    assert outcome.passed, told_outcome(outcome)


def test_a_rejection_and_a_signature_afterwards(play):
    outcome = played(
        play,
        """
      - co-sign: 受理
        to: duty manager
        when: after
      - do: 受理
        with: {urgent: true, amount: 1.5}
        expect: {open: [受理], history: [task.submitted]}
      - agree: 受理
        by: duty manager
        expect: {open: [复核], history: [task.co-signed, task.completed]}
      - reject: 复核
        because: beyond-powers
        evidence: 应由县里复核
        expect: {whose: {复核: county desk}}
      - at once:
          - {claim: 复核, by: county desk}
          - {hand up: 复核, by: desk colleague, reason: 需要市里}
        refused: is held by 东县调度
""",
    )
    assert outcome.passed, told_outcome(outcome)


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("reassign: 受理", "to whom"),
        ("delegate: 受理\n        to: [city, duty manager]", "one person"),
        ("reject: 受理\n        because: lunch", "lunch"),
        ("co-sign: 受理\n        to: city\n        when: now", "now"),
    ],
)
def test_a_step_that_says_too_little_is_refused_with_its_line(play, step, problem):
    from engine.errors import InvalidInput

    with pytest.raises(InvalidInput) as refused:
        played(play, f"\n      - {step}\n")
    assert problem in str(refused.value.findings)
