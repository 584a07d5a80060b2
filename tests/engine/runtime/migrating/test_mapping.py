"""Which element stands for which: proposed by id, then by name; and what a mapping that was given may not say."""

from __future__ import annotations

from dataclasses import replace

from engine.runtime.migrating import ElementMapping, faults_of, propose
from tests.drawing import draw, end, event_sub, message, start, sub, timer, user
from tests.engine.runtime.conftest import compiled

HOUR = timer("duration", "PT1H")


def both(old: bytes, new: bytes):
    return compiled(old), replace(compiled(new), id="test:2")


def chain(*nodes: str) -> bytes:
    keys = [node.partition('id="')[2].partition('"')[0] for node in nodes]
    return draw(start("s"), *nodes, end("e"), flows=" > ".join(["s", *keys, "e"]))


def test_the_same_id_and_kind_comes_first_then_the_same_name_and_kind():
    old, new = both(
        chain(user("a", name="接单"), user("b", name="派工"), user("c", name="回单"), user("d")),
        chain(user("b", name="接单"), user("x", name="接单2"), user("y", name="回单"), user("z")),
    )
    found = propose(old, new)
    assert found.elements == {"p": "p", "s": "s", "e": "e", "b": "b", "c": "y"}
    assert found.renamed == {"c": "y"}


def test_a_name_that_stands_twice_says_nothing():
    old, new = both(chain(user("a", name="甲")), chain(user("x", name="甲"), user("y", name="甲")))
    assert "a" not in propose(old, new).elements


def test_a_renamed_sub_process_brings_its_inside_with_it():
    def version(key: str, task: str) -> bytes:
        inside = sub(key, start("i" + key), user(task, name="内"), flows=f"i{key} > {task}", name="子流程")
        return draw(start("s"), inside, end("e"), flows=f"s > {key} > e")

    old, new = both(version("p1", "a"), version("p2", "b"))
    assert propose(old, new).renamed == {"p1": "p2", "a": "b"}


def test_the_start_of_an_event_sub_process_is_mapped_with_its_trigger():
    def version(event: str) -> bytes:
        begun = event_sub("es", start("es1", event, isInterrupting="false"), user("x"), flows="es1 > x")
        return draw(start("s"), user("a"), end("e"), begun, flows="s > a > e")

    old, new = both(version(message("m")), version(HOUR))
    assert "es1" not in propose(old, new).elements
    old, new = both(version(message("m")), version(message("n")))
    assert propose(old, new).elements["es1"] == "es1"


def test_what_is_said_otherwise_goes_before_what_was_proposed():
    proposed = ElementMapping({"a": "x", "b": "y", "c": "z"})
    assert proposed.changed({"a": "y", "c": None}, {"f": "g"}) == ElementMapping({"a": "y"}, {"f": "g"})


def test_a_mapping_that_was_given_is_examined_line_by_line():
    old, new = both(chain(user("a"), user("b"), user("c")), chain(user("x"), user("y")))
    given = ElementMapping(
        {"a": "x", "b": "x", "c": "e", "s": "nosuch", "ghost": "y"}, {"s-a": "none", "q": "s-x"}
    )
    told = [(fault.element, fault.problem) for fault in faults_of(given, old, new)]
    assert told == [
        ("a", "x stands for several elements"),
        ("b", "x stands for several elements"),
        ("c", "e is of another kind"),
        ("s", "nosuch is not in the new version"),
        ("ghost", "ghost is not in the old version"),
        ("s-a", "none is not in the new version"),
        ("q", "q is not in the old version"),
    ]
    assert faults_of(propose(old, new), old, new) == []
    assert faults_of(ElementMapping({"p": "a"}), old, old)[0].problem == "a is of another kind"
