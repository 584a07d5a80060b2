"""The vocabulary of notices: what can be told, in which words, and what passes quiet hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.words import Words

#: What every template may speak of: the number and title of the order, and who did it.
COMMON = ("order", "title", "actor")


@dataclass(frozen=True)
class Kind:
    """One kind of notice. `text` is its template as shipped; a site may put its own in place.

    `placeholders` are the values that `tell` may be given beside those of `COMMON`. What is `urgent` passes
    quiet hours and cannot be muted.
    """

    key: str
    name: Words
    text: Words
    placeholders: tuple[str, ...] = ()
    urgent: bool = False

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every placeholder that a template of this kind may have."""
        return (*COMMON, *self.placeholders)


def _tasks() -> Iterable[Kind]:
    yield Kind(
        "assigned",
        Words("Assigned to me", "转办给我"),
        Words(
            "{actor} assigned “{task}” of order {order} to you[: {reason}]",
            "{actor} 将工单 {order} 的“{task}”转办给您[：{reason}]",
        ),
        ("task", "reason", "deadline"),
    )
    yield Kind(
        "delegated",
        Words("Delegated to me", "委派给我"),
        Words(
            "{actor} asks you to do “{task}” of order {order} for them[ by {deadline}][: {reason}]",
            "{actor} 委派您处理工单 {order} 的“{task}”[，期限 {deadline}][：{reason}]",
        ),
        ("task", "reason", "deadline"),
    )
    yield Kind(
        "delegation-answered",
        Words("Delegation answered", "委派已答复"),
        Words(
            "{actor} answered what you delegated of “{task}”, order {order}[: {answer}]",
            "{actor} 答复了您委派的“{task}”（工单 {order}）[：{answer}]",
        ),
        ("task", "answer"),
    )
    yield Kind(
        "co-sign-asked",
        Words("Co-signature asked", "请我加签"),
        Words(
            "{actor} asks you to co-sign “{task}” of order {order}[: {reason}]",
            "{actor} 请您加签工单 {order} 的“{task}”[：{reason}]",
        ),
        ("task", "reason"),
    )
    yield Kind(
        "co-sign-answered",
        Words("Co-signature answered", "加签已答复"),
        Words(
            "{actor} answered your request to co-sign “{task}” of order {order}[: {answer}]",
            "{actor} 答复了工单 {order}“{task}”的加签[：{answer}]",
        ),
        ("task", "answer"),
    )
    yield Kind(
        "joint-review-asked",
        Words("Joint review asked", "请我会签"),
        Words(
            "{actor} asks you to take part in the joint review “{task}” of order {order}[: {reason}]",
            "{actor} 请您参加工单 {order}“{task}”的会签[：{reason}]",
        ),
        ("task", "reason"),
    )
    yield Kind(
        "returned",
        Words("Returned", "退回"),
        Words(
            "{actor} returned order {order} to “{task}”[: {reason}]",
            "{actor} 将工单 {order} 退回到“{task}”[：{reason}]",
        ),
        ("task", "reason"),
    )
    yield Kind(
        "rejected",
        Words("Rejected", "退单"),
        Words("{actor} rejected order {order}[: {reason}]", "{actor} 对工单 {order} 退单[：{reason}]"),
        ("task", "reason"),
    )
    yield Kind(
        "withdrawn",
        Words("Withdrawn", "撤回"),
        Words(
            "{actor} withdrew “{task}” of order {order}; it is no longer yours[: {reason}]",
            "{actor} 撤回了工单 {order} 的“{task}”，不再由您处理[：{reason}]",
        ),
        ("task", "reason"),
    )
    yield Kind(
        "taken-over",
        Words("Taken over", "被接管"),
        Words(
            "{actor} took over “{task}” of order {order}[: {reason}]",
            "{actor} 接管了工单 {order} 的“{task}”[：{reason}]",
        ),
        ("task", "reason"),
    )
    yield Kind(
        "handed-up",
        Words("Handed up", "移交上级"),
        Words(
            "{actor} handed “{task}” of order {order} up to you[: {reason}]",
            "{actor} 将工单 {order} 的“{task}”移交给您处理[：{reason}]",
        ),
        ("task", "reason"),
    )
    yield Kind(
        "readdressed",
        Words("Readdressed", "改派"),
        Words(
            "“{task}” of order {order} goes to {department} now[: {reason}]",
            "工单 {order} 的“{task}”改由{department}处理[：{reason}]",
        ),
        ("task", "department", "reason"),
    )


