"""From the tree to Python closures; nothing is ever evaluated by eval or exec.

A closure takes a Frame and returns a value. What FEEL does not define is null with a note that carries the
place of the operator or function. Work that grows with data is counted in the environment.
"""

from engine.feel.compiler.core import Compiler
from engine.feel.compiler.methods import METHODS

__all__ = ["METHODS", "Compiler"]
