"""Return 退回: a token goes back to an earlier element, and what that cancels is said first."""

import pytest

from engine.errors import Conflict, InvalidInput
from engine.runtime import Kind, place, plan_return
from tests.drawing import boundary, draw, end, gateway, message, multi, start, sub, timer, user


def token(story, element):
    return story._tokens(element, 16)[0]


def back(story, element, target):
    story._turn()
    plan = plan_return(story.instance, token(story, element), target)
    place(story.instance, plan)
    return plan


def test_a_task_goes_back_and_its_timers_go_with_it(play):
    diagram = draw(
        start("s"), user("a"), user("b"), boundary("t", "b", timer("duration", "PT1H")), user("late"), end("e"),
        flows="s > a > b > e ; t > late",
    )  # fmt: skip
    story = play(diagram).start().done("a")
    plan = back(story, "b", "a")
    assert plan.cancels == ("b", "t")
    assert (story.open, story.waiting) == (["a"], [])
    assert story.logged(Kind.PLACED) == ["a"]
    assert story.done("a").open == ["b"]


def test_after_a_join_one_may_go_back_before_the_split(play):
    diagram = draw(
        start("s"), user("z"), gateway("parallel", "f"), user("a"), user("b"), gateway("parallel", "j"), user("c"),
        flows="s > z > f > a > j > c ; f > b > j",
    )  # fmt: skip
    story = play(diagram).start().done("z").done("a").done("b")
    back(story, "c", "z")
    assert story.open == ["z"]
    assert story.done("z").open == ["a", "b"]


def test_inside_a_branch_one_may_go_back_inside_it_only(play):
    diagram = draw(
        start("s"), user("z"), gateway("parallel", "f"), user("a"), user("b"), user("c"), gateway("parallel", "j"),
        flows="s > z > f > a > b > j ; f > c > j",
    )  # fmt: skip
    story = play(diagram).start().done("z").done("a")
    with pytest.raises(Conflict, match="splits or joins while other branches are at c"):
        plan_return(story.instance, token(story, "b"), "z")
    back(story, "b", "a")
    assert story.open == ["a", "c"]


def test_a_member_of_a_multi_instance_cannot_leave_alone(play):
    story = play(draw(start("s"), user("a"), user("b", multi("2")), flows="s > a > b")).start().done("a")
    with pytest.raises(Conflict, match="one of several instances"):
        plan_return(story.instance, token(story, "b"), "a")


def test_a_return_stays_in_its_scope_and_leads_back(play):
    diagram = draw(
        start("s"),
        user("a"),
        sub("x", start("xs"), user("b"), flows="xs > b"),
        user("c"),
        flows="s > a > x > c",
    )
    story = play(diagram).start().done("a")
    with pytest.raises(InvalidInput, match="no activity of x"):
        plan_return(story.instance, token(story, "b"), "a")
    story.done("b")
    with pytest.raises(InvalidInput, match="no path leads from"):
        plan_return(story.instance, token(story, "c"), "c")
    assert back(story, "c", "x").cancels == ("c",)
    assert story.open == ["b"]


def test_an_escalation_branch_beside_does_not_hinder_a_return(play):
    diagram = draw(
        start("s"), user("a"), user("b"), boundary("m", "b", message("up"), interrupting=False), user("watch"), end("e"),
        flows="s > a > b > e ; m > watch",
    )  # fmt: skip
    story = play(diagram).start().done("a").fire("m", last=False)
    back(story, "b", "a")
    assert story.open == ["a", "watch"]


def test_a_plan_that_no_longer_fits_is_refused(play):
    story = play(draw(start("s"), user("a"), user("b"), user("c"), flows="s > a > b > c")).start().done("a")
    plan = plan_return(story.instance, token(story, "b"), "a")
    story.instance.complete(plan.token, {})
    with pytest.raises(Conflict):
        place(story.instance, plan)
