"""What was visited is counted exactly, package by package."""

import textwrap

import pytest

from engine.scenarios import read_scenarios, run_scenarios
from tests.drawing import boundary, draw, element, end, event_sub, message, start, sub, timer, user
from tests.engine.scenarios.conftest import package_of


@pytest.fixture(scope="module")
def packages():
    """`outer` calls `inner`; both have elements with the ids `begin`, `work` and `done`."""
    inner = package_of(
        "inner",
        draw(
            start("begin"),
            user("work", name="内", camunda_formKey="ask"),
            end("done"),
            flows="begin > work > done",
            key="inner",
        ),
        category=None,
    )
    outer = package_of(
        "outer",
        draw(
            start("begin"),
            sub("box", start("in"), user("work", name="外"), end("out"), flows="in > work > out"),
            boundary("late", "box", timer("duration", 'duration("PT1H")'), interrupting=False),
            end("told"),
            element("callActivity", "call", calledElement="inner"),
            end("done"),
            event_sub(
                "asked",
                start("again", message("order.again"), isInterrupting="false"),
                end("heard"),
                flows="again > heard",
            ),
            flows="begin > box > call > done; late > told",
            key="outer",
        ),
        calls=("inner",),
    )
    return {"inner": inner, "outer": outer}


def coverage(packages, steps):
    text = "given: {order: {title: 一}}\nscenarios:\n  - name: 一\n    steps:\n" + textwrap.indent(
        steps, "      "
    )
    outcomes, found = run_scenarios(read_scenarios(text, "f.yaml", "outer", packages), packages)
    assert outcomes[0].passed, outcomes[0].failure
    return found.of("outer"), found.of("inner")


def missed(of):
    return [one.id for one in of.missed]


def test_nothing_done_visits_only_what_the_start_reaches(packages):
    outer, inner = coverage(packages, "- expect: {open: [外]}\n")
    assert (outer.elements, outer.flows, inner.elements, inner.flows) == (12, 7, 3, 2)
    assert missed(outer) == [
        *("late", "told", "call", "done", "asked", "out", "again", "heard"),
        *("box-call", "call-done", "late-told", "work-out", "again-heard"),
    ]
    assert (outer.elements_visited, outer.flows_visited) == (4, 2)
    assert not outer.complete
    assert (inner.elements_visited, inner.flows_visited) == (0, 0)


def test_moves_inside_a_called_process_count_for_its_own_package(packages):
    outer, inner = coverage(packages, "- do: 外\n")
    assert "call" not in missed(outer)
    assert "done" in missed(outer)
    assert missed(inner) == ["done", "work-done"]


def test_a_boundary_timer_that_waits_is_not_visited_and_one_that_fires_is(packages):
    outer, _ = coverage(packages, "- wait: 59 min\n")
    assert {"late", "told", "late-told"} <= set(missed(outer))
    outer, _ = coverage(packages, "- wait: 60 min\n")
    assert not {"late", "told", "late-told"} & set(missed(outer))


def test_event_sub_processes_count_with_what_is_inside(packages):
    outer, _ = coverage(packages, "- message: order.again\n")
    assert not {"asked", "again", "heard", "again-heard"} & set(missed(outer))


def test_everything_visited_is_complete(packages):
    steps = (
        "- message: order.again\n- wait: 1 h\n- do: 外\n- {do: 内, by: county desk, with: {urgent: true}}\n"
    )
    outer, inner = coverage(packages, steps)
    assert missed(outer) == missed(inner) == []
    assert outer.complete
    assert inner.complete
    assert (outer.elements_visited, outer.flows_visited) == (12, 7)


def test_a_step_that_failed_has_visited_nothing(packages):
    outer, _ = coverage(packages, "- {do: 外, by: city, refused: not-allowed}\n")
    assert "out" in missed(outer)
