"""The requirements graph: what a decision sees, knowledge models, services, imports, circles (clauses 6, 10.4)."""

from __future__ import annotations

import pytest

from engine.decisions.compiling.circles import circles, way_round
from engine.errors import NotFound
from tests.engine.decisions.conftest import environment
from tests.engine.decisions.drawing import (
    compiled,
    context,
    decision,
    imported,
    input_data,
    item,
    knowledge_model,
    literal,
    model,
    service,
    table,
)


def test_a_decision_sees_what_it_requires_and_nothing_else(evaluate):
    made = compiled(
        input_data("n"),
        decision("a", literal("n + 1"), inputs=["n"]),
        decision("b", literal("a + 1"), decisions=["a"]),
        decision("it", literal("[b, a, n]"), decisions=["b"]),
    )
    outcome = evaluate(made, n=1)
    assert outcome.value == [3, None, None]
    assert [note.message for note in outcome.notes] == ["unknown variable `a`", "unknown variable `n`"]
    assert outcome.decisions == {"a": 2, "b": 3, "it": [3, None, None]}


def test_a_decision_that_two_others_require_is_made_once(evaluate):
    made = compiled(
        input_data("n"),
        decision("base", table(["n"], [""], "- => n"), inputs=["n"]),
        decision("left", literal("base + 1"), decisions=["base"]),
        decision("right", literal("base + 2"), decisions=["base"]),
        decision("it", literal("left + right"), decisions=["left", "right"]),
    )
    outcome = evaluate(made, n=1)
    assert outcome.value == 5
    assert [trace.where for trace in outcome.trace] == ["base"]


def test_a_missing_input_is_null_with_a_note_and_a_needless_one_is_ignored(evaluate):
    made = compiled(input_data("n"), decision("it", literal("n = null"), inputs=["n"]))
    outcome = evaluate(made, other=1)
    assert (outcome.value, outcome.notes[0].message) == (True, "no value was given for the input `n`")


def test_inputs_may_be_given_by_id(value):
    assert value(compiled(input_data("n"), decision("it", literal("n"), inputs=["n"])), _n=3) == 3


def test_a_decision_is_asked_for_by_name_or_id_and_another_is_not_found():
    made = compiled(decision("a fee", literal("1")))
    assert made.evaluate("a fee", {}, environment()).value == 1
    assert made.evaluate("_a_fee", {}, environment()).value == 1
    with pytest.raises(NotFound, match="there is no decision or decision service 'x'; there: a fee"):
        made.evaluate("x", {}, environment())
    with pytest.raises(NotFound):
        made.inputs_of("x")


def test_a_decision_without_logic_is_made_by_people(evaluate):
    made = compiled(decision("opinion"), decision("it", literal("opinion"), decisions=["opinion"]))
    outcome = evaluate(made)
    assert (outcome.value, outcome.notes[0].message) == (
        None,
        "`opinion` has no logic, and no value was given for it",
    )


def test_the_result_of_a_decision_is_converted_to_its_type_or_null(evaluate):
    assert evaluate(compiled(decision("it", literal("[5]"), type_ref="number"))).value == 5
    outcome = evaluate(compiled(decision("it", literal('"five"'), type_ref="number")))
    assert (outcome.value, outcome.notes[0].message) == (None, "a string (five) does not conform to number")


def test_knowledge_models_see_only_the_knowledge_they_require(evaluate):
    inner = knowledge_model("inner", "x", literal("x + 1"))
    assert evaluate(
        compiled(
            inner,
            knowledge_model("outer", "x", literal("inner(x) * 2"), knowledge=["inner"]),
            decision("it", literal("outer(1)"), knowledge=["outer"]),
        )
    ).value == 4  # fmt: skip
    made = compiled(
        inner,
        knowledge_model("outer", "x", literal("x")),
        decision("it", literal("[outer(1), inner]"), knowledge=["outer"]),
    )
    assert evaluate(made).value == [1, None]


