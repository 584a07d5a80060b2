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
from engine.words import Words

KEEP_ONE = Words("keep one of them", "请只保留一个")


def check(package: Package, catalogue: Catalogue) -> Iterator[Finding]:
    del catalogue
    for _, node in package.diagram.nodes():
        for what, parameters in (
            (Words("input parameters", "输入参数"), node.inputs),
            (Words("output parameters", "输出参数"), node.outputs),
            (Words("values passed", "传入的值"), node.passed),
            (Words("values taken back", "取回的值"), node.returned),
        ):
            named = Counter(parameter.name for parameter in parameters if not parameter.all_variables)
            for name, count in named.items():
                if name and count > 1:
                    yield told(
                        package,
                        node,
                        Words(
                            f"{count} of its {what} are called {name!r}",
                            f"有 {count} 个{what.zh}都叫 {name!r}",
                        ),
                        KEEP_ONE,
                    )
        for parameter in (*node.passed, *node.returned):
            yield from _passed(package, node, parameter)


def _passed(package: Package, node: Node, parameter: Parameter) -> Iterator[Finding]:
    """Look at a `camunda:in` or `camunda:out`."""
    if len(parameter.sources) > 1:
        sources = parameter.sources
        yield told(
            package,
            node,
            Words(f"a mapping has {' and '.join(sources)}", f"一个映射同时有 {' 和 '.join(sources)}"),
            KEEP_ONE,
        )
    elif parameter.sources == ("variables",):
        if not parameter.all_variables:
            yield told(
                package,
                node,
                Words("variables of a mapping can only be all", "映射的 variables 只能是 all"),
                Words('write variables="all"', '请写 variables="all"'),
            )
        elif parameter.name:
            yield told(
                package,
                node,
                Words("a mapping of all variables has a target", "传递全部变量的映射不能有 target"),
                Words("remove the target", "请删除 target"),
            )
    elif not parameter.name or not parameter.expression.text:
        yield told(
            package,
            node,
            Words("a mapping lacks its source or target", "映射缺少来源或 target"),
            Words("give both", "请两个都写"),
        )
    elif parameter.sources == ("source",) and unfit(parameter.expression.text) is not None:
        yield told(
            package,
            node,
            Words(
                f"the source {parameter.expression.text!r} is no variable name",
                f"来源 {parameter.expression.text!r} 不是变量名",
            ),
            Words("write an expression as sourceExpression", "表达式请写在 sourceExpression 中"),
        )
