"""Constructs with a memory of their own go on in another version: parts, compensation, complex gateways, ad-hoc."""

from __future__ import annotations

from engine.runtime.compensation import PENDING
from engine.runtime.migrating import ElementMapping
from tests.drawing import (
    association,
    boundary,
    catch,
    compensate,
    conditional,
    draw,
    element,
    end,
    message,
    signal,
    start,
    sub,
    throw,
    timer,
    user,
)

S, E = start("s"), end("e")
COMPENSATE = compensate()


def receive(key: str, name: str) -> str:
    return element("receiveTask", key, messageRef=f"message.{name}")


# Parts


def test_a_receive_task_goes_on_waiting_and_waits_anew_for_another_message(versions):
    def version(name: str, key: str = "r") -> bytes:
        return draw(S, receive(key, name), user("z"), E, flows=f"s > {key} > z > e")

    same = versions(version("m"), version("m", "r2")).migrated(r="r2")
    assert (same.waiting, same.armed()) == (["r2"], [])
    assert same.fire("r2").open == ["z"]
    other = versions(version("m"), version("n")).migrated()
    assert (other.waiting, other.armed()) == (["r"], ["r"])
    assert other.fire("r").open == ["z"]


def test_an_event_with_several_triggers_goes_on_as_a_whole_or_waits_anew_as_a_whole(versions):
    def version(*names: str) -> bytes:
        events = "".join(message(name) for name in names)
        return draw(S, catch("c", events, parallelMultiple="true"), user("z"), E, flows="s > c > z > e")

    same = versions(version("m", "n"), version("m", "n")).fire("c").migrated()
    assert (same.waiting, same.armed()) == (["c"], [])
    assert same.fire("c").open == ["z"]
    other = versions(version("m", "n"), version("m", "o")).fire("c").migrated()
    assert (other.waiting, other.armed()) == (["c", "c"], ["c", "c"])
    assert other.fire("c").fire("c").open == ["z"]
    more = versions(version("m", "n"), version("m", "n", "o")).migrated()
    assert more.waiting == ["c", "c", "c"]


def test_of_several_triggers_each_goes_on_as_what_it_was(versions):
    def version(*events: str, inside: bool = False) -> bytes:
        if inside:
            begun = start("es", "".join(events))
            return draw(
                S,
                user("a"),
                E,
                sub("x", begun, end("l"), flows="es > l", triggeredByEvent="true"),
                flows="s > a > e",
            )
        late = boundary("t", "a", "".join(events))
        return draw(S, user("a"), late, end("l"), E, flows="s > a > e ; t > l")

    hour = timer("duration", "PT1H")
    for inside in (False, True):
        at = "es" if inside else "t"
        same = versions(
            version(message("m"), hour, message("n"), inside=inside),
            version(message("n"), hour, message("m"), inside=inside),
        ).migrated()
        assert (same.waiting, same.armed()) == ([at] * 3, [])
        assert (same.open, same.fire(at).ended) == (["a"], True)
        other = versions(
            version(message("m"), message("n"), inside=inside),
            version(message("n"), message("o"), inside=inside),
        ).migrated()
        assert (other.waiting, len(other.armed())) == ([at] * 2, 1), "n goes on, o begins in the place of m"


def test_a_boundary_event_with_several_triggers(versions):
    def version(*names: str) -> bytes:
        late = boundary("t", "a", "".join(map(message, names)), parallelMultiple="true")
        return draw(S, user("a"), late, end("l"), E, flows="s > a > e ; t > l")

    same = versions(version("m", "n"), version("m", "n")).fire("t").migrated()
    assert (same.waiting, same.fire("t").ended) == (["t"], True)
    other = versions(version("m", "n"), version("m", "o")).migrated()
    assert (other.waiting, other.open) == (["t", "t"], ["a"])
    assert other.fire("t").fire("t").ended
    gone = versions(version("m", "n"), draw(S, user("a"), E, flows="s > a > e")).migrated()
    assert (gone.waiting, gone.open) == ([], ["a"])


def test_signals_and_conditions(versions):
    def version(event: str) -> bytes:
        return draw(S, user("a"), boundary("t", "a", event), end("l"), E, flows="s > a > e ; t > l")

    heard = versions(version(signal("one")), version(signal("two"))).migrated()
    assert (heard.waiting, heard.armed()) == (["t"], ["t"])
    assert heard.fire("t").ended
    held = versions(version(conditional("x > 5")), version(conditional("x > 5"))).migrated()
    assert (held.waiting, held.armed()) == (["t"], [])
    changed = versions(version(conditional("x > 5")), version(conditional("x > 3"))).migrated()
    assert changed.armed() == ["t"]


