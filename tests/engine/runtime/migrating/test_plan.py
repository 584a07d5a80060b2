"""Running instances go on in another version: what stays, moves, is armed and disarmed, and what is refused."""

from __future__ import annotations

import pytest

from engine.errors import Conflict
from engine.runtime import Kind
from engine.runtime.migrating import ElementMapping, migrate
from tests.drawing import (
    boundary,
    catch,
    draw,
    element,
    end,
    error,
    event_sub,
    gateway,
    loop,
    mapped,
    message,
    multi,
    service,
    start,
    sub,
    throw,
    timer,
    user,
)

HOUR = timer("duration", "PT1H")
S, E = start("s"), end("e")
TWO = draw(S, user("a"), user("b"), E, flows="s > a > b > e")


def branches(*more: str, flows: str, join: str = "parallel") -> bytes:
    return draw(
        S, gateway("parallel", "f"), user("a"), user("b"), gateway(join, "j"), user("c"), *more,
        flows=f"s > f ; j > c ; {flows}",
    )  # fmt: skip


FORKED = branches(flows="f > a > j ; f > b > j")


# What goes on


def test_a_renamed_task_an_added_step_and_the_rest_as_drawn(versions):
    new = draw(S, user("first", name="甲"), user("extra"), user("b"), E, flows="s > first > extra > b > e")
    old = draw(S, user("a", name="甲"), user("b"), E, flows="s > a > b > e")
    story = versions(old, new).migrated()
    assert (story.open, story.moves) == (["first"], {("a", "first"): "moves"})
    assert story.logged(Kind.MIGRATED) == ["first"]
    assert story.done("first").open == ["extra"]
    assert story.done("extra").done("b").ended


def test_an_explicit_mapping_goes_before_what_is_proposed(versions):
    new = draw(S, user("a"), user("z"), E, flows="s > a > z > e")
    story = versions(TWO, new).migrated(a="z", b=None)
    assert (story.open, story.done("z").ended) == (["z"], True)


def test_values_and_counters_of_a_multi_instance_go_on(versions):
    def version(extra: str) -> bytes:
        many = user("m", multi(collection="names", item="name", completion='name = "stop"'))
        return draw(S, user("a"), many, user(extra), E, flows=f"s > a > m > {extra} > e")

    story = versions(version("x"), version("y")).done("a", names=["one", "two", "stop", "never"])
    story.done("m", 0).migrated()
    assert story.open == ["m", "m", "m"]
    assert story.done("m", 1).open == ["y"]


def test_a_sub_process_and_its_inside_go_on_and_declare_what_is_new(versions):
    def version(declares: str, last: str) -> bytes:
        inside = sub("p1", start("is"), user("i"), user("k"), flows="is > i > k", extra=declares)
        return draw(S, inside, user(last), E, flows=f"s > p1 > {last} > e")

    new = version('<bpmn:dataObject id="d" name="note"/>', "y")
    story = versions(version("", "x"), new).migrated()
    story.done("i", note="kept inside").done("k")
    assert (story.open, "note" in story.variables()) == (["y"], False)


def test_an_input_that_was_added_is_known_to_an_activity_at_work(versions):
    old = draw(S, user("a"), user("b"), flows="s > a > b")
    asked = mapped({"twice": "n * 2"}, {"result": "twice + 1"})
    new = draw(S, user("a"), user("b", asked), flows="s > a > b")
    story = versions(old, new).done("a", n=4).migrated()
    story.done("b")
    assert story.variables()["result"] == 9


# What waits


def timed(text: str = "PT1H", host: str = "a", key: str = "t", **more: str) -> bytes:
    late = boundary(key, host, timer("duration", text), interrupting=False)
    return draw(S, user("a"), user("b"), late, end("l"), E, flows=f"s > a > b > e ; {key} > l")


def test_a_boundary_event_that_was_added_is_armed_at_an_open_task(versions):
    story = versions(TWO, timed()).migrated()
    assert (story.waiting, story.armed(), story.moves[None, "t"]) == (["t"], ["t"], "armed")
    assert story.fire("t").open == ["a"]


def test_one_that_was_removed_is_disarmed(versions):
    story = versions(timed(), TWO).migrated()
    assert (story.waiting, story.moves["t", None]) == ([], "disarmed")
    assert story.logged(Kind.CANCELLED) == ["t"]
    assert story.done("a").done("b").ended


