"""Read a DMN file, already parsed by a safe parser, into plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml import etree

from engine.decisions.model.elements import Model
from engine.decisions.problems import DecisionsRefused, Place, Problem
from engine.decisions.reading.elements import (
    read_decision,
    read_import,
    read_input_data,
    read_knowledge_model,
    read_service,
    read_source,
)
from engine.decisions.reading.items import read_item
from engine.decisions.reading.names import DMN, children, is_feel, line_of, name_of
from engine.decisions.reading.reader import Reader
from engine.words import Words

__all__ = ["read_model"]

#: Elements of a file that say nothing about evaluation.
_DRAWN = (
    *("textAnnotation", "association", "group", "elementCollection"),
    *("performanceIndicator", "organizationUnit"),
)
_READ = ("import", "itemDefinition", "inputData", "decision", "businessKnowledgeModel", "decisionService")


def read_model(root: etree._Element, file: str) -> Model:
    """Return the model of a DMN file of version 1.1 to 1.5.

    `root` comes from a parser that loads nothing and bounds size and depth; `file` names it in problems.
    What cannot be read is in the model's `problems`.

    Raises:
        DecisionsRefused: the root is not <definitions> of DMN.
    """
    tag = etree.QName(root)
    if tag.namespace not in DMN or tag.localname != "definitions":
        problem = Words(f"<{tag.localname}> is no DMN model", f"<{tag.localname}> 不是 DMN 模型")
        remedy = Words("save the file as DMN 1.1 to 1.5", "请存为 DMN 1.1 至 1.5 格式")
        raise DecisionsRefused([Problem(file, root.get("id"), "", problem, remedy, line_of(root))])
    reader = Reader(file)
    reader.refuse_others(root, *_READ, *_DRAWN, "knowledgeSource")
    if not is_feel(root.get("expressionLanguage")):
        reader.refuse_language(root)
    imports = [read_import(reader, item) for item in children(root, "import")]
    model = Model(
        file=file,
        name=name_of(root),
        namespace=str(root.get("namespace", "")).strip(),
        place=reader.place(root),
        imports=tuple(item for item in imports if item is not None),
        items=tuple(read_item(reader, item) for item in children(root, "itemDefinition")),
        inputs=tuple(read_input_data(reader, item) for item in children(root, "inputData")),
        decisions=tuple(read_decision(reader, item) for item in children(root, "decision")),
        knowledge_models=tuple(
            read_knowledge_model(reader, item) for item in children(root, "businessKnowledgeModel")
        ),
        services=tuple(read_service(reader, item) for item in children(root, "decisionService")),
        sources=tuple(read_source(reader, item) for item in children(root, "knowledgeSource")),
    )
    _look_for_twins(reader, model)
    return replace(model, problems=tuple(reader.problems))


def _look_for_twins(reader: Reader, model: Model) -> None:
    """Tell names and ids that stand twice: nothing could say which one is meant."""
    elements = list(model.elements())
    ids = Counter(element.id for element in elements)
    names = Counter(element.name for element in elements)
    for element in elements:
        if ids[element.id] > 1:
            _twin(reader, element.place, f"the id {element.id!r}", f"标识 {element.id!r}")
        if element.name and names[element.name] > 1:
            _twin(reader, element.place, f"the name {element.name!r}", f"名称 {element.name!r}")
    types = Counter(item.name for item in model.items)
    for item in model.items:
        if types[item.name] > 1:
            _twin(reader, item.place, f"the type {item.name!r}", f"类型 {item.name!r}")


def _twin(reader: Reader, place: Place, what: str, zh: str) -> None:
    reader.problems.tell(
        place, Words(f"{what} stands twice", f"{zh} 出现了两次"), Words("make it unique", "请改成唯一的")
    )
