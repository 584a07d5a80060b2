"""Tokens move as the standard says: sequences, gateways, joins in loops, endings."""

import pytest

from engine.errors import BudgetExceeded, Conflict, StepFailed
from engine.runtime import Budget, Instance, Kind, encode, is_stuck
from tests.drawing import (
    boundary,
    catch,
    draw,
    element,
    end,
    gateway,
    message,
    service,
    start,
    sub,
    terminate,
    timer,
    user,
)


def test_one_task_after_the_other_until_the_end(play):
    story = play(draw(start("s"), user("a"), user("b"), end("e"), flows="s > a > b > e")).start()
    assert story.open == ["a"]
    story.done("a")
    assert story.open == ["b"]
    story.done("b")
    assert story.ended


def test_a_process_without_events_begins_where_nothing_enters(play):
    story = play(draw(user("a"), user("b"), user("c"), flows="a > c ; b > c")).start()
    assert story.open == ["a", "b"]
    story.done("a").done("b")
    assert story.open == ["c", "c"]


def test_the_first_true_condition_is_taken_and_the_default_only_without_one(play):
    diagram = draw(
        start("s"), user("a"), gateway("exclusive", "g", default="g-z"), user("x"), user("y"), user("z"),
        flows="s > a > g ; g > x [n > 5] ; g > y [n > 3] ; g > z [default]",
    )  # fmt: skip
    assert play(diagram).start().done("a", n=9).open == ["x"]
    assert play(diagram).start().done("a", n=4).open == ["y"]
    assert play(diagram).start().done("a", n=1).open == ["z"]


def test_no_true_condition_and_no_default_is_a_failure_that_names_the_gateway(play):
    diagram = draw(
        start("s"), user("a"), gateway("exclusive", "g"), user("x"), user("y"),
        flows="s > a > g ; g > x [n > 5] ; g > y [n > 3]",
    )  # fmt: skip
    with pytest.raises(StepFailed, match="no condition after gateway g is true"):
        play(diagram).start().done("a", n=1)


def test_a_condition_that_is_no_truth_value_is_a_failure_with_the_reason(play):
    diagram = draw(
        start("s"), user("a"), gateway("exclusive", "g", default="g-y"), user("x"), user("y"),
        flows="s > a > g ; g > x [nobody > 5] ; g > y [default]",
    )  # fmt: skip
    with pytest.raises(StepFailed, match=r"nobody > 5.*gave null.*nobody"):
        play(diagram).start().done("a")


def test_a_parallel_join_waits_for_all_branches(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), user("b"), gateway("parallel", "j"), user("c"),
        flows="s > f > a > j > c ; f > b > j",
    )  # fmt: skip
    story = play(diagram).start()
    assert story.open == ["a", "b"]
    assert story.done("b").open == ["a"]
    assert story.done("a").open == ["c"]


def test_a_parallel_join_in_a_loop_is_right_whatever_the_order_of_the_branches(play):
    diagram = draw(
        start("s"), gateway("exclusive", "m"), gateway("parallel", "f"), user("a"), user("b"),
        gateway("parallel", "j"), user("c"), gateway("exclusive", "g", default="g-e"), end("e"),
        flows="s > m > f > a > j > c > g ; f > b > j ; g > m [again] ; g > e [default]",
    )  # fmt: skip
    story = play(diagram).start()
    for order in (("a", "b"), ("b", "a"), ("b", "a"), ("a", "b")):
        assert story.open == ["a", "b"]
        story.done(order[0])
        assert story.open == [order[1]]
        story.done(order[1])
        assert story.open == ["c"]
        story.done("c", again=True)
    story.done("a").done("b").done("c", again=False)
    assert story.ended


def test_two_tokens_on_one_flow_do_not_fill_a_parallel_join(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), user("b"), user("c"), gateway("exclusive", "m"),
        gateway("parallel", "j"), user("d"),
        flows="s > f > a > m > j > d ; f > b > m ; f > c > j",
    )  # fmt: skip
    story = play(diagram).start().done("a").done("b")
    assert story.open == ["c"]
    assert story.done("c").open == ["d"]


def test_an_inclusive_join_waits_only_for_the_branches_that_were_taken(play):
    diagram = draw(
        start("s"), user("a"), gateway("inclusive", "f", default="f-z"), user("x"), user("y"), user("z"),
        gateway("inclusive", "j"), user("c"),
        flows="s > a > f ; f > x [p] ; f > y [q] ; f > z [default] ; x > j > c ; y > j ; z > j",
    )  # fmt: skip
    story = play(diagram).start().done("a", p=True, q=True)
    assert story.open == ["x", "y"]
    assert story.done("x").open == ["y"]
    assert story.done("y").open == ["c"]
    assert play(diagram).start().done("a", p=False, q=False).done("z").open == ["c"]