def test_one_that_means_the_same_keeps_waiting_without_being_armed_again(versions):
    story = versions(timed(), timed(key="t2")).migrated(t="t2")
    assert (story.waiting, story.armed(), story.moves["t", "t2"]) == (["t2"], [], "moves")


def test_one_whose_time_changed_is_armed_anew(versions):
    story = versions(timed(), timed("PT2H")).migrated()
    assert (story.waiting, story.armed(), story.moves["t", "t"]) == (["t"], ["t"], "rearmed")
    assert story.logged(Kind.CANCELLED) == ["t"]


def test_one_that_has_happened_does_not_happen_again(versions):
    story = versions(timed(), timed("PT2H")).fire("t").migrated()
    assert (story.waiting, story.armed()) == ([], [])


def test_one_that_was_moved_to_another_task_waits_there_and_no_longer_here(versions):
    story = versions(timed(), timed(host="b")).migrated()
    assert story.waiting == []
    assert story.done("a").waiting == ["t"]
    story = versions(timed(host="b"), timed()).migrated()
    assert story.waiting == ["t"]


def test_one_of_another_kind_takes_its_place(versions):
    by_message = draw(
        S, user("a"), user("b"), boundary("t", "a", message("call"), interrupting=False), end("l"), E,
        flows="s > a > b > e ; t > l",
    )  # fmt: skip
    story = versions(timed(), by_message).migrated()
    assert (story.waiting, story.armed()) == (["t"], ["t"])
    assert story.instance.transitions[-1].detail.trigger == "message"


def test_the_boundary_events_of_a_multi_instance_sit_on_the_whole(versions):
    many = user("m", multi("3"))
    late = draw(S, many, boundary("t", "m", HOUR), end("l"), E, flows="s > m > e ; t > l")
    story = versions(draw(S, many, E, flows="s > m > e"), late).migrated()
    assert story.waiting == ["t"]
    assert story.fire("t").ended


def listening(*inside: str, event: str, interrupting: bool = False) -> bytes:
    kind = None if interrupting else "false"
    begun = event_sub("es", start("es1", event, isInterrupting=kind), user("x"), flows="es1 > x")
    return draw(S, user("a"), user("b"), E, begun, *inside, flows="s > a > b > e")


def test_event_sub_processes_listen_as_the_new_version_draws_them(versions):
    added = versions(TWO, listening(event=message("m"))).migrated()
    assert added.waiting == ["es1"]
    assert added.fire("es1").open == ["a", "x"]
    removed = versions(listening(event=message("m")), TWO).migrated()
    assert removed.waiting == []
    other = versions(listening(event=message("m")), listening(event=message("n"))).migrated()
    assert (other.waiting, other.armed()) == (["es1"], ["es1"])


def test_a_running_event_sub_process_goes_on_and_nothing_new_listens_over_its_head(versions):
    old = listening(event=message("m"), interrupting=True)
    more = event_sub("n", start("n1", message("n")), user("y"), flows="n1 > y")
    story = versions(old, listening(more, event=message("m"), interrupting=True)).fire("es1").migrated()
    assert (story.open, story.waiting) == (["x"], [])
    assert story.done("x").ended


def test_a_waiting_event_with_another_key_waits_anew(versions):
    def version(event: str) -> bytes:
        return draw(S, catch("c", event), user("z"), E, flows="s > c > z > e")

    story = versions(version(message("m")), version(message("m", '"k"'))).migrated()
    assert (story.waiting, story.armed(), story.moves["c", "c"]) == (["c"], ["c"], "rearmed")
    assert story.fire("c").open == ["z"]


def awaiting(*events: tuple[str, str]) -> bytes:
    drawn = [catch(key, event) for key, event in events]
    flows = " ; ".join(f"g > {key} > z" for key, _ in events)
    return draw(
        S, gateway("eventBased", "g"), *drawn, gateway("exclusive", "z"), E, flows=f"s > g ; z > e ; {flows}"
    )


