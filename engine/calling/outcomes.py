"""What became of a control, in words for whoever asked. FreeSWITCH's own words are kept beside it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.calling.controls import Status
from engine.words import Words

_CAUSES: Mapping[str, Words] = {
    "USER_BUSY": Words("the line is busy", "对方占线"),
    "NO_ANSWER": Words("nobody answered", "无人接听"),
    "NO_USER_RESPONSE": Words("the telephone does not respond", "话机没有响应"),
    "ALLOTTED_TIMEOUT": Words("nobody answered in time", "在规定时间内无人接听"),
    "CALL_REJECTED": Words("the call was rejected", "对方拒接"),
    "ORIGINATOR_CANCEL": Words("it was given up before anybody answered", "接听前已取消"),
    "USER_NOT_REGISTERED": Words("the telephone is not registered", "话机未注册"),
    "SUBSCRIBER_ABSENT": Words("the telephone cannot be reached", "话机无法接通"),
    "UNALLOCATED_NUMBER": Words("there is no such number", "号码不存在"),
    "NO_ROUTE_DESTINATION": Words("there is no way to this number", "无法接通该号码"),
    "NORMAL_TEMPORARY_FAILURE": Words("the line has a fault, try again", "线路暂时故障，请重试"),
    "DESTINATION_OUT_OF_ORDER": Words("the line has a fault", "线路故障"),
    "GATEWAY_DOWN": Words("the trunk is down", "中继线路不可用"),
}
_PLAIN: Mapping[Status, Words] = {
    Status.WRITTEN: Words("about to be sent", "即将发送"),
    Status.SENT: Words("under way", "进行中"),
    Status.DONE: Words("done", "已完成"),
    Status.REFUSED: Words("the exchange did not do it", "交换机未执行"),
    Status.FAILED: Words("it did not succeed", "未成功"),
    Status.UNKNOWN: Words(
        "it is not known whether it was done: look at the telephone; it is not sent again",
        "不知道是否已执行：请看话机；不会再次发送",
    ),
}
_GONE = Words("this part of the call is over", "这一方已不在通话中")


def told(status: Status, answer: str | None) -> Words:
    """Return what has become of a control, by its status and what the exchange said of it."""
    if status not in (Status.FAILED, Status.REFUSED):
        return _PLAIN[status]
    words = (answer or "").removeprefix("-ERR").split()
    if words and words[0] in _CAUSES:
        return _CAUSES[words[0]]
    if "No such channel" in (answer or "") or "Cannot locate" in (answer or ""):
        return _GONE
    return _PLAIN[status]
