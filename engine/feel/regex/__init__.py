"""Regular expressions of XPath (clause 10.3.4.3, footnote 2), safe on hostile patterns.

A pattern is read by our own parser, so that exactly the XPath syntax is accepted. For each input an upper
bound of the work of Python's backtracking engine is computed from the tree: the number of ways in which the
pattern can match a text of that length. Where the bound is small, which is nearly always, Python's engine
runs; elsewhere (nested or many adjacent quantifiers on a long input) a simulation of the automaton runs,
whose work is the length of the text times the size of the pattern, counted against the budget. Patterns
with back-references cannot be simulated and are null where the bound is large.
"""

from engine.feel.regex.pattern import Pattern, compile_pattern

__all__ = ["Pattern", "compile_pattern"]
