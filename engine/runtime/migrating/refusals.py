"""Why an instance cannot be migrated: one sentence each, in both languages, with what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from engine.words import in_chinese

#: What is wrong and what to do, by code: English, then Chinese. `{…}` are filled in.
_TEXTS: dict[str, tuple[str, str]] = {
    "removed": (
        "{name} ({element}) is not in the new version: map it to an element of the same kind, "
        "or wait until the order has left it",
        "新版本中没有“{name}”（{element}）：请把它映射到同类元素，或等工单离开该环节后再迁移",
    ),
    "process-removed": (
        "the process {element} is not in the new version: map it to a process of it",
        "新版本中没有流程 {element}：请把它映射到新版本的流程",
    ),
    "kind": (
        "{name} ({element}) would become another kind of element ({target}): a {kind} is needed there",
        "“{name}”（{element}）将变成另一类元素（{target}）：该处须为 {kind}",
    ),
    "scope": (
        "{name} ({element}) lies in another sub-process in the new version ({target}): "
        "wait until the order has left it, or draw it where it was",
        "“{name}”（{element}）在新版本中位于另一个子流程（{target}）：请等工单离开该环节，或把它画回原处",
    ),
    "join": (
        "a branch waits at {name} ({element}), whose incoming flows are others in the new version: "
        "map the flow {via}, or wait until the branches have joined",
        "有分支在“{name}”（{element}）等待汇合，而新版本中它的输入流不同："
        "请映射顺序流 {via}，或等分支汇合后再迁移",
    ),
    "starved": (
        "after the migration {target} would wait for ever for a branch that was never begun "
        "({name} ({element}) would come there alone): wait until the order has left the branches",
        "迁移后 {target} 将永远等待一个从未开始的分支（只有“{name}”（{element}）会到达）："
        "请等工单离开并行分支后再迁移",
    ),
    "doubled": (
        "after the migration {target} would be reached twice: the branches of {name} ({element}) and another "
        "are no longer joined before it; wait until they have joined, or keep the join",
        "迁移后 {target} 会被到达两次：“{name}”（{element}）与另一分支在其之前不再汇合；"
        "请等分支汇合后再迁移，或保留汇合网关",
    ),
    "events": (
        "{name} ({element}) waits for other events in the new version: wait until one has happened",
        "新版本中“{name}”（{element}）等待的事件不同：请等其中之一发生后再迁移",
    ),
    "loop": (
        "{name} ({element}) is being repeated, and its items or results have other names in the new version: "
        "wait until it has ended",
        "“{name}”（{element}）正在多实例执行，而新版本中其条目或结果的名称不同：请等它结束后再迁移",
    ),
    "called": (
        "{name} ({element}) has called {called}, the new version calls {target}: "
        "wait until the call has ended",
        "“{name}”（{element}）已调用 {called}，而新版本调用 {target}：请等调用结束后再迁移",
    ),
    "undo": (
        "{name} ({element}) has completed and could still be undone, which the new version does not draw: "
        "draw its compensation, or wait until the order has ended",
        "“{name}”（{element}）已完成且仍可补偿，而新版本没有相应的补偿：请画上补偿，或等工单结束",
    ),
    "job": (
        "{name} ({element}) has asked for {called}, the new version asks for {target}: "
        "wait until that is done",
        "“{name}”（{element}）已请求 {called}，而新版本请求 {target}：请等其完成后再迁移",
    ),
    "job-running": (
        "a worker is at {name} ({element}), or nobody knows whether it was done: "
        "migrate when that is settled",
        "“{name}”（{element}）正在执行，或结果未知：请在结果确定后再迁移",
    ),
    "message-matched": (
        "a message for {name} ({element}) is on its way, and the new version does not wait for it like that: "
        "migrate in a moment",
        "“{name}”（{element}）的消息正在送达，而新版本不再以同样方式等待：请稍后再迁移",
    ),
    "failed": ("{reason}", "{reason}"),
}


@dataclass(frozen=True)
class Refusal:
    """One reason. `code` is stable; `element` is the old version's id, `token` the one that stands there."""

    code: str
    token: int
    element: str
    problem: str
    problem_zh: str

    def document(self) -> dict[str, Any]:
        """Return it as a JSON-able object."""
        return asdict(self)


def refusal(code: str, token: int, element: str, **more: str) -> Refusal:
    """Return a refusal with its sentences filled in."""
    english, chinese = _TEXTS[code]
    told = {name: in_chinese(what) for name, what in more.items()}
    return Refusal(
        code, token, element, english.format(element=element, **more), chinese.format(element=element, **told)
    )
