"""What differs between two versions of a package, in words of both languages, element by element.

`compare` takes two packages as read and returns their differences; each names the elements for painting.
Nothing is checked or compiled, so that a draft that cannot be deployed yet can be compared too.
"""

from engine.definitions.comparison.compare import compare
from engine.definitions.comparison.difference import Difference

__all__ = ["Difference", "compare"]
