"""What messages bring: other engines write it into variables by themselves; here one says what."""

from __future__ import annotations

from lxml import etree

from engine.definitions.reading.names import BPMN, children, local
from engine.importing.drawn import parameters, set_huan
from engine.importing.work import Work

#: Where a message is thrown or caught, by the element that refers to it.
_REFERRING = ("messageEventDefinition", "receiveTask", "sendTask")
_CATCHING = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")


def set_key(work: Work, message: etree._Element, key: str) -> None:
    """Give a message's key to the events that throw it or wait for it; what starts a process needs none."""
    users = [
        found if local(found) != "messageEventDefinition" else found.getparent()
        for kind in _REFERRING
        for found in work.root.iter(f"{{{BPMN}}}{kind}")
        if found.get("messageRef", "").split(":")[-1] == message.get("id")
    ]
    for user in users:
        if user is not None and not _starts_process(user):
            set_huan(user, "correlationKey", key)
        else:
            work.left_out(
                message,
                "its correlation key where it starts a process: every message of that name starts one",
                "启动流程处的关联键：该名称的每条消息都启动一个流程",
            )


def _starts_process(event: etree._Element) -> bool:
    parent = event.getparent()
    return local(event) == "startEvent" and parent is not None and local(parent) == "process"


def ask_what_messages_bring(work: Work) -> None:
    """Tell of each event that catches a message and writes nothing of it."""
    for kind in _CATCHING:
        for event in work.root.iter(f"{{{BPMN}}}{kind}"):
            if _catches(event) and not parameters(event, "output"):
                work.decide(
                    event,
                    "what the message brings is not written by itself: add an output parameter for each "
                    "value that is needed, such as amount = message.amount",
                    "消息带来的值不会自动写入：请为需要的每个值加输出参数，如 amount = message.amount",
                )


def _catches(event: etree._Element) -> bool:
    return local(event) == "receiveTask" or any(True for _ in children(event, "messageEventDefinition"))
