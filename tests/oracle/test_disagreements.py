"""What the engine and the oracle once disputed, decided by the standard's text, as small diagrams.

Each story says what was disputed, and the clause of ISO/IEC 19510 that decides it. `reload` saves and
reads the instance back before every move.
"""

from __future__ import annotations

import pytest

from tests.drawing import (
    boundary,
    catch,
    conditional,
    draw,
    element,
    end,
    error,
    event_sub,
    gateway,
    mapped,
    message,
    signal,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runtime.conftest import Play


def complex_gateway(key, activation):
    inside = f"<bpmn:activationCondition>activationCount &gt;= {activation}</bpmn:activationCondition>"
    return element("complexGateway", key, inside)


def second_flow(source, target):
    return element("sequenceFlow", "second", sourceRef=source, targetRef=target)


@pytest.fixture(params=[False, True], ids=["in memory", "reloaded at every move"])
def reload(request):
    return request.param


def test_the_border_of_an_activity_holds_no_token_of_its_own(reload):
    """Table 13.3 starts its paths at tokens. One token is in `a`; it can leave by `a-m`, to the filled flow
    `m-j`, or by its border to the empty `t-j`, so it does not hold the join back. The engine counted the
    waiting timer as one more token, which can only reach the empty flow, and let the join wait for it.
    """
    diagram = draw(
        start("s"), gateway("parallel", "f"), user("a"), boundary("t", "a", timer("duration", "PT1H")),
        gateway("exclusive", "m"), gateway("inclusive", "j"), user("c"), flows="s > f > a > m > j > c ; f > m ; t > j",
    )  # fmt: skip
    story = Play(diagram, reload).start()
    assert story.open == ["a", "c"]
    assert story.fire("t").open == ["c", "c"]


def test_an_error_that_could_be_caught_does_not_hold_an_inclusive_join_back(reload):
    """Table 13.3, as above: the reminder `r` has filled `r-j`; the token in `x` could go there again, or to
    `x-j`, or to `c-j`. Whether an error event is drawn on the border must not change when the join fires.
    """
    diagram = draw(
        start("s"), sub("x", start("xs"), user("a"), end("xe", error("E")), flows="xs > a > xe"),
        boundary("c", "x", error("E")), boundary("r", "x", timer("cycle", "R/PT1H"), interrupting=False),
        gateway("inclusive", "j"), user("z"), flows="s > x > j > z ; c > j ; r > j",
    )  # fmt: skip
    story = Play(diagram, reload).start().fire("r", last=False)
    assert story.open == ["a", "z"]
    assert story.done("a").open == ["z", "z"]


def test_the_token_before_an_event_based_gateway_is_not_at_every_event(reload):
    """§13.4.4: the choice is deferred, so the token stays at the gateway until an event happens. By Table
    13.3 it can reach the filled flow through `x` and does not hold the join back. The engine counted each
    waiting event as a token; the one at `y` can only reach the empty flow.
    """
    diagram = draw(
        start("s"), gateway("parallel", "f"), gateway("eventBased", "g"),
        catch("x", message("x")), catch("y", message("y")), gateway("exclusive", "m"), gateway("inclusive", "j"),
        user("c"), flows="s > f > g > x > m > j > c ; f > m ; g > y > j",
    )  # fmt: skip
    story = Play(diagram, reload).start()
    assert story.open == ["c"]
    assert story.fire("y").open == ["c", "c"]


def test_an_event_that_has_happened_after_an_event_based_gateway_is_a_token_again(reload):
    """Table 13.3: once `y` has happened its token is in `b`, which can only reach the empty `b-j`."""
    diagram = draw(
        start("s"), gateway("parallel", "f"), gateway("eventBased", "g"), catch("x", message("x")),
        catch("y", message("y")), user("b"), user("a"), gateway("inclusive", "j"), user("c"), end("e"),
        flows="s > f > a > j > c ; f > g > x > e ; g > y > b > j",
    )  # fmt: skip
    story = Play(diagram, reload).start().fire("y").done("a")
    assert story.open == ["b"]
    assert story.done("b").open == ["c"]


def test_a_sub_process_with_nothing_left_has_ended_before_an_inclusive_join_fires(reload):
    """§13.3.4: a sub-process completes when no token is left in it. That is a move, and inclusive joins are
    decided when nothing else can move. The engine let the join fire first, so that it fired twice, once
    for each of two tokens that it should have joined. (Table 13.3 alone would allow both orders, because
    the sub-process could still reach the filled flow.)
    """
    diagram = draw(
        start("s"), gateway("parallel", "f"), sub("x", start("xs"), end("xe"), flows="xs > xe"),
        gateway("exclusive", "g", default="g-j"), gateway("exclusive", "m"), gateway("inclusive", "j"), user("c"),
        flows="s > f > x > g ; f > m > j > c ; g > m [again] ; g > j [default]",
    )  # fmt: skip
    assert Play(diagram, reload).start(again=False).open == ["c"]
    assert Play(diagram, reload).start(again=True).open == ["c", "c"]


def test_a_condition_that_is_true_when_its_event_begins_to_wait_happens_at_once(reload):
    """§10.5.5: a conditional event is triggered when its condition is true, and nobody has to write a value
    for it. Here the first condition has been looked at, and lets the token come to the second in the same
    step; the engine looked at the second only when a value was written the next time.
    """
    diagram = draw(
        start("s"), user("a"), catch("x", conditional("v")), catch("y", conditional("v")), user("c"),
        flows="s > a > x > y > c",
    )  # fmt: skip
    story = Play(diagram, reload).start(v=False)
    assert story.done("a", v=True).open == ["c"]


def test_a_condition_among_triggers_that_must_all_happen_has_to_become_true_again(reload):
    """§10.5.5: a conditional event that has happened must become false before it can happen again. In a
    parallel multiple event that waits again, the engine took a condition that still held for a new happening.
    """
    handler = event_sub(
        "h", start("hs", message("m") + conditional("v"), isInterrupting="false", parallelMultiple="true"), user("b"),
        flows="hs > b",
    )  # fmt: skip
    story = Play(draw(start("s"), user("a"), user("c"), handler, flows="s > a ; s > c"), reload).start(v=True)
    assert story.fire("hs").fire("hs").open == ["a", "b", "c"]
    story.done("a", v=False)
    assert story.done("c", v=True).open == ["b", "b"]


def test_a_gateway_after_an_event_of_several_triggers_has_one_incoming_flow(reload):
    """§13.4.1, §10.5.5: however many triggers an event has, one flow leaves it. The engine counted that flow
    once for each trigger, took the gateway for a join, and let its token wait for ever.
    """
    diagram = draw(
        start("s"), user("a"), boundary("b", "a", signal("S") + message("m"), interrupting=False),
        gateway("parallel", "g"), user("c"), user("d"), flows="s > a ; b > g > c ; g > d",
    )  # fmt: skip
    assert Play(diagram, reload).start().fire("b", last=False).open == ["a", "c", "d"]


def test_a_complex_gateway_takes_all_tokens_that_one_split_puts_before_it(reload):
    """§13.4.1: a parallel gateway puts a token on each of its flows in one move; §13.4.5: a complex gateway
    that fires takes one of each flow that has one. The engine let it fire between the first and the second.
    """
    diagram = draw(
        start("s"), gateway("parallel", "f"), complex_gateway("j", 1), user("c"),
        second_flow("f", "j"), flows="s > f > j > c",
    )  # fmt: skip
    assert Play(diagram, reload).start().open == ["c"]


def test_a_complex_gateway_is_reset_when_late_tokens_could_also_come_where_one_was_taken(reload):
    """Table 13.5: nothing waits for a token that can also reach a flow "from which a token was consumed in the
    first phase". So `j` is reset at once, though no token waits there, and the token from `a` starts it again.
    The engine waited for it, and took it for a late one.
    """
    diagram = draw(
        start("s"), gateway("parallel", "f"), gateway("exclusive", "m"), user("a"),
        gateway("exclusive", "g", default="g-j"), complex_gateway("j", 1), user("z"), user("y"),
        flows="s > f > m > j ; f > a > g ; g > m [again] ; g > j [default] ; j > z [waitingForStart] ; "
        "j > y [not(waitingForStart)]",
    )  # fmt: skip
    story = Play(diagram, reload).start(again=False)
    assert story.open == ["a", "z"]
    assert story.done("a").open == ["z", "z"]


def test_what_starts_an_event_sub_process_has_brought_its_values_before_a_condition_inside_is_asked(reload):
    """§13.5.4, §10.5.1: the values that the message brings are there when the event sub-process begins. The engine
    asked the conditions of its own event sub-processes before, of the old values.
    """
    urgent = event_sub("k", start("ks", conditional("v")), user("u"), flows="ks > u")
    begun = start("hs", mapped(outputs={"v": "message.v"}) + message("m"))
    handler = event_sub("h", begun, user("b"), urgent, flows="hs > b")
    story = Play(draw(start("s"), user("a"), handler, flows="s > a"), reload).start(v=True)
    assert story.fire("hs", v=False).open == ["b"]