def test_an_inclusive_join_waits_for_a_token_in_an_upstream_loop(play):
    diagram = draw(
        start("s"), gateway("inclusive", "f"), user("x"), user("y"), gateway("exclusive", "m"),
        gateway("exclusive", "g", default="g-j"), gateway("inclusive", "j"), user("c"),
        flows="s > f ; f > x [true] ; f > m [true] ; m > y > g ; g > m [again] ; g > j [default] ; x > j > c",
    )  # fmt: skip
    story = play(diagram).start().done("x")
    assert story.open == ["y"]
    story.done("y", again=True)
    assert story.open == ["y"]
    assert story.done("y", again=False).open == ["c"]


def test_an_event_that_waits_on_a_border_is_no_token_for_an_inclusive_join(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), boundary("t", "a", timer("duration", "PT1H")),
        gateway("exclusive", "m"), gateway("inclusive", "j"), user("c"), flows="s > f > a > m > j > c ; f > m ; t > j",
    )  # fmt: skip
    assert play(diagram).start().open == ["a", "c"]


def test_only_the_gateway_before_waiting_events_holds_a_token_for_an_inclusive_join(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), gateway("eventBased", "g"),
        catch("x", message("x")), catch("y", message("y")), gateway("exclusive", "m"), gateway("inclusive", "j"),
        user("c"), flows="s > f > g > x > m > j > c ; f > m ; g > y > j",
    )  # fmt: skip
    assert play(diagram).start().open == ["c"]


def test_an_inclusive_join_does_not_overtake_a_sub_process_that_is_already_empty(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), sub("x", start("xs"), end("xe"), flows="xs > xe"),
        gateway("exclusive", "g", default="g-j"), gateway("exclusive", "m"), gateway("inclusive", "j"), user("c"),
        flows="s > f > x > g ; f > m > j > c ; g > m [again] ; g > j [default]",
    )  # fmt: skip
    assert play(diagram).start(again=False).open == ["c"]


def test_a_terminate_end_event_takes_the_other_branches_away(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), user("b"), end("t", terminate()), end("e"),
        flows="s > f > a > t ; f > b > e",
    )  # fmt: skip
    story = play(diagram).start().done("a")
    assert story.ended
    assert "b" in story.logged(Kind.CANCELLED)


def test_several_flows_from_a_task_split_like_a_parallel_gateway(play):
    diagram = draw(start("s"), user("a"), user("b"), user("c"), flows="s > a > b ; a > c")
    assert play(diagram).start().done("a").open == ["b", "c"]


def test_a_loop_without_a_pause_ends_at_the_budget(play):
    diagram = draw(
        start("s"), service("m", "order.urge"), gateway("exclusive", "g", default="g-e"), end("e"),
        flows="s > m > g ; g > m [true] ; g > e [default]",
    )  # fmt: skip
    story = play(diagram, operations=frozenset({"order.urge"}))
    story.world.operations["order.urge"] = lambda inputs: {}
    story.instance = Instance(story.definition, story.world, Budget(elements=100))
    with pytest.raises(BudgetExceeded, match="100 elements"):
        story.start()


def test_a_task_cannot_be_completed_twice(play):
    story = play(draw(start("s"), user("a"), user("b"), flows="s > a > b")).start()
    token = next(iter(story.instance.scopes[0].tasks))
    story.done("a")
    with pytest.raises(Conflict, match="no longer there"):
        story.instance.complete(token, {})


def test_a_join_that_can_never_fire_is_seen_as_stuck(play):
    diagram = draw(
        start("s"), gateway("exclusive", "f", default="f-b"), user("a"), user("b"), gateway("parallel", "j"), end("e"),
        flows="s > f ; f > a [true] ; f > b [default] ; a > j > e ; b > j",
    )  # fmt: skip
    story = play(diagram).start()
    assert not is_stuck(story.instance)
    assert is_stuck(story.done("a").instance)


def test_the_state_does_not_grow_with_the_number_of_rounds(play):
    diagram = draw(
        start("s"), gateway("exclusive", "m"), gateway("parallel", "f"), user("a"), user("b"),
        gateway("parallel", "j"), gateway("exclusive", "g", default="g-e"), end("e"),
        flows="s > m > f > a > j > g ; f > b > j ; g > m [again] ; g > e [default]",
    )  # fmt: skip
    story = play(diagram).start(again=True)
    story.done("a").done("b")
    first = len(encode(story.instance))
    for _ in range(200):
        story.done("a").done("b")
    assert len(encode(story.instance)) <= first + 8


def test_a_complex_gateway_takes_late_tokens_in_silence_where_no_condition_asks_for_them(play):
    first = element(
        "complexGateway", "g", "<bpmn:activationCondition>activationCount &gt;= 1</bpmn:activationCondition>"
    )
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), user("b"), first, user("z"), end("e"),
        flows="s > f > a > g > z > e ; f > b > g",
    )  # fmt: skip
    story = play(diagram).start().done("a")
    assert story.open == ["b", "z"]
    assert story.done("z").done("b").ended
