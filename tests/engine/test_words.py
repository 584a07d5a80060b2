"""Nobody is told anything in one language only: the source is read for sentences that lack their other "
"half."""

from __future__ import annotations

import ast
import copy
import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import api
import engine
import huan
import telephony
from engine.errors import HuanError
from engine.words import Words, in_chinese
from telephony.esl.errors import EslError

ROOT = Path(engine.__file__).parents[1]
PACKAGES = (engine, api, huan, telephony)
HAN = re.compile("[\u4e00-\u9fff]")
#: What says the Chinese of a part, or joins parts: not itself a part.
_HELPERS = {"in_chinese", "zh", "map", "len", "sorted", "str", "repr"}


class Site(NamedTuple):
    """A call in the source: where, and its arguments."""

    where: str
    arguments: list[ast.expr]


@cache
def _all_calls() -> dict[str, list[Site]]:
    found: dict[str, list[Site]] = {}
    for package in PACKAGES:
        for path in Path(package.__file__ or "").parent.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    site = Site(f"{path.relative_to(ROOT)}:{node.lineno}", node.args)
                    found.setdefault(node.func.id, []).append(site)
    return found


def _calls(names: set[str]) -> Iterator[Site]:
    for name in sorted(names):
        yield from _all_calls().get(name, [])


def _errors(kind: type[HuanError]) -> Iterator[type[HuanError]]:
    yield kind
    for child in kind.__subclasses__():
        if child is not EslError:  # tells operators of bytes, in English: see its docstring
            yield from _errors(child)


def _is_sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
    )


def _literal(node: ast.expr) -> str:
    """Return what a literal says without its parts."""
    return "".join(
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def _parts(node: ast.expr) -> set[str]:
    return {
        name.id.removesuffix("_zh")
        for value in ast.walk(node)
        if isinstance(value, ast.FormattedValue)
        for name in ast.walk(value)
        if isinstance(name, ast.Name)
    } - _HELPERS


def _import_all() -> None:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__") and ".versions." not in found.name:
                importlib.import_module(found.name)


def test_no_error_is_raised_with_a_sentence_in_one_language() -> None:
    _import_all()
    names = {kind.__name__ for kind in _errors(HuanError)}
    assert {"StepFailed", "Conflict", "MigrationRefused", "CsrfRefused", "BadSetting"} <= names
    found = list(_calls(names))
    assert len(found) > 300
    # The first argument is the message, or what the class makes its message of.
    assert [site.where for site in found if site.arguments and _is_sentence(site.arguments[0])] == []


def test_every_chinese_sentence_is_chinese_and_tells_of_the_same_things() -> None:
    pairs = [site for site in _calls({"Words"}) if len(site.arguments) == 2]
    assert len(pairs) > 800
    untold = [
        f"{site.where}: {_literal(english)!r} / {_literal(chinese)!r}"
        for site in pairs
        for english, chinese in [site.arguments]
        if _is_sentence(english) and not HAN.search(_literal(chinese))
        if re.search(r"[a-z]{3} [a-z]{2}", _literal(english))
    ]
    assert untold == []
    # Grammar differs (a plural, an article), so some names may; that none is the same means a wrong sentence.
    different = [
        f"{site.where}: {sorted(_parts(english))} / {sorted(_parts(chinese))}"
        for site in pairs
        for english, chinese in [site.arguments]
        if _is_sentence(english) and _is_sentence(chinese)
        if len(_parts(english)) > 1 and not _parts(english) & _parts(chinese)
    ]
    assert different == []


def test_words_are_a_text_that_keeps_its_other_language() -> None:
    told = Words("there is no task", "没有任务")
    assert told == "there is no task"
    assert (told.within("zh"), told.within("en")) == ("没有任务", "there is no task")
    for other in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):
        assert (other, other.zh) == (told, told.zh)
    placed = told.at(Words("step 3", "第 3 步"))
    assert (placed, placed.zh) == ("step 3: there is no task", "第 3 步：没有任务")


@pytest.mark.parametrize("text", ["repair", Words.same("repair")])
def test_a_name_is_the_same_in_both(text: str) -> None:
    assert in_chinese(text) == "repair"
