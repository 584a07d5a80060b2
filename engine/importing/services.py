"""What a service task of another engine does becomes an external task with a topic; who does it is asked."""

from __future__ import annotations

from lxml import etree

from engine.importing.beside import slug
from engine.importing.drawn import set_camunda
from engine.importing.work import Work


def external(work: Work, task: etree._Element, worker: str, what: str, what_zh: str) -> None:
    """Make a task an external one; `worker` is what did it there, `what` its kind."""
    topic = work.options.topics.get(worker)
    set_camunda(task, "type", "external")
    if topic is not None:
        set_camunda(task, "topic", topic)
        work.translated(
            task, f"{what} {worker!r} is the topic {topic}", f"{what_zh} {worker!r} 即主题 {topic}"
        )
        return
    topic = slug(worker.rsplit(".", 1)[-1] if "/" not in worker and ":" not in worker else worker)
    set_camunda(task, "topic", topic)
    work.translated(
        task,
        f"{what} {worker!r} is an external task with the topic {topic}",
        f"{what_zh} {worker!r} 改为主题为 {topic} 的外部任务",
    )
    work.decide(
        task,
        f"who does {worker!r}? Choose a topic that is handled here, such as webhook, notify or an operation "
        f"on the order (docs/packages.md), or import with --topic {worker}=webhook",
        f"{worker!r} 由谁来做？请选这里有的主题，如 webhook、notify 或工单操作（docs/packages.md），"
        f"或导入时加 --topic {worker}=webhook",
    )


def message_leaves(work: Work, event: etree._Element, sender: str) -> None:
    """Tell of a thrown message that code of the other engine sent: where it goes is a question."""
    work.decide(
        event,
        f"{sender!r} sent this message; here it goes to whoever waits for it in this engine. To send it "
        f"elsewhere, draw a service task",
        f"此消息原由 {sender!r} 发送；这里交给本引擎中等待它的一方。要发往别处，请画服务任务",
    )
