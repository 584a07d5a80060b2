"""BPMN's terms in Chinese, as Chinese modelling tools and the national translation of BPMN use them.

The English name of an element is its tag, which a designer finds in the file. One table, so that every
finding says the same word for the same thing.
"""

from __future__ import annotations

ELEMENTS: dict[str, str] = {
    "process": "流程",
    "task": "任务",
    "userTask": "用户任务",
    "manualTask": "手工任务",
    "serviceTask": "服务任务",
    "scriptTask": "脚本任务",
    "businessRuleTask": "业务规则任务",
    "sendTask": "发送任务",
    "receiveTask": "接收任务",
    "callActivity": "调用活动",
    "subProcess": "子流程",
    "transaction": "事务子流程",
    "adHocSubProcess": "即席子流程",
    "startEvent": "开始事件",
    "endEvent": "结束事件",
    "intermediateCatchEvent": "中间捕获事件",
    "intermediateThrowEvent": "中间抛出事件",
    "boundaryEvent": "边界事件",
    "exclusiveGateway": "排他网关",
    "parallelGateway": "并行网关",
    "inclusiveGateway": "包容网关",
    "eventBasedGateway": "事件网关",
    "complexGateway": "复杂网关",
    "sequenceFlow": "顺序流",
}
EVENTS: dict[str, str] = {
    "message": "消息",
    "timer": "定时器",
    "error": "错误",
    "escalation": "升级",
    "signal": "信号",
    "conditional": "条件",
    "compensate": "补偿",
    "cancel": "取消",
    "link": "链接",
    "terminate": "终止",
    "event": "事件",
}


def zh(term: str) -> str:
    """Return the Chinese word for an element's tag or an event's kind; an unknown one stays as it is."""
    return ELEMENTS.get(term) or EVENTS.get(term, term)
