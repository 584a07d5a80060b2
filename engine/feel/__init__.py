"""FEEL, the Friendly Enough Expression Language of DMN 1.5 (clause 10.3), compiled to closures.

    expression = compile_expression("order.priority > 2 and urgent", where="flow-3")
    value = expression.evaluate({"order": {"priority": 3}, "urgent": True}, Environment(now, zone))

Values in Python are listed in `engine.feel.values`. Null instead of a value is never an exception: the
reasons are in the environment's notes. Functions are values: `make_function` makes one of Python, to be put
among the variables, and `call_function` calls one. External functions are refused. Before anything runs,
`infer_types` tells the type of an expression and what is certainly wrong in it.
"""

from engine.feel.codec import decode_value, encode_value
from engine.feel.environment import Budget, Environment, Note
from engine.feel.errors import BudgetSpent, FeelError, FeelEvaluationError, FeelSyntaxError
from engine.feel.expression import Expression, UnaryTests, compile_expression, compile_unary_tests
from engine.feel.invocation import FormalParameter, call_function, make_function
from engine.feel.syntax.lexer import KEYWORDS
from engine.feel.types.findings import TypeFinding
from engine.feel.types.inference import TypeReport, infer_test_types, infer_types
from engine.feel.types.model import Type
from engine.feel.types.schema import type_of_schema
from engine.feel.values.functions import FunctionValue
from engine.feel.values.host import HostValue
from engine.feel.values.ranges import Range
from engine.feel.values.text import to_text
from engine.feel.values.wide import narrowed
from engine.feel.values.years_months import YearsMonths

__all__ = [
    "KEYWORDS",
    "Budget",
    "BudgetSpent",
    "Environment",
    "Expression",
    "FeelError",
    "FeelEvaluationError",
    "FeelSyntaxError",
    "FormalParameter",
    "FunctionValue",
    "HostValue",
    "Note",
    "Range",
    "Type",
    "TypeFinding",
    "TypeReport",
    "UnaryTests",
    "YearsMonths",
    "call_function",
    "compile_expression",
    "compile_unary_tests",
    "decode_value",
    "encode_value",
    "infer_test_types",
    "infer_types",
    "make_function",
    "narrowed",
    "to_text",
    "type_of_schema",
]
