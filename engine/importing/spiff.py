"""spiff-arena (SpiffWorkflow): extension elements of its namespace, with Python in them."""

from __future__ import annotations

import re

from lxml import etree

from engine.definitions.reading.names import BPMN, CAMUNDA, children, local, text_in
from engine.importing.assigning import assign
from engine.importing.beside import add_json_schema, json_named, slug
from engine.importing.drawn import (
    SPIFF,
    add_parameter,
    document_with,
    extension,
    holder_of,
    parameters,
    remove,
    set_camunda,
)
from engine.importing.expressions import Untranslatable, parse_script, write_feel
from engine.importing.messages import set_key
from engine.importing.people import nobody_asked
from engine.importing.rules import ask_rule, outputs_of
from engine.importing.services import external
from engine.importing.work import Work, refused_always
from engine.words import Words

_TASKS = {"userTask", "manualTask"}
_JINJA = re.compile(r"\{[{%]")


def translate_spiff(work: Work) -> None:
    """Translate everything of spiff-arena in the file."""
    lanes, keyed = _lanes(work), set[str]()
    for element in list(work.root.iter(f"{{{BPMN}}}*")):
        kind = local(element)
        _instructions(work, element)
        if kind in _TASKS:
            translate_form(work, element)
        if kind in _TASKS:
            nobody_asked(work, element, lanes.get(element.get("id", "")))
        if kind == "scriptTask":
            _script(work, element)
        elif kind == "callActivity":
            _call(work, element)
        elif kind == "multiInstanceLoopCharacteristics":
            _collection(work, element)
        elif kind == "correlationProperty":
            _correlation(work, element, keyed)
        _operator(work, element)
        _decision(work, element)
        _around(work, element)
        for definition in list(children(element, "messageEventDefinition")):
            _message(work, element, definition)


def _lanes(work: Work) -> dict[str, str]:
    """Return the name of the innermost lane of each node: spiff-arena asks the group of that name."""
    found: dict[str, str] = {}
    for lane in work.root.iter(f"{{{BPMN}}}lane"):
        for reference in children(lane, "flowNodeRef"):
            found[(reference.text or "").strip()] = lane.get("name", "").strip()
    return {node: name for node, name in found.items() if name}


def _instructions(work: Work, element: etree._Element) -> None:
    found = extension(element, SPIFF, "instructionsForEndUser")
    if found is None:
        return
    text = text_in(found)
    remove(found)
    if not text:
        return
    document_with(element, text)
    work.translated(element, "its instructions are its documentation", "其操作说明改为元素的说明文档")
    if _JINJA.search(text):
        work.decide(
            element,
            "its instructions have {{…}} in them, which are shown as they are: show values in the form",
            "操作说明里有 {{…}}，会原样显示：请在表单中显示取值",
        )


def translate_form(work: Work, element: etree._Element) -> None:
    """Translate the form of a task or of a start event into the package."""
    properties = extension(element, SPIFF, "properties")
    named = {
        one.get("name", ""): one.get("value", "")
        for one in (properties.iterfind(f"{{{SPIFF}}}property") if properties is not None else ())
    }
    file = named.get("formJsonSchemaFilename")
    if properties is not None:
        remove(properties)
    if not file:
        return
    schema, ui = json_named(work, file), json_named(work, named.get("formUiSchemaFilename", ""))
    name = slug(file.rsplit("/", 1)[-1].removesuffix(".json").removesuffix("-schema"))
    if schema is not None:
        name = add_json_schema(work, element, schema, ui or {}, name)
    else:
        work.decide(
            element,
            f"the form {file!r} did not come with the diagram: write forms/{name}.json",
            f"表单 {file!r} 没有随图提供：请写 forms/{name}.json",
        )
    set_camunda(element, "formKey", name)


