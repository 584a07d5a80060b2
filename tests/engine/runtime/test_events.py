"""Events: what waits, what happens when it fires, and who catches what is thrown."""

import pytest

from engine.errors import StepFailed
from engine.runtime import Kind
from tests.drawing import (
    boundary,
    catch,
    draw,
    end,
    error,
    escalation,
    event_sub,
    gateway,
    mapped,
    message,
    service,
    start,
    sub,
    throw,
    timer,
    user,
)


def armed(story):
    return [
        (t.element, t.detail.trigger, t.detail.value)
        for t in story.instance.transitions
        if t.kind == Kind.ARMED
    ]


def test_a_timer_catch_event_tells_its_evaluated_time_and_goes_on_when_fired(play):
    story = play(
        draw(start("s"), catch("t", timer("duration", 'duration("PT5M") * 2')), user("a"), flows="s > t > a")
    )
    story.start()
    assert [(e, k, str(v)) for e, k, v in armed(story)] == [("t", "timer", "0:10:00")]
    assert story.fire("t").open == ["a"]


def test_a_bare_iso_8601_text_in_a_timer_means_itself(play):
    story = play(
        draw(start("s"), catch("t", timer("duration", "PT45M")), user("a"), flows="s > t > a")
    ).start()
    assert str(armed(story)[0][2]) == "0:45:00"


def test_a_message_is_awaited_under_its_key_and_its_payload_is_mapped(play):
    outputs = mapped(outputs={"colour": "message.colour"})
    diagram = draw(
        start("s"), catch("m", outputs + message("paint", "order.number")), user("a"), flows="s > m > a"
    )
    story = play(diagram, facts={"order": {"number": "42"}}).start()
    assert armed(story) == [("m", "message", "42")]
    assert story.fire("m", colour="red").variables()["colour"] == "red"


def test_the_first_event_after_an_event_based_gateway_takes_the_others_away(play):
    diagram = draw(
        start("s"), gateway("eventBased", "g"), catch("m", message("x")), catch("t", timer("duration", "PT1H")),
        user("a"), user("b"), flows="s > g > m > a ; g > t > b",
    )  # fmt: skip
    story = play(diagram).start()
    assert story.waiting == ["m", "t"]
    story.fire("t")
    assert (story.open, story.waiting) == (["b"], [])
    assert "g-t" in story.logged(Kind.FLOW)


def test_an_interrupting_boundary_timer_takes_the_task_away(play):
    diagram = draw(
        start("s"), user("a"), boundary("t", "a", timer("duration", "PT1H")), user("b"), end("e"),
        flows="s > a > e ; t > b",
    )  # fmt: skip
    story = play(diagram).start().fire("t")
    assert (story.open, story.waiting) == (["b"], [])


def test_completing_the_task_takes_its_boundary_events_away(play):
    diagram = draw(
        start("s"), user("a"), boundary("t", "a", timer("duration", "PT1H")), user("b"), user("c"),
        flows="s > a > c ; t > b",
    )  # fmt: skip
    story = play(diagram).start().done("a")
    assert (story.open, story.waiting) == (["c"], [])


def test_a_non_interrupting_boundary_message_fires_as_often_as_it_comes(play):
    diagram = draw(
        start("s"), user("a"), boundary("m", "a", message("urge"), interrupting=False), user("b"), end("e"),
        flows="s > a > e ; m > b",
    )  # fmt: skip
    story = play(diagram).start().fire("m", last=False).fire("m", last=False)
    assert story.open == ["a", "b", "b"]
    assert story.waiting == ["m"]
    story.done("a").done("b")
    assert not story.ended
    assert story.done("b").ended


def test_a_repeating_timer_is_armed_again_until_its_last_time(play):
    diagram = draw(
        start("s"), user("a"), boundary("t", "a", timer("cycle", "R2/PT10M"), interrupting=False), user("b"),
        flows="s > a ; t > b",
    )  # fmt: skip
    story = play(diagram).start().fire("t", last=False)
    assert story.waiting == ["t"]
    story.fire("t", last=True)
    assert story.waiting == []
    assert story.open == ["a", "b", "b"]