def test_an_event_based_gateway_goes_on_with_the_same_events(versions):
    old, new = (
        awaiting(("m", message("m")), ("t", HOUR)),
        awaiting(("m", message("m")), ("t", timer("duration", "PT2H"))),
    )
    story = versions(old, new).migrated()
    assert (story.waiting, story.armed()) == (["m", "t"], ["t"])
    assert story.fire("m").ended


# Joins


def test_branches_that_wait_at_a_join_go_on_with_a_step_added_on_one_of_them(versions):
    longer = branches(user("more"), flows="f > a > more > j ; f > b > j")
    story = versions(FORKED, longer).done("a").migrated()
    assert (story.open, story.done("b").open) == (["b"], ["c"])
    story = versions(FORKED, longer).migrated()
    assert story.done("a").done("more").done("b").open == ["c"]


def test_an_inclusive_join_that_need_not_wait_any_more_goes_on_at_once(versions):
    """In the new version the branch of b ends by itself: nothing can come to the join any more."""
    old = branches(flows="f > a > j ; f > b > j", join="inclusive")
    new = branches(
        user("w"), gateway("exclusive", "x"), end("be"),
        flows="f > a > j ; f > b > be ; f > w > j", join="inclusive",
    ).replace(b'<bpmn:exclusiveGateway id="x"></bpmn:exclusiveGateway>', b"")  # fmt: skip
    story = versions(old, new).done("a")
    mapping = ElementMapping(story.mapping().elements, {"b-j": "w-j"})
    story.migrated(mapping)
    assert story.open == ["b", "c"]


# What is refused


def test_a_token_on_what_was_removed(versions):
    new = draw(S, user("b"), E, flows="s > b > e")
    story = versions(TWO, new)
    assert story.refused() == [("removed", "a")]
    plan = story.plan()
    assert "map it to an element of the same kind" in plan.refusals[0].problem
    assert "新版本中没有" in plan.refusals[0].problem_zh
    with pytest.raises(Conflict):
        migrate(story.instance, plan, story.new)
    assert story.done("a").migrated().open == ["b"]


@pytest.mark.parametrize(
    "other",
    [
        service("a", "topic"),
        user("a", multi("2")),
        user("a", loop("again = true")),
        catch("a", message("m")),
        element("callActivity", "a", calledElement="p2"),
    ],
    ids=["service", "multi-instance", "loop", "event", "call"],
)
def test_a_task_that_became_something_else(versions, other):
    new = draw(S, other, user("b"), E, flows="s > a > b > e")
    if "callActivity" in other:
        inner = draw(start("s2"), user("u2"), flows="s2 > u2", key="p2").partition(b"<bpmn:process")[2]
        new = new.replace(b"</bpmn:definitions>", b"<bpmn:process" + inner)
    story = versions(TWO, new)
    assert story.refused() == [("removed", "a")], "nothing is proposed for another kind"
    assert story.refused(ElementMapping({"p": "p", "a": "a"})) == [("kind", "a")]


def test_a_multi_instance_of_the_other_sort_or_with_other_names(versions):
    def version(**how) -> bytes:
        return draw(S, user("m", multi(collection="[1,2]", **how)), E, flows="s > m > e")

    story = versions(version(item="x"), version(item="x", sequential=True))
    assert ("kind", "m") in story.refused(ElementMapping({"p": "p", "m": "m"}))
    assert versions(version(item="x"), version(item="y")).refused() == [("loop", "m")]


def test_a_task_that_lies_in_a_sub_process_now(versions):
    new = draw(S, sub("p1", start("is"), user("a"), flows="is > a"), user("b"), E, flows="s > p1 > b > e")
    assert versions(TWO, new).refused() == [("scope", "a")]


def test_the_inside_of_a_sub_process_that_was_dissolved(versions):
    old = draw(S, sub("p1", start("is"), user("a"), flows="is > a"), user("b"), E, flows="s > p1 > b > e")
    assert versions(old, TWO).refused() == [("removed", "p1")]


def test_a_sub_process_that_is_begun_by_an_event_now(versions):
    """It would end and lead nowhere: an event sub-process is no counterpart of an ordinary one."""
    old = draw(S, sub("p1", start("is"), user("a"), flows="is > a"), user("b"), E, flows="s > p1 > b > e")
    by_event = event_sub("p1", start("is", message("m")), user("a"), flows="is > a")
    story = versions(old, draw(S, by_event, user("b"), E, flows="s > b > e"))
    assert story.refused() == [("removed", "p1")]
    given = {"p": "p", "p1": "p1", "is": "is", "a": "a", "b": "b"}
    assert story.refused(ElementMapping(given)) == [("kind", "p1")]


