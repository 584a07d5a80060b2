"""Compiled expressions and unary tests: what the rest of the engine holds on to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from engine.feel.compiler import METHODS, Compiler
from engine.feel.compiler.tests import compile_unary_tests as _compile_tests
from engine.feel.environment import DEFAULT_BUDGET, Budget, Environment, Frame, Note, Run, Test
from engine.feel.errors import FeelEvaluationError
from engine.feel.syntax import parser
from engine.feel.syntax.nodes import Tests
from engine.feel.syntax.source import Source
from engine.feel.types.model import Type
from engine.feel.values.numbers import from_host
from engine.feel.vocabulary import vocabulary
from engine.words import Words

_NO_FUNCTIONS: frozenset[str] = frozenset()
_NO_SLOTS: list[Any] = []
_NO_TYPES: Mapping[str, Type] = MappingProxyType({})


class _Compiled:
    """What expressions and unary tests have in common.

    `text` is the source and `where` what the caller called it; `names` are the free root names that can
    only be variables; `item_names` those inside filters, which may be entries of the filtered items as
    well; `paths` the free dotted names as tuples, filters not interrupting them; `functions` the host
    functions used; `warnings` what is FEEL but surely not meant (a wrong number of arguments).
    """

    __slots__ = ("_slots", "functions", "item_names", "names", "paths", "text", "warnings", "where")

    def __init__(self, source: Source, compiler: Compiler, warnings: list[Note]) -> None:
        self.text = source.text
        self.where = source.where
        self.names = frozenset(compiler.names)
        self.item_names = frozenset(compiler.item_names)
        self.paths = frozenset(compiler.paths)
        self.functions = frozenset(compiler.functions)
        self.warnings = (*warnings, *compiler.warnings)
        self._slots = compiler.slots

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.text!r})"

    def _stopped(self, error: Exception) -> FeelEvaluationError:
        """Return what to raise instead of an error of Python or of the budget."""
        if isinstance(error, FeelEvaluationError):
            error.at(self.where)
            return error
        if isinstance(error, RecursionError):
            return FeelEvaluationError(
                Words("the data or the calls of functions are nested too deeply", "数据或函数调用嵌套过深"),
                where=self.where,
            )
        return FeelEvaluationError(
            Words("a variable holds a number that FEEL does not have", "变量中有 FEEL 没有的数字"),
            where=self.where,
        )


class Expression(_Compiled):
    """A compiled expression; immutable, and safe to use in several threads with an environment each."""

    __slots__ = ("_run",)

    def __init__(self, source: Source, compiler: Compiler, warnings: list[Note], run: Run) -> None:
        super().__init__(source, compiler, warnings)
        self._run = run

    def evaluate(self, variables: Mapping[str, Any], env: Environment) -> Any:
        """Return the value; null (None) where FEEL defines none, with the reasons in `env.notes`.

        Raises FeelEvaluationError when evaluation must stop, BudgetSpent among them.
        """
        try:
            return self._run(Frame(variables, env, [None] * slots if (slots := self._slots) else _NO_SLOTS))
        except (FeelEvaluationError, RecursionError, ArithmeticError) as error:
            raise self._stopped(error) from error.__cause__


class UnaryTests(_Compiled):
    """Compiled unary tests, the entry of a decision table's cell."""

    __slots__ = ("_test",)

    def __init__(self, source: Source, compiler: Compiler, warnings: list[Note], test: Test) -> None:
        super().__init__(source, compiler, warnings)
        self._test = test

    def matches(self, value: Any, variables: Mapping[str, Any], env: Environment) -> bool | None:
        """Return whether `value` satisfies a test; None when that is not defined, with notes.

        Raises FeelEvaluationError when evaluation must stop, BudgetSpent among them.
        """
        slots = [None] * self._slots
        slots[0] = value = from_host(value)
        try:
            return self._test(Frame(variables, env, slots), value)
        except (FeelEvaluationError, RecursionError, ArithmeticError) as error:
            raise self._stopped(error) from error.__cause__


def compile_expression(
    text: str,
    where: str | None = None,
    *,
    names: Iterable[str] | None = None,
    functions: Iterable[str] = _NO_FUNCTIONS,
    types: Mapping[str, Type] = _NO_TYPES,
    budget: Budget = DEFAULT_BUDGET,
) -> Expression:
    """Compile a FEEL expression (DMN 1.5, grammar rule 1).

    `where` names the place for messages. `names` are variables and entries whose names have spaces or
    operators in them, which can be understood only when they are known, and variables that hold functions,
    which may then be called; other names of one word need not be given. `functions` are the host's
    functions, `types` its types, by the names that `instance of` and parameters use. Raises
    FeelSyntaxError, also for an unknown function.
    """
    source = Source(text, where)
    known, host = frozenset(names or ()), frozenset(functions)
    parsed = parser.parse_expression(source, known, vocabulary(host), budget, types)
    compiler = Compiler(source, known, host, METHODS)
    run = compiler.compile(parsed.node, compiler.root)
    return Expression(source, compiler, parsed.warnings, run)


def compile_unary_tests(
    text: str,
    where: str | None = None,
    *,
    names: Iterable[str] | None = None,
    functions: Iterable[str] = _NO_FUNCTIONS,
    types: Mapping[str, Type] = _NO_TYPES,
    budget: Budget = DEFAULT_BUDGET,
) -> UnaryTests:
    """Compile unary tests (grammar rule 15): `-`, `< 5, [10..20]`, `not("a", "b")`, `? > limit`.

    The parameters are those of compile_expression. Raises FeelSyntaxError.
    """
    source = Source(text, where)
    known, host = frozenset(names or ()), frozenset(functions)
    parsed = parser.parse_unary_tests(source, known, vocabulary(host), budget, types)
    compiler = Compiler(source, known, host, METHODS)
    slot = compiler.new_slot()
    assert isinstance(parsed.node, Tests)  # what the parser returns
    test = _compile_tests(compiler, parsed.node, compiler.root, slot)
    return UnaryTests(source, compiler, parsed.warnings, test)