def _pressing() -> Iterable[Kind]:
    yield Kind(
        "urged",
        Words("Urged", "催办"),
        Words(
            "{actor} urges order {order}[, for the {count}. time][: {reason}]",
            "{actor} 催办工单 {order}[，第 {count} 次][：{reason}]",
        ),
        ("task", "reason", "count"),
        urgent=True,
    )
    yield Kind(
        "supervised",
        Words("Supervision order", "督办"),
        Words(
            "{actor} supervises order {order}[, reply by {deadline}][: {reason}]",
            "{actor} 对工单 {order} 督办[，请在 {deadline} 前回复][：{reason}]",
        ),
        ("reason", "deadline"),
        urgent=True,
    )
    yield Kind(
        "supervision-replied",
        Words("Supervision replied", "督办已回复"),
        Words(
            "{actor} replied to your supervision of order {order}[: {answer}]",
            "{actor} 回复了您对工单 {order} 的督办[：{answer}]",
        ),
        ("answer",),
    )
    yield Kind(
        "supervision-decided",
        Words("Supervision reply judged", "督办回复已评定"),
        Words(
            "{actor} judged your reply to the supervision of order {order}: {outcome}[ ({reason})]",
            "{actor} 评定了您对工单 {order} 督办的回复：{outcome}[（{reason}）]",
        ),
        ("outcome", "reason"),
    )
    yield Kind(
        "escalated",
        Words("Escalated", "升级"),
        Words(
            "Order {order} “{title}” was escalated to you[: {reason}]",
            "工单 {order}“{title}”已升级到您处[：{reason}]",
        ),
        ("reason",),
        urgent=True,
    )
    yield Kind(
        "limit-warning",
        Words("Limit about to end", "时限预警"),
        Words(
            "Order {order} “{title}”: the limit “{limit}” ends[ at {deadline}][, {left} left]",
            "工单 {order}“{title}”：时限“{limit}”即将到期[（{deadline}）][，剩余 {left}]",
        ),
        ("limit", "deadline", "left"),
        urgent=True,
    )
    yield Kind(
        "day-limit-warning",
        Words("Limit in days about to end", "按天计的时限预警"),
        Words(
            "Order {order} “{title}”: the limit “{limit}” ends[ at {deadline}][, {left} left]",
            "工单 {order}“{title}”：时限“{limit}”即将到期[（{deadline}）][，剩余 {left}]",
        ),
        ("limit", "deadline", "left"),
    )
    yield Kind(
        "breach",
        Words("Limit missed", "超时"),
        Words(
            "Order {order} “{title}” has missed the limit “{limit}”[, due at {deadline}]",
            "工单 {order}“{title}”已超过时限“{limit}”[（{deadline} 到期）]",
        ),
        ("limit", "deadline"),
        urgent=True,
    )
    yield Kind(
        "area-calls",
        Words("Calls of one area", "台区集中报修"),
        Words(
            "{count} premises of {area} report faults within {minutes} minutes, {order} the last: find out "
            "whether it is one outage, record it, merge the orders",
            "{area} 在 {minutes} 分钟内有 {count} 户报修（最近一张 {order}）：请研判是否同一停电事件，"
            "登记停电并合并工单",
        ),
        ("area", "count", "minutes"),
        urgent=True,
    )
    yield Kind(
        "incident",
        Words("Incident", "异常"),
        Words(
            "An incident needs you[, order {order}]: {text}",
            "有异常需要处理[（工单 {order}）]：{text}",
        ),
        ("text",),
        urgent=True,
    )


