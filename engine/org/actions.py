"""What can be asked for, each with its name in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Action(StrEnum):
    """What can be asked for; `zh` is how a refusal names it in Chinese."""

    zh: str

    def __new__(cls, english: str, chinese: str) -> Self:
        made = str.__new__(cls, english)
        made._value_ = english
        made.zh = chinese
        return made

    SEE_ORDER = "see an order", "查看工单"
    OPEN_ORDER = "open an order", "立单"
    WORK_TASK = "work on a task", "办理任务"
    CHANGE_ORDER = "change an order", "修改工单"
    HOLD_ORDER = "hold an order", "挂起工单"
    CANCEL_ORDER = "cancel an order", "撤销工单"
    SEE_INCIDENTS = "see incidents", "查看异常"
    MEND_INCIDENT = "mend an incident", "处理异常"
    DEPLOY = "deploy a package", "部署流程包"
    DESIGN = "draft, check or try out a package", "起草、检查或试运行流程包"
    SEE_PACKAGES = "see packages", "查看流程包"
    IMPORT = "import data", "导入数据"
    ERASE_VALUES = "erase personal values", "删除个人信息"
    DEMONSTRATE = "let a call of the demonstration ring", "模拟来电"
    REQUEST_HOLD = "ask for an order to be held or released", "申请挂起或解除挂起"
    REQUEST_CANCELLATION = "ask for an order to be cancelled", "申请撤销工单"
    REQUEST_APPOINTMENT = "ask for a new appointment", "申请改约"
    SEE_CALL = "see a call", "查看来电"
    HEAR_RECORDING = "hear the recording of one's own call", "收听自己的来电录音"
    HEAR_RECORDINGS = "hear the recordings of a place", "收听本单位的录音"
    HEAR_VOICEMAIL = "hear the messages that callers left", "收听客户留言"
    HOLD_RECORDING = "hold a recording, or release it", "封存或解封录音"
    AUDIT_PLAYS = "see who listened to recordings", "查看录音收听记录"
    SEE_CUSTOMERS = "see customers and premises", "查看客户与用电地址"
    SEND_MESSAGE = "send a message to a process", "向流程发送消息"
    MANAGE_ACCOUNTS = "manage accounts and tokens", "管理账号与令牌"
    EDIT_NOTICE_TEXTS = "edit the texts of notices", "修改通知模板"
    SEE_LIMITS = "see limit rules and measures", "查看时限规则与达成情况"
    CHANGE_LIMITS = "change limit rules", "修改时限规则"
    SEE_ADMINISTRATION = "see the organisation's administration and its changes", "查看组织管理及其变更"
    ADMINISTER = "change the organisation", "修改组织"
    ARRANGE_DUTY = "arrange rosters, and who stands in for others", "安排值班与代理"
    SEE_SIGN_INS = "see who signed in", "查看登录记录"
    MERGE_ORDERS = "merge orders, or undo it", "合并工单或撤销合并"
    SEE_OUTAGES = "see outages", "查看停电事件"
    ENTER_FOR = "enter what a colleague reports, in their name", "代同事录入"
    FLAG_CALLERS = "flag callers as sensitive or as a nuisance", "标记敏感或骚扰来电"
    REMOVE_ATTACHMENT = "remove an attachment of somebody else", "删除他人的附件"
    MANAGE_OUTAGES = "record outages, and tell estimates", "登记停电事件、告知预计时间"
    RESTRICT_ORDER = "restrict an order, or name who may see it", "限制工单或指名可查看的人"
    AUDIT_LOOKS = "see who looked at restricted orders", "查看限制工单的查阅记录"
    CORRECT_ORDER = "correct what was taken down", "更正受理信息"
    ANSWER_PUBLIC = "write what the customer may read", "填写公开答复"
    REASSIGN_TASK = "reassign a task that another holds", "转办他人持有的任务"
    TAKE_OVER_TASK = "take over a task", "接管任务"
    URGE_TASK = "urge or escalate a task", "催办或升级任务"
    SUPERVISE_ORDER = "issue a supervision order", "签发督办单"
    APPROVE_HOLD = "approve a hold", "审批挂起"
    SHARE_VIEW = "share a view with a department or tier", "与部门或层级共享视图"
    EXPORT_LIST = "export a list", "导出列表"
    SEE_BOARD = "see a dispatcher's board, or the shift leader's desk", "查看调度台或班长台"
    EDIT_WORDING = "edit the wording for emergencies", "编辑应急话术"
    DIAL = "have a number dialled", "拨打电话"
    CONTROL_CALL = "control a call", "控制通话"
    SUPERVISE_CALL = "listen in on a call", "监听通话"
    SEE_NUMBER = "see telephone numbers", "查看电话号码"
    TAKE_CALLS = "take calls", "接听来电"
    SEE_AGENTS = "see what agents do", "查看坐席状态"
    ANNOUNCE = "announce on the line", "播报电话公告"
    SWITCH_OVERFLOW = "switch where a queue's callers go", "切换队列的溢出去向"
    SEE_FIGURES = "see the figures of queues", "查看话务指标"
    FORCE_AGENT = "change an agent's state, skills or queues", "调整坐席的状态、技能或队列"
    RUN_CAMPAIGN = "run campaigns of calls", "组织外呼"
    MANAGE_TELEPHONY = (
        "manage devices, queues, skills and reasons for breaks",
        "管理话机、队列、技能与小休原因",
    )
