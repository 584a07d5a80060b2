"""docs/feel.md: every example says what happens, and every function has one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.feel import Environment, FeelSyntaxError, compile_expression
from engine.feel.functions import FUNCTIONS
from engine.feel.types.model import BUILT_IN
from engine.feel.values.comparison import same

PAGE = (Path(__file__).parents[3] / "docs" / "feel.md").read_text(encoding="utf-8")
GIVEN = re.findall(r"```feel given\n(.*?)```", PAGE, re.DOTALL)[0]
EXAMPLES = [
    tuple(line.split(" → "))
    for block in re.findall(r"```feel\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_an_example_says_what_happens(
    environment: Callable[..., Environment], text: str, expected: str
) -> None:
    variables: dict[str, Any] = compile_expression(GIVEN).evaluate({}, environment())
    if expected == "refused":
        with pytest.raises(FeelSyntaxError):
            compile_expression(text, names=["rate"])
        return
    value = compile_expression(text, names=["rate"]).evaluate(variables, environment())
    wanted = compile_expression(expected).evaluate({}, environment())
    assert same(value, wanted), f"{text} is {value!r}"


def test_every_function_and_every_type_is_on_the_page() -> None:
    examples = "\n".join(text for text, _ in EXAMPLES)
    for name in FUNCTIONS:
        assert re.search(rf"(?<![\w ]){name}\(|\({name}\(", examples), name
    for name in BUILT_IN:
        assert f"`{name}`" in PAGE, name
