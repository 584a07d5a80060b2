"""What messages bring: other engines write it into variables by themselves; here one says what."""

from __future__ import annotations

from lxml import etree

from engine.definitions.reading.names import BPMN, children, local
from engine.importing.drawn import parameters
from engine.importing.work import Work

_CATCHING = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")


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