def test_an_interrupting_boundary_event_takes_a_whole_sub_process_away(play):
    diagram = draw(
        start("s"), sub("x", start("xs"), user("a"), user("b"), flows="xs > a ; xs > b"),
        boundary("t", "x", timer("duration", "PT1H")), user("late"), flows="s > x ; t > late",
    )  # fmt: skip
    story = play(diagram).start()
    assert story.open == ["a", "b"]
    assert story.fire("t").open == ["late"]


def test_an_error_end_event_is_caught_on_the_border_of_its_sub_process(play):
    diagram = draw(
        start("s"), sub("x", start("xs"), user("a"), end("xe", error("E1")), flows="xs > a > xe"),
        boundary("c", "x", error("E1")), user("repair"), user("other"), flows="s > x > other ; c > repair",
    )  # fmt: skip
    story = play(diagram).start().done("a")
    assert story.open == ["repair"]
    assert "c" in story.logged(Kind.CAUGHT)


def test_an_error_passes_the_scopes_that_do_not_catch_it(play):
    inner = sub("y", start("ys"), user("a"), end("ye", error("E2")), flows="ys > a > ye")
    diagram = draw(
        start("s"), sub("x", start("xs"), inner, end("xe"), boundary("no", "y", error("E1")), end("ne"),
                        flows="xs > y > xe ; no > ne"),
        boundary("yes", "x", error("E2")), user("repair"), end("e"), flows="s > x > e ; yes > repair",
    )  # fmt: skip
    assert play(diagram).start().done("a").open == ["repair"]


def test_an_error_that_nobody_catches_is_a_failure_and_no_end(play):
    diagram = draw(start("s"), user("a"), end("e", error("E1")), flows="s > a > e")
    with pytest.raises(StepFailed, match="nobody catches the error E1"):
        play(diagram).start().done("a")


def test_a_failing_job_is_caught_by_the_error_boundary_of_its_task(play):
    diagram = draw(
        start("s"), service("j", "webhook"), boundary("c", "j", error(None)), user("repair"), end("e"),
        flows="s > j > e ; c > repair",
    )  # fmt: skip
    assert play(diagram).start().fail("j", "HTTP-500").open == ["repair"]


EITHER_ORDER = pytest.mark.parametrize("coded_first", [True, False], ids=["coded first", "coded last"])


def in_order(coded_first, coded, every):
    return (coded, every) if coded_first else (every, coded)


@EITHER_ORDER
@pytest.mark.parametrize(("code", "caught"), [("HTTP-404", "known"), ("HTTP-500", "other")])
def test_the_boundary_with_the_code_catches_before_the_one_for_every_error(play, coded_first, code, caught):
    borders = in_order(coded_first, boundary("c", "j", error("HTTP-404")), boundary("all", "j", error(None)))
    diagram = draw(
        start("s"), service("j", "webhook"), *borders, user("known"), user("other"), end("e"),
        flows="s > j > e ; c > known ; all > other",
    )  # fmt: skip
    assert play(diagram).start().fail("j", code).open == [caught]


@EITHER_ORDER
@pytest.mark.parametrize(("code", "caught"), [("city", "known"), ("province", "other")])
def test_the_boundary_with_the_code_catches_before_the_one_for_every_escalation(
    play, coded_first, code, caught
):
    borders = in_order(
        coded_first, boundary("c", "x", escalation("city")), boundary("all", "x", escalation(None))
    )
    diagram = draw(
        start("s"), sub("x", start("xs"), throw("up", escalation(code)), user("a"), flows="xs > up > a"),
        *borders, user("known"), user("other"), end("e"), flows="s > x > e ; c > known ; all > other",
    )  # fmt: skip
    assert play(diagram).start().open == [caught]


@EITHER_ORDER
@pytest.mark.parametrize(("code", "caught"), [("LATE", "known"), ("LOST", "other")])
@pytest.mark.parametrize("kind", [error, escalation], ids=["error", "escalation"])
def test_the_event_sub_process_with_the_code_catches_before_the_one_for_every_code(
    play, coded_first, code, caught, kind
):
    listeners = in_order(
        coded_first,
        event_sub("c", start("cs", kind("LATE")), user("known"), flows="cs > known"),
        event_sub("all", start("as", kind(None)), user("other"), flows="as > other"),
    )
    diagram = draw(start("s"), user("a"), end("e", kind(code)), *listeners, flows="s > a > e")
    assert play(diagram).start().done("a").open == [caught]


