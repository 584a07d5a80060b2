"""Whatever FEEL tells exists in English and in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import engine.feel
from engine.feel import Budget, BudgetSpent, Environment, FeelSyntaxError, compile_expression

_CHINESE = re.compile("[\u4e00-\u9fff]")


def _words() -> list[tuple[str, ast.Call]]:
    root = Path(str(engine.feel.__file__)).parent
    return [
        (f"{file.relative_to(root)}:{node.lineno}", node)
        for file in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words"
    ]


def _literals(node: ast.AST) -> str:
    return "".join(str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant))


def test_every_message_with_english_words_has_chinese_ones() -> None:
    words = _words()
    assert len(words) > 150
    for place, call in words:
        english, other = (_literals(argument) for argument in call.args)
        if re.search("[a-z]{3}", re.sub("`[^`]*`", "", english)):
            assert _CHINESE.search(other), f"{place}: {english}"


@pytest.mark.parametrize(
    "text", ["1 +", "x == 3", "f(1)", "(1", '"a', "x and > 3", "1 2", "date(", "x instance of y"]
)
def test_a_syntax_error_says_it_twice(text: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression(text, where="flow-3")
    (finding,) = refused.value.findings
    assert finding["problem"] == refused.value.problem
    assert _CHINESE.search(finding["problem_zh"])
    assert _CHINESE.search(finding["remedy_zh"])
    assert not _CHINESE.search(finding["problem"] + finding["remedy"])


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ('1 + "a"', "数字和文本不能相加"),
        ("[1, 2][3]", "共 2 项的列表中没有第 3 项"),
        ('sqrt("a")', "sqrt：`number` 应为数字，而不是文本"),
        ("x.y", "未知变量 `x`"),
        ("if 1 then 2 else null", "`if` 的条件是数字，因此取了 `else`"),
        ('"a" - @"P1D"', "文本不能减天时时长"),
        ('1 = "a"', "数字和文本不能比较"),
    ],
)
def test_a_note_says_it_twice(environment: Callable[..., Environment], text: str, zh: str) -> None:
    env = environment()
    assert compile_expression(text).evaluate({}, env) is None
    assert env.notes[0].message.zh == zh


def test_a_spent_budget_says_it_twice(environment: Callable[..., Environment]) -> None:
    with pytest.raises(BudgetSpent) as spent:
        compile_expression("for x in 1..100 return x", where="a").evaluate(
            {}, environment(budget=Budget(steps=10))
        )
    assert spent.value.problem.zh == "表达式超过 10 步：处理的数据太多"
    assert str(spent.value) == "a: the expression took more than 10 steps: it goes over too much data"
