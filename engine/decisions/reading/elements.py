"""Read the elements of the requirements graph (DMN 1.5, clause 6.3)."""

from __future__ import annotations

from lxml import etree

from engine.decisions.model import elements
from engine.decisions.model.boxed import Information
from engine.decisions.model.elements import Reference
from engine.decisions.reading.boxed import EXPRESSIONS, find_expression, read_expression, read_function
from engine.decisions.reading.names import child, children, name_of, text_of, type_of
from engine.decisions.reading.reader import Reader
from engine.words import Words

#: What a decision may hold beside its logic; what is said of people and processes is not evaluated.
_OF_DECISION = (
    *("question", "allowedAnswers", "variable", "informationRequirement", "knowledgeRequirement"),
    *("authorityRequirement", "supportedObjective", "impactedPerformanceIndicator", "decisionMaker"),
    *("decisionOwner", "usingProcess", "usingTask"),
)


def read_import(reader: Reader, element: etree._Element) -> elements.Import | None:
    """Return the import of a DMN model; None for another kind of import, which is told."""
    kind = element.get("importType") or ""
    if "/spec/DMN/" not in kind:
        reader.tell(
            element,
            Words(f"imports of type {kind!r} are not read", f"不读取 {kind!r} 类型的导入"),
            Words("import DMN models only", "只能导入 DMN 模型"),
        )
        return None
    name = name_of(element)
    return elements.Import(name, str(element.get("namespace", "")).strip(), reader.place(element))


def read_input_data(reader: Reader, element: etree._Element) -> elements.InputData:
    """Return an input of the graph."""
    reader.refuse_others(element, "variable")
    key, name = _identity(reader, element)
    return elements.InputData(
        id=key, name=name, place=reader.place(element), variable=_variable(reader, element, name)
    )


def read_decision(reader: Reader, element: etree._Element) -> elements.Decision:
    """Return a decision with its logic and its requirements."""
    reader.refuse_others(element, *_OF_DECISION, *EXPRESSIONS)
    key, name = _identity(reader, element)
    logic = find_expression(element)
    if len(list(children(element, *EXPRESSIONS))) > 1:
        reader.tell(
            element,
            Words("the decision has several expressions", "该决策有多个表达式"),
            Words("keep one of them", "请只保留一个"),
        )
    return elements.Decision(
        id=key,
        name=name,
        place=reader.place(element),
        variable=_variable(reader, element, name),
        logic=None if logic is None else read_expression(reader, logic),
        information=_required(reader, element, "informationRequirement", "requiredDecision", "requiredInput"),
        knowledge=_required(reader, element, "knowledgeRequirement", "requiredKnowledge"),
        question=(text_of(element, "question") or "").strip(),
    )


def read_knowledge_model(reader: Reader, element: etree._Element) -> elements.KnowledgeModel:
    """Return a business knowledge model with its function."""
    reader.refuse_others(
        element, "variable", "encapsulatedLogic", "knowledgeRequirement", "authorityRequirement"
    )
    key, name = _identity(reader, element)
    logic = child(element, "encapsulatedLogic")
    return elements.KnowledgeModel(
        id=key,
        name=name,
        place=reader.place(element),
        variable=_variable(reader, element, name),
        function=None if logic is None else read_function(reader, logic),
        knowledge=_required(reader, element, "knowledgeRequirement", "requiredKnowledge"),
    )


def read_service(reader: Reader, element: etree._Element) -> elements.DecisionService:
    """Return a decision service."""
    reader.refuse_others(
        element, "variable", "outputDecision", "encapsulatedDecision", "inputDecision", "inputData"
    )
    key, name = _identity(reader, element)
    outputs = _references(reader, element, "outputDecision")
    if not outputs:
        reader.tell(
            element,
            Words("the decision service has no output decision", "决策服务没有输出决策"),
            Words("put a decision into its output compartment", "请把一个决策放进它的输出区"),
        )
    return elements.DecisionService(
        id=key,
        name=name,
        place=reader.place(element),
        variable=_variable(reader, element, name),
        outputs=outputs,
        encapsulated=_references(reader, element, "encapsulatedDecision"),
        input_decisions=_references(reader, element, "inputDecision"),
        input_data=_references(reader, element, "inputData"),
    )


def read_source(reader: Reader, element: etree._Element) -> elements.KnowledgeSource:
    """Return a knowledge source: an authority, which evaluation does not ask."""
    del reader
    return elements.KnowledgeSource(str(element.get("id", "")), name_of(element))


def _identity(reader: Reader, element: etree._Element) -> tuple[str, str]:
    name = name_of(element)
    if not name:
        reader.tell(element, Words("it has no name", "没有名称"), Words("name it", "请起名"))
    return str(element.get("id") or name), name


def _variable(reader: Reader, element: etree._Element, name: str) -> Information:
    """Return what expressions see of the element. Its name must be the element's (clause 6.3.7)."""
    written = child(element, "variable")
    if written is None:
        return Information(name, None, reader.place(element))
    own = name_of(written)
    if own and own != name:
        reader.tell(
            written,
            Words(
                f"the variable {own!r} has another name than its element {name!r}",
                f"变量 {own!r} 与所属元素 {name!r} 名称不同",
            ),
            Words("give both the same name", "请让二者同名"),
            severity="warning",
        )
    return Information(name, type_of(written), reader.place(written))


def _required(
    reader: Reader, element: etree._Element, requirement: str, *kinds: str
) -> tuple[Reference, ...]:
    found = (
        reader.reference(target)
        for item in children(element, requirement)
        for target in children(item, *kinds)
    )
    return tuple(reference for reference in found if reference is not None)


def _references(reader: Reader, element: etree._Element, kind: str) -> tuple[Reference, ...]:
    found = (reader.reference(item) for item in children(element, kind))
    return tuple(reference for reference in found if reference is not None)
