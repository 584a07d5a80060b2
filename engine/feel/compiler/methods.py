"""Which module compiles which kind of node."""

from __future__ import annotations

from engine.feel.compiler import calls, collections, function_values, loops, names, operators, tests
from engine.feel.compiler.core import Method
from engine.feel.syntax import nodes
from engine.feel.syntax.nodes import Node

METHODS: dict[type[Node], Method] = {
    nodes.Literal: lambda compiler, node, _: compiler.constant(node.value),
    nodes.Name: names.compile_name,
    nodes.Tested: names.compile_tested,
    nodes.Path: names.compile_path,
    nodes.ListLiteral: collections.compile_list,
    nodes.ContextLiteral: collections.compile_context,
    nodes.Filter: collections.compile_filter,
    nodes.Interval: collections.compile_interval,
    nodes.Comparator: collections.compile_comparator,
    nodes.Negation: operators.compile_negation,
    nodes.Arithmetic: operators.compile_arithmetic,
    nodes.Comparison: operators.compile_comparison,
    nodes.Between: operators.compile_between,
    nodes.Conjunction: operators.compile_conjunction,
    nodes.Disjunction: operators.compile_disjunction,
    nodes.If: operators.compile_if,
    nodes.In: tests.compile_in,
    nodes.InstanceOf: tests.compile_instance_of,
    nodes.Call: calls.compile_call,
    nodes.Invocation: function_values.compile_invocation,
    nodes.FunctionLiteral: function_values.compile_function,
    nodes.For: loops.compile_for,
    nodes.Quantified: loops.compile_quantified,
}
