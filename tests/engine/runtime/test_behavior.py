"""What a multi-instance throws as its instances complete, and what that does to the rest of it."""

from __future__ import annotations

import pytest

from engine.errors import StepFailed
from engine.runtime import Kind
from tests.drawing import boundary, draw, end, error, escalation, multi, signal, start, user


def behaving(*rules: tuple[str, str], completion: str | None = None) -> str:
    """Return a multi-instance of three with rules, each a condition and an event."""
    drawn = "".join(
        f"<bpmn:complexBehaviorDefinition><bpmn:condition>{condition}</bpmn:condition>"
        f"<bpmn:event>{event}</bpmn:event></bpmn:complexBehaviorDefinition>"
        for condition, event in rules
    )
    many = multi("3", completion=completion).replace("isSequential", 'behavior="Complex" isSequential')
    place = "<bpmn:completionCondition>" if completion else "</bpmn:multi"
    return many.replace(place, f"{drawn}{place}")


def drawn(many: str, *borders: str, flows: str) -> bytes:
    return draw(start("s"), user("a", many), *borders, user("b"), end("e"), flows=f"s > a > e ; {flows}")


def test_an_event_that_interrupts_ends_the_throwing(play) -> None:
    rules = behaving(("true = flag", error("STOP")), ("true = flag", signal("late")))
    story = play(drawn(rules, boundary("stop", "a", error("STOP")), flows="stop > b")).start()
    assert story.done("a", flag=True).open == ["b"]
    assert story.logged(Kind.SIGNALLED) == []


def test_the_event_is_thrown_also_by_the_instance_that_fulfils_the_completion_condition(play) -> None:
    rules = behaving(("numberOfCompletedInstances = 1", escalation("UP")), completion="loopCounter = 0")
    story = play(drawn(rules, boundary("up", "a", escalation("UP"), False), flows="up > b")).start()
    assert story.done("a").open == ["b"]
    assert story.done("b").ended


def test_an_error_that_nobody_catches_lets_the_completion_fail(play) -> None:
    story = play(drawn(behaving(("true = flag", error("STOP"))), flows="a > b > e")).start()
    with pytest.raises(StepFailed, match="nobody catches the error STOP thrown at a"):
        story.done("a", flag=True)


def test_a_condition_that_is_neither_true_nor_false_lets_the_completion_fail(play) -> None:
    story = play(drawn(behaving(("missing", signal("g"))), flows="a > b > e")).start()
    with pytest.raises(StepFailed, match="gave null instead of true or false"):
        story.done("a")
