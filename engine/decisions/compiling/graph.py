"""Compile a model and all it imports into one requirements graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.decisions.compiling.boxed import compile_boxed
from engine.decisions.compiling.circles import circles, way_round
from engine.decisions.compiling.functions import function_binder
from engine.decisions.compiling.labels import labels_of
from engine.decisions.compiling.linking import Linked, Models
from engine.decisions.compiling.texts import Texts
from engine.decisions.compiling.unit import Unit, as_type
from engine.decisions.graph import (
    DecisionNode,
    Graph,
    InputNode,
    Key,
    KnowledgeNode,
    Need,
    Node,
    ServiceNode,
)
from engine.decisions.model import elements
from engine.decisions.model.boxed import FunctionDefinition, Unreadable
from engine.decisions.model.elements import Element, Model, Reference
from engine.decisions.model.names import entry_names
from engine.decisions.problems import Problems
from engine.decisions.types.functions import FunctionItemType
from engine.decisions.types.table import TypeTable
from engine.feel import Type
from engine.words import Words

_SHOWN = 10


def compile_graph(main: Model, others: Sequence[Model], problems: Problems) -> Graph:
    """Return the graph of `main` with everything it imports from `others`; what is wrong is told."""
    models = Models(main, others, problems)
    nodes: dict[Key, Node] = {}
    places: dict[Key, Element] = {}
    tables: dict[str, TypeTable] = {}
    for linked in models:
        problems.extend(linked.model.problems)
        unit = _unit(linked, models, tables, problems)
        for element in linked.model.elements():
            key = (linked.model.namespace, element.id)
            nodes[key] = _node(unit, models, linked.model, key, element)
            places[key] = element
    broken = _tell_circles(nodes, places, problems)
    return Graph(nodes, labels_of(models), broken)


def _unit(linked: Linked, models: Models, tables: dict[str, TypeTable], problems: Problems) -> Unit:
    model = linked.model
    names = set(entry_names(model))
    for one, imported in linked.imports:
        names |= entry_names(imported)
        if one.name:
            names.update(element.name for element in imported.elements())
    imports = {one.name: tables[imported.namespace] for one, imported in linked.imports}
    types = TypeTable(model.items, imports, Texts(problems), problems)
    tables[model.namespace] = types
    return Unit(Texts(problems, frozenset(names), types.all()), types, problems)


def _node(unit: Unit, models: Models, model: Model, key: Key, element: Element) -> Node:
    type_ = unit.types.find(element.variable.type_ref, element.variable.place)
    match element:
        case elements.Decision():
            return _decision(unit, models, model, key, element, type_)
        case elements.KnowledgeModel():
            return _knowledge(unit, models, model, key, element, type_)
        case elements.DecisionService():
            return _service(models, model, key, element, type_)
    return InputNode(key, element.name, type_)


def _decision(
    unit: Unit, models: Models, model: Model, key: Key, decision: elements.Decision, type_: Type
) -> DecisionNode:
    information = _needs(models, model, decision, decision.information, elements.Decision, elements.InputData)
    knowledge = _functions(models, model, decision, decision.knowledge)
    logic = decision.logic
    if logic is None:
        return DecisionNode(key, decision.name, type_, None, information, knowledge, decision.question)
    made = compile_boxed(unit, logic, _visible((*information, *knowledge)), decision.name)
    typed = as_type(made, type_, decision.name)
    return DecisionNode(key, decision.name, type_, typed, information, knowledge, decision.question)


def _knowledge(
    unit: Unit, models: Models, model: Model, key: Key, knowledge: elements.KnowledgeModel, type_: Type
) -> KnowledgeNode:
    needs = _functions(models, model, knowledge, knowledge.knowledge)
    function = knowledge.function
    if function is None:
        unit.problems.tell(
            knowledge.place,
            Words("the knowledge model has no logic", "业务知识模型没有逻辑"),
            Words("write its function", "请写出它的函数"),
            severity="warning",
        )
        function = FunctionDefinition(
            place=knowledge.place, parameters=(), body=Unreadable(place=knowledge.place)
        )
    bind = function_binder(unit, function, _visible(needs), knowledge.name, compile_boxed, _result(type_))
    return KnowledgeNode(key, knowledge.name, bind, needs)


def _service(
    models: Models, model: Model, key: Key, service: elements.DecisionService, type_: Type
) -> ServiceNode:
    _needs(models, model, service, service.encapsulated, elements.Decision)
    return ServiceNode(
        key,
        service.name,
        _result(type_),
        _needs(models, model, service, service.outputs, elements.Decision),
        _needs(models, model, service, service.input_data, elements.InputData),
        _needs(models, model, service, service.input_decisions, elements.Decision),
    )


def _result(type_: Type) -> Type:
    """Return what a function gives whose variable has this type; DMN 1.1 wrote the result's type there."""
    return type_.declared.result if isinstance(type_, FunctionItemType) else type_


def _functions(
    models: Models, model: Model, element: Element, references: Iterable[Reference]
) -> tuple[Need, ...]:
    return _needs(models, model, element, references, elements.KnowledgeModel, elements.DecisionService)


def _needs(
    models: Models, model: Model, element: Element, references: Iterable[Reference], *kinds: type[Element]
) -> tuple[Need, ...]:
    """Return what the references point to; a wrong one is told and left out."""
    needs = []
    for reference in references:
        found = models.find(model, reference, element.place)
        if found is None:
            continue
        prefix, key, target = found
        if not isinstance(target, kinds):
            models.tell_wrong_kind(element.place, target)
            continue
        needs.append(Need(prefix or None, target.name, key))
    return tuple(needs)


def _visible(needs: Iterable[Need]) -> frozenset[str]:
    """Return the variables that an element sees: required names, and the prefixes of imported ones."""
    return frozenset(need.prefix or need.name for need in needs)


def _tell_circles(nodes: dict[Key, Node], places: dict[Key, Element], problems: Problems) -> frozenset[Key]:
    broken: set[Key] = set()
    edges = {key: _edges(node) for key, node in nodes.items()}
    for circle in circles(edges):
        broken.update(circle)
        element = places[circle[0]]
        names = [places[key].name for key in way_round(edges, circle)]
        way = " → ".join(names[:_SHOWN]) + (" → …" if len(names) > _SHOWN else "")
        problems.tell(
            element.place,
            Words(f"the requirements lead round in a circle: {way}", f"需求关系成环：{way}"),
            Words("take one of these requirements away", "请去掉其中一条连线"),
        )
    return frozenset(broken)


def _edges(node: Node) -> list[Key]:
    """Return what a node cannot be evaluated without."""
    match node:
        case DecisionNode(information=information, knowledge=knowledge):
            return [need.key for need in (*information, *knowledge)]
        case KnowledgeNode(knowledge=knowledge):
            return [need.key for need in knowledge]
        case ServiceNode(outputs=outputs):
            return [need.key for need in outputs]
    return []
