"""What differs between two versions is told in words, with the elements to paint, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions import Package, read_files
from engine.definitions.comparison import Difference, compare
from engine.definitions.comparison.difference import ABOUT
from tests.drawing import (
    boundary,
    draw,
    element,
    end,
    event_sub,
    gateway,
    loop,
    mapped,
    message,
    multi,
    passed,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.commands.repair_versions import second_version
from tests.oracle.drawing import bpmn
from tests.oracle.generate import generate
from tests.stage import PACKAGES, package_files

SHEET = "key: test\nname: {zh: 测试, en: Test}\ndiagram: test.bpmn\nprocess: p\n"
S, E = start("s"), end("e")
HOUR = timer("duration", "PT1H")


def package(diagram: bytes, more: Mapping[str, str] | None = None, sheet: str = SHEET) -> Package:
    files = {"package.yaml": sheet.encode(), "test.bpmn": diagram}
    return read_files({**files, **{path: text.encode() for path, text in (more or {}).items()}})


def chain(*nodes: str, more: str = "") -> bytes:
    keys = [node.partition('id="')[2].partition('"')[0] for node in nodes]
    return draw(S, *nodes, E, more, flows=" > ".join(["s", *keys, "e"]))


def told(old: bytes, new: bytes) -> list[Difference]:
    return compare(package(old), package(new))


def one(old: bytes, new: bytes) -> Difference:
    (found,) = told(old, new)
    return found


@pytest.mark.parametrize(
    ("old", "new", "about", "english", "chinese"),
    [
        (
            user("a", name="接单", huan_limit="accept"), user("a", name="接单", huan_limit="arrive"), "limit",
            "userTask '接单' (a): the limit changed from `accept` to `arrive`",
            "用户任务 '接单'（a）：时限由 `accept` 改为 `arrive`",
        ),
        (
            user("a", camunda_candidateGroups="repair@county"), user("a", camunda_candidateGroups="command@city"),
            "assignment", "the departments that may claim it changed from `repair@county` to `command@city`", "办理部门由",
        ),
        (
            user("a"), user("a", camunda_formKey="f"), "form", "userTask (a): the form is now `f`", "新设表单 `f`",
        ),
        (
            user("a", camunda_assignee="who"), user("a"), "assignment", "the assignee `who` is gone", "取消指定办理人 `who`",
        ),
        (user("a", name="x"), user("a", name="y"), "name", "the name changed from `x` to `y`", "名称由 `x` 改为 `y`"),
        (
            service("a", "one"), service("a", "two"), "effect", "the topic changed from `one` to `two`", "主题由",
        ),
        (
            user("a", mapped({"n": "1"})), user("a", mapped({"n": "2"})), "data",
            "the input parameter 'n' changed from `1` to `2`", "输入参数 'n'由",
        ),
        (
            element("callActivity", "a", mapped(more=passed("x", "v")), calledElement="p"),
            element("callActivity", "a", mapped(more=passed("y", "v")), calledElement="p"),
            "data", "what is passed in as 'v' changed from `x` to `y`", "传入变量 'v'由",
        ),
        (
            user("a", multi("3")), user("a", multi("4")), "loop", "the number of members changed from `3` to `4`", "实例数由",
        ),
        (
            user("a", loop("x > 1")), user("a", loop("x > 2")), "loop", "the loop condition changed from `x > 1` to `x > 2`", "循环条件由",
        ),
        (user("a"), service("a", "t"), "element", "serviceTask (a): the kind changed from `userTask` to `serviceTask`", "类型由"),
    ],
)  # fmt: skip
def test_what_is_set_on_an_element(old, new, about, english, chinese):
    found = next(each for each in told(chain(old), chain(new)) if each.about == about)
    assert english in found.words
    assert chinese in found.words.zh
    assert (found.element, found.old_element) == ("a", "a")


def test_an_added_and_a_removed_element_with_their_flows():
    found = told(chain(user("a", name="甲")), chain(user("b", name="乙")))
    assert {(each.what, each.about, each.element or each.old_element) for each in found} == {
        ("added", "element", "b"),
        ("removed", "element", "a"),
        ("added", "flow", "s-b"),
        ("added", "flow", "b-e"),
        ("removed", "flow", "s-a"),
        ("removed", "flow", "a-e"),
    }
    assert "added userTask '乙' (b)" in [str(each.words) for each in found]
    assert "删除用户任务 '甲'（a）" in [each.words.zh for each in found]


def test_another_id_is_one_difference_and_what_refers_to_it_none():
    late = boundary("t", "{}", HOUR)

    def version(key: str) -> bytes:
        task = user(key, name="接单")
        return draw(S, task, late.format(key), end("l"), E, flows=f"s > {key} > e ; t > l")

    found = one(version("a"), version("b"))
    assert str(found.words) == "userTask '接单' (b): the id changed from `a` to `b`"
    assert (found.element, found.old_element) == ("b", "a")


def test_timers_and_messages():
    def version(event: str) -> bytes:
        return draw(S, user("a"), boundary("t", "a", event), end("l"), E, flows="s > a > e ; t > l")

    changed = one(version(HOUR), version(timer("duration", "PT2H")))
    assert (changed.about, changed.before, changed.after) == ("timer", "PT1H", "PT2H")
    assert {each.about for each in told(version(HOUR), version(message("m")))} >= {"event", "timer"}
    keyed = one(version(message("m")), version(message("m", "order.number")))
    assert (keyed.about, keyed.after) == ("event", "order.number")


def test_conditions_the_default_and_the_order_in_which_they_are_asked():
    def version(*flows: str, default: str = "g-c") -> bytes:
        drawn = "; ".join(["s > g", *flows])
        return draw(
            S, gateway("exclusive", "g", default=default), user("a"), user("b"), user("c"), flows=drawn
        )

    old = version("g > a [x > 1]", "g > b [x > 2]", "g > c")
    found = one(old, version("g > a [x > 9]", "g > b [x > 2]", "g > c"))
    assert (found.about, found.element) == ("condition", "g-a")
    assert str(found.words) == "flow g → a: the condition changed from `x > 1` to `x > 9`"
    order = one(old, version("g > b [x > 2]", "g > a [x > 1]", "g > c"))
    assert (order.about, order.before, order.after) == ("condition", "a, b", "b, a")
    other = told(old, version("g > a [x > 1]", "g > b", "g > c [x > 2]", default="g-b"))
    assert ("condition", "→ c", "→ b") in [(each.about, each.before, each.after) for each in other]


def test_a_flow_that_leads_elsewhere():
    old = draw(S, user("a"), user("b"), E, flows="s > a > e ; b > e")
    new = old.replace(b'id="s-a" sourceRef="s" targetRef="a"', b'id="s-a" sourceRef="s" targetRef="b"')
    found = one(old, new)
    assert str(found.words) == "flow s → b: where it leads changed from `s → a` to `s → b`"


def test_sub_processes_variables_and_lanes():
    def version(declares: str, inner: str) -> bytes:
        inside = sub("p1", start("is"), user(inner), flows=f"is > {inner}", extra=declares)
        begun = event_sub(
            "es", start("es1", message("m"), isInterrupting="false"), user("x"), flows="es1 > x"
        )
        return draw(S, inside, E, begun, flows="s > p1 > e")

    data = one(version("", "i"), version('<bpmn:dataObject id="d" name="note"/>', "i"))
    assert (data.about, data.after, data.element) == ("data", "note", "p1")
    assert {each.about for each in told(version("", "i"), version("", "k"))} == {"element", "flow"}
    moved = told(
        chain(user("a", name="甲")),
        draw(S, sub("p1", start("is"), user("a", name="甲"), flows="is > a"), E, flows="s > p1 > e"),
    )
    assert "the process or sub-process that it lies in changed from `p` to `p1`" in " ".join(
        each.words for each in moved
    )


def test_forms_and_the_orders_fields():
    def version(**fields: str) -> Package:
        inside = ", ".join(f'"{name}": {text}' for name, text in fields.items() if name != "required")
        schema = (
            f'{{"type": "object", "properties": {{{inside}}}, "required": {fields.get("required", "[]")}}}'
        )
        return package(
            chain(user("a")), {"forms/f.json": schema, "fields.json": schema}, SHEET + "fields: fields.json\n"
        )

    old = version(a='{"type": "string"}', b='{"type": "string", "maxLength": 10}')
    new = version(b='{"type": "string", "maxLength": 20}', c='{"type": "number"}', required='["b"]')
    found = [each for each in compare(old, new) if each.file == "forms/f.json"]
    assert [str(each.words) for each in found] == [
        "form f, field 'b': the most characters changed from `10` to `20`",
        "form f: added field 'c'",
        "form f: removed field 'a'",
        "form f: field 'b' is required now",
    ]
    assert {each.about for each in compare(old, new)} == {"form", "field"}
    gone = compare(old, package(chain(user("a"))))
    assert "removed form f" in [str(each.words) for each in gone]


DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="fee" name="费用"><decisionTable id="t" hitPolicy="{policy}">
<input id="i"><inputExpression id="ie"><text>kind</text></inputExpression></input><output id="o" name="fee"/>
{rules}</decisionTable></decision></definitions>"""


