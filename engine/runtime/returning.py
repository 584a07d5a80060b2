"""Return 退回: place a token at an earlier element of its scope, and say first what that cancels.

A token may go back when it is the only one of its scope, or when a path from the target to it passes no
parallel or inclusive gateway and no other split: then nothing but the token itself moves. Otherwise going
back would double a branch or starve a join, and is refused. The border of a multi-instance is a split:
a member cannot leave it alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import Conflict, InvalidInput
from engine.runtime.instance import Instance
from engine.runtime.specs.activity import Activity
from engine.runtime.specs.boundary import BoundaryEvent
from engine.runtime.specs.element import Element
from engine.runtime.specs.gateways import EventGateway, ExclusiveGateway
from engine.runtime.token import Token
from engine.runtime.transitions import Kind
from engine.words import Words


@dataclass(frozen=True)
class ReturnPlan:
    """What a return does: `token` leaves `source` and appears at `target`; `cancels` are element ids.

    `cancels` lists, in order, everything that is taken away: the task, its timers and other boundary
    events, and whatever runs inside it.
    """

    token: int
    source: str
    target: str
    cancels: tuple[str, ...]


def plan_return(instance: Instance, token_id: int, target_id: str) -> ReturnPlan:
    """Return what placing the token at `target_id` would do; nothing is changed.

    Raises:
        Conflict: the token is gone, or it stands behind a split or in a multi-instance.
        InvalidInput: the target is no activity of the same scope, or no path leads from it to here.
    """
    token = instance.live_token(token_id)
    if Activity.container(token) is not None:
        raise Conflict(
            Words(
                f"{token.task_spec.element_id} is one of several instances of an activity; one alone cannot "
                "be returned: complete it, or return the task that comes after all of them",
                f"{token.task_spec.element_id} 是活动的多个实例之一；不能单独退回：请完成它，"
                "或退回在它们全部之后的任务",
            ),
            element=token.task_spec.element_id,
        )
    target = _target(token, target_id)
    others = [
        other
        for other in token.workflow.tasks.values()
        if other is not token and other._parent != token.id and not other.task_spec.is_scope_listener
    ]
    if others and not _plain_path(target, token.task_spec):
        busy = ", ".join(sorted({other.task_spec.element_id for other in others}))
        raise Conflict(
            Words(
                f"between {target_id} and {token.task_spec.element_id} the process splits or joins while "
                "other "
                f"branches are at {busy}: wait until they have joined, or choose a task of the same branch",
                f"在 {target_id} 与 {token.task_spec.element_id} 之间流程有分支或汇合，而其他分支在 {busy}："
                "请等它们汇合，或选同一分支的任务",
            ),
            element=token.task_spec.element_id,
        )
    return ReturnPlan(token_id, token.task_spec.element_id, target_id, tuple(_cancelled(token)))


def place(instance: Instance, plan: ReturnPlan) -> None:
    """Do what the plan says and run to rest.

    Raises:
        Conflict: the instance is no longer as the plan found it; make the plan again.
    """
    if plan_return(instance, plan.token, plan.target) != plan:
        raise Conflict(
            Words(
                "the process has moved on since this return was prepared; look at it again",
                "准备这次退回之后流程已向前；请重新查看",
            )
        )
    token = instance.live_token(plan.token)
    scope, target = token.workflow, _target(token, plan.target)
    placed = instance.new_token(scope, target)
    token.cancel()
    placed.log(Kind.PLACED, plan.source)
    target.arrive(placed)
    instance.run_to_rest()


def _target(token: Token, target_id: str) -> Element:
    spec = token.workflow.spec
    target = spec.by_element.get(target_id)
    if not isinstance(target, Activity) or isinstance(target, BoundaryEvent):
        raise InvalidInput(
            Words(
                f"{target_id} is no activity of {spec.element_id}; "
                "a return stays inside its process or sub-process",
                f"{target_id} 不是 {spec.element_id} 的活动；退回只能在同一流程或子流程之内",
            )
        )
    if target.name not in spec.upstream[token.task_spec.name]:
        raise InvalidInput(
            Words(
                f"no path leads from {target_id} to {token.task_spec.element_id}: nothing to return to",
                f"从 {target_id} 没有路径通往 {token.task_spec.element_id}：无处可退",
            )
        )
    return target


def _plain_path(start: Element, end: Element) -> bool:
    """Return whether a path leads from `start` to `end` on which the token stays one and alone."""
    seen: set[str] = set()
    stack = [start]
    while stack:
        element = stack.pop()
        if element.name in seen:
            continue
        seen.add(element.name)
        for follower in _single_followers(element):
            if follower is end:
                return True
            if not follower.is_join:
                stack.append(follower)
    return False


def _single_followers(element: Element) -> list[Element]:
    if _splits(element):
        return []
    followers = [flow.target for flow in element.outgoing]
    if isinstance(element, Activity):
        followers += [boundary for boundary in element.boundaries if boundary.interrupting]
    return followers


def _splits(element: Element) -> bool:
    return len(element.outgoing) > 1 and not isinstance(element, (ExclusiveGateway, EventGateway))


def _cancelled(token: Token) -> list[str]:
    cancelled = [token.task_spec.element_id]
    for child in token.live_children():
        cancelled += _cancelled(child)
    inner = token.workflow.instance.scopes.get(token.id)
    if inner is not None:
        for other in inner.tasks.values():
            if other._parent is None:
                cancelled += _cancelled(other)
    return cancelled