def _assignments(work: Work, element: etree._Element, text: str, what: Words) -> dict[str, str] | None:
    """Return what a script assigns, as FEEL; None, and told, when it does more than that."""
    try:
        written = {name: write_feel(tree, work.names) for name, tree in parse_script(text).items()}
    except Untranslatable as error:
        work.untranslated(element, text, what, error.reason)
        return None
    for one in written.values():
        for caution in one.cautions:
            work.decide(element, f"{what}: {caution}", f"{what.zh}：{caution.zh}")
    return {work.variable(element, name): one.text for name, one in written.items()}


def _script(work: Work, element: etree._Element) -> None:
    script = next(children(element, "script"), None)
    text = text_in(script) if script is not None else ""
    what = Words("the script", "脚本")
    values = _assignments(work, element, text, what)
    if values is None:
        element.set("scriptFormat", "python")  # or it would be taken for FEEL
        return
    if not values:
        work.left_out(element, "a script that does nothing: it is a task", "什么也不做的脚本：改为任务")
        element.tag = f"{{{BPMN}}}task"
        for child in list(children(element, "script")):
            element.remove(child)
        return
    try:
        assign(element, values)
    except Untranslatable as error:
        work.untranslated(element, text, what, error.reason)
        element.set("scriptFormat", "python")
        return
    told = "; ".join(f"{name} = `{feel}`" for name, feel in values.items())
    work.translated(element, f"{what}: {told}", f"{what.zh}：{told}")


def _around(work: Work, element: etree._Element) -> None:
    """Translate the scripts before and after an activity to its input and output parameters."""
    for name, way, what in (
        ("preScript", "input", Words("the script before it", "前置脚本")),
        ("postScript", "output", Words("the script after it", "后置脚本")),
    ):
        found = extension(element, SPIFF, name)
        if found is None:
            continue
        text = text_in(found)
        remove(found)
        values = _assignments(work, element, text, what) if text else {}
        if values is None:
            add_parameter(element, way, name, refused_always(text))
            continue
        for variable, feel in values.items():
            add_parameter(element, way, variable, feel)
            work.translated(element, f"{what}: {variable} = `{feel}`", f"{what.zh}：{variable} = `{feel}`")
        if way == "input" and values:
            work.decide(
                element,
                f"what it sets ({', '.join(values)}) is known inside the activity only: in spiff-arena it "
                f"stayed afterwards",
                f"它设置的值（{'、'.join(values)}）只在活动内可见：在 spiff-arena 中之后仍在",
            )
        elif values:
            _keep_form_values(work, element)


def _keep_form_values(work: Work, element: etree._Element) -> None:
    form = work.forms.get(element.get(f"{{{CAMUNDA}}}formKey", ""), {})
    for field in form.get("properties", {}):
        if field not in parameters(element, "output"):
            add_parameter(element, "output", field, field)


def _operator(work: Work, element: etree._Element) -> None:
    """Translate the operator of a service task: its parameters are inputs, what it does is asked."""
    operator = extension(element, SPIFF, "serviceTaskOperator")
    if operator is None:
        return
    for parameter in operator.iter(f"{{{SPIFF}}}parameter"):
        name = work.variable(element, parameter.get("id", ""))
        text = parameter.get("value", "")
        made = work.value(element, text, Words(f"the parameter {name}", f"参数 {name}")) if text else "null"
        add_parameter(element, "input", name, made)
    result = operator.get("resultVariable")
    if result:
        work.decide(
            element,
            f"its result went to {result!r}: write an output parameter {result} from what the topic gives",
            f"其结果写入 {result!r}：请用主题的返回值写输出参数 {result}",
        )
    kind = operator.get("id", "operator")
    remove(operator)
    external(work, element, kind, "the operator", "算子")


def _decision(work: Work, element: etree._Element) -> None:
    found = extension(element, SPIFF, "calledDecisionId")
    if found is None:
        return
    key = text_in(found)
    remove(found)
    ask_rule(work, element, key, key, None)
    _outputs(work, element, outputs_of(work, key))