def rule(key: str, when: str, then: str) -> str:
    return (
        f'<rule id="{key}"><inputEntry id="{key}i"><text>{when}</text></inputEntry>'
        f'<outputEntry id="{key}o"><text>{then}</text></outputEntry></rule>'
    )


def test_decision_tables_rule_by_rule():
    def version(*rules: str, policy: str = "UNIQUE") -> Package:
        return package(chain(user("a")), {"rules/fee.dmn": DMN.format(policy=policy, rules="".join(rules))})

    one_, two, three = rule("r1", "1", "10"), rule("r2", "2", "20"), rule("r3", "3", "30")
    changed = compare(version(one_, two), version(one_, rule("r2", "2", "25"), three, policy="FIRST"))
    assert [str(each.words) for each in changed] == [
        "decision '费用': the hit policy changed from `UNIQUE` to `FIRST`",
        "decision '费用': rule 2 changed from `2 | 20` to `2 | 25`",
        "decision '费用': rule 3 is now `3 | 30`",
    ]
    assert {(each.about, each.element) for each in changed} == {("rule", "fee")}
    swapped = compare(version(one_, two, policy="FIRST"), version(two, one_, policy="FIRST"))
    assert [str(each.words) for each in swapped] == ["decision '费用': its rules stand in another order"]
    assert [each.what for each in compare(version(one_), package(chain(user("a"))))] == ["removed"]


