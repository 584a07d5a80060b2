"""What goes into an activity and comes out of it is said once, and with a source and a target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.definitions.catalogue import Catalogue
from engine.definitions.checks.told import told
from engine.definitions.findings import Finding
from engine.definitions.model import Node, Parameter
from engine.definitions.names import unfit
from engine.definitions.package import Package


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        for what, parameters in (
            ("input parameters", node.inputs),
            ("output parameters", node.outputs),
            ("values passed", node.passed),
            ("values taken back", node.returned),
        ):
            named = Counter(parameter.name for parameter in parameters if not parameter.all_variables)
            for name, count in named.items():
                if name and count > 1:
                    yield told(
                        package, node, f"{count} of its {what} are called {name!r}", "keep one of them"
                    )
        for parameter in (*node.passed, *node.returned):
            yield from _passed(package, node, parameter)


def _passed(package: Package, node: Node, parameter: Parameter) -> Iterator[Finding]:
    """Look at a `camunda:in` or `camunda:out`."""
    if len(parameter.sources) > 1:
        yield told(package, node, f"a mapping has {' and '.join(parameter.sources)}", "keep one of them")
    elif parameter.sources == ("variables",):
        if not parameter.all_variables:
            yield told(package, node, "variables of a mapping can only be all", 'write variables="all"')
        elif parameter.name:
            yield told(package, node, "a mapping of all variables has a target", "remove the target")
    elif not parameter.name or not parameter.expression.text:
        yield told(package, node, "a mapping lacks its source or target", "give both")
    elif parameter.sources == ("source",) and unfit(parameter.expression.text) is not None:
        yield told(
            package,
            node,
            f"the source {parameter.expression.text!r} is no variable name",
            "write an expression as sourceExpression",
        )
