"""Diagrams that a package may not have, and the runtime must execute all the same as the standard says."""

from engine.definitions import Finding, check_package, errors_of
from engine.definitions.checks.run import RULES, name_of
from engine.definitions.package import Package


def errors_besides(package: Package, *allowed: str) -> list[Finding]:
    """Return the errors of all rules but those `allowed` to be broken, which are not even asked."""
    return errors_of(check_package(package, rules=[rule for rule in RULES if name_of(rule) not in allowed]))