# Compensation


def undoable(task: str = "a", undo: str = "u", key: str = "c", *, compensated: bool = True) -> bytes:
    """A task that can be undone, then another one, then everything is undone."""
    handler = element("userTask", undo, isForCompensation="true", camunda_candidateGroups="repair@county")
    mark = boundary(key, task, COMPENSATE).replace(' cancelActivity="true"', "")
    link = association(key, undo)
    parts = (handler, mark, link) if compensated else ()
    return draw(
        S, user(task), *parts, user("b"), throw("undo", COMPENSATE), user("z"), E,
        flows=f"s > {task} > b > undo > z > e",
    )  # fmt: skip


def test_what_was_completed_can_be_undone_in_the_new_version(versions):
    story = versions(undoable(), undoable("a2", "u2", "c2")).done("a").migrated(a="a2", u="u2", c="c2")
    assert story.done("b").open == ["u2"]
    assert story.done("u2").open == ["z"]


def test_what_is_being_undone_goes_on(versions):
    story = (
        versions(undoable(), undoable("a2", "u2", "c2")).done("a").done("b").migrated(a="a2", u="u2", c="c2")
    )
    assert story.open == ["u2"]
    (thrower,) = (
        token
        for scope in story.instance.scopes.values()
        for token in scope.tasks.values()
        if PENDING in token.internal_data
    )
    assert thrower.internal_data[PENDING] == []
    assert story.done("u2").open == ["z"]


def test_a_task_that_became_a_handler_is_another_kind_of_thing(versions):
    old = draw(S, user("u"), user("b"), E, flows="s > u > b > e")
    story = versions(old, undoable())
    assert story.refused() == [("removed", "u")]
    assert story.refused(ElementMapping({"p": "p", "u": "u"})) == [("kind", "u")]


def test_what_can_no_longer_be_undone_is_refused(versions):
    story = versions(undoable(), undoable(compensated=False))
    assert story.refused() == []
    assert story.done("a").refused() == [("undo", "a")]


def test_the_inside_of_a_completed_sub_process_can_still_be_undone(versions):
    def version(task: str, undo: str) -> bytes:
        handler = element("userTask", undo, isForCompensation="true", camunda_candidateGroups="repair@county")
        mark = boundary("c", task, COMPENSATE).replace(' cancelActivity="true"', "")
        link = association("c", undo)
        inside = sub(
            "p1", start("is"), user(task), end("ie"), flows=f"is > {task} > ie", extra=handler + mark + link
        )
        return draw(
            S, inside, user("b"), throw("undo", COMPENSATE), user("z"), E, flows="s > p1 > b > undo > z > e"
        )

    story = versions(version("a", "u"), version("a2", "u2")).done("a").migrated(a="a2", u="u2")
    assert story.done("b").open == ["u2"]
    assert story.done("u2").open == ["z"]
    assert versions(version("a", "u"), version("a2", "u2")).done("a").refused(ElementMapping(
        {"p": "p", "p1": "p1", "b": "b", "u": "u2"}
    )) == [("undo", "a")]  # fmt: skip


# Complex gateways and ad-hoc sub-processes


def test_a_complex_gateway_that_has_fired_still_waits_for_the_late(versions):
    def version(gate: str, extra: str = "") -> bytes:
        inside = '<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">activationCount &gt;= 2</bpmn:activationCondition>'
        complex_ = element("complexGateway", gate, inside)
        return draw(
            S, element("parallelGateway", "f"), user("a"), user("b"), user("d"), complex_, user("z"), E,
            flows=f"s > f > a > {gate} > z > e ; f > b > {gate} ; f > d > {gate}",
        )  # fmt: skip

    story = versions(version("g"), version("g2")).done("a").done("b").migrated(g="g2")
    assert story.open == ["d", "z"]
    (scope,) = story.instance.scopes.values()
    assert scope.resetting == {"g2": ["d-g2"]}
    assert story.done("z").done("d").ended


def test_an_ad_hoc_sub_process_goes_on_until_its_new_condition_holds(versions):
    def version(enough: str) -> bytes:
        done = (
            f'<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">{enough}</bpmn:completionCondition>'
        )
        inside = element("adHocSubProcess", "h", user("a") + user("b") + done)
        return draw(S, inside, user("z"), E, flows="s > h > z > e")

    story = versions(version("never = true"), version("x = 1")).migrated()
    assert story.open == ["a", "b"]
    assert story.done("a", x=1).open == ["z"]
