"""Checks, one rule a file. Each yields findings with element, reason and remedy."""

from engine.definitions.checks.run import check_package, errors_of, rules

__all__ = ["check_package", "errors_of", "rules"]
