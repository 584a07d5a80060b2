"""Read decision tables (DMN 1.5, clause 8.3)."""

from __future__ import annotations

from lxml import etree

from engine.decisions.model import tables
from engine.decisions.model.boxed import Expression, Literal, Unreadable
from engine.decisions.reading.names import CAMUNDA, child, children, text_of, type_of
from engine.decisions.reading.reader import Reader
from engine.words import Words

_ACCEPTS_EVERYTHING = "-"


def read_table(reader: Reader, element: etree._Element) -> Expression:
    """Return a decision table. Rules whose number of cells is wrong are told and left out."""
    reader.refuse_others(element, "input", "output", "annotation", "rule")
    inputs = tuple(_read_input(reader, item) for item in children(element, "input"))
    outputs = tuple(_read_output(reader, item) for item in children(element, "output"))
    annotations = [str(item.get("name", "")) for item in children(element, "annotation")]
    rules = []
    for item in children(element, "rule"):
        rule = _read_rule(reader, item, annotations)
        if (len(rule.inputs), len(rule.outputs)) == (len(inputs), len(outputs)):
            rules.append(rule)
            continue
        reader.tell(
            item,
            Words(
                f"the rule has {len(rule.inputs)} input and {len(rule.outputs)} output entries, "
                f"the table {len(inputs)} inputs and {len(outputs)} outputs",
                f"该规则有 {len(rule.inputs)} 个输入和 {len(rule.outputs)} 个输出单元格，"
                f"而决策表有 {len(inputs)} 个输入和 {len(outputs)} 个输出",
            ),
            Words("give it one entry for each column", "请让每列恰有一个单元格"),
        )
    _look_at_outputs(reader, element, outputs)
    return tables.DecisionTable(
        place=reader.place(element),
        type_ref=type_of(element),
        hit_policy=_hit_policy(reader, element),
        aggregation=_aggregation(reader, element, outputs),
        inputs=inputs,
        outputs=outputs,
        rules=tuple(rules),
    )


def _read_input(reader: Reader, element: etree._Element) -> tables.Input:
    expression = child(element, "inputExpression")
    text = None if expression is None else text_of(expression, "text")
    if element.get(f"{{{CAMUNDA}}}inputVariable"):
        reader.tell(
            element,
            Words(
                "camunda:inputVariable is not read here, so it would have no effect",
                "此处不读取 camunda:inputVariable，它不会起作用",
            ),
            Words("write `?` for the tested value", "请用 `?` 表示被测试的值"),
        )
    if expression is None or not (text or "").strip():
        reader.tell(
            element,
            Words("an input of the table has no expression", "决策表的一个输入没有表达式"),
            Words("write what is tested", "请写明要测试的内容"),
        )
        text = "null"
    elif reader.refuse_language(expression):
        text = "null"
    place = reader.place(element if expression is None else expression)
    type_ref = None if expression is None else type_of(expression)
    values = child(element, "inputValues")
    return tables.Input(
        Literal(place=place, type_ref=type_ref, text=text or "null"),
        _values(reader, values),
        str(element.get("label") or " ".join((text or "").split())),
        reader.place(element),
    )


def _read_output(reader: Reader, element: etree._Element) -> tables.Output:
    default = child(element, "defaultOutputEntry")
    name = " ".join(str(element.get("name", "")).split())
    return tables.Output(
        name or None,
        type_of(element),
        _values(reader, child(element, "outputValues")),
        None if default is None else _output_entry(reader, default, "default"),
        reader.place(element),
    )


def _values(reader: Reader, element: etree._Element | None) -> tables.Cell | None:
    """Return the values of a clause; None where there are none, or all of them are."""
    if element is None:
        return None
    cell = reader.cell(element)
    return None if cell.text == _ACCEPTS_EVERYTHING else cell