def _orders() -> Iterable[Kind]:
    yield Kind(
        "mentioned",
        Words("Mentioned", "提到我"),
        Words(
            "{actor} mentioned you in a comment on order {order}[: {text}]",
            "{actor} 在工单 {order} 的评论中提到了您[：{text}]",
        ),
        ("text",),
    )
    yield Kind(
        "hold-asked",
        Words("Hold asked", "申请挂起"),
        Words(
            "{actor} asks to hold order {order}[ until {deadline}][: {reason}]",
            "{actor} 申请挂起工单 {order}[至 {deadline}][：{reason}]",
        ),
        ("reason", "deadline"),
    )
    yield Kind(
        "hold-decided",
        Words("Hold decided", "挂起已审批"),
        Words(
            "{actor} decided on holding order {order}: {outcome}[ ({reason})]",
            "{actor} 审批了工单 {order} 的挂起申请：{outcome}[（{reason}）]",
        ),
        ("outcome", "reason", "deadline"),
    )
    yield Kind(
        "hold-ended",
        Words("Hold ended", "挂起结束"),
        Words(
            "Order {order} “{title}” is no longer held[: {reason}]",
            "工单 {order}“{title}”的挂起已结束[：{reason}]",
        ),
        ("reason",),
    )
    yield Kind(
        "estimate-changed",
        Words("Estimate changed", "预计恢复时间变更"),
        Words(
            "Order {order} “{title}”: power is expected back at {estimate}[ (before: {before})]",
            "工单 {order}“{title}”：预计 {estimate} 恢复供电[（原为 {before}）]",
        ),
        ("estimate", "before", "reason"),
    )
    yield Kind(
        "merged",
        Words("Merged", "合并"),
        Words(
            "{actor} merged order {order} into {parent}[: {reason}]",
            "{actor} 将工单 {order} 合并到 {parent}[：{reason}]",
        ),
        ("parent", "reason"),
    )
    yield Kind(
        "unmerged",
        Words("Merge undone", "撤销合并"),
        Words(
            "{actor} took order {order} out of {parent} again[: {reason}]",
            "{actor} 将工单 {order} 从 {parent} 中拆出[：{reason}]",
        ),
        ("parent", "reason"),
    )
    yield Kind(
        "reopened",
        Words("Reopened", "重新打开"),
        Words(
            "Order {order} “{title}” is open again[: {reason}]",
            "工单 {order}“{title}”已重新打开[：{reason}]",
        ),
        ("reason",),
    )
    yield Kind(
        "corrected",
        Words("Corrected", "受理信息更正"),
        Words(
            "{actor} corrected order {order} “{title}”: {what}[: {reason}]",
            "{actor} 更正了工单 {order}“{title}”：{what}[：{reason}]",
        ),
        ("what", "reason"),
    )
    yield Kind(
        "repeat-call",
        Words("Repeat call", "重复来电"),
        Words(
            "The customer of order {order} “{title}” called again[, for the {count}. time][: {reason}]",
            "工单 {order}“{title}”的客户再次来电[，第 {count} 次][：{reason}]",
        ),
        ("count", "reason"),
    )
    yield Kind("told", Words("From a process", "流程通知"), Words("{text}", "{text}"), ("text",))


def _organisation() -> Iterable[Kind]:
    yield Kind(
        "agent-forced",
        Words("State changed for me", "坐席状态被调整"),
        Words(
            "{actor} changed your state at the telephone: {state}[: {reason}]",
            "{actor} 调整了您的坐席状态：{state}[：{reason}]",
        ),
        ("state", "reason"),
    )
    yield Kind(
        "break-over",
        Words("Break too long", "小休超时"),
        Words(
            "{person} is on a break longer than its limit: {reason}[, {minutes} minutes]",
            "{person} 小休超时：{reason}[，已 {minutes} 分钟]",
        ),
        ("person", "reason", "minutes"),
    )
    yield Kind(
        "overflow-begun",
        Words("Callers go to another queue", "队列溢出"),
        Words(
            "Callers of “{queue}” go to “{to}”: {cause}[, {reason}]",
            "“{queue}”的客户转往“{to}”：{cause}[，{reason}]",
        ),
        ("queue", "to", "cause", "reason"),
    )
    yield Kind(
        "overflow-ended",
        Words("Callers stay again", "溢出结束"),
        Words(
            "Callers of “{queue}” stay again, and do not go to “{to}” any more[: {reason}]",
            "“{queue}”的客户不再转往“{to}”[：{reason}]",
        ),
        ("queue", "to", "reason"),
    )
    yield Kind(
        "campaign-call-unknown",
        Words("Call without a result", "外呼结果不明"),
        Words(
            "{campaign}: nobody knows what came of the call to {number}[, which {person} made]. "
            "Find out, then tell the result or let it be called again",
            "{campaign}：拨打 {number} 的结果不明[，拨打人 {person}]。请核实后登记结果，或允许再次拨打",
        ),
        ("campaign", "number", "person"),
    )
    yield Kind(
        "roster",
        Words("Roster", "排班"),
        Words(
            "{actor} changed the roster[ of {department}][: {text}]",
            "{actor} 调整了[{department}的]排班[：{text}]",
        ),
        ("department", "text"),
    )
    yield Kind(
        "substitution",
        Words("Substitution", "代班"),
        Words(
            "You stand in for {person}[ from {since}][ until {until}][: {reason}]",
            "您将代替 {person}[，自 {since}][，至 {until}][：{reason}]",
        ),
        ("person", "since", "until", "reason"),
    )
    yield Kind(
        "account",
        Words("My account", "我的账号"),
        Words("About your account: {text}", "关于您的账号：{text}"),
        ("text",),
        urgent=True,
    )


#: Every kind by its key, in the order in which pages show them.
KINDS: dict[str, Kind] = {
    kind.key: kind for group in (_tasks, _pressing, _orders, _organisation) for kind in group()
}


def kind_of(key: str | None) -> Kind:
    """Return a kind; for None (a notice of a release that had no kinds) and unknown ones `told`."""
    return KINDS.get(key or "", KINDS["told"])
