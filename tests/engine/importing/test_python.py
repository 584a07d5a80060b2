"""Python of spiff-arena becomes FEEL by Python's own parser; nothing of it is ever run."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Environment, compile_expression
from engine.importing.expressions import Names, Untranslatable, parse_python, parse_script, write_feel


def feel(text, condition=False):
    return write_feel(parse_python(text), Names(), condition=condition).text


def script(text):
    return {name: write_feel(tree, Names()).text for name, tree in parse_script(text).items()}


@pytest.mark.parametrize(
    ("python", "expected"),
    [
        ('x == "a" and y > 3', 'x = "a" and y > 3'),
        ("1 < a <= 5", "1 < a and a <= 5"),
        ("not(done)", "not(done = true)"),
        ("x is not None", "x != null"),
        ("x in ['a', 'b']", 'list contains(["a", "b"], x)'),
        ("x not in ('a',)", 'not(list contains(["a"], x))'),
        ("d['a']['b-c']", 'get value(d.a, "b-c")'),
        ("l[-1] + l[0]", "l[-1] + l[1]"),
        ("a if b > 1 else c", "if b > 1 then a else c"),
        ("a // 2 + b % 3", "floor(a / 2) + modulo(b, 3)"),
        ("x.get('k')", "x.k"),
        ("s.replace('.', '-')", 'string join(split(s, "\\\\."), "-")'),
        ("', '.join(names)", 'string join(names, ", ")'),
        ("{'a': 1, 'b c': [True, None]}", '{a: 1, "b c": [true, null]}'),
        ("[1] + [2]", "concatenate([1], [2])"),
        ("timedelta(minutes=10)", 'duration("PT10M")'),
        ("timedelta(hours=h)", 'duration("PT1H") * h'),
        ("datetime.now() + timedelta(days=1)", 'now() + duration("P1D")'),
        ("round(x, 2)", "decimal(x, 2)"),
    ],
)
def test_what_both_languages_mean_alike_is_translated(python, expected):
    assert feel(python) == expected


@pytest.mark.parametrize(
    ("python", "reason"),
    [
        ("__import__('os').system('x')", "__import__() has no equal"),
        ("(lambda: 1)()", "has no equal in FEEL"),
        ("open('/etc/passwd').read()", "open() has no equal"),
        ("f'{a:.2f}'", "FEEL does not format numbers"),
        ("'%s' % a", "this operator of Python has no equal"),
        ("x or 'default'", "`or` gives one of its operands in Python"),
        ("a[1:2]", "may be a key or a position"),
        ("[x for x in xs if x > 1]", "only a comprehension over one list without `if`"),
        ("a b", "it is no Python"),
        ("1j", "FEEL has no value"),
        ("x" + ".a" * 60, "nested deeper"),
    ],
)
def test_what_has_no_equal_is_refused_with_the_reason_in_both_languages(python, reason):
    with pytest.raises(Untranslatable) as refused:
        feel(python)
    assert reason in refused.value.reason
    assert any("一" <= character <= "鿿" for character in refused.value.reason.zh)


@pytest.mark.parametrize(
    ("holder", "found", "size"),
    [
        ("abc", True, 3),
        (["a", "b"], True, 2),
        ({"a": 1}, True, 1),
        ("xyz", False, 3),
        ([], False, 0),
        ({}, False, 0),
    ],
)
def test_what_in_and_len_mean_for_a_text_a_list_and_a_dictionary(holder, found, size):
    environment = Environment(now=datetime(2026, 11, 23, tzinfo=UTC), zone=ZoneInfo("Asia/Shanghai"))
    assert compile_expression(feel("'a' in y")).evaluate({"y": holder}, environment) is found
    assert compile_expression(feel("len(y)")).evaluate({"y": holder}, environment) == size


def test_of_a_condition_only_the_truth_counts_so_operands_may_be_anything():
    assert feel("x or y", condition=True) == "x = true or y = true"


def test_a_script_becomes_values_as_seen_before_it():
    assert script("a = 1\nb = a + x\na = b * 2\nx += 1") == {
        "a": "(1 + x) * 2",
        "b": "1 + x",
        "x": "x + 1",
    }


def test_branches_become_choices_and_what_a_branch_leaves_alone_stays():
    assert script("if a > 1:\n    x = 1\nelif a > 0:\n    x = 2\ny = x") == {
        "x": "if a > 1 then 1 else if a > 0 then 2 else x",
        "y": "if a > 1 then 1 else if a > 0 then 2 else x",
    }


def test_what_is_deleted_is_null():
    assert script("a = 1\ndel a\ndel b") == {"a": "null", "b": "null"}


@pytest.mark.parametrize(
    "text",
    [
        "for x in y: pass",
        "import os",
        "a.b = 1",
        "a['k'] = 1",
        "try:\n    x\nexcept NameError:\n    x = 1",
        "print(1)",
        "def f(): pass",
        "while True: pass",
    ],
)
def test_a_script_that_does_more_than_assign_is_left_to_a_person(text):
    with pytest.raises(Untranslatable):
        parse_script(text)


def test_a_script_that_would_unfold_is_refused_at_once():
    with pytest.raises(Untranslatable, match="grows too large"):
        parse_script("a = x + x\n" + "a = a + a\n" * 60)


def test_the_values_are_those_of_python():
    text = "len_ok = 1 < days <= 60\nlabel = f'{days} days'\ntotal = sum([1, 2]) + abs(-3)"
    environment = Environment(now=datetime(2026, 11, 23, tzinfo=UTC), zone=ZoneInfo("Asia/Shanghai"))
    found = {
        name: compile_expression(source).evaluate({"days": 12}, environment)
        for name, source in script(text).items()
    }
    assert found == {"len_ok": True, "label": "12 days", "total": 6}


def test_where_texts_are_put_together_a_person_is_told_to_look():
    assert write_feel(parse_python("f'{a}'"), Names()).cautions
    assert not write_feel(parse_python("a + 1"), Names()).cautions


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9000,
        "-" * 9000 + "1",
        "not " * 2000 + "a",
        "a." * 4000 + "a",
        "{**" * 2000,
        "lambda:" * 900 + "1",
    ],
)
def test_depth_is_refused_and_never_a_crash(text):
    with pytest.raises(Untranslatable):
        feel(text)


@given(st.text(alphabet="ab1 .()[]'\"!=<>+-*/%:{},\nifelse not", max_size=40))
def test_any_text_is_translated_or_refused_never_more(text):
    for read in (lambda: feel(text), lambda: script(text)):
        try:
            read()
        except Untranslatable:
            pass