def test_a_branch_that_waits_at_a_join_of_other_flows(versions):
    three = branches(user("d"), flows="f > a > j ; f > b > j ; f > d > j")
    assert ("join", "j") in versions(FORKED, three).done("a").refused()
    assert versions(three, FORKED).done("a").done("d").refused() == [("join", "j"), ("join", "j")]


def test_a_branch_whose_sister_was_never_begun(versions):
    """A split was added before the task: alone it would wait at the join for ever."""
    old = draw(S, user("a"), user("c"), flows="s > a > c")
    story = versions(old, FORKED)
    assert story.refused() == [("starved", "a")]
    assert story.done("a").migrated().open == ["c"]


def test_a_third_branch_that_nobody_began(versions):
    three = branches(user("d"), flows="f > a > j ; f > b > j ; f > d > j")
    assert {code for code, _ in versions(FORKED, three).refused()} == {"starved"}


def test_a_split_that_is_still_to_come_is_no_matter(versions):
    def version(*more: str, flows: str) -> bytes:
        return draw(S, user("z"), *more, E, flows=f"s > z ; {flows}")

    new = version(
        gateway("parallel", "f"), user("a"), user("b"), gateway("parallel", "j"),
        flows="z > f > a > j > e ; f > b > j",
    )  # fmt: skip
    story = versions(version(flows="z > e"), new).migrated()
    assert story.done("z").done("a").done("b").ended


def test_an_error_that_leads_back_before_the_split_saves_nobody(versions):
    old = draw(S, user("a"), user("c"), flows="s > a > c")
    back = boundary("oops", "a", error("X"))
    new = draw(
        S, gateway("exclusive", "again"), gateway("parallel", "f"), user("a"), back, user("b"),
        gateway("parallel", "j"), user("c"),
        flows="s > again > f > a > j > c ; f > b > j ; oops > again",
    )  # fmt: skip
    assert versions(old, new).refused() == [("starved", "a")]


def test_branches_that_nothing_joins_any_more(versions):
    merged = branches(flows="f > a > j ; f > b > j", join="exclusive")
    story = versions(FORKED, merged)
    assert [code for code, _ in story.refused()] == ["doubled"]
    assert story.done("a").done("b").migrated().open == ["c"]


def test_other_events_after_an_event_based_gateway(versions):
    old = awaiting(("m", message("m")), ("t", HOUR))
    new = awaiting(("m", message("m")), ("t", HOUR), ("n", message("n")))
    assert ("events", "g") in versions(old, new).refused()


def test_a_job_of_another_topic(versions):
    def version(topic: str) -> bytes:
        return draw(S, service("j", topic), E, flows="s > j > e")

    assert versions(version("one"), version("two")).refused() == [("job", "j")]
    assert versions(version("one"), version("one")).migrated().job("j").ended


def test_a_call_that_is_under_way_goes_on_only_in_the_same_process(versions):
    def version(called: str, inner: str = "u") -> bytes:
        other = draw(start("s2"), user(inner), flows=f"s2 > {inner}", key=called)
        main = draw(S, element("callActivity", "c", calledElement=called), user("z"), flows="s > c > z")
        process = other.partition(b"<bpmn:process")[2]
        return main.replace(b"</bpmn:definitions>", b"<bpmn:process" + process)

    story = versions(version("q"), version("q", "v")).migrated(u="v")
    assert (story.open, story.done("v").open) == (["v"], ["z"])
    assert versions(version("q"), version("q2")).refused()[0] == ("called", "c")


def test_a_process_that_is_gone_has_no_place_for_anything(versions):
    assert versions(TWO, TWO).refused(ElementMapping({})) == [("process-removed", "p")]


def test_a_refused_migration_can_be_made_later(versions):
    new = draw(S, throw("t"), user("b"), E, flows="s > t > b > e")
    story = versions(TWO, new)
    assert story.refused() == [("removed", "a")]
    assert story.done("a").migrated().done("b").ended
