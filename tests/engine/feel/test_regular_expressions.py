"""matches, replace and split: XPath's syntax (Table 74, footnote 2), and safety on hostile patterns."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import BudgetSpent, Environment, compile_expression
from engine.feel.regex import compile_pattern
from engine.feel.regex.backtracking import source
from engine.feel.regex.charset import CharSet
from engine.feel.regex.reader import read
from engine.feel.regex.simulation import Program
from engine.feel.regex.tree import TOO_MANY, ways
from engine.feel.values.undefined import NotDefined

Feel = Callable[..., Any]


def spend(_steps: int) -> None:
    """No budget."""


@pytest.mark.parametrize(
    ("text", "pattern", "flags", "expected"),
    [
        ("foobar", "^fo*b", "", True),
        ("foobar", "^o", "", False),
        ("foobar", "ar$", "", True),
        ("foobar\n", "ar$", "", False),  # unlike Python's $
        ("abc", "B", "", False),
        ("abc", "B", "i", True),
        ("a.b", r"a\.b", "", True),
        ("axb", r"a\.b", "", False),
        ("a\nb", "a.b", "", False),
        ("a\rb", "a.b", "", False),
        ("a\nb", "a.b", "s", True),
        ("a\nb", "^b$", "", False),
        ("a\nb", "^b$", "m", True),
        ("a b", "a b", "x", False),
        ("ab", "a b", "x", True),
        ("a b", r"a\ sb", "x", True),
        ("a b", "a[ ]b", "x", True),
        ("hello", r"\p{ IsBasic Latin }+", "x", True),
        ("hello", r"\p{IsBasicLatin}+", "", True),
        ("报修", r"^\p{IsCJKUnifiedIdeographs}+$", "", True),
        ("1380000", r"^\d{7}$", "", True),
        ("１２", r"^\d+$", "", True),  # every decimal digit of Unicode
        ("a_b", r"^\w+$", "", False),  # the underscore is punctuation there
        ("a+b", r"^\w+$", "", True),  # and + is not
        ("\u00a0", r"\s", "", False),
        ("É", r"^\p{Lu}$", "", True),
        ("é", r"^\p{Lu}$", "", False),
        ("é", r"^\P{Lu}$", "", True),
        ("x:y", r"^\i\c*$", "", True),
        ("b", "[a-c-[b]]", "", False),
        ("c", "[a-c-[b]]", "", True),
        ("B", "[A-Z-[b]]", "i", False),
        ("q", "[^Q]", "i", False),
        ("\u212a", "k", "i", True),  # the Kelvin sign
        ("-", "[a-]", "", True),
        ("-", "[-a]", "", True),
        ("]", r"[\]]", "", True),
        ("aa", r"^(a)\1$", "", True),
        ("ab", r"^(a)\1$", "", False),
        ("aA", r"(a)\1", "i", True),
        ("b", r"^(a)?b\1$", "", True),  # an unset group is empty in XPath
        ("aaaa", "^a{2,3}$", "", False),
        ("aaa", "^a{2,3}$", "", True),
        ("aaaa", "^a{2,}$", "", True),
        ("aa", "^a{2}$", "", True),
        ("abab", "^(?:ab)+$", "", True),
        ("", "^$", "", True),
        ("10.3.2.1", r"^(\d+\.)+\d+$", "", True),
        ("a@b.cn", r"^[^@\s]+@[^@\s]+\.[a-z]+$", "", True),
    ],
)
def test_patterns_mean_what_xpath_says(
    feel: Feel, text: str, pattern: str, flags: str, expected: bool
) -> None:
    variables = {"text": text, "pattern": pattern, "flags": flags}
    assert feel("matches(text, pattern, flags)", variables) is expected
    tree, groups = read(pattern, flags)
    if "\\1" not in pattern:
        assert (Program(tree, groups).search(text, 0, spend) is not None) is expected


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        ("(", ""),
        (")", ""),
        ("[", ""),
        ("[]", ""),
        ("[a", ""),
        ("a**", ""),
        ("*a", ""),
        ("a{2,1}", ""),
        ("a{", ""),
        ("a{x}", ""),
        ("a}", ""),
        ("a]", ""),
        ("\\", ""),
        (r"\q", ""),
        (r"\0", ""),
        (r"\1", ""),
        (r"(a)\2", ""),
        (r"(a\1)", ""),
        (r"[\1]", ""),
        (r"[b-a]", ""),
        (r"[a[b]]", ""),
        (r"\p{Xx}", ""),
        (r"\p{IsKlingon}", ""),
        (r"\pL", ""),
        ("(?=a)", ""),
        ("(?<n>a)", ""),
        ("(?i)a", ""),
        ("^*", ""),
        ("a", "g"),
        ("a", " "),
        ("a{1001}", ""),
        ("(" * 60 + ")" * 60, ""),
    ],
)
def test_what_is_no_xpath_pattern_is_null(notes: Callable[..., list[str]], pattern: str, flags: str) -> None:
    (note,) = notes("matches(t, p, f)", {"t": "a", "p": pattern, "f": flags})
    assert note.startswith("matches: ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('replace("banana", "a", "o")', "bonono"),
        ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"),
        ('replace("abracadabra", "a.*?a", "*")', "*c*bra"),
        ('replace("darted", "^(.*?)d(.*)$", "$1c$2")', "carted"),
        ('replace("facetiously", "[iouy]", "[$0]")', "facet[i][o][u]sl[y]"),
        (r'replace("0123456789", "(\d{3})(\d{3})(\d{4})", "($1) $2-$3")', "(012) 345-6789"),
        ('replace("ab", "(a)", "$12")', "a2b"),
        ('replace("ab", "(a)", "$2")', "b"),
        (r'replace("a", "a", "\\$\\\\")', "$\\"),
        ('replace("abc", "x", "y")', "abc"),
        ('replace("aBc", "b", "-", "i")', "a-c"),
        ('replace("abc", "b", "")', "ac"),
        ('replace("abc", "b", "$")', None),
        (r'replace("abc", "b", "\\x")', None),
        ('replace("abc", "b*", "x")', None),  # matches the empty string
        ('replace(input: "aa", pattern: "a", replacement: "b")', "bb"),
        (r'split("John Doe", "\\s")', ["John", "Doe"]),
        ('split("a;b;c;;", ";")', ["a", "b", "c", "", ""]),
        ('split("a1b22c", "[0-9]+")', ["a", "b", "c"]),
        ('split("abc", ";")', ["abc"]),
        ('split("", ";")', [""]),
        ('split("abc", "")', None),
        ('split("foo", null)', None),
    ],
)
def test_replace_and_split(feel: Feel, text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("^(a+)+$", "a" * 200 + "b", False),
        ("^(a|a)*$", "a" * 200 + "b", False),
        ("^(a|aa)+$", "a" * 200 + "b", False),
        ("(x+x+)+y", "x" * 200, False),
        ("a?" * 40 + "a" * 40, "a" * 40, True),
        ("(a*)*b", "a" * 200, False),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 200, False),
        ("a*a*a*a*a*b", "a" * 200, False),
        ("(.*)(.*)(.*)(.*)(.*)[^0]", "0" * 200, False),
    ],
)
def test_patterns_that_make_others_hang_are_answered(
    environment: Callable[..., Environment], pattern: str, text: str, expected: bool
) -> None:
    env = environment()
    compiled = compile_expression("matches(text, pattern)")
    assert compiled.evaluate({"text": text, "pattern": pattern}, env) is expected


def test_a_long_text_ends_the_budget_and_a_costly_back_reference_is_null(
    environment: Callable[..., Environment], notes: Callable[..., list[str]]
) -> None:
    with pytest.raises(BudgetSpent):
        compile_expression('matches(t, "(x+x+)+y")').evaluate({"t": "x" * 1_000_000}, environment())
    assert "too long" in notes(r'matches(t, "(a+)+\\1b")', {"t": "a" * 200})[0]
    assert "repeats too much" in notes('matches("a", "((a|a){1000}){1000}")')[0]
    assert "longer than 1000 characters" in notes("matches(t, p)", {"t": "a", "p": "a" * 1001})[0]


LEAVES = st.sampled_from(["a", "b", "[ab]", ".", "[^a]", "^", "$", "(?:)"])
PATTERNS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("({}|{})".format, inner, inner),
        st.builds("({}){}".format, inner, st.sampled_from(["?", "*", "+", "{1,2}", "??", "*?", "+?"])),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.text("ab\n", max_size=8))
def test_both_engines_agree(pattern: str, text: str) -> None:
    """Where either may be chosen, to the last group; where only the simulation is, on whether there is a match."""
    tree, groups = read(pattern, "")
    simulated = Program(tree, groups).search(text, 0, spend)
    found = re.compile(source(tree)).search(text)
    assert (simulated is None) == (found is None)
    if simulated is not None and found is not None and ways(tree, len(text)) < TOO_MANY:
        assert [span or (-1, -1) for span in simulated] == list(found.regs)


RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair))), max_size=5
)


@given(RANGES, RANGES, st.integers(0, 80))
def test_character_sets_are_sets(one: list[Any], other: list[Any], code: int) -> None:
    a, b = CharSet(one), CharSet(other)
    in_a = any(low <= code <= high for low, high in one)
    in_b = any(low <= code <= high for low, high in other)
    assert (code in a) == in_a
    assert (code in (a | b)) == (in_a or in_b)
    assert (code in ~a) == (not in_a)
    assert (code in (a - b)) == (in_a and not in_b)
    if in_a and in_b:
        assert not a.is_disjoint(b)


@given(st.text("()[]{}|*+?^$\\.-abd,12 ", max_size=12), st.sampled_from(["", "i", "x", "m", "s"]))
def test_any_text_is_read_as_a_pattern_or_refused(pattern: str, flags: str) -> None:
    try:
        compiled = compile_pattern(pattern, flags)
    except NotDefined as reason:
        assert str(reason)  # noqa: PT017  # both ways are fine, an error of Python is not
    else:
        compiled.search("ab1", 0, spend)