def _outputs(work: Work, element: etree._Element, names: list[str]) -> None:
    """Write what the columns of the table give under their names, as spiff-arena does."""
    if len(names) == 1:
        set_camunda(element, "resultVariable", work.variable(element, names[0]))
    elif names:
        for name in names:
            add_parameter(element, "output", work.variable(element, name), f"result.{name}")
    if names:
        told = ", ".join(names)
        work.translated(element, f"the table's {told} is written", f"写入决策表的 {told}")


def _message(work: Work, event: etree._Element, definition: etree._Element) -> None:
    """Translate what a message brings: spiff-arena keeps the whole of it in one variable."""
    reference = definition.get("messageRef", "").split(":")[-1]
    message = next((one for one in children(work.root, "message") if one.get("id") == reference), None)
    if message is None:
        return
    variable = extension(message, SPIFF, "messageVariable")
    if variable is None:
        variable = extension(event, SPIFF, "messageVariable")
    if variable is not None and local(event) in ("startEvent", "intermediateCatchEvent", "boundaryEvent"):
        name = work.variable(event, text_in(variable))
        add_parameter(event, "output", name, "message")
        work.translated(event, f"{name} takes what the message brings", f"{name} 取消息带来的内容")


def _correlation(work: Work, property_: etree._Element, keyed: set[str]) -> None:
    """Translate a message's correlation property to its key, when it has one only; `keyed` are those done."""
    for one in property_.iterfind(f"{{{BPMN}}}correlationPropertyRetrievalExpression"):
        reference = one.get("messageRef", "")
        message = next((m for m in children(work.root, "message") if m.get("id") == reference), None)
        held = one.find(f"{{{BPMN}}}formalExpression")
        if held is None:
            held = one.find(f"{{{BPMN}}}messagePath")
        if message is None or held is None:
            continue
        if reference in keyed:
            work.decide(
                message,
                f"it has several correlation properties; {property_.get('id')} was left out: write one key",
                f"它有多个关联属性；{property_.get('id')} 未采用：请写成一个键",
            )
            continue
        what = Words("the correlation key", "关联键")
        keyed.add(reference)
        set_key(work, message, work.value(message, text_in(held), what))
        work.decide(
            message,
            "its correlation property was read from the message; the key here is computed from the variables "
            "of the instance that waits: check that they hold the value",
            "关联属性原取自消息；这里的键由等待实例的变量计算：请确认变量中有这个值",
        )


def _call(work: Work, element: etree._Element) -> None:
    """Pass all variables in and take all back, as spiff-arena does."""
    holder = holder_of(element)
    for tag in ("in", "out"):
        etree.SubElement(holder, f"{{{CAMUNDA}}}{tag}", {"variables": "all"})
    work.translated(element, "all variables are passed and taken back", "传入并取回全部变量")


def _collection(work: Work, loop: etree._Element) -> None:
    """Rename the variables of a loop, whose texts are names in spiff-arena."""
    for name in ("loopDataInputRef", "loopDataOutputRef"):
        for reference in children(loop, name):
            text = text_in(reference)
            if name == "loopDataInputRef" and text in work.names.renamed:
                work.names.used.add(text)
                reference.text = work.names.renamed[text]
            elif text:
                reference.text = work.variable(loop, text)
    for name in ("inputDataItem", "outputDataItem"):
        for item in children(loop, name):
            item.set("name", work.variable(loop, item.get("name") or item.get("id") or ""))


def remove_correlations(work: Work) -> None:
    """Take out what only describes correlation in the collaboration, once keys are made of it."""
    for name in ("correlationProperty", "correlationKey"):
        for element in list(work.root.iter(f"{{{BPMN}}}{name}")):
            work.left_out(
                element,
                f"{name} {element.get('id') or element.get('name')}: messages have huan:correlationKey",
                f"{name} {element.get('id') or element.get('name')}：消息用 huan:correlationKey",
            )
            remove(element)