def test_the_result_of_a_knowledge_model_has_the_type_of_its_function_item_or_of_its_variable(evaluate):
    typed = '<itemDefinition name="tF"><functionItem outputTypeRef="string"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>'
    for type_ref in ("tF", "string"):
        made = compiled(
            typed,
            knowledge_model("k", "x: number", literal("x"), type_ref=type_ref),
            decision("it", literal("k(1)"), knowledge=["k"]),
        )
        outcome = evaluate(made)
        assert (outcome.value, outcome.notes[0].message) == (None, "k: the result must be string, not number")


SERVICE = (
    input_data("n", "number"),
    input_data("m", "number"),
    decision("given", literal("1 / 0")),
    decision("inner", literal("n + given"), inputs=["n"], decisions=["given"]),
    decision("outer", literal("inner * m"), inputs=["m"], decisions=["inner"]),
    service("s", ["outer"], encapsulated=["inner"], input_decisions=["given"], inputs=["n", "m"]),
)


def test_a_service_is_evaluated_with_its_inputs_and_input_decisions(evaluate):
    made = compiled(*SERVICE)
    assert [one.name for one in made.inputs_of("s")] == ["n", "m", "given"]
    outcome = evaluate(made, "s", n=1, m=10, given=5)
    assert (outcome.value, outcome.notes) == (60, ())
    assert "given" in outcome.decisions


def test_an_input_decision_that_is_not_given_is_null_and_not_made(evaluate):
    assert [note.message for note in evaluate(compiled(*SERVICE), "s", n=1, m=10).notes] == [
        "cannot add number and null",
        "cannot multiply null by number",
    ]


def test_a_service_is_a_function_too_input_data_first(value):
    by_position = compiled(*SERVICE, decision("it", literal("s(1, 10, 5)"), knowledge=["s"]))
    by_name = compiled(*SERVICE, decision("it", literal("s(given: 5, m: 10, n: 1)"), knowledge=["s"]))
    assert value(by_position) == value(by_name) == 60


def test_a_service_is_not_called_with_an_argument_of_another_type(evaluate):
    outcome = evaluate(compiled(*SERVICE, decision("it", literal('s("x", 10, 5)'), knowledge=["s"])))
    assert (outcome.value, outcome.notes[0].message) == (None, "s: `n` must be number, not string")


def test_several_output_decisions_are_a_context(value):
    made = compiled(
        decision("a", literal("1")), decision("b", literal("2")), service("s", ["a", "b"]),
        decision("it", literal("s().b"), knowledge=["s"]),
    )  # fmt: skip
    assert value(made, "s") == {"a": 1, "b": 2}
    assert value(made) == 2


def library():
    return model(
        item("tPerson", components=[item("first name", "string"), item("age", "number")]),
        input_data("person", "tPerson"),
        decision("greeting", literal('"Hello " + person.first name'), inputs=["person"]),
        knowledge_model("is of age", "p: tPerson", literal("p.age >= 18")),
        namespace="lib",
        file_name="lib.dmn",
    )


def test_elements_and_types_of_an_import_stand_behind_its_prefix(value):
    made = compiled(
        imported("my lib", "lib"),
        input_data("who", "my lib.tPerson"),
        decision(
            "it",
            literal("{adult: my lib.is of age(who), text: my lib.greeting, same: who instance of my lib.tPerson}"),
            inputs=["who"], decisions=["lib#_greeting"], knowledge=["lib#_is_of_age"],
        ),
        others=[library()],
    )  # fmt: skip
    person = {"first name": "Li", "age": 30}
    expected = {"adult": True, "text": "Hello Li", "same": True}
    assert value(made, who=person, person=person) == expected
    assert value(made, **{"who": person, "my lib.person": person}) == expected
    assert value(made, **{"who": person, "lib#_person": person}) == expected
    assert [one.name for one in made.inputs_of("it")] == ["my lib.person", "who"]


def test_an_import_without_a_name_needs_no_prefix(value):
    made = compiled(
        imported("", "lib"), input_data("who", "tPerson"),
        decision("it", literal("is of age(who)"), inputs=["who"], knowledge=["lib#_is_of_age"]),
        others=[library()],
    )  # fmt: skip
    assert value(made, who={"first name": "Li", "age": 3}) is False


