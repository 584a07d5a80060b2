"""FEEL, the Friendly Enough Expression Language of DMN 1.5 (clause 10.3), compiled to closures.

    expression = compile_expression("order.priority > 2 and urgent", where="flow-3")
    value = expression.evaluate({"order": {"priority": 3}, "urgent": True}, Environment(now, zone))

Values in Python are listed in `engine.feel.values`. Null instead of a value is never an exception: the
reasons are in the environment's notes. Not supported yet, and refused by name: `for`, `some`, `every`,
function definitions, `instance of`, and functions that take functions.
"""

from engine.feel.codec import decode_value, encode_value
from engine.feel.environment import Budget, Environment, Note
from engine.feel.errors import BudgetSpent, FeelError, FeelEvaluationError, FeelSyntaxError
from engine.feel.expression import Expression, UnaryTests, compile_expression, compile_unary_tests
from engine.feel.syntax.lexer import KEYWORDS
from engine.feel.values.host import HostValue
from engine.feel.values.ranges import Range
from engine.feel.values.text import to_text
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
    "HostValue",
    "Note",
    "Range",
    "UnaryTests",
    "YearsMonths",
    "compile_expression",
    "compile_unary_tests",
    "decode_value",
    "encode_value",
    "to_text",
]
