"""FEEL texts of a model: compiled, or told as a problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from engine.decisions.problems import Place, Problems
from engine.feel import (
    Expression,
    FeelSyntaxError,
    Type,
    UnaryTests,
    compile_expression,
    compile_unary_tests,
)
from engine.feel.functions import FUNCTIONS
from engine.words import Words

_SHOWN = 120
_NAMED = 20
ANY_ENTRY = ""
"""Among the names in scope: any other name may be an entry of an item, as in the match of a filter."""
_WORD = re.compile(r"\w+")
_Index = Mapping[str, Mapping[str, Sequence[str]]]
_NO_TYPES: Mapping[str, Type] = MappingProxyType({})


class Texts:
    """Compiles the texts of a model; what is no FEEL becomes a problem, and None.

    `entry_names` are names of components and entries that can follow a dot; only those of several words or
    with signs in them matter, because nothing else tells where such a name ends. `types` are the model's
    types, by the names that `instance of` and parameters use.
    """

    def __init__(
        self,
        problems: Problems,
        entry_names: frozenset[str] = frozenset(),
        types: Mapping[str, Type] = _NO_TYPES,
    ) -> None:
        self._problems = problems
        self._types = types
        self._entries = _by_words(name for name in entry_names if not _WORD.fullmatch(name))
        self._variables: dict[frozenset[str], _Index] = {}

    def expression(self, text: str, place: Place, names: frozenset[str], where: str) -> Expression | None:
        """Return a compiled expression that sees the variables `names`; `where` names it in notes."""
        try:
            made = compile_expression(
                text, where, names=self._needed(text, names), types=self._types_for(text)
            )
        except FeelSyntaxError as error:
            self._refuse(text, place, error)
            return None
        self._look_at(text, place, names, made)
        return made

    def tests(self, text: str, place: Place, names: frozenset[str], where: str) -> UnaryTests | None:
        """Return compiled unary tests that see the variables `names`."""
        try:
            made = compile_unary_tests(
                text, where, names=self._needed(text, names), types=self._types_for(text)
            )
        except FeelSyntaxError as error:
            self._refuse(text, place, error)
            return None
        self._look_at(text, place, names, made)
        return made

    def _needed(self, text: str, names: frozenset[str]) -> set[str]:
        """Return those of the names that can stand in the text: large models have many more."""
        variables = self._variables.get(names)
        if variables is None:
            variables = self._variables[names] = _by_words(names)
        words = frozenset(_WORD.findall(text))
        needed: set[str] = set()
        for index in (variables, self._entries):
            for first in words & index.keys():
                by_last = index[first]
                for last in words & by_last.keys():
                    needed.update(name for name in by_last[last] if words.issuperset(_WORD.findall(name)))
        return needed

    def _types_for(self, text: str) -> Mapping[str, Type]:
        """Return the types where a text can name one: after `instance of`, and of parameters."""
        return self._types if "instance" in text or "function" in text else _NO_TYPES

    def _refuse(self, text: str, place: Place, error: FeelSyntaxError) -> None:
        line, column = error.position or (1, 1)
        shown = _short(text)
        self._problems.tell(
            place,
            Words(
                f"`{shown}` at {line}:{column}: {error.problem}",
                f"`{shown}` 第 {line} 行第 {column} 列：{error.problem.zh}",
            ),
            error.remedy,
        )

    def _look_at(self, text: str, place: Place, names: frozenset[str], made: Expression | UnaryTests) -> None:
        """Tell variables that are not in scope, which would always be null, and what FEEL warns about."""
        if ANY_ENTRY not in names:
            for name in sorted(made.names - names - FUNCTIONS.keys()):
                self._refuse_name(text, place, names, name)
        for note in made.warnings:
            shown = _short(text)
            self._problems.tell(
                place,
                Words(
                    f"`{shown}` at {note.line}:{note.column}: {note.message}",
                    f"`{shown}` 第 {note.line} 行第 {note.column} 列：{note.message.zh}",
                ),
                Words("write what you mean", "请写出真正的意思"),
                severity="warning",
            )

    def _refuse_name(self, text: str, place: Place, names: frozenset[str], name: str) -> None:
        shown = _short(text)
        known = ", ".join(sorted(names)[:_NAMED]) or "–"
        self._problems.tell(
            place,
            Words(
                f"`{shown}`: there is no `{name}` here, so it would always be null",
                f"`{shown}`：此处没有 `{name}`，它将总是 null",
            ),
            Words(
                f"require the input, decision or knowledge of that name, or correct it; there: {known}",
                f"请连上同名的输入、决策或知识，或改正名称（现有：{known}）",
            ),
        )


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"


def _by_words(names: Iterable[str]) -> _Index:
    """Return the names by their first word, and then by their last."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in names:
        words = _WORD.findall(name)
        if words:
            found.setdefault(words[0], {}).setdefault(words[-1], []).append(name)
    return found
