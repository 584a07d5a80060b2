"""JSON of forms: bounded in size, depth and count, and no key twice."""

from __future__ import annotations

import time

import pytest

from engine.definitions import safe_json
from engine.definitions.safe_json import MOST_BYTES, MOST_DEPTH, MOST_VALUES
from tests.engine.definitions.conftest import only, refusal


def nested(depth: int) -> str:
    return '{"a":' * (depth - 1) + "1" + "}" * (depth - 1)


@pytest.mark.parametrize(
    ("content", "line", "problem", "remedy"),
    [
        ("", 1, "is no JSON: Input is a zero-length, empty document", "mend it there"),
        ('{"a":\n x}', 2, "is no JSON: unexpected character, expected a JSON value", "mend it there"),
        ('{"a": NaN}', 1, "is no JSON: unexpected character, expected a JSON value", "mend it there"),
        ("\ufeff{}", 1, "is no JSON: UTF-8 byte order mark (BOM) is not supported", "mend it there"),
        ("[]", None, "is no JSON object", 'write a JSON Schema: {"type": "object", …}'),
        ("5", None, "is no JSON object", 'write a JSON Schema: {"type": "object", …}'),
        ('{"a": 1, "b": {"x": 1, "x": 2}}', None, "the key 'x' stands twice in one object", "keep one"),
        ('{"a": ' + "9" * 5_000 + "}", 1, "is no JSON: number is infinity when parsed as double", "mend it there"),
        (nested(MOST_DEPTH + 1), None, f"is nested deeper than {MOST_DEPTH}", "make the form flatter"),
        ("[" * 100_000, 1, "is no JSON: depth limit exceeded", "mend it there"),
        ("[" * 1_000 + "]" * 1_000, None, f"is nested deeper than {MOST_DEPTH}", "make the form flatter"),
        ('{"a": [' + "1," * MOST_VALUES + "1]}", None, f"has more than {MOST_VALUES} values", "make the form smaller"),
        ('{"a": "' + "x" * MOST_BYTES + '"}', None, f"has {MOST_BYTES + 9} bytes",
         f"a schema has at most {MOST_BYTES} bytes"),
    ],
)  # fmt: skip
def test_json_that_is_none_or_too_much_is_refused(content, line, problem, remedy):
    assert only(refusal({"forms/a.json": content})) == ("forms/a.json", line, "", problem, remedy)


def test_the_limits_themselves_are_allowed():
    assert safe_json.parse_json(nested(MOST_DEPTH).encode(), "f")
    values = ",".join("1" * (MOST_VALUES - 2))
    assert safe_json.parse_json(f'{{"a": [{values}]}}'.encode(), "f")


def test_many_equal_keys_are_answered_at_once():
    pairs = ",".join(f'"{n}": 1' for n in range(9_000))
    begun = time.perf_counter()
    assert refusal({"forms/a.json": "{" + pairs + ',"0": 1}'})
    assert time.perf_counter() - begun < 1
