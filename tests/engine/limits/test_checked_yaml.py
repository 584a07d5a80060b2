"""The strict reader: what plain YAML readers swallow is told, with its line."""

import pytest

from engine.errors import InvalidInput
from engine.limits.checked_yaml import MAX_CHARACTERS, read_document


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' comes twice (first in line 1)"),
        ("a: &x [1]\nb: *x\n", 2, "aliases"),
        ("a: [1, 2\nb: 3\n", 2, "no YAML"),
        ("a: 1\n---\nb: 2\n", 2, "no YAML"),
        ("", 1, "the file is empty"),
        ("a: \x00", 1, "no YAML"),
        ("? [a, b]\n: 1\n", 1, "a key is no text"),
        ("[" * 5000, 1, "nests too deep"),
        ("#" * (MAX_CHARACTERS + 1), 1, "too large"),
    ],
)
def test_what_cannot_be_read_unambiguously_is_refused_with_its_line(text, line, problem):
    with pytest.raises(InvalidInput) as caught:
        read_document(text, "rules.yaml")
    assert f"rules.yaml, line {line}, " in caught.value.message
    assert problem in caught.value.message


def test_a_clock_time_stays_a_text_and_yes_stays_yes():
    fields = read_document("opens: 12:30\nmotorway: yes\nfactor: 0.8\noctal: 010\n", "f").mapping()
    assert fields["opens"].text() == "12:30"
    assert fields["motorway"].text() == "yes"
    assert fields["factor"].text() == "0.8"
    assert fields["octal"].integer(0, 99) == 10
