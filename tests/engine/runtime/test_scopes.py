"""Sub-processes, calls, repetition, and where values are written."""

import pytest

from engine.errors import StepFailed
from engine.runtime import Kind
from tests.drawing import (
    boundary,
    draw,
    element,
    end,
    file,
    gateway,
    loop,
    mapped,
    message,
    multi,
    passed,
    process,
    returned,
    service,
    start,
    sub,
    user,
)


def test_a_sub_process_ends_when_nothing_in_it_is_left(play):
    diagram = draw(start("s"), sub("x", start("xs"), user("a"), user("b"), flows="xs > a ; xs > b"), user("c"),
                   flows="s > x > c")  # fmt: skip
    story = play(diagram).start().done("a")
    assert story.open == ["b"]
    assert story.done("b").open == ["c"]


def test_a_data_object_inside_a_sub_process_stays_inside(play):
    inner = '<bpmn:dataObject id="d" name="note"/>' + start("xs") + user("a") + user("b")
    diagram = draw(start("s"), sub("x", inner, flows="xs > a > b"), user("c"), flows="s > x > c")
    story = play(diagram).start().done("a", note="inside", other="outside")
    assert story.variables() == {"other": "outside"}
    story.done("b")
    assert story.open == ["c"]


def test_branches_that_write_different_names_lose_nothing(play):
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), user("b"), gateway("parallel", "j"), user("c"),
        flows="s > f > a > j > c ; f > b > j",
    )  # fmt: skip
    story = play(diagram).start().done("a", left=1).done("b", right=2)
    assert story.variables() == {"left": 1, "right": 2}


def test_a_conflicting_write_tells_both_values(play):
    diagram = draw(start("s"), user("a"), user("b"), end("e"), flows="s > a > b > e")
    story = play(diagram).start().done("a", cause="tree").done("b", cause="fuse")
    assert [t.detail for t in story.instance.transitions if t.kind == Kind.WRITTEN] == [("tree", "fuse")]


def test_a_called_process_sees_only_what_is_passed_and_returns_only_what_is_mapped(play):
    more = mapped(more=passed("order.number", "subject") + returned("verdict", "answer"))
    main = process(start("s"), user("a"), element("callActivity", "call", more, calledElement="q"), user("z"),
                   flows="s > a > call > z")  # fmt: skip
    called = process(start("qs"), user("ask"), end("qe"), flows="qs > ask > qe", key="q")
    story = play(file(main, called), facts={"order": {"number": "7"}}).start()
    story.done("a", secret="x")
    assert story.open == ["ask"]
    inner = story.instance.variables
    assert [values for _, parent, values in inner.rows() if parent is None][-1] == {"subject": "7"}
    story.done("ask", verdict="yes", noise="n")
    assert story.open == ["z"]
    assert story.variables() == {"secret": "x", "answer": "yes"}


def test_a_process_that_calls_itself_for_ever_is_stopped(play):
    again = element("callActivity", "again", calledElement="p")
    with pytest.raises(StepFailed, match="scope within a scope"):
        play(draw(start("s"), again, end("e"), flows="s > again > e")).start()


def test_parallel_multi_instance_asks_once_for_each_item_and_collects(play):
    each = multi(collection="people", item="person", output=("opinions", "opinion"))
    diagram = draw(start("s"), user("go"), user("ask", each), user("z"), flows="s > go > ask > z")
    story = play(diagram).start().done("go", people=["A", "B", "C"])
    assert story.open == ["ask"] * 3
    story.done("ask", nth=1, opinion="b").done("ask", nth=1, opinion="c").done("ask", opinion="a")
    assert story.variables()["opinions"] == ["a", "b", "c"]
    assert story.open == ["z"]


def test_sequential_multi_instance_asks_one_after_the_other(play):
    each = multi(cardinality="3", sequential=True, output=("seen", "loopCounter"))
    story = play(draw(start("s"), user("ask", each), user("z"), flows="s > ask > z")).start()
    for _ in range(3):
        assert story.open == ["ask"]
        story.done("ask")
    assert (story.open, story.variables()["seen"]) == (["z"], [0, 1, 2])


def test_a_completion_condition_ends_the_others(play):
    each = multi(cardinality="5", completion="numberOfCompletedInstances >= 2")
    story = play(draw(start("s"), user("ask", each), user("z"), flows="s > ask > z")).start()
    assert story.done("ask").done("ask").open == ["z"]


def test_a_completion_condition_sees_what_the_member_that_has_just_finished_says(play):
    each = multi(cardinality="3", completion='verdict = "no"')
    story = play(draw(start("s"), user("ask", each), user("z"), flows="s > ask > z")).start()
    assert story.done("ask", verdict="yes").open == ["ask", "ask"]
    assert story.done("ask", verdict="no").open == ["z"]


def test_a_completion_condition_sees_the_loop_counter_of_the_finished_member(play):
    each = multi(cardinality="4", completion="loopCounter = 2")
    story = play(draw(start("s"), user("ask", each), user("z"), flows="s > ask > z")).start()
    assert story.done("ask").done("ask").open == ["ask", "ask"]
    assert story.done("ask").open == ["z"]


@pytest.mark.parametrize(("sequential", "active"), [(False, 2), (True, 0)])
def test_a_completion_condition_sees_the_numbers_of_the_standard(play, sequential, active):
    numbers = (
        "numberOfInstances = 4 and numberOfCompletedInstances = 2 and numberOfTerminatedInstances = 0"
        f" and numberOfActiveInstances = {active}"
    )
    each = multi(cardinality="4", sequential=sequential, completion=numbers)
    story = play(draw(start("s"), user("ask", each), user("z"), flows="s > ask > z")).start()
    assert "z" not in story.done("ask").open
    assert story.done("ask").open == ["z"]


