"""The properties of a drawn node as texts by name, and what each is called in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from engine.definitions.glossary import zh
from engine.definitions.model import Expression, Node, Parameter
from engine.words import Words


class Named(NamedTuple):
    """What a property is about (see `Difference.about`), and its name."""

    about: str
    words: Words


_KNOWN: dict[str, Named] = {
    "name": Named("name", Words("the name", "名称")),
    "documentation": Named("text", Words("the documentation", "说明")),
    "lane": Named("assignment", Words("the lane", "泳道")),
    "camunda.candidateGroups": Named("assignment", Words("the departments that may claim it", "办理部门")),
    "camunda.assignee": Named("assignment", Words("the assignee", "指定办理人")),
    "camunda.formKey": Named("form", Words("the form", "表单")),
    "camunda.priority": Named("assignment", Words("the priority", "优先级")),
    "camunda.topic": Named("effect", Words("the topic", "主题")),
    "camunda.calledElementBinding": Named("call", Words("the binding of the call", "调用的绑定方式")),
    "camunda.calledElementVersion": Named("call", Words("the version that is called", "调用的版本")),
    "camunda.calledElementVersionTag": Named(
        "call", Words("the version tag that is called", "调用的版本标签")
    ),
    "huan.limit": Named("limit", Words("the limit", "时限")),
    "huan.stage": Named("stage", Words("the stage", "阶段")),
    "huan.milestone": Named("limit", Words("the milestone", "里程碑")),
    "huan.escalateTo": Named("limit", Words("the tier that it escalates to", "升级到的层级")),
    "huan.correlationKey": Named("event", Words("the correlation key", "关联键")),
    "huan.everyMissed": Named("timer", Words("what becomes of missed times", "错过的定时")),
    "attributes.default": Named("condition", Words("the default flow", "默认流")),
    "attributes.attachedToRef": Named("event", Words("the activity that it sits on", "依附的活动")),
    "attributes.cancelActivity": Named("event", Words("whether it interrupts", "是否中断")),
    "attributes.isInterrupting": Named("event", Words("whether it interrupts", "是否中断")),
    "attributes.calledElement": Named("call", Words("the called process", "调用的流程")),
    "loop.behavior": Named("loop", Words("when it throws events", "何时抛出事件")),
    "loop.none_event": Named("loop", Words("what it throws for each instance", "每个实例完成时抛出的事件")),
    "loop.one_event": Named(
        "loop", Words("what it throws for the first instance", "首个实例完成时抛出的事件")
    ),
    "loop.complex": Named("loop", Words("what it throws by conditions", "按条件抛出的事件")),
    "loop.kind": Named("loop", Words("the repetition", "循环方式")),
    "loop.condition": Named("loop", Words("the loop condition", "循环条件")),
    "loop.completion": Named("loop", Words("the completion condition", "完成条件")),
    "loop.maximum": Named("loop", Words("the maximum of repetitions", "循环上限")),
    "loop.sequential": Named("loop", Words("whether it runs one after the other", "是否顺序执行")),
    "loop.cardinality": Named("loop", Words("the number of members", "实例数")),
    "loop.collections": Named("loop", Words("the collection", "集合")),
    "loop.item_names": Named("loop", Words("the item's name", "条目变量")),
}
_PARAMETERS: dict[str, Words] = {
    "inputs": Words("the input parameter", "输入参数"),
    "outputs": Words("the output parameter", "输出参数"),
    "passed": Words("what is passed in as", "传入变量"),
    "returned": Words("what is returned as", "返回变量"),
}
_EVENT: dict[str, Named] = {
    "reference": Named("event", Words("its name or code", "名称或代码")),
    "form": Named("timer", Words("the sort of timer", "定时方式")),
    "expression": Named("timer", Words("the time", "定时")),
}
_OTHER = {
    "camunda": ("effect", "attribute"),
    "huan": ("effect", "attribute"),
    "attributes": ("element", "attribute"),
    "loop": ("loop", "loop property"),
}
#: What is compared by itself, or says nothing about the process.
_APART = {"id", "kind", "line", "scope", "events", "loop", *_PARAMETERS}


def properties(node: Node, lane: str | None) -> dict[str, str]:
    """Return every property of a node that is set, as text, by a name such as `huan.limit`."""
    found: dict[str, str | None] = {"lane": lane}
    for one in fields(node):
        value = getattr(node, one.name)
        if one.name in ("attributes", "camunda", "huan"):
            found.update(
                {f"{one.name}.{key}": text for key, text in value.items() if key not in ("id", "name")}
            )
        elif one.name not in _APART:
            found[one.name] = text_of(value)
    for group in _PARAMETERS:
        found.update({f"{group}.{one.name}": _parameter(one) for one in getattr(node, group)})
    if node.loop is not None:
        found.update({f"loop.{one.name}": text_of(getattr(node.loop, one.name)) for one in _told(node.loop)})
    for index, event in enumerate(node.events):
        of_event = f"events.{index}.{event.kind}"
        found.update({f"{of_event}.@{key}": text for key, text in event.attributes.items()})
        for one in _told(event):
            if one.name != "attributes":
                found[f"{of_event}.{one.name}"] = text_of(getattr(event, one.name))
    return {name: text for name, text in found.items() if text is not None}


def named(name: str) -> Named:
    """Return what a property is about and called; one that this table does not know by its own name."""
    if name in _KNOWN:
        return _KNOWN[name]
    group, _, rest = name.partition(".")
    if group in _PARAMETERS:
        what = _PARAMETERS[group]
        return Named("data", Words(f"{what} '{rest}'", f"{what.zh} '{rest}'"))
    if group == "events":
        _, kind, field = rest.split(".", 2)
        known = _KNOWN.get(f"huan.{field[1:]}") if field.startswith("@") else _EVENT.get(field)
        if field == "kind":
            return Named("event", Words("the event", "事件"))
        if known is not None and field.startswith("@"):
            return known
        if known is None:
            return Named("event", Words(f"{field} of the {kind} event", f"{zh(kind)}事件的 {field}"))
        return Named(known.about, Words(f"{known.words} ({kind})", f"{known.words.zh}（{zh(kind)}）"))
    about, sort = _OTHER.get(group, ("element", "property"))
    label = rest or name
    return Named(about, Words(f"the {sort} {label}", f"属性 {label}"))


def text_of(value: Any) -> str | None:
    """Return a value of the drawing as text; None for what is not set."""
    if value is None or value == "" or value == () or value == {}:
        return None
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, bool):
        return "true" if value else None
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(text_of(one) or "" for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={text_of(one) or ''}" for key, one in value.items())
    if is_dataclass(value) and not isinstance(value, type):
        return ", ".join(
            f"{one.name}={text}" for one in _told(value) if (text := text_of(getattr(value, one.name)))
        )
    return str(value)


def _told(value: Any) -> list[Any]:
    return [one for one in fields(value) if one.name != "line"]


def _parameter(parameter: Parameter) -> str:
    return "all variables" if parameter.all_variables else parameter.expression.text
