"""The built-in functions of clause 10.3.4, one file a table.

To add one, write it in the file of its table with its parameters as the standard names them, and add a row
to the table of cases in the tests. A function gets the environment and converted arguments; it raises
NotDefined with the reason where the standard says null.
"""

from engine.feel.functions.built_in_value import BUILT_IN
from engine.feel.functions.catalogue import FUNCTIONS

__all__ = ["BUILT_IN", "FUNCTIONS"]
