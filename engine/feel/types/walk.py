"""Walks the tree of an expression, infers types, and notes what is certainly wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.feel.functions import BUILT_IN
from engine.feel.functions.results import result_of
from engine.feel.syntax import nodes
from engine.feel.syntax.binding_parser import PARTIAL
from engine.feel.syntax.nodes import Node
from engine.feel.types import operands
from engine.feel.types.arguments import result_of_call
from engine.feel.types.entries import entry_of
from engine.feel.types.findings import TypeFinding
from engine.feel.types.kinds import joined, kind_named, kind_type, plain
from engine.feel.types.model import (
    A_FUNCTION,
    ANY,
    BOOLEAN,
    DAYS,
    MONTHS,
    NUMBER,
    AnyType,
    ChoiceType,
    ContextType,
    FunctionType,
    ListType,
    NullType,
    RangeType,
    Type,
)
from engine.feel.types.scopes import Item, Names, Scope, Tested, look_up, tested
from engine.feel.types.size import is_too_large
from engine.feel.values import kinds
from engine.words import Words

_OTHER_KIND = Words(
    "compare values of one kind: convert one by number(…), string(…) or date(…), or write another constant",
    "请比较同类的值：用 number(…)、string(…) 或 date(…) 转换其中一个，或改写常量",
)


class Walk:
    """One look at one tree. With `closed`, a name that nothing defines is a finding."""

    def __init__(self, closed: bool) -> None:
        self.closed = closed
        self._found: dict[tuple[int, str], TypeFinding] = {}

    def report(self) -> tuple[TypeFinding, ...]:
        """Return the findings in the order of the text."""
        return tuple(self._found[key] for key in sorted(self._found))

    def tell(self, node: Node, problem: Words, remedy: Words) -> None:
        """Note a finding at a node, once."""
        line, column = node.place.position
        self._found.setdefault((node.place.offset, problem), TypeFinding(problem, remedy, line, column))

    def expect(self, node: Node, found: Type, wanted: Type) -> None:
        """Note that the whole can never be had as `wanted`."""
        if not operands.may_be(found, wanted):
            name, zh = operands.named(found), operands.named(found).zh
            wanted_name = operands.named(wanted)
            self.tell(
                node,
                Words(f"the result is a {name}, not a {wanted_name}", f"结果是{zh}，不是{wanted_name.zh}"),
                Words(
                    f"write an expression whose result is a {wanted_name}",
                    f"请写结果为{wanted_name.zh}的表达式",
                ),
            )

    def type_of(self, node: Node, scope: Scope) -> Type:
        """Return the type of a node; Any when it cannot be told."""
        return _METHODS[type(node)](self, node, scope)

    def literal(self, node: nodes.Literal, scope: Scope) -> Type:
        del scope
        return kind_type(node.value)

    def name(self, node: nodes.Name, scope: Scope) -> Type:
        found = look_up(scope, node.name)
        if found is not None:
            return found
        if node.name in BUILT_IN:
            return FunctionType(None, result_of(node.name))
        if self.closed:
            self.tell(
                node,
                Words(f"there is no variable `{node.name}` here", f"这里没有变量 `{node.name}`"),
                Words("write the name of a variable that exists here", "请写这里已有的变量名"),
            )
        return ANY

    def tested(self, node: nodes.Tested, scope: Scope) -> Type:
        del node
        return tested(scope)

    def list_literal(self, node: nodes.ListLiteral, scope: Scope) -> Type:
        return ListType(joined([self.type_of(item, scope) for item in node.items]))

    def context_literal(self, node: nodes.ContextLiteral, scope: Scope) -> Type:
        entries: dict[str, Type] = {}
        inner = Names(entries, scope)
        for key, value in node.entries:
            if isinstance(value, nodes.FunctionLiteral):
                entries[key] = A_FUNCTION  # a function may call itself
            entries[key] = self.type_of(value, inner)
        found = ContextType(dict(entries), closed=True)
        return ANY if is_too_large(found) else found

    def interval(self, node: nodes.Interval, scope: Scope) -> Type:
        start, end = self.type_of(node.start, scope), self.type_of(node.end, scope)
        self.order(node, start, end)
        return RangeType(joined((start, end)))

    def comparator(self, node: nodes.Comparator, scope: Scope) -> Type:
        return RangeType(self.type_of(node.endpoint, scope))

    def negation(self, node: nodes.Negation, scope: Scope) -> Type:
        found = plain(self.type_of(node.operand, scope))
        if isinstance(found, AnyType) or found in (NUMBER, DAYS, MONTHS):
            return found
        name = operands.named(found)
        self.tell(
            node,
            Words(
                f"a {name} cannot be negated: the result is always null", f"{name.zh}不能取负：结果总是空值"
            ),
            Words("negate a number or a duration", "只能对数字或时长取负"),
        )
        return ANY

    def arithmetic(self, node: nodes.Arithmetic, scope: Scope) -> Type:
        left, right = self.type_of(node.left, scope), self.type_of(node.right, scope)
        result = operands.arithmetic_result(node.operator, left, right)
        if result is None:
            one, other = operands.named(left), operands.named(right)
            self.tell(
                node,
                Words(
                    f"`{node.operator}` is not defined for {one} and {other}: the result is always null",
                    f"`{node.operator}` 不能用于{one.zh}和{other.zh}：结果总是空值",
                ),
                Words(
                    "convert one of them, such as number(…) or string(…)",
                    "请转换其中一个，如 number(…) 或 string(…)",
                ),
            )
            return ANY
        return result

    def comparison(self, node: nodes.Comparison, scope: Scope) -> Type:
        left, right = self.type_of(node.left, scope), self.type_of(node.right, scope)
        if node.operator not in ("=", "!="):
            self.order(node, left, right)
        elif not operands.may_equal(left, right):
            self.not_comparable(node, left, right)
        else:
            self.choices(node, left, node.right)
            self.choices(node, right, node.left)
        return BOOLEAN

    def choices(self, node: Node, type_: Type, constant: Node) -> None:
        """Note a constant that is none of the values that the other side can have."""
        if not isinstance(type_, ChoiceType) or not isinstance(constant, nodes.Literal):
            return
        value = constant.value
        if value is not None and value not in type_.values:
            listed = ", ".join(
                f'"{choice}"' if isinstance(choice, str) else str(choice) for choice in type_.values[:10]
            )
            self.tell(
                node,
                Words(
                    f"{value!r} is none of the possible values: never equal",
                    f"{value!r} 不在可能的取值之中：永不相等",
                ),
                Words(f"write one of {listed}", f"请写其中之一：{listed}"),
            )

    def order(self, node: Node, left: Type, right: Type) -> None:
        """Note two types that have no order."""
        if not operands.have_order(left, right):
            self.not_comparable(node, left, right)

    def not_comparable(self, node: Node, left: Type, right: Type) -> None:
        """Note a comparison that is null whatever the values are."""
        one, other = operands.named(left), operands.named(right)
        self.tell(
            node,
            Words(
                f"{one} is compared with {other}: the result is always null",
                f"{one.zh}与{other.zh}比较：结果总是空值",
            ),
            _OTHER_KIND,
        )

    def between(self, node: nodes.Between, scope: Scope) -> Type:
        value = self.type_of(node.value, scope)
        for end in (node.low, node.high):
            self.order(node, value, self.type_of(end, scope))
        return BOOLEAN

    def logic(self, node: nodes.Conjunction | nodes.Disjunction, scope: Scope) -> Type:
        for operand in node.operands:
            self.condition(operand, scope)
        return BOOLEAN

    def condition(self, node: Node, scope: Scope) -> None:
        """Look at what must be a boolean."""
        found = self.type_of(node, scope)
        if not operands.is_condition(found):
            name = operands.named(found)
            self.tell(
                node,
                Words(f"this is a {name}, not a condition", f"这是{name.zh}，不是条件"),
                Words(
                    "compare it with something, so that it is true or false",
                    "请把它与某个值比较，使其为真或假",
                ),
            )

    def if_(self, node: nodes.If, scope: Scope) -> Type:
        self.condition(node.condition, scope)
        return joined((self.type_of(node.consequent, scope), self.type_of(node.alternative, scope)))

    def in_(self, node: nodes.In, scope: Scope) -> Type:
        value = self.type_of(node.value, scope)
        for test in node.tests:
            self.test(test, value, scope)
        return BOOLEAN

    def test(self, node: Node, value: Type, outer: Scope) -> None:
        """Look at one unary test of a value."""
        scope = Tested(value, outer)
        if isinstance(node, nodes.Comparator):
            endpoint = self.type_of(node.endpoint, scope)
            if node.operator in ("=", "!="):
                if not operands.may_equal(value, endpoint):
                    self.not_comparable(node, value, endpoint)
            else:
                self.order(node, value, endpoint)
            return
        found = self.type_of(node, scope)
        if scope.used:
            self.expect(node, found, BOOLEAN)
        elif not operands.may_be_tested(value, found):
            self.not_comparable(node, value, found)
        else:
            self.choices(node, value, node)

    def path(self, node: nodes.Path, scope: Scope) -> Type:
        return entry_of(self, node, self.type_of(node.base, scope))

    def filter(self, node: nodes.Filter, scope: Scope) -> Type:
        base = plain(self.type_of(node.base, scope))
        item = base.item if isinstance(base, ListType) else base
        if isinstance(base, AnyType):
            item = ANY
        condition = self.type_of(node.condition, Item(item, scope))
        kind = kind_named(condition)
        if kind == kinds.NUMBER:
            # An index that turns out null selects nothing: the empty list.
            return item if isinstance(node.condition, nodes.Literal) else ANY
        if kind not in (None, kinds.BOOLEAN):
            self.tell(
                node.condition,
                Words(
                    f"a filter is a condition or a number, not a {kind}",
                    f"筛选应为条件或数字，而不是{kind.zh}",
                ),
                Words(
                    "write a condition on the items, or the number of one", "请写对各项的条件，或某一项的序号"
                ),
            )
        if kind is None:
            return ANY
        return base if isinstance(base, ListType) else ListType(item)

    def instance_of(self, node: nodes.InstanceOf, scope: Scope) -> Type:
        self.type_of(node.value, scope)
        return BOOLEAN

    def call(self, node: nodes.Call, scope: Scope) -> Type:
        positional = [self.type_of(argument, scope) for argument in node.positional]
        named = {name: self.type_of(argument, scope) for name, argument in node.named or ()}
        return result_of_call(self, node, positional, named)

    def invocation(self, node: nodes.Invocation, scope: Scope) -> Type:
        callee = self.type_of(node.callee, scope)
        for argument in (*node.positional, *(argument for _, argument in node.named or ())):
            self.type_of(argument, scope)
        if isinstance(callee, FunctionType):
            return callee.result
        if not isinstance(callee, AnyType):
            name = operands.named(callee)
            self.tell(
                node,
                Words(
                    f"a {name} cannot be called: the result is always null",
                    f"{name.zh}不能调用：结果总是空值",
                ),
                Words("call a function", "请调用函数"),
            )
        return ANY

    def function_literal(self, node: nodes.FunctionLiteral, scope: Scope) -> Type:
        body = self.type_of(node.body, Names(dict(node.parameters), scope))
        return FunctionType(tuple(type_ for _, type_ in node.parameters), body)

    def loop(self, node: nodes.For, scope: Scope) -> Type:
        inner = Names({PARTIAL: ListType(ANY)}, self.iterators(node.iterators, scope))
        return ListType(self.type_of(node.result, inner))

    def quantified(self, node: nodes.Quantified, scope: Scope) -> Type:
        self.condition(node.condition, self.iterators(node.iterators, scope))
        return BOOLEAN

    def iterators(self, iterators: Sequence[nodes.Iterator], scope: Scope) -> Scope:
        for iterator in iterators:
            source = plain(self.type_of(iterator.source, scope))
            if iterator.end is not None:
                self.order(iterator, source, self.type_of(iterator.end, scope))
                item = source
            elif isinstance(source, ListType):
                item = source.item
            else:
                item = source.endpoint if isinstance(source, RangeType) else source
            scope = Names({iterator.name: ANY if isinstance(item, NullType) else item}, scope)
        return scope


_METHODS: dict[type[Node], Callable[[Walk, Any, Scope], Type]] = {
    nodes.Literal: Walk.literal,
    nodes.Name: Walk.name,
    nodes.Tested: Walk.tested,
    nodes.ListLiteral: Walk.list_literal,
    nodes.ContextLiteral: Walk.context_literal,
    nodes.Interval: Walk.interval,
    nodes.Comparator: Walk.comparator,
    nodes.Negation: Walk.negation,
    nodes.Arithmetic: Walk.arithmetic,
    nodes.Comparison: Walk.comparison,
    nodes.Between: Walk.between,
    nodes.Conjunction: Walk.logic,
    nodes.Disjunction: Walk.logic,
    nodes.If: Walk.if_,
    nodes.In: Walk.in_,
    nodes.Path: Walk.path,
    nodes.Filter: Walk.filter,
    nodes.InstanceOf: Walk.instance_of,
    nodes.Call: Walk.call,
    nodes.Invocation: Walk.invocation,
    nodes.FunctionLiteral: Walk.function_literal,
    nodes.For: Walk.loop,
    nodes.Quantified: Walk.quantified,
}
