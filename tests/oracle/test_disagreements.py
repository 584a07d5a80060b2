"""What the engine and the oracle once disputed, decided by the standard's text, as small diagrams.

Each story says what was disputed, and the clause of ISO/IEC 19510 that decides it. `reload` saves and
reads the instance back before every move.
"""

from __future__ import annotations

import pytest

from tests.drawing import boundary, catch, draw, end, error, gateway, message, start, sub, timer, user
from tests.engine.runtime.conftest import Play


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
