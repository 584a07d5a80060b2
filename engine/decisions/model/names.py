"""The names that can follow a dot in a model's expressions: entries of contexts, columns, components."""

from __future__ import annotations

from collections.abc import Iterator

from engine.decisions.model import boxed
from engine.decisions.model.boxed import Expression
from engine.decisions.model.elements import ItemDefinition, Model
from engine.decisions.model.tables import DecisionTable


def entry_names(model: Model) -> frozenset[str]:
    """Return the names of all components of types, entries of boxed contexts, columns and named outputs."""
    names: set[str] = set()
    items: list[ItemDefinition] = list(model.items)
    while items:
        item = items.pop()
        names.update(component.name for component in item.components)
        items.extend(item.components)
    for expression in _expressions(model):
        match expression:
            case boxed.Context(entries=entries):
                names.update(entry.variable.name for entry in entries if entry.variable is not None)
            case boxed.Relation(columns=columns):
                names.update(column.name for column in columns)
            case DecisionTable(outputs=outputs):
                names.update(output.name for output in outputs if output.name)
    return frozenset(names)


def inside(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions directly inside a boxed expression, without the cells of tables."""
    match expression:
        case boxed.Context(entries=entries):
            return tuple(entry.value for entry in entries)
        case boxed.Invocation(function=function, bindings=bindings):
            return (function, *(b.value for b in bindings if b.value is not None))
        case boxed.BoxedList(items=items):
            return items
        case boxed.Relation(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case boxed.FunctionDefinition(body=body):
            return (body,)
        case boxed.Conditional(condition=condition, consequent=consequent, alternative=alternative):
            return (condition, consequent, alternative)
        case boxed.Filter(source=source, match=matched):
            return (source, matched)
        case boxed.Iteration(source=source, result=result):
            return (source, result)
    return ()


def _expressions(model: Model) -> Iterator[Expression]:
    waiting: list[Expression] = [d.logic for d in model.decisions if d.logic is not None]
    waiting += [k.function for k in model.knowledge_models if k.function is not None]
    while waiting:
        expression = waiting.pop()
        yield expression
        waiting.extend(inside(expression))
