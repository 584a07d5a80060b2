"""Give decisions the requirements that DMN demands.

In the other engines a table reads whatever variables there are, and the outputs of a decision that it
requires by the names of their columns. In DMN (1.5, clause 6.3) a decision sees what it requires, by name:
so each variable that is read becomes input data, and a required decision is called as its column.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.definitions.expressions import HOST_FUNCTIONS
from engine.feel import FeelError, compile_expression, compile_unary_tests
from engine.importing.work import Work

_BEFORE_LOGIC = (
    *("description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement"),
)
_ELEMENTS = ("decision", "inputData", "businessKnowledgeModel", "knowledgeSource", "decisionService")
_TYPES = {"integer": "number", "long": "number", "double": "number", "int": "number"}


def add_requirements(work: Work, root: etree._Element, path: str) -> None:
    """Add input data for the variables that decisions read, and name decisions as their columns are read."""
    for element in root.iter("{*}*"):
        if element.get("typeRef") in _TYPES:
            element.set("typeRef", _TYPES[element.get("typeRef", "")])
    decisions = {one.get("id", ""): one for one in root if _tag(one) == "decision"}
    for decision in decisions.values():
        read = _read(decision)
        for required in _required(decision, decisions):
            _named_as_read(work, required, read, path)
    for decision in decisions.values():
        known = {one.get("name") for one in _required(decision, {one.get("id", ""): one for one in root})}
        for name in sorted(_read(decision) - known):
            _require(root, decision, name)


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _read(decision: etree._Element) -> set[str]:
    """Return the variables that the expressions of a decision read; those that are no FEEL read nothing."""
    found: set[str] = set()
    for text in decision.iter("{*}text"):
        parent = text.getparent()
        source = (text.text or "").strip()
        if parent is None or source in ("", "-") or _tag(parent) in ("textAnnotation", "description"):
            continue
        try:
            compiled = (
                compile_unary_tests(source)
                if _tag(parent) in ("inputEntry", "inputValues", "outputValues")
                else compile_expression(source, functions=HOST_FUNCTIONS)
            )
        except FeelError:
            continue
        found |= compiled.names
    return found


def _required(decision: etree._Element, elements: dict[str, etree._Element]) -> Iterator[etree._Element]:
    for requirement in decision.iterfind("{*}informationRequirement"):
        for reference in requirement:
            required = elements.get(str(reference.get("href", "")).removeprefix("#"))
            if required is not None:
                yield required


def _named_as_read(work: Work, required: etree._Element, read: set[str], path: str) -> None:
    """Call a decision as its only column, when that is how it is read."""
    columns = [one.get("name", "") for one in required.iterfind("{*}decisionTable/{*}output")]
    name = required.get("name", "")
    if name in read or len(columns) != 1 or columns[0] not in read:
        return
    required.set("name", columns[0])
    variable = required.find("{*}variable")
    if variable is not None:
        variable.set("name", columns[0])
    work.translated(
        None,
        f"{path}: the decision {name!r} is called {columns[0]!r}, as it is read by those that require it",
        f"{path}：决策 {name!r} 改名为 {columns[0]!r}，即需要它的决策读取的名称",
    )


def _require(root: etree._Element, decision: etree._Element, name: str) -> None:
    """Make a decision require input data of that name, which is added where there is none."""
    space = etree.QName(decision).namespace
    data = next((one for one in root if _tag(one) == "inputData" and one.get("name") == name), None)
    if data is None:
        data = etree.Element(f"{{{space}}}inputData", {"id": _free(root, f"input_{name}"), "name": name})
        etree.SubElement(data, f"{{{space}}}variable", {"id": _free(root, f"variable_{name}"), "name": name})
        last = [at for at, one in enumerate(root) if _tag(one) in _ELEMENTS][-1]
        root.insert(last + 1, data)
    requirement = etree.Element(
        f"{{{space}}}informationRequirement", {"id": _free(root, f"{decision.get('id')}_{name}")}
    )
    etree.SubElement(requirement, f"{{{space}}}requiredInput", {"href": f"#{data.get('id')}"})
    decision.insert(sum(1 for one in decision if _tag(one) in _BEFORE_LOGIC), requirement)


def _free(root: etree._Element, key: str) -> str:
    taken = {one.get("id") for one in root.iter("{*}*")}
    while key in taken:
        key += "_"
    return key