def test_the_sheet_and_other_files():
    old = package(chain(user("a")), {"notes.txt": "a", "old.txt": "x"})
    new = package(
        chain(user("a")),
        {"notes.txt": "b", "new.txt": "x"},
        SHEET.replace("en: Test", "en: Trial") + "calls: [other]\n",
    )
    assert [str(each.words) for each in compare(old, new)] == [
        "package: the English name changed from `Test` to `Trial`",
        "package: the packages that it calls is now `other`",
        "added file new.txt",
        "notes.txt: its contents changed",
        "removed file old.txt",
    ]


def test_what_is_only_laid_out_otherwise_is_said_to_mean_the_same():
    found = one(chain(user("a")), chain(user("a")).replace(b"<bpmn:process", b"\n<bpmn:process"))
    assert (found.about, str(found.words)) == (
        "layout",
        "test.bpmn: written or laid out otherwise, with the same meaning",
    )


def test_the_same_files_do_not_differ():
    both = package_files(PACKAGES / "repair")
    old, new = (read_files({path: text.encode() for path, text in both.items()}) for _ in range(2))
    assert compare(old, new) == []


def test_the_changed_repair_package_is_told_change_by_change():
    old, new = (
        read_files({path: text.encode() for path, text in files.items()})
        for files in (package_files(PACKAGES / "repair"), second_version())
    )
    found = compare(old, new)
    assert [(each.what, each.about, each.element or each.old_element) for each in found] == [
        ("changed", "element", "take-over"),
        ("changed", "name", "report"),
        ("changed", "timer", "accept-late"),
        ("changed", "timer", "arbitrate-late"),
        ("changed", "timer", "arbitrate-finally-late"),
        ("added", "element", "brief"),
        ("added", "element", "brief-late"),
        ("added", "element", "brief-late-escalated"),
        ("added", "flow", "brief-too-late"),
        ("added", "flow", "assign-crew-brief"),
        ("added", "flow", "brief-arrive"),
        ("removed", "flow", "assign-crew-arrive"),
    ]


@settings(max_examples=40, deadline=None)
@given(first=st.integers(0, 400), second=st.integers(0, 400))
def test_any_two_diagrams_compare_both_ways_alike(first: int, second: int) -> None:
    """What one way is added, the other way is removed; nothing differs from itself."""
    one_, two = (package(bpmn(generate(seed))) for seed in (first, second))
    forth, back = compare(one_, two), compare(two, one_)
    assert {each.about for each in forth} <= set(ABOUT)
    assert {each.element for each in forth if each.what == "added" and each.about in ("element", "flow")} == {
        each.old_element for each in back if each.what == "removed" and each.about in ("element", "flow")
    }
    assert (forth == []) == (one_.source_hash == two.source_hash)
    assert all(each.words and each.words.zh for each in forth)