def test_what_stands_nearer_catches_before_what_knows_the_code(play):
    diagram = draw(
        start("s"), service("j", "webhook"), boundary("all", "j", error(None)), user("near"), end("e"),
        event_sub("c", start("cs", error("HTTP-404")), user("far"), flows="cs > far"),
        flows="s > j > e ; all > near",
    )  # fmt: skip
    assert play(diagram).start().fail("j", "HTTP-404").open == ["near"]


def test_an_escalation_lets_the_thrower_go_on(play):
    diagram = draw(
        start("s"),
        sub("x", start("xs"), user("a"), throw("up", escalation("city")), user("b"), flows="xs > a > up > b"),
        boundary("c", "x", escalation("city"), interrupting=False), user("city"), end("e"), flows="s > x > e ; c > city",
    )  # fmt: skip
    story = play(diagram).start().done("a")
    assert story.open == ["b", "city"]
    assert "up" in story.logged(Kind.RAISED)


def test_an_interrupting_escalation_takes_the_thrower_away(play):
    diagram = draw(
        start("s"),
        sub("x", start("xs"), user("a"), throw("up", escalation("city")), user("b"), flows="xs > a > up > b"),
        boundary("c", "x", escalation("city")), user("city"), end("e"), flows="s > x > e ; c > city",
    )  # fmt: skip
    assert play(diagram).start().done("a").open == ["city"]


def test_an_escalation_that_nobody_catches_changes_nothing(play):
    diagram = draw(start("s"), throw("up", escalation("city")), user("a"), flows="s > up > a")
    assert play(diagram).start().open == ["a"]


def test_an_interrupting_event_sub_process_replaces_what_its_scope_does(play):
    diagram = draw(
        start("s"), user("a"), event_sub("x", start("xs", message("stop")), user("why"), flows="xs > why"),
        flows="s > a",
    )  # fmt: skip
    story = play(diagram).start()
    assert story.waiting == ["xs"]
    story.fire("xs")
    assert (story.open, story.waiting) == (["why"], [])
    assert story.done("why").ended


def test_a_non_interrupting_event_sub_process_runs_beside_and_again(play):
    beside = start("xs", message("urge"), isInterrupting="false")
    diagram = draw(
        start("s"), user("a"), event_sub("x", beside, user("note"), flows="xs > note"), flows="s > a"
    )
    story = play(diagram).start().fire("xs", last=False).fire("xs", last=False)
    assert story.open == ["a", "note", "note"]
    story.done("a").done("note").done("note")
    assert story.ended


def test_waiting_event_sub_processes_do_not_keep_a_process_from_ending(play):
    diagram = draw(
        start("s"), user("a"), event_sub("x", start("xs", message("stop")), user("why"), flows="xs > why"),
        flows="s > a",
    )  # fmt: skip
    assert play(diagram).start().done("a").ended


def test_an_error_thrown_in_one_event_sub_process_is_caught_by_another(play):
    ask = start("qs", message("cancel"), isInterrupting="false")
    diagram = draw(
        start("s"), user("a"),
        event_sub("q", ask, user("decide"), end("qe", error("CANCELLED")), flows="qs > decide > qe"),
        event_sub("x", start("xs", error("CANCELLED")), user("archive"), flows="xs > archive"),
        flows="s > a",
    )  # fmt: skip
    story = play(diagram).start().fire("qs", last=False)
    assert story.open == ["a", "decide"]
    assert story.done("decide").open == ["archive"]


def test_the_payload_of_a_start_message_is_seen_inside_the_event_sub_process(play):
    begin = start("xs", mapped(outputs={"until": "message.until"}) + message("hold"), isInterrupting="false")
    diagram = draw(start("s"), user("a"), event_sub("x", begin, user("b"), flows="xs > b"), flows="s > a")
    assert play(diagram).start().fire("xs", until="noon").variables() == {"until": "noon"}


def test_a_process_begins_at_the_message_start_that_was_hit(play):
    diagram = draw(
        start("answered", message("call.answered")), start("lost", message("call.abandoned")), user("a"), user("b"),
        flows="answered > a ; lost > b",
    )  # fmt: skip
    assert play(diagram).start("lost").open == ["b"]
