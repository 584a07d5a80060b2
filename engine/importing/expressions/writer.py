"""Write the tree as FEEL (DMN 1.5, clause 10.3), and make sure that FEEL reads it.

Where the other language takes any value as a truth value (null as false), FEEL does not: such an operand is
written `x = true`, which is false for null, and null, so an incident and not a guess, for a text or a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from engine.definitions.expressions import HOST_FUNCTIONS
from engine.feel import FeelSyntaxError, compile_expression
from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.tree import (
    Binary,
    Call,
    Choice,
    Context,
    Item,
    Items,
    Joined,
    Literal,
    Logic,
    Member,
    Name,
    Repeated,
    Tree,
    Unary,
    fits,
)
from engine.words import Words

_NAME = re.compile(r"[A-Za-z_一-鿿][A-Za-z0-9_一-鿿]*")
_SIMPLE, _POWER, _TIMES, _PLUS, _COMPARED, _AND, _OR, _OPEN = range(8)
_LEVELS = {
    "**": _POWER,
    "*": _TIMES,
    "/": _TIMES,
    "+": _PLUS,
    "-": _PLUS,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), _COMPARED),
}
_LOOSE = Words(
    "in texts, Python writes None, True and False where FEEL writes nothing, true and false",
    "拼成文本时，Python 写 None、True、False，FEEL 则写空、true、false",
)
_TAKEN = Words(
    "the condition of a choice takes a variable for true or false; any other value of it chooses the second",
    "选择条件把变量当作真假值；它若是其他值，则取后者",
)
#: Exponents beyond this are no quantities of a diagram, and would unfold to long texts.
_MOST_DIGITS = 40


@dataclass(frozen=True)
class Names:
    """How variables are called in the package: `renamed` holds FEEL's text for those that are not the same.

    `used` gathers those that were met, for the report.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def of(self, name: str) -> str:
        """Return FEEL's text for a variable.

        Raises:
            Untranslatable: it can have no such name in FEEL.
        """
        if name in self.renamed:
            self.used.add(name)
            return self.renamed[name]
        if not _NAME.fullmatch(name):
            raise Untranslatable(f"{name!r} is no variable of FEEL", f"{name!r} 不能作为 FEEL 的变量")
        return name

    def without(self, name: str) -> Names:
        """Return the names where `name` is a variable of a loop inside the expression."""
        return Names({key: text for key, text in self.renamed.items() if key != name}, self.used)


@dataclass(frozen=True)
class Written:
    """An expression in FEEL; `cautions` say where it may differ, and a person must look."""

    text: str
    cautions: tuple[Words, ...] = ()


def write_feel(tree: Tree, names: Names, *, condition: bool = False) -> Written:
    """Return the tree as FEEL; a `condition` is asked for its truth only.

    Raises:
        Untranslatable: FEEL cannot read what came of it.
    """
    if not fits(tree):
        raise Untranslatable("it is too large or nested too deeply", "过大或嵌套过深")
    writer = _Writer()
    text = writer.text(tree if not condition else _asked(tree), names, _OPEN)
    try:
        compile_expression(text, functions=HOST_FUNCTIONS)
    except FeelSyntaxError as error:
        raise Untranslatable(
            f"FEEL does not read what came of it, `{text[:80]}`: {error.problem}",
            f"译出的 `{text[:80]}` 不是 FEEL：{error.problem}",
        ) from None
    return Written(text, tuple(writer.cautions))