def test_a_completion_condition_sees_the_own_values_of_a_finished_sub_process(play):
    inner = '<bpmn:dataObject id="d" name="note"/>' + start("xs") + user("a")
    each = multi("2", completion='note = "enough"')
    diagram = draw(start("s"), sub("x", inner, flows="xs > a", extra=each), user("z"), flows="s > x > z")
    assert play(diagram).start().done("a", note="enough").open == ["z"]
    assert play(diagram).start().done("a", note="more").open == ["a"]


def test_a_completion_condition_sees_what_a_member_computed_and_what_surrounds_it(play):
    each = mapped({"score": "0"}, {"score": "points * 2"}) + multi("2", completion="score >= wanted")
    diagram = draw(start("s"), user("ask", each), user("z"), flows="s > ask > z")
    assert play(diagram).start(wanted=10).done("ask", points=5).open == ["z"]
    assert play(diagram).start(wanted=11).done("ask", points=5).open == ["ask"]


def test_a_multi_instance_of_none_goes_on_at_once(play):
    assert play(draw(start("s"), user("ask", multi("0")), user("z"), flows="s > ask > z")).start().open == [
        "z"
    ]


@pytest.mark.parametrize("count", ["-1", "1.5", '"three"', "100000", "null"])
def test_an_impossible_cardinality_is_a_failure(play, count):
    diagram = draw(start("s"), user("ask", multi(f"if known then 1 else {count}")), flows="s > ask")
    with pytest.raises(StepFailed, match="multi-instance ask must be"):
        play(diagram).start(known=False)


def test_a_boundary_event_of_a_multi_instance_belongs_to_the_whole(play):
    diagram = draw(
        start("s"), user("ask", multi("3")), boundary("m", "ask", message("enough")), user("z"), end("e"),
        flows="s > ask > e ; m > z",
    )  # fmt: skip
    story = play(diagram).start().done("ask")
    assert story.waiting == ["m"]
    assert story.fire("m").open == ["z"]


def test_members_that_are_sub_processes_keep_their_own_values(play):
    inner = '<bpmn:dataObject id="d" name="note"/>' + start("xs") + user("a") + user("b")
    diagram = draw(
        start("s"), sub("x", inner, flows="xs > a > b", extra=multi("2")), user("z"), flows="s > x > z"
    )
    story = play(diagram).start().done("a", note="first").done("a", note="second")
    notes = [values["note"] for _, _, values in story.instance.variables.rows() if "note" in values]
    assert sorted(notes) == ["first", "second"]
    story.done("b").done("b")
    assert story.open == ["z"]


def test_a_call_activity_as_a_member_is_isolated_and_collects(play):
    more = mapped(more=passed("loopCounter", "n") + returned("n * 10", "result"))
    each = multi(cardinality="2", output=("results", "result"))
    main = process(start("s"), element("callActivity", "call", more + each, calledElement="q"), user("z"),
                   flows="s > call > z")  # fmt: skip
    called = process(start("qs"), user("ask"), end("qe"), flows="qs > ask > qe", key="q")
    story = play(file(main, called)).start().done("ask").done("ask")
    assert (story.open, story.variables()["results"]) == (["z"], [0, 10])


def test_a_standard_loop_repeats_while_its_condition_holds(play):
    story = play(draw(start("s"), user("a", loop("again")), user("z"), flows="s > a > z")).start()
    assert story.done("a", again=True).open == ["a"]
    assert story.done("a", again=False).open == ["z"]


def test_a_standard_loop_tests_before_and_stops_at_its_maximum(play):
    assert play(
        draw(start("s"), user("a", loop("false", before=True)), user("z"), flows="s > a > z")
    ).start().open == ["z"]
    story = play(draw(start("s"), user("a", loop(maximum=2)), user("z"), flows="s > a > z")).start()
    assert story.done("a").done("a").open == ["z"]


def test_input_parameters_are_seen_inside_only_and_outputs_are_computed(play):
    io = mapped(inputs={"limit": "n * 2"}, outputs={"total": "limit + amount"})
    story = play(draw(start("s"), user("a", io), user("z"), flows="s > a > z")).start(n=4).done("a", amount=1)
    assert story.variables() == {"n": 4, "total": 9}


def test_an_operation_runs_within_the_step_and_brings_values(play):
    task = service("op", "order.urge", mapped(inputs={"by": '"Li"'}))
    story = play(
        draw(start("s"), user("a"), task, user("z"), flows="s > a > op > z"),
        operations=frozenset({"order.urge"}),
    )
    story.world.operations["order.urge"] = lambda inputs: {"urges": 3, "who": inputs["by"]}
    story.start().done("a")
    assert (story.open, story.variables()) == (["z"], {"urges": 3, "who": "Li"})


def test_a_job_waits_with_its_inputs_and_brings_values(play):
    task = service("j", "webhook", mapped(inputs={"url": '"http://x"'}, outputs={"code": "status"}))
    story = play(draw(start("s"), task, user("z"), flows="s > j > z")).start()
    request = next(t.detail for t in story.instance.transitions if t.kind == Kind.JOB)
    assert (request.topic, request.inputs) == ("webhook", {"url": "http://x"})
    assert story.job("j", status=200).variables() == {"code": 200}


def test_a_value_of_the_order_is_written_to_the_order(play):
    story = play(draw(start("s"), user("a"), user("z"), flows="s > a > z"))
    story.world.fields["cause"] = None
    story.start().done("a", cause="tree", note="n")
    assert (story.world.fields, story.variables()) == ({"cause": "tree"}, {"note": "n"})
