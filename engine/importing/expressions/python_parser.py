"""Read Python, the expression and script language of spiff-arena, by Python's own parser; nothing is run.

A script is translated when it only assigns: each variable's value in terms of what was there before it, since
FEEL has no statements. What a script does beside (loops, try, import, calls of its own) is left to a person.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from itertools import pairwise

from engine.importing.expressions.by_kind import contains
from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.python_calls import function_of, method_of, timedelta_of
from engine.importing.expressions.substitution import replaced
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
)

MOST_CHARACTERS = 10_000
MOST_LEVELS = 48
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.Eq: "=",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "=",
    ast.IsNot: "!=",
}


def parse_python(text: str) -> Tree:
    """Return what a Python expression means.

    Raises:
        Untranslatable: it is no Python, or uses what FEEL does not have.
    """
    return _expression(_parsed(text.strip(), "eval").body, 0)  # type: ignore[attr-defined]


def parse_script(text: str) -> dict[str, Tree]:
    """Return what a Python script assigns: each variable with its value, as seen before the script.

    Raises:
        Untranslatable: it does more than assign.
    """
    return _run(_parsed(text.strip("\n"), "exec").body, {}, 0)  # type: ignore[attr-defined]


def _run(statements: list[ast.stmt], before: dict[str, Tree], level: int) -> dict[str, Tree]:
    """Return the values after statements, in terms of what was there before the script."""
    values = dict(before)
    for statement in statements:
        match statement:
            case ast.Pass():
                pass
            case ast.Delete(targets=targets) if all(isinstance(one, ast.Name) for one in targets):
                # What is not there is null in FEEL.
                values |= {one.id: Literal(None) for one in targets if isinstance(one, ast.Name)}
            case ast.If(test=test, body=body, orelse=otherwise) if level < MOST_LEVELS:
                condition = replaced(_expression(test, 0), values)
                values = _either(condition, _run(body, values, level + 1), _run(otherwise, values, level + 1))
            case _:
                for name, value in _assigned(statement):
                    values[name] = replaced(value, values)
    return values


def _either(condition: Tree, then: dict[str, Tree], otherwise: dict[str, Tree]) -> dict[str, Tree]:
    """Return the values after one of two branches: what a branch leaves alone stays as it was."""
    made: dict[str, Tree] = {}
    for name in {**then, **otherwise}:
        one, other = then.get(name, Name(name)), otherwise.get(name, Name(name))
        made[name] = one if one == other else replaced(Choice(condition, one, other), {})
    return made


def _parsed(text: str, mode: str) -> ast.AST:
    if len(text) > MOST_CHARACTERS:
        raise Untranslatable(
            f"it has more than {MOST_CHARACTERS} characters", f"超过 {MOST_CHARACTERS} 个字符"
        )
    try:
        return ast.parse(text, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Untranslatable("it is no Python", "不是 Python") from None


def _assigned(statement: ast.stmt) -> list[tuple[str, Tree]]:
    """Return the names that a statement assigns, with their values."""
    match statement:
        case ast.Assign(targets=targets, value=value) if all(isinstance(t, ast.Name) for t in targets):
            tree = _expression(value, 0)
            return [(target.id, tree) for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return [(name, _expression(value, 0))]
        case ast.AugAssign(target=ast.Name(id=name), op=operator, value=value) if (
            type(operator) in _OPERATORS
        ):
            return [(name, Binary(_OPERATORS[type(operator)], Name(name), _expression(value, 0)))]
        case ast.Assign() | ast.AugAssign() | ast.AnnAssign():
            raise Untranslatable(
                "a script of FEEL assigns whole variables, not parts of them",
                "FEEL 脚本只给整个变量赋值，不改其中一部分",
            )
    word = type(statement).__name__.lower()
    raise Untranslatable(
        f"line {statement.lineno}: a statement of Python ({word}) has no equal in FEEL",
        f"第 {statement.lineno} 行：Python 语句（{word}）在 FEEL 中没有对应",
    )


def _expression(node: ast.expr, level: int) -> Tree:
    if level > MOST_LEVELS:
        raise Untranslatable(f"it is nested deeper than {MOST_LEVELS}", f"嵌套超过 {MOST_LEVELS} 层")

    def inner(one: ast.expr) -> Tree:
        return _expression(one, level + 1)

    match node:
        case ast.Constant(value=value):
            return _literal(value)
        case ast.Name(id=name):
            return Name(name)
        case ast.Attribute(value=base, attr=name):
            return Member(inner(base), name)
        case ast.Subscript(value=base, slice=key):
            return _indexed(inner(base), key)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Unary("not", inner(operand))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Unary("-", inner(operand))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return inner(operand)
        case ast.BoolOp(op=operator, values=values):
            word = "and" if isinstance(operator, ast.And) else "or"
            return Logic(word, tuple(inner(value) for value in values), loose=True)
        case ast.BinOp(left=left, op=operator, right=right):
            return _calculated(operator, inner(left), inner(right))
        case ast.Compare(left=left, ops=operators, comparators=others):
            return _compared([left, *others], operators, level)
        case ast.IfExp(test=condition, body=then, orelse=otherwise):
            return Choice(inner(condition), inner(then), inner(otherwise))
        case ast.List(elts=items) | ast.Tuple(elts=items) if not any(
            isinstance(item, ast.Starred) for item in items
        ):
            return Items(tuple(inner(item) for item in items))
        case ast.Dict(keys=keys, values=values):
            return Context(tuple((_key(key), inner(value)) for key, value in zip(keys, values, strict=True)))
        case ast.JoinedStr(values=values):
            return Joined(tuple(_formatted(value, level) for value in values), loose=True)
        case ast.ListComp(elt=value, generators=generators):
            return _repeated("for", value, generators, level)
        case ast.Call(func=ast.Name(id=("any" | "all") as word), args=[ast.GeneratorExp() as all_of]):
            kind = "some" if word == "any" else "every"
            return _repeated(kind, all_of.elt, all_of.generators, level)
        case ast.Call(func=ast.Name(id=name), args=[ast.GeneratorExp() as all_of], keywords=[]):
            return function_of(name, (_repeated("for", all_of.elt, all_of.generators, level),))
        case ast.Call(func=ast.Name(id="timedelta"), args=[], keywords=parts):
            return timedelta_of([(one.arg, inner(one.value)) for one in parts])
        case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime"), attr="now"), args=[], keywords=[]):
            return Call("now", ())
        case ast.Call(func=ast.Name(id="str"), args=[one], keywords=[]):
            return Joined((inner(one),), loose=True)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
            return function_of(name, tuple(inner(one) for one in arguments))
        case ast.Call(func=ast.Attribute(value=base, attr=name), args=arguments, keywords=[]):
            return method_of(inner(base), name, tuple(inner(one) for one in arguments))
    shown = _shown(node)
    raise Untranslatable(f"`{shown}` has no equal in FEEL", f"`{shown}` 在 FEEL 中没有对应")


def _shown(node: ast.expr) -> str:
    try:
        return ast.unparse(node)[:60]
    except RecursionError:
        return type(node).__name__


def _literal(value: object) -> Tree:
    if value is None or isinstance(value, bool | str):
        return Literal(value)
    if isinstance(value, int | float):
        try:
            return Literal(Decimal(repr(value)))
        except (ArithmeticError, ValueError):
            pass  # `inf`, or more digits than Python writes: told below
    raise Untranslatable(f"FEEL has no value {value!r:.40}", f"FEEL 没有值 {value!r:.40}")


def _key(key: ast.expr | None) -> str:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return key.value
    raise Untranslatable("a key of a FEEL context is a fixed text", "FEEL 上下文的键是固定文本")


def _indexed(base: Tree, key: ast.expr) -> Tree:
    match key:
        case ast.Constant(value=str() as name):
            return Member(base, name)
        case ast.Constant(value=int() as index) if not isinstance(index, bool):
            return Item(base, index)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as index)):
            return Item(base, -index)
    raise Untranslatable(
        "a variable between [ and ] may be a key or a position", "方括号里的变量可能是键，也可能是位置"
    )


def _calculated(operator: ast.operator, left: Tree, right: Tree) -> Tree:
    texts = any(isinstance(side, Joined) or _is_text(side) for side in (left, right))
    if isinstance(operator, ast.Add) and all(isinstance(side, Items) for side in (left, right)):
        return Call("concatenate", (left, right))
    if isinstance(operator, ast.Mod | ast.FloorDiv) and not texts:
        if isinstance(operator, ast.Mod):
            return Call("modulo", (left, right))
        return Call("floor", (Binary("/", left, right),))
    if type(operator) not in _OPERATORS or (texts and not isinstance(operator, ast.Add)):
        raise Untranslatable(
            "this operator of Python has no equal in FEEL for these values",
            "Python 的这个运算符对这些值在 FEEL 中没有对应",
        )
    return Binary(_OPERATORS[type(operator)], left, right)


def _is_text(tree: Tree) -> bool:
    return isinstance(tree, Literal) and isinstance(tree.value, str)


def _compared(sides: list[ast.expr], operators: list[ast.cmpop], level: int) -> Tree:
    """Return `a < b < c` as `a < b and b < c`."""
    trees = [_expression(side, level + 1) for side in sides]
    found = [_comparison(op, *pair) for op, pair in zip(operators, pairwise(trees), strict=True)]
    return found[0] if len(found) == 1 else Logic("and", tuple(found))


def _comparison(operator: ast.cmpop, left: Tree, right: Tree) -> Tree:
    if isinstance(operator, ast.Is | ast.IsNot) and not isinstance(right, Literal):
        raise Untranslatable("`is` asks for the same object", "`is` 判断的是同一个对象")
    if not isinstance(operator, ast.In | ast.NotIn):
        return Binary(_OPERATORS[type(operator)], left, right)
    test: Tree
    if isinstance(right, Items):
        test = Call("list contains", (right, left), truth=True)
    elif _is_text(right):
        test = Call("contains", (right, left), truth=True)
    else:
        test = contains(right, left)
    return Unary("not", test) if isinstance(operator, ast.NotIn) else test


def _formatted(value: ast.expr, level: int) -> Tree:
    match value:
        case ast.Constant(value=str() as text):
            return Literal(text)
        case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
            return _expression(inner, level + 1)
    raise Untranslatable("FEEL does not format numbers", "FEEL 不做数字格式化")


def _repeated(kind: str, value: ast.expr, generators: list[ast.comprehension], level: int) -> Tree:
    if len(generators) != 1 or generators[0].ifs or not isinstance(generators[0].target, ast.Name):
        raise Untranslatable(
            "only a comprehension over one list without `if` has an equal in FEEL",
            "只有遍历一个列表且不带 `if` 的推导式在 FEEL 中有对应",
        )
    over = _expression(generators[0].iter, level + 1)
    return Repeated(kind, generators[0].target.id, over, _expression(value, level + 1))