class _Writer:
    """Writes trees; `cautions` gathers what a person must look at."""

    def __init__(self) -> None:
        self.cautions: list[Words] = []

    def text(self, tree: Tree, names: Names, most: int) -> str:
        """Return a tree as FEEL, in parentheses when it binds weaker than level `most`."""
        level, text = self._written(tree, names)
        return f"({text})" if level > most else text

    def _truth(self, tree: Tree, names: Names, most: int) -> str:
        return self.text(_asked(tree) if _is_truth(tree) else Binary("=", tree, Literal(True)), names, most)

    def _written(self, tree: Tree, names: Names) -> tuple[int, str]:
        match tree:
            case Literal(value=value):
                return _literal(value)
            case Name(name=name):
                return _SIMPLE, names.of(name)
            case Member(base=base, name=name):
                return _SIMPLE, self._member(base, name, names)
            case Item(base=base, index=index):
                return _SIMPLE, f"{self.text(base, names, _SIMPLE)}[{index + 1 if index >= 0 else index}]"
            case Unary(operator="not", operand=operand):
                return _SIMPLE, f"not({self._truth(operand, names, _OPEN)})"
            case Unary(operand=operand):
                return _SIMPLE, f"(-{self.text(operand, names, _SIMPLE)})"
            case Binary():
                return self._binary(tree, names)
            case Logic(operator=operator, operands=operands):
                if tree.loose and not all(map(_is_truth, operands)):
                    raise Untranslatable(
                        f"`{operator}` gives one of its operands in Python, and a truth value in FEEL",
                        f"`{operator}` 在 Python 中给出其中一个操作数，在 FEEL 中给出真假值",
                    )
                level = _AND if operator == "and" else _OR
                # Parentheses around comparisons are not needed, and help nobody to read.
                return level, f" {operator} ".join(self._truth(one, names, level - 1) for one in operands)
            case Choice(condition=condition, then=then, otherwise=otherwise):
                if not _is_sure(condition):
                    self.cautions.append(_TAKEN)
                return _OPEN, (
                    f"if {self._truth(condition, names, _OR)} then {self.text(then, names, _OR)}"
                    f" else {self.text(otherwise, names, _OPEN)}"
                )
            case Items(items=items):
                return _SIMPLE, f"[{', '.join(self.text(item, names, _OR) for item in items)}]"
            case Context(entries=entries):
                shown = ", ".join(f"{_key(key)}: {self.text(value, names, _OR)}" for key, value in entries)
                return _SIMPLE, f"{{{shown}}}"
            case Call(function=function, arguments=(one,)) if function.startswith("instance of "):
                return _COMPARED, f"{self.text(one, names, _PLUS)} {function}"
            case Call(function="keys of", arguments=(one,)):
                return _SIMPLE, f"get entries({self.text(one, names, _OR)}).key"
            case Call(function=function, arguments=arguments):
                return _SIMPLE, f"{function}({', '.join(self.text(one, names, _OR) for one in arguments)})"
            case Joined():
                return _SIMPLE, self._joined(tree, names)
            case Repeated():
                return _OPEN, self._repeated(tree, names)
        raise AssertionError(tree)

    def _member(self, base: Tree, name: str, names: Names) -> str:
        if not _NAME.fullmatch(name):
            return f"get value({self.text(base, names, _OR)}, {json.dumps(name, ensure_ascii=False)})"
        return f"{self.text(base, names, _SIMPLE)}.{name}"

    def _binary(self, tree: Binary, names: Names) -> tuple[int, str]:
        if tree.operator == "remainder":
            # The sign is the dividend's, as in Java; FEEL's modulo has the divisor's.
            whole = Call("round down", (Binary("/", tree.left, tree.right), Literal(Decimal(0))))
            return self._written(Binary("-", tree.left, Binary("*", tree.right, whole)), names)
        level = _LEVELS[tree.operator]
        # A comparison of comparisons, and what is taken away or divided by, stands in parentheses.
        left = self.text(tree.left, names, level - 1 if level == _COMPARED else level)
        return level, f"{left} {tree.operator} {self.text(tree.right, names, level - 1)}"

    def _joined(self, tree: Joined, names: Names) -> str:
        if tree.loose and any(not isinstance(part, Literal) for part in tree.parts):
            self.cautions.append(_LOOSE)
        texts = [
            self.text(part, names, _OR)
            if isinstance(part, Literal) and isinstance(part.value, str)
            else f"string({self.text(part, names, _OR)})"
            for part in tree.parts
        ]
        return f"string join([{', '.join(texts)}])"

    def _repeated(self, tree: Repeated, names: Names) -> str:
        over = self.text(tree.over, names, _OR)
        inside = names.without(tree.variable)
        variable = inside.of(tree.variable)
        if tree.kind == "for":
            return f"for {variable} in {over} return {self.text(tree.value, inside, _OR)}"
        return f"{tree.kind} {variable} in {over} satisfies {self._truth(tree.value, inside, _OR)}"


def _asked(tree: Tree) -> Tree:
    """Return the tree where only its truth is asked for: which operand Python would give does not matter."""
    return replace(tree, loose=False) if isinstance(tree, Logic) else tree


def _is_truth(tree: Tree) -> bool:
    match tree:
        case Literal(value=value):
            return isinstance(value, bool)
        case Unary(operator=operator):
            return operator == "not"
        case Binary(operator=operator):
            return _LEVELS.get(operator) == _COMPARED
        case Logic():
            return True
        case Call(truth=truth):
            return truth
        case Choice(then=then, otherwise=otherwise):
            return _is_truth(then) and _is_truth(otherwise)
        case Repeated(kind=kind):
            return kind != "for"
    return False


def _is_sure(tree: Tree) -> bool:
    """Return whether a condition consists of truth values, so that nothing else has to be taken for one."""
    match tree:
        case Logic(operands=operands):
            return all(map(_is_sure, operands))
        case Unary(operator="not", operand=operand):
            return _is_sure(operand)
    return _is_truth(tree)


def _literal(value: str | bool | Decimal | None) -> tuple[int, str]:
    if value is None:
        return _SIMPLE, "null"
    if isinstance(value, bool):
        return _SIMPLE, str(value).lower()
    if isinstance(value, str):
        return _SIMPLE, json.dumps(value, ensure_ascii=False)
    if abs(value.adjusted()) > _MOST_DIGITS:
        raise Untranslatable(f"{value} is beyond what FEEL calculates with", f"{value} 超出 FEEL 的计算范围")
    text = format(value, "f")
    return (_SIMPLE, text) if value >= 0 else (_SIMPLE, f"({text})")


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) else json.dumps(key, ensure_ascii=False)
