"""What no step of the translation has taken, and nobody here reads, is taken out and told.

What is read is the table `reading.understood`, so that this follows it by itself.
"""

from __future__ import annotations

from lxml import etree

from engine.definitions.reading.names import BPMN, CAMUNDA, local, namespace, split
from engine.definitions.reading.understood import UNDERSTOOD, Understood
from engine.definitions.reading.unread import ENGINES
from engine.importing.drawn import remove
from engine.importing.work import Work
from engine.words import Words

_ASYNC = Words(
    "every effect is a job of its own, and each step is one transaction",
    "每个效果都是独立的作业，每一步都是一个事务",
)
_LISTENER = Words(
    "draw what it does as a task, or compute values in output parameters", "请画成任务，或在输出参数中计算"
)
_UNREAD = Words("nothing here reads it", "这里没有对应")
_WHY: dict[str, Words] = {
    "userTaskForm": Words("forms stand in forms/", "表单在 forms/ 中"),
    **dict.fromkeys(("asyncBefore", "asyncAfter", "async", "exclusive"), _ASYNC),
    **dict.fromkeys(
        ("executionListener", "taskListener", "executionListeners", "taskListeners", "eventListener"),
        _LISTENER,
    ),
    **dict.fromkeys(
        ("failedJobRetryTimeCycle", "retryCounter", "retries", "jobPriority", "taskPriority"),
        Words("effects are retried as their handler says", "效果按其处理程序重试"),
    ),
    "historyTimeToLive": Words("history is kept whole", "历史完整保留"),
    "initiator": Words("who opened the order is in order.opened_by", "谁受理的工单见 order.opened_by"),
    "candidateUsers": Words(
        "name departments in camunda:candidateGroups, or one person in camunda:assignee",
        "请在 camunda:candidateGroups 写部门，或在 camunda:assignee 写一个人",
    ),
    **dict.fromkeys(
        ("candidateStarterGroups", "candidateStarterUsers", "isStartableInTasklist"),
        Words("who may open orders is a matter of roles", "谁可以受理工单由角色决定"),
    ),
    "modelerTemplate": Words("it belongs to a template of the other engine", "它属于其他引擎的模板"),
}


def leave_out(work: Work) -> None:
    """Remove what other engines would read and ours would not, telling each."""
    for element in list(work.root.iter()):
        if not isinstance(element.tag, str) or namespace(element) != BPMN:
            continue
        if local(element) != "extensionElements":
            _attributes(work, element, UNDERSTOOD.get(local(element)))
            continue
        parent = element.getparent()
        owner = UNDERSTOOD.get(local(parent)) if parent is not None else Understood()
        for child in list(element):
            if isinstance(child.tag, str):
                _extension(work, child, owner)
        if len(element) == 0:
            remove(element)


def _attributes(work: Work, element: etree._Element, known: Understood | None) -> None:
    """Remove attributes; Camunda's stay at an element that is refused as a whole."""
    for key in list(element.attrib):
        space, name = split(key)
        prefix = _engine(space)
        if prefix is None or (space == CAMUNDA and (known is None or name in known.camunda)):
            continue
        value = element.attrib.pop(key)
        _told(work, element, f"{prefix}:{name}={value!r:.80}", name)


def _extension(work: Work, element: etree._Element, owner: Understood | None) -> None:
    space, name = namespace(element), local(element)
    prefix = _engine(space)
    if prefix is None or (space == CAMUNDA and (owner is None or name in owner.extensions)):
        return
    parent = element.getparent()
    _told(work, parent if parent is not None else element, f"{prefix}:{name}", name)
    remove(element)


def _engine(space: str | None) -> str | None:
    if space is None:
        return None
    if space == CAMUNDA:
        return "camunda"
    return next((prefix for part, prefix in ENGINES.items() if part in space), None)


def _told(work: Work, element: etree._Element, what: str, name: str) -> None:
    why = _WHY["modelerTemplate"] if name.startswith("modelerTemplate") else _WHY.get(name, _UNREAD)
    work.left_out(element, f"{what} — {why}", f"{what} —— {why.zh}")