def test_an_import_with_the_name_of_something_else_is_told_and_the_models_own_element_is_meant(evaluate):
    made = compiled(
        imported("a", "lib"), decision("a", literal("{x: 1}")),
        decision("it", literal("a"), decisions=["a"], knowledge=["lib#_is_of_age"]),
        others=[library()],
    )  # fmt: skip
    assert [str(one.problem) for one in made.problems] == [
        "the import 'a' has the name of something else in the model"
    ]
    assert evaluate(made).value == {"x": 1}


def test_imports_reach_through_other_models(value):
    middle = model(
        imported("l", "lib"),
        decision("twice", literal("l.greeting + l.greeting"), decisions=["lib#_greeting"]),
        namespace="middle", file_name="middle.dmn",
    )  # fmt: skip
    made = compiled(
        imported("m", "middle"),
        decision("it", literal("m.twice"), decisions=["middle#_twice"]),
        others=[middle, library()],
    )
    assert value(made, **{"m.l.person": {"first name": "A", "age": 1}}) == "Hello AHello A"


def test_a_reference_may_name_the_namespace_of_its_own_model(value):
    assert (
        value(compiled(decision("a", literal("1")), decision("it", literal("a"), decisions=["test#_a"]))) == 1
    )


def test_requirements_in_a_circle_are_told_and_null(evaluate):
    made = compiled(
        decision("a", literal("b"), decisions=["b"]),
        decision("b", literal("a"), decisions=["a"]),
        decision("it", literal("a"), decisions=["a"]),
        decision("other", literal("1")),
    )
    assert [(one.name, str(one.problem)) for one in made.problems] == [
        ("a", "the requirements lead round in a circle: a → b → a")
    ]
    assert evaluate(made).value is None
    assert evaluate(made, "other").value == 1


def test_a_function_that_requires_itself_through_others_is_a_circle(evaluate):
    for drawn in (
        [knowledge_model("k", "", literal("k()"), knowledge=["k"])],
        [service("k", ["d"]), decision("d", literal("k()"), knowledge=["k"])],
    ):
        made = compiled(*drawn, decision("it", literal("k()"), knowledge=["k"]))
        assert any("lead round in a circle" in one.problem for one in made.problems)
        assert evaluate(made).value is None


def test_a_long_chain_of_decisions_is_evaluated_and_a_long_circle_refused(evaluate):
    chain = [decision("d0", literal("1"))]
    chain += [decision(f"d{i}", literal(f"d{i - 1} + 1"), decisions=[f"d{i - 1}"]) for i in range(1, 2_000)]
    assert evaluate(compiled(*chain), "d1999").value == 2_000
    ring = [decision(f"d{i}", literal("1"), decisions=[f"d{(i + 1) % 500}"]) for i in range(500)]
    (problem,) = compiled(*ring).problems
    assert problem.problem.endswith(" → …")


def test_circles_are_all_that_require_each_other_and_a_way_round_is_shortest():
    edges = {
        "a": ["b"],
        "b": ["c", "x"],
        "c": ["d", "a"],
        "d": ["a"],
        "x": ["y"],
        "y": [],
        "z": ["z"],
        "w": ["a"],
    }
    found = circles(edges)
    assert sorted(map(sorted, found)) == [["a", "b", "c", "d"], ["z"]]
    assert way_round(edges, ["a", "b", "c", "d"]) == ["a", "b", "c", "a"]
    assert way_round(edges, ["z"]) == ["z", "z"]


def test_names_of_inputs_decisions_and_entries_may_have_blanks_and_signs(value):
    made = compiled(
        input_data("order's size"),
        decision("net-price", context(**{"unit price": "2", "a+b": "3"}), inputs=["order's size"]),
        decision("it", literal("order's size * net-price.unit price + net-price.a+b"),
                 inputs=["order's size"], decisions=["net-price"]),
    )  # fmt: skip
    assert value(made, **{"order's size": 5}) == 13