def _read_rule(reader: Reader, element: etree._Element, annotations: list[str]) -> tables.Rule:
    notes = [text_of(item, "text") or "" for item in children(element, "annotationEntry")]
    names = annotations + [""] * (len(notes) - len(annotations))
    described = text_of(element, "description")
    if described and not notes:  # where DMN 1.1 and the Camunda Modeler keep the annotation
        names, notes = ["description"], [described]
    return tables.Rule(
        element.get("id"),
        tuple(reader.cell(item) for item in children(element, "inputEntry")),
        tuple(_output_entry(reader, item, "output") for item in children(element, "outputEntry")),
        tuple(zip(names, notes, strict=False)),
        reader.place(element),
    )


def _output_entry(reader: Reader, element: etree._Element, kind: str) -> Expression:
    """Return an output entry. An empty one gives null: the Camunda Modeler leaves entries empty."""
    place = reader.place(element)
    if reader.refuse_language(element):
        return Unreadable(place=place)
    text = (text_of(element, "text") or "").strip()
    if text == _ACCEPTS_EVERYTHING:
        reader.tell(
            element,
            Words(f"`-` is no value for an {kind} entry", "`-` 不是输出值"),
            Words("write the value, or null", "请写出值，或写 null"),
        )
        return Unreadable(place=place)
    return Literal(place=place, type_ref=type_of(element), text=text or "null")


def _hit_policy(reader: Reader, element: etree._Element) -> str:
    policy = " ".join(str(element.get("hitPolicy") or tables.UNIQUE).split())
    if policy in tables.HIT_POLICIES:
        return policy
    known = ", ".join(tables.HIT_POLICIES)
    reader.tell(
        element,
        Words(f"there is no hit policy {policy!r}", f"没有命中策略 {policy!r}"),
        Words(f"one of {known}", f"可用：{known}"),
    )
    return tables.UNIQUE


def _aggregation(reader: Reader, element: etree._Element, outputs: tuple[tables.Output, ...]) -> str | None:
    written = element.get("aggregation")
    if not written:
        return None
    if written not in tables.AGGREGATIONS:
        known = ", ".join(tables.AGGREGATIONS)
        reader.tell(
            element,
            Words(f"there is no aggregation {written!r}", f"没有聚合方式 {written!r}"),
            Words(f"one of {known}", f"可用：{known}"),
        )
        return None
    if _hit_policy(reader, element) != tables.COLLECT:
        reader.tell(
            element,
            Words("only the hit policy COLLECT aggregates", "只有命中策略 COLLECT 才能聚合"),
            Words(
                'write hitPolicy="COLLECT", or remove the aggregation', '请写 hitPolicy="COLLECT"，或去掉聚合'
            ),
        )
        return None
    if len(outputs) > 1:
        reader.tell(
            element,
            Words(
                "several outputs cannot be aggregated (DMN 1.5, clause 8.2.11)",
                "多个输出不能聚合（DMN 1.5，8.2.11 条）",
            ),
            Words("make one table for each output", "请为每个输出单独建一张决策表"),
        )
        return None
    return written


def _look_at_outputs(reader: Reader, element: etree._Element, outputs: tuple[tables.Output, ...]) -> None:
    if not outputs:
        reader.tell(
            element,
            Words("the decision table has no output", "决策表没有输出"),
            Words("add an output column", "请加一列输出"),
        )
    names = [output.name for output in outputs]
    if len(outputs) > 1 and (None in names or len(set(names)) < len(names)):
        reader.tell(
            element,
            Words(
                "several outputs need different names: the result is a context of them",
                "多个输出必须有不同的名称：结果是由它们组成的上下文",
            ),
            Words("name each output", "请给每个输出起名"),
        )
    policy = " ".join(str(element.get("hitPolicy", "")).split())
    if policy in (tables.PRIORITY, tables.OUTPUT_ORDER) and all(o.values is None for o in outputs):
        reader.tell(
            element,
            Words(
                f"the hit policy {policy} orders by output values, and there are none",
                f"命中策略 {policy} 按输出值的次序选择，但没有给出输出值",
            ),
            Words("list the output values, highest priority first", "请列出输出值，优先级高的在前"),
        )
