"""Decisions: DMN files come along as rules/, with the other engine's expressions in them translated."""

from __future__ import annotations

from lxml import etree

from engine.definitions.reading.names import BPMN
from engine.definitions.safe_xml import parse_xml
from engine.importing.beside import decision_file, slug
from engine.importing.dialect import Dialect
from engine.importing.drawn import FEEL, set_camunda
from engine.importing.expressions import Untranslatable
from engine.importing.requirements import add_requirements
from engine.importing.work import Work
from engine.words import Words

#: Hit policies (DMN 1.5, clause 8.2.10) with which a table gives one rule's outputs.
_SINGLE = {"UNIQUE", "U", "FIRST", "F", "ANY", "A", "PRIORITY", "P"}
_SHARED = ("http://camunda.org/schema/1.0/dmn", "http://activiti.org/schema/1.0/dmn", "")
_FEEL_NAMES = ("feel", "omg.org/spec/")


def ask_rule(
    work: Work, element: etree._Element, decision: str | None, shown: str, variable: str | None
) -> None:
    """Make an activity a business rule task that asks a decision of the package; `variable` takes the answer.

    `decision` None is one that is chosen while running.
    """
    element.tag = f"{{{BPMN}}}businessRuleTask"
    if decision is None:
        work.decide(
            element,
            f"the decision `{shown}` is chosen while running: name one in camunda:decisionRef",
            f"决策 `{shown}` 在运行时选择：请在 camunda:decisionRef 写明一个",
        )
        return
    set_camunda(element, "decisionRef", decision)
    if variable is not None:
        set_camunda(element, "resultVariable", variable)
    take_rule(work, element, decision)


def outputs_of(work: Work, decision: str) -> list[str]:
    """Return the outputs' names of a table that gives one result; else an empty list, and tell."""
    found = decision_file(work, decision)
    if found is None:
        return []
    for element in parse_xml(found[1], found[0]).iter("{*}decision"):
        table = next(element.iter("{*}decisionTable"), None)
        if element.get("id") != decision or table is None:
            continue
        if table.get("hitPolicy", "UNIQUE").upper() in _SINGLE:
            return [one.get("name", "") for one in table.iter("{*}output") if one.get("name")]
        work.decide(
            None,
            f"the decision {decision!r} gives a list: name a variable for it in camunda:resultVariable",
            f"决策 {decision!r} 给出列表：请在 camunda:resultVariable 写一个变量",
        )
    return []


def take_rule(work: Work, element: etree._Element, decision: str) -> None:
    """Put the file of a decision into the package."""
    found = decision_file(work, decision)
    if found is None:
        work.decide(
            element,
            f"the decision {decision!r} did not come with the diagram: add its DMN file to rules/",
            f"决策 {decision!r} 没有随图提供：请把它的 DMN 文件放进 rules/",
        )
        return
    path, content = found
    name = slug(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    if name not in work.rules:
        work.rules[name] = _translated(work, parse_xml(content, path), path, name)
    work.translated(element, f"its decision is in rules/{name}.dmn", f"其决策在 rules/{name}.dmn")


def _translated(work: Work, root: etree._Element, path: str, name: str) -> bytes:
    """Return a DMN file whose expressions are FEEL; those that are left to a person are told."""
    for element in root.iter("{*}*"):
        kind = etree.QName(element).localname
        if kind not in ("inputExpression", "inputEntry", "outputEntry", "literalExpression"):
            continue
        text = next((one for one in element if isinstance(one.tag, str) and _is_text(one)), None)
        language = element.get("expressionLanguage")
        element.attrib.pop("expressionLanguage", "")
        if text is None or not (text.text or "").strip() or _is_feel(work, kind, language, text.text or ""):
            continue
        _expression(work, path, kind, text)
    if work.dialect is Dialect.SPIFF:
        _first_rule_wins(work, root, path)
    add_requirements(work, root, path)
    root.set("expressionLanguage", FEEL)
    if root.get("namespace") in _SHARED:
        # The modeler gives every file this one; in a package a namespace is one model's.
        root.set("namespace", f"urn:huan:rules:{name}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _first_rule_wins(work: Work, root: etree._Element, path: str) -> None:
    """Say FIRST where spiff-arena takes the first rule that matches whatever the hit policy says."""
    for table in root.iter("{*}decisionTable"):
        policy = table.get("hitPolicy", "UNIQUE")
        if policy in ("UNIQUE", "ANY", "PRIORITY"):
            table.set("hitPolicy", "FIRST")
            work.translated(
                None,
                f"{path}: the hit policy {policy} is FIRST, as spiff-arena takes it",
                f"{path}：命中策略 {policy} 改为 FIRST，即 spiff-arena 的实际做法",
            )


def _is_text(element: etree._Element) -> bool:
    return etree.QName(element).localname == "text"


def _is_feel(work: Work, kind: str, language: str | None, text: str) -> bool:
    """Return whether an expression is FEEL already, so that it stays."""
    if language is not None:
        return any(part in language.lower() for part in _FEEL_NAMES)
    if work.dialect is Dialect.SPIFF:
        return kind == "inputEntry" and _is_test(text)
    return "${" not in text and "#{" not in text


def _is_test(text: str) -> bool:
    """Return whether a cell is a test that Python and FEEL write alike: a text, a number, a comparison."""
    rest = text.strip().lstrip("<>=").strip()
    return (
        rest in ("", "-")
        or rest.replace(".", "", 1).lstrip("-").isdigit()
        or (len(rest) > 1 and rest[0] == rest[-1] == '"' and '"' not in rest[1:-1])
    )


def _expression(work: Work, path: str, kind: str, text: etree._Element) -> None:
    source = (text.text or "").strip()
    what = Words(f"{path}: {kind} at line {text.sourceline}", f"{path}：第 {text.sourceline} 行的 {kind}")
    if kind == "inputEntry" and source in ("True", "False"):
        text.text = source.lower()
        return
    if kind == "inputEntry":
        work.untranslated(None, source, what, Words("a test of another language", "它是其他语言的条件"))
        return
    try:
        made = work.feel(source).text
    except Untranslatable as error:
        work.untranslated(None, source, what, error.reason)
        return
    if made != source:
        work.translated(None, f"{what}: `{source}` is `{made}`", f"{what.zh}：`{source}` 译为 `{made}`")
    text.text = made
