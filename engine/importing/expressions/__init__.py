"""Expressions of other engines become FEEL: JUEL of Camunda 7, Python of spiff-arena, FEEL of Camunda 8.

Each is read by a real parser into one small tree of what both sides mean alike; the tree is written as FEEL.
What has no such meaning raises `Untranslatable`, with the reason: nothing is guessed.
"""

from engine.importing.expressions.errors import Untranslatable
from engine.importing.expressions.feel_text import adapt_feel
from engine.importing.expressions.juel_parser import parse_juel
from engine.importing.expressions.python_parser import parse_python, parse_script
from engine.importing.expressions.writer import Names, Written, write_feel

__all__ = [
    "Names",
    "Untranslatable",
    "Written",
    "adapt_feel",
    "parse_juel",
    "parse_python",
    "parse_script",
    "write_feel",
]
