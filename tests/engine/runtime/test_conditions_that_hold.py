"""Conditional events whose condition holds already when they begin to wait (ISO/IEC 19510 §10.5.5.4)."""

from engine.runtime import Kind
from tests.drawing import boundary, catch, conditional, draw, end, event_sub, start, sub, user


def test_two_conditions_that_hold_are_passed_in_one_step(play):
    diagram = draw(
        start("s"), catch("one", conditional("x > 1")), catch("two", conditional("x > 2")), user("a"), end("e"),
        flows="s > one > two > a > e",
    )  # fmt: skip
    assert play(diagram).start(x=3).open == ["a"]


def test_an_activity_whose_interrupting_condition_holds_is_not_begun(play):
    diagram = draw(
        start("s"), user("a"), boundary("late", "a", conditional("x > 1")), user("z"), end("e"),
        flows="s > a > e ; late > z > e",
    )  # fmt: skip
    story = play(diagram).start(x=3)
    assert story.open == ["z"]
    assert story.logged(Kind.OPENED) == ["z"]
    assert story.done("z").ended


def test_an_activity_whose_other_condition_holds_is_begun_beside_what_follows_it(play):
    diagram = draw(
        start("s"), user("a"), boundary("late", "a", conditional("x > 1"), interrupting=False), user("z"), end("e"),
        flows="s > a > e ; late > z > e",
    )  # fmt: skip
    story = play(diagram).start(x=3)
    assert story.open == ["a", "z"]
    assert story.done("z", x=0).done("a").ended


def test_a_sub_process_whose_event_sub_process_interrupts_at_once_does_not_begin(play):
    instead = event_sub("i", start("is", conditional("x > 1")), user("b"), end("ie"), flows="is > b > ie")
    diagram = draw(
        start("s"), sub("u", start("us"), user("a"), end("ue"), instead, flows="us > a > ue"), user("c"), end("e"),
        flows="s > u > c > e",
    )  # fmt: skip
    story = play(diagram).start(x=3)
    assert story.open == ["b"]
    assert story.logged(Kind.OPENED) == ["b"]
    assert story.done("b").open == ["c"]


def test_an_event_sub_process_that_does_not_interrupt_begins_beside_the_others(play):
    beside = event_sub(
        "i", start("is", conditional("x > 1"), isInterrupting="false"), user("b"), end("ie"), flows="is > b > ie"
    )  # fmt: skip
    diagram = draw(
        start("s"), sub("u", start("us"), user("a"), end("ue"), beside, flows="us > a > ue"), user("c"), end("e"),
        flows="s > u > c > e",
    )  # fmt: skip
    story = play(diagram).start(x=3)
    assert story.open == ["a", "b"]
    assert story.done("a").done("b").open == ["c"]
